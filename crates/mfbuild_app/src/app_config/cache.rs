//! Answers that are kept: one file for each app and list of config files, in `node_modules/.cache/mfbuild/app-config`.
//!
//! Owns where they are and when they are good. Whatever is wrong with such a file, it is as if it were not there.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use mfbuild_diagnostics::SourceText;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::address::Purpose;
use super::environment::{Environment, State};
use super::inputs::{self, Input};
use super::place::Place;
use super::{AppConfig, AppConfigRequest, child};
use crate::files::read_file;

/// A file of the cache.
#[derive(Debug)]
pub struct Cache {
    file: PathBuf,
}

/// What is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Which program made the answer.
    pub scripts: u64,
    /// What the answer was made for; none if a part of it is not kept, so that it is asked for again each time.
    pub purpose: Option<Purpose>,
    /// Hash of the template.
    pub template: Option<u64>,
    /// Variables that were read.
    pub environment: State,
    /// What the schema depends on.
    pub schema_inputs: Vec<Input>,
    /// What the rest depends on besides.
    pub config_inputs: Vec<Input>,
    /// What the packages' schemas were warned of.
    pub warnings: Vec<String>,
    /// The answer.
    pub config: AppConfig,
}

impl Cache {
    /// Beside the packages of the workspace, else of the app; none if there is no such directory.
    pub fn find(place: &Place, request: &AppConfigRequest<'_>) -> Option<Self> {
        let packages = [&place.root, &place.context].map(|directory| directory.join("node_modules"));
        let packages = packages.into_iter().find(|directory| directory.is_dir())?;
        let identity = serde_json::to_vec(&(&place.context, request.package_name, request.config_files)).ok()?;
        let name = format!("{:016x}.json", xxh3_64(&identity));
        Some(Self { file: packages.join(".cache/mfbuild/app-config").join(name) })
    }

    /// The kept answer, if it can be read and comes from this program.
    pub fn read(&self) -> Option<Entry> {
        let entry: Entry = serde_json::from_slice(&read_file(&self.file).ok()?).ok()?;
        (entry.scripts == child::scripts_hash()).then_some(entry)
    }

    /// Keeps an answer, if that is possible.
    pub fn write(&self, entry: &Entry) {
        let Ok(bytes) = serde_json::to_vec(entry) else { return };
        let Some(directory) = self.file.parent() else { return };
        let written = fs::create_dir_all(directory).and_then(|()| {
            // Half of it is as good as nothing: no JSON.
            fs::write(&self.file, &bytes)
        });
        // A cache that cannot be written only costs time.
        drop(written);
    }
}

impl Entry {
    /// Whether nothing has changed.
    pub fn is_current(&self, purpose: Purpose, template: Option<&SourceText>, environment: &Environment) -> bool {
        self.purpose == Some(purpose)
            && self.template == template_hash(template)
            && self.environment == environment.state_of(self.environment.keys().cloned())
            && inputs::are_current(&self.config_inputs)
            && inputs::are_current(&self.schema_inputs)
    }

    /// Whether a file was written while the answer was made, so that the two may not belong together.
    pub fn changed_since(&self, moment: SystemTime) -> bool {
        self.schema_inputs.iter().chain(&self.config_inputs).any(|input| input.changed_since(moment))
    }
}

/// What stands for a template in an entry.
pub fn template_hash(template: Option<&SourceText>) -> Option<u64> {
    template.map(|template| xxh3_64(template.text.as_bytes()))
}
