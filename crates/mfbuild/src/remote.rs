//! Bundle → remote. A Backstage remote comes with the schema of its configuration.
//!
//! Owns `dist/.config-schema.json` of remotes: without it a backend gives the plugin's configuration to no browser, and
//! does not know which values are secret (spec/backstage.md §4, §6).

use std::path::Path;

use mfbuild_app::app_config::{self, AppConfigRequest};
use mfbuild_config::{BuildOptions, Profile};
use mfbuild_diagnostics::{Diagnostic, Severity};

use crate::build::{Report, bundle};
use crate::output::OutputFile;

/// What brings the loader that reads the schemas of packages.
const SCHEMA_READERS: [&str; 2] = ["@backstage/config-loader", "@backstage/cli"];

/// Builds a remote: all files of its output directory, or `None` after an error.
pub fn build_remote(options: &BuildOptions, report: &mut Report<'_>) -> Option<Vec<OutputFile>> {
    let mut public_path = |_: &mut Report<'_>| Some(options.public_path.clone());
    if options.profile != Profile::Backstage || !has_schema_reader(&options.context) {
        return Some(bundle(options, None, &mut public_path, report)?.files);
    }
    std::thread::scope(|scope| {
        let schema = scope.spawn(|| schema(options));
        let bundle = bundle(options, None, &mut public_path, report);
        let (schema, problems) = schema.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        report.diagnostics.extend(problems);
        let mut files = bundle?.files;
        files.extend(schema);
        Some(files)
    })
}

fn has_schema_reader(context: &Path) -> bool {
    let is_installed = |name: &&str| context.ancestors().any(|dir| dir.join("node_modules").join(name).is_dir());
    SCHEMA_READERS.iter().any(is_installed)
}

/// The schemas of the plugin and its packages. The remote works without: what goes wrong is a warning.
fn schema(options: &BuildOptions) -> (Option<OutputFile>, Vec<Diagnostic>) {
    let request = AppConfigRequest {
        context: &options.context,
        package_name: &options.package.name,
        config_files: &[],
        template: None,
        cache: true,
    };
    match app_config::load(&request) {
        Ok((config, warnings)) => {
            let text = serde_json::to_string_pretty(&config.schema).expect("a JSON value is always serialisable");
            (Some(OutputFile::new(".config-schema.json", text.into_bytes())), warnings)
        }
        Err(errors) => {
            let as_warning = |error: Diagnostic| {
                let error = Diagnostic { severity: Severity::Warning, ..error };
                error.with_note("the remote has no `.config-schema.json`: the backend will not know its configuration")
            };
            (None, errors.into_iter().map(as_warning).collect())
        }
    }
}
