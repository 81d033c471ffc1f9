//! The configuration of a Backstage app, as its page sees it (spec/backstage.md "Config"), and html templates.
//!
//! One Node process asks the project's own `@backstage/config-loader` and fills in the template (`node/*.js`,
//! `child.rs`). What it answers is kept beside the project's packages until one of the things that it read changes
//! (`cache.rs`, `inputs.rs`). `place.rs` finds the workspace root, `failure.rs` words the errors.
//!
//! Only what the browser may see comes back from that process, and the certificate of a development server
//! (`address.rs`), which is not kept: so nothing else can be in the cache.

mod address;
mod cache;
mod child;
mod environment;
mod failure;
mod inputs;
mod place;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use mfbuild_diagnostics::{Diagnostic, SourceText};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use self::address::{Certificate, DevAddress, Purpose};
use self::cache::{Cache, Entry};
use self::child::{Answer, Refusal};
use self::environment::Environment;
use self::inputs::Input;
use self::place::Place;
use crate::files::read_text_file;

/// What opens a block of a template; a page without one is plain html.
const BLOCK_START: &str = "<%";

/// Which configuration is asked for.
#[derive(Clone, Copy, Debug)]
pub struct AppConfigRequest<'a> {
    /// Directory of the app's package.
    pub context: &'a Path,
    /// Name of that package: its dependencies inside the workspace bring the schema.
    pub package_name: &'a str,
    /// Files of `--config`, relative to the package; empty for the default list.
    pub config_files: &'a [PathBuf],
    /// Template of the page, filled in with `publicPath` and `config`.
    pub template: Option<&'a SourceText>,
    /// Keep the answer, and use a kept one.
    pub cache: bool,
}

/// The configuration as `backstage-cli package build` sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AppConfig {
    /// `[{ context, data }]`, one for each source, with what the browser may see. While it is served, `filteredKeys`
    /// beside them: the names of what it may not see.
    pub sources: Value,
    /// What `.config-schema.json` holds; schemas in the order of package names.
    pub schema: Value,
    /// Path of `app.baseUrl` without its final slash.
    pub public_path: String,
    /// Plugins among the app's dependencies, where `app.packages` asks for them.
    pub detected_packages: Option<Vec<DetectedPackage>>,
    /// Names of the sources, for the line `Loaded config from …`.
    pub loaded_from: Vec<String>,
    /// The filled in template.
    pub html: Option<String>,
    /// Where it is served, if it is.
    pub dev: Option<DevAddress>,
    /// Files of the project that were read or looked for, sorted; installed packages are not among them.
    #[serde(skip)]
    pub inputs: Vec<PathBuf>,
}

/// One module of the detected-plugins entrypoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetectedPackage {
    /// Package name.
    pub name: String,
    /// Which of its exports, `./alpha`; none for the main one.
    pub export: Option<String>,
    /// What to import.
    pub import: String,
}

/// The configuration with warnings, or errors.
pub type Loaded = Result<(AppConfig, Vec<Diagnostic>), Vec<Diagnostic>>;

/// Reads the configuration, from the cache where nothing has changed. Warnings beside it.
pub fn load(request: &AppConfigRequest<'_>) -> Loaded {
    load_with_inputs(request, Purpose::Build).0
}

/// The same for a session: for a purpose of its own, with the files of the project that the answer depends on, also
/// where it is an error. Files that are looked for and not there are among them, installed packages are not.
pub fn load_with_inputs(request: &AppConfigRequest<'_>, purpose: Purpose) -> (Loaded, Vec<PathBuf>) {
    load_in(request, purpose, &Environment::of_process())
}

/// A template has nothing to wait for.
const TEMPLATE_LIMIT: Duration = Duration::from_secs(20);

/// Whether `app.packages` can be set, which decides what is bundled: the word stands in some file, or may be included
/// from one. Everything else of the configuration can be waited for until the page is made.
pub fn may_detect_packages(context: &Path, config_files: &[PathBuf]) -> bool {
    let Ok(place) = Place::find(context) else { return true };
    let by_convention = std::fs::read_dir(&place.root).into_iter().flatten().flatten().map(|entry| entry.path());
    let by_convention = by_convention
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("app-config")));
    let given = config_files.iter().map(|file| place.context.join(file));
    let asks = |path: PathBuf| {
        let text = read_text_file(&path).unwrap_or_default();
        ["packages", "$include", "$file"].iter().any(|word| text.contains(word))
    };
    Environment::of_process().sets_config() || given.chain(by_convention).any(asks)
}

/// Fills in a template of an app that is not Backstage's: the members of `parameters` are its variables.
pub fn render_template(context: &Path, template: &SourceText, parameters: &Value) -> Result<String, Vec<Diagnostic>> {
    if !template.text.contains(BLOCK_START) {
        return Ok(template.text.to_string());
    }
    let place = Place { context: place::real_path(context), root: place::real_path(context) };
    let request = json!({ "kind": "template", "template": &*template.text, "parameters": parameters });
    let answer: child::Page =
        child::ask_within(TEMPLATE_LIMIT, &place, &request, &Environment::of_process(), Some(template))
            .map_err(|refusal| refusal.problems)?;
    Ok(answer.html)
}

