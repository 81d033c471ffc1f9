//! The environment variables that an answer depends on.
//!
//! Owns their hashes: values never leave the process, they may be secrets.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use xxhash_rust::xxh3::xxh3_64;

/// Variables that set values of the configuration.
const CONFIG_PREFIX: &str = "APP_CONFIG_";
/// Variables that say which files are read, and where packages are.
const ALWAYS: [&str; 2] = ["BACKSTAGE_ENV", "NODE_PATH"];

/// Names with hashes of their values; `None` for what is not set.
pub type State = BTreeMap<String, Option<u64>>;

/// The variables that the child process gets.
#[derive(Clone, Debug)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
}

impl Environment {
    /// What this process was started with.
    pub fn of_process() -> Self {
        Self { variables: std::env::vars_os().collect() }
    }

    /// The same with one variable set, or without it.
    #[cfg(test)]
    pub fn with(mut self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.variables.insert(name.into(), value.into()),
            None => self.variables.remove(OsStr::new(name)),
        };
        self
    }

    /// Whether some variable sets a value of the configuration.
    pub fn sets_config(&self) -> bool {
        self.variables.keys().any(|name| name.to_string_lossy().starts_with(CONFIG_PREFIX))
    }

    /// All variables.
    pub fn variables(&self) -> &BTreeMap<OsString, OsString> {
        &self.variables
    }

    /// What the given names are now, and those that always count.
    pub fn state_of(&self, names: impl IntoIterator<Item = String>) -> State {
        let set = self.variables.keys().filter_map(|name| name.to_str());
        let config = set.filter(|name| name.starts_with(CONFIG_PREFIX)).chain(ALWAYS).map(str::to_owned);
        config.chain(names).map(|name| (name.clone(), self.hash_of(&name))).collect()
    }

    fn hash_of(&self, name: &str) -> Option<u64> {
        self.variables.get(OsStr::new(name)).map(|value| xxh3_64(value.as_encoded_bytes()))
    }
}
