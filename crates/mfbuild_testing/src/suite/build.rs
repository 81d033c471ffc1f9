//! Packages with one expose a unit, and builds that leave out the units that the bundler refuses.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use crate::bundle::{Build, Bundler};
use crate::case_file::{CaseFile, SourceFile};
use crate::project::Project;

/// The sources of one unit. Units may name the same file, for instance a fixture; its content must be equal.
#[derive(Clone)]
pub(crate) struct UnitFiles {
    /// Exposed key without `./`; different for each unit.
    pub key: String,
    /// The exposed file.
    pub entry: String,
    /// All files, with the entry.
    pub files: Vec<SourceFile>,
}

/// A unit that the bundler does not build.
pub(crate) struct Refused {
    /// Index of the unit.
    pub unit: usize,
    /// The code and message of the error, or the end of what a crash printed.
    pub reason: String,
}

/// Units as one package on disk.
pub(crate) struct Package<'units> {
    units: &'units [UnitFiles],
    /// Members of `mfbuild.config.json` beside name and exposes.
    options: String,
    /// The package.
    pub project: Project,
}

impl<'units> Package<'units> {
    /// Writes the files of all units; `options` are further members of `mfbuild.config.json`.
    pub fn write(name: &str, units: &'units [UnitFiles], options: &str) -> Result<Self, String> {
        let mut files = BTreeMap::from([("package.json".to_owned(), PACKAGE_JSON.as_bytes())]);
        for file in units.iter().flat_map(|unit| &unit.files) {
            files.insert(file.path.clone(), &file.bytes);
        }
        let files = files.into_iter().map(|(path, bytes)| SourceFile { path, bytes: bytes.to_vec() }).collect();
        let project = Project::write(name, &CaseFile { files, zero_config: true, ..CaseFile::default() })?;
        Ok(Self { units, options: options.to_owned(), project })
    }

    /// Where the output of a mode is.
    pub fn output(&self, mode: &str) -> PathBuf {
        self.project.output(mode)
    }

    /// Builds the units of `chosen`, without those that are refused.
    ///
    /// All errors of one build are read at once. Errors of later stages show only when those of earlier stages are gone,
    /// so the rest is built again until nothing is refused.
    pub fn build(&self, chosen: &[usize], mode: &str, bundler: &Bundler) -> Result<Vec<Refused>, String> {
        let mut left: Vec<usize> = chosen.to_vec();
        let mut refused = Vec::new();
        while !left.is_empty() {
            let build = self.build_exactly(&left, mode, bundler)?;
            if build.code == Some(0) {
                break;
            }
            let mut found = self.blamed(&left, &build);
            if found.is_empty() {
                found.push(self.bisect(&left, mode, bundler, &build)?);
            }
            let gone: BTreeSet<usize> = found.iter().map(|refused| refused.unit).collect();
            left.retain(|unit| !gone.contains(unit));
            refused.extend(found);
        }
        Ok(refused)
    }

    fn build_exactly(&self, units: &[usize], mode: &str, bundler: &Bundler) -> Result<Build, String> {
        let expose = |&unit: &usize| {
            let UnitFiles { key, entry, .. } = &self.units[unit];
            format!("{}: {}", Value::from(format!("./{key}")), Value::from(format!("./{entry}")))
        };
        let exposes: Vec<String> = units.iter().map(expose).collect();
        let options = &self.options;
        let config = format!("{{ \"name\": \"remote\", \"exposes\": {{ {} }}{options} }}", exposes.join(", "));
        self.project.write_file("mfbuild.config.json", config.as_bytes())?;
        bundler.build_json(&self.project.root, &self.output(mode), mode == "minified")
    }

    /// The units that the diagnostics of a build name: by their entry, or by the chain of imports that leads from it.
    fn blamed(&self, units: &[usize], build: &Build) -> Vec<Refused> {
        let Ok(Value::Array(diagnostics)) = serde_json::from_str(build.text.trim()) else { return Vec::new() };
        let mut reasons = BTreeMap::new();
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic["severity"] == "error") {
            let file = diagnostic["labels"][0]["file"].as_str().unwrap_or_default().trim_start_matches("./");
            let notes = diagnostic["notes"].to_string();
            let is_blamed = |unit: &&usize| {
                let UnitFiles { key, entry, .. } = &self.units[**unit];
                entry == file || notes.contains(&format!("`expose ./{key}`"))
            };
            for unit in units.iter().filter(is_blamed) {
                reasons.entry(*unit).or_insert_with(|| reason(diagnostic));
            }
        }
        reasons.into_iter().map(|(unit, reason)| Refused { unit, reason }).collect()
    }

    /// The first unit without which a build that names none does not fail in the same way.
    fn bisect(&self, units: &[usize], mode: &str, bundler: &Bundler, build: &Build) -> Result<Refused, String> {
        let mut culprits = units.to_vec();
        let mut text = build.text.clone();
        while culprits.len() > 1 {
            let second = culprits.split_off(culprits.len() / 2);
            let build = self.build_exactly(&culprits, mode, bundler)?;
            if build.code == Some(0) {
                culprits = second;
            } else {
                text = build.text;
            }
        }
        let unit = *culprits.first().ok_or("a package without exposes does not build")?;
        let tail: Vec<char> = text.trim().chars().rev().take(300).collect();
        Ok(Refused { unit, reason: format!("the build failed: {}", tail.into_iter().rev().collect::<String>()) })
    }
}

const PACKAGE_JSON: &str = "{ \"name\": \"case\", \"version\": \"1.0.0\", \"type\": \"module\" }\n";

fn reason(diagnostic: &Value) -> String {
    let text = |name: &str| diagnostic[name].as_str().unwrap_or_default().to_owned();
    format!("{}: {}", text("code"), text("message"))
}