fn load_in(request: &AppConfigRequest<'_>, purpose: Purpose, environment: &Environment) -> (Loaded, Vec<PathBuf>) {
    let place = match Place::find(request.context) {
        Ok(place) => place,
        Err(problems) => return (Err(problems), place::manifests_above(request.context)),
    };
    let cache = if request.cache { Cache::find(&place, request) } else { None };
    let kept = cache.as_ref().and_then(Cache::read);
    let kept = match kept {
        Some(entry) if entry.is_current(purpose, request.template, environment) => return entry.into_result(),
        Some(entry) if inputs::are_current(&entry.schema_inputs) => Some(entry),
        _ => None,
    };
    let started = SystemTime::now();
    let question = child_request(&place, request, purpose, kept.as_ref());
    let answer = match child::ask(&place, &question, environment, request.template) {
        Ok(answer) => answer,
        Err(refusal) => return refused(refusal, kept, &place, request),
    };
    let entry = new_entry(answer, kept, request, purpose, environment);
    if let Some(cache) = cache.filter(|_| !entry.changed_since(started)) {
        cache.write(&entry);
    }
    entry.into_result()
}

/// Errors, with all paths of which a change may help: what was read until then, for the last answer and by convention.
fn refused(
    refusal: Refusal,
    kept: Option<Entry>,
    place: &Place,
    request: &AppConfigRequest<'_>,
) -> (Loaded, Vec<PathBuf>) {
    let now = [refusal.inputs.schema, refusal.inputs.config].concat();
    let earlier = kept.into_iter().flat_map(|entry| entry.schema_inputs.into_iter().chain(entry.config_inputs));
    let given = request.config_files.iter().map(|file| place.context.join(file));
    let by_convention = place.conventional_files().chain(given);
    let paths = project_paths(inputs::take(&now).into_iter().chain(earlier)).into_iter().chain(by_convention);
    let paths = paths.collect::<BTreeSet<_>>();
    (Err(refusal.problems), paths.into_iter().collect())
}

fn child_request(place: &Place, request: &AppConfigRequest<'_>, purpose: Purpose, kept: Option<&Entry>) -> Value {
    let template = request.template.map(|template| &*template.text).filter(|text| text.contains(BLOCK_START));
    json!({
        "kind": "backstage",
        "purpose": purpose,
        "context": place.context,
        "root": place.root,
        "packageName": request.package_name,
        "configFiles": request.config_files.iter().map(|file| place.context.join(file)).collect::<Vec<_>>(),
        "template": template,
        "schema": kept.map(|entry| &entry.config.schema),
    })
}

fn new_entry(
    answer: Answer,
    kept: Option<Entry>,
    request: &AppConfigRequest<'_>,
    purpose: Purpose,
    environment: &Environment,
) -> Entry {
    let (schema_inputs, warnings) = match kept {
        // The schema was handed over: what it depends on was read when it was collected.
        Some(entry) => (entry.schema_inputs, entry.warnings),
        None => (inputs::take(&answer.inputs.schema), answer.warnings),
    };
    let plain_html = || request.template.map(|template| template.text.to_string());
    let config = AppConfig {
        sources: answer.sources,
        schema: answer.schema,
        public_path: answer.public_path,
        detected_packages: answer.detected_packages,
        loaded_from: answer.loaded_from,
        html: answer.html.or_else(plain_html),
        dev: answer.dev,
        inputs: Vec::new(),
    };
    // A page that prints the time is only good today: without its template the entry is never current.
    let kept_template = request.template.filter(|_| answer.volatile != Some(true));
    let has_secret = config.dev.as_ref().is_some_and(|dev| dev.https.is_some());
    Entry {
        scripts: child::scripts_hash(),
        purpose: (!has_secret).then_some(purpose),
        template: cache::template_hash(kept_template),
        environment: environment.state_of(answer.environment),
        schema_inputs,
        config_inputs: inputs::take(&answer.inputs.config),
        warnings,
        config,
    }
}

impl Entry {
    fn into_result(self) -> (Loaded, Vec<PathBuf>) {
        let paths = project_paths(self.schema_inputs.into_iter().chain(self.config_inputs));
        let of_schema = self.warnings.iter().map(|text| failure::schema_warning(text));
        let warnings = of_schema.chain(self.config.dev.as_ref().and_then(DevAddress::conflict)).collect();
        (Ok((AppConfig { inputs: paths.clone(), ..self.config }, warnings)), paths)
    }
}

fn project_paths(inputs: impl Iterator<Item = Input>) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = inputs.filter(Input::is_of_project).map(|input| input.path).collect();
    paths.sort();
    paths.dedup();
    paths
}
