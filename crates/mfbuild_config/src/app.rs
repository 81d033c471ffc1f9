//! The `app` option: the page that an app becomes.
//!
//! Owns the option's keys and the search for entry, template and public directory (spec/backstage.md §5). What the
//! template says is in `template.rs`, the table of shared dependencies in `dependencies.rs`; whether a package is an
//! app at all, in `role.rs`.

use std::ops::Range;
use std::path::{Path, PathBuf};

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::dependencies::{self, RawTable};
use crate::files::{Places, check_request, clean, find_file, list, with_near_miss};
use crate::json::{Dialect, display_path, kind, parse, read_source, span};
use crate::options::{AppConfigSource, AppOptions};
use crate::out_dir::real_path;
use crate::reader::{Field, Reader, Spanned};
use crate::template::Template;

/// Code of an app without an entry.
const ENTRY_NOT_FOUND: &str = "entry-not-found";
/// Code of a YAML file for an app that is none of Backstage's; wrong use of the command line.
pub(crate) const UNSUPPORTED_APP_CONFIG: &str = "unsupported-app-config";
/// Code of a JSON config file of the app that cannot be used.
const INVALID_APP_CONFIG: &str = "invalid-app-config";

/// Extensions of entries, in the order in which they are tried.
const ENTRY_EXTENSIONS: &[&str] = &["tsx", "ts", "jsx", "js", "mjs"];
/// Where the entry for users who have not signed in is (spec/backstage.md §5).
const PUBLIC_ENTRY: &str = "./src/index-public-experimental";

/// The option as written. `None` means "not said"; `Some(None)` is `false`.
#[derive(Default)]
pub(crate) struct RawApp {
    entry: Option<Spanned<String>>,
    template: Option<Option<Spanned<String>>>,
    public_dir: Option<Option<Spanned<String>>>,
    shared_dependencies: Option<RawTable>,
    config: Option<Spanned<RawAppConfig>>,
}

enum RawAppConfig {
    Inline(serde_json::Value),
    File(String),
}

/// `true`, `false` or an object; the inner `None` is `false`.
pub(crate) fn read(reader: &mut Reader, field: &Field) -> Option<RawApp> {
    let mut app = RawApp::default();
    match field.value {
        Value::BooleanLit(literal) if !literal.value => return None,
        Value::BooleanLit(_) => {}
        Value::Object(_) => read_object(reader, field, &mut app),
        // Taken for an app, so that what follows is not called a remote without its flag.
        other => {
            reader.wrong_type::<()>(&field.path, "a boolean or an object", other);
        }
    }
    Some(app)
}

fn read_object(reader: &mut Reader, field: &Field, app: &mut RawApp) {
    let known = ["entry", "template", "publicDir", "sharedDependencies", "config"];
    for inner in reader.object(&field.path, field.value, &known) {
        match inner.key {
            "entry" => app.entry = reader.filled_string(&inner.path, inner.value),
            "template" => app.template = path_or_false(reader, &inner),
            "publicDir" => app.public_dir = path_or_false(reader, &inner),
            "sharedDependencies" => app.shared_dependencies = dependencies::read(reader, &inner),
            _ => app.config = read_app_config(reader, &inner),
        }
    }
}

fn path_or_false(reader: &mut Reader, field: &Field) -> Option<Option<Spanned<String>>> {
    match field.value {
        Value::BooleanLit(literal) if !literal.value => Some(None),
        Value::StringLit(_) => reader.filled_string(&field.path, field.value).map(Some),
        other => reader.wrong_type(&field.path, "a path or `false`", other),
    }
}

fn read_app_config(reader: &mut Reader, field: &Field) -> Option<Spanned<RawAppConfig>> {
    let value = match field.value {
        Value::Object(_) => RawAppConfig::Inline(field.value.clone().into()),
        Value::StringLit(_) => RawAppConfig::File(reader.filled_string(&field.path, field.value)?.value),
        other => return reader.wrong_type(&field.path, "an object or the path of a JSON file", other),
    };
    Some(Spanned { value, span: span(field.value) })
}

impl RawApp {
    /// The modules that it names, by option.
    pub fn requests(&self) -> impl Iterator<Item = (&'static str, &str, Range<usize>)> {
        let entry = self.entry.iter().map(|entry| ("app.entry", entry.value.as_str(), entry.span.clone()));
        let shared = self.shared_dependencies.iter().flat_map(RawTable::named);
        entry.chain(shared.map(|(name, span)| ("app.sharedDependencies", name, span)))
    }
}

/// What an app is made from.
pub(crate) struct Finder<'a> {
    pub raw: &'a RawApp,
    pub places: &'a Places<'a>,
    /// The config file, if the options come from one.
    pub source: Option<&'a SourceText>,
    /// YAML files of the command line.
    pub yaml: Vec<&'a Path>,
}

impl Finder<'_> {
    /// Decides everything about the page.
    pub fn options(&self, problems: &mut Vec<Diagnostic>) -> AppOptions {
        let public_dir = self.public_dir(problems);
        let template = self.template(problems);
        self.check_out_dir(public_dir.as_deref(), template.as_deref(), problems);
        let page = template.as_deref().and_then(|path| Template::read(path, public_dir.as_deref(), self.places));
        let entry = self.entry(page.as_ref(), problems);
        AppOptions {
            entry_script: entry.as_ref().zip(page).and_then(|(entry, page)| self.entry_script(entry, &page, problems)),
            entry: entry.unwrap_or_default(),
            public_entry: self.public_entry(),
            template,
            public_dir,
            shared_dependencies: dependencies::resolve(self.raw.shared_dependencies.as_ref(), self.is_backstage()),
            config: if self.is_backstage() { self.backstage_config(problems) } else { self.json_config(problems) },
        }
    }

    fn is_backstage(&self) -> bool {
        self.places.role.is_some()
    }

    /// What the config names, else the source that the template names, as Vite has it, else the first file of the usual
    /// names.
    fn entry(&self, page: Option<&Template>, problems: &mut Vec<Diagnostic>) -> Option<String> {
        if let Some(entry) = &self.raw.entry {
            let problem =
                Diagnostic::error(ENTRY_NOT_FOUND, format!("the app's entry `{}` does not exist", entry.value));
            if let Err(problem) = check_request(&entry.value, self.places, problem) {
                problems.push(self.at(problem, entry, "no such file"));
            }
            return Some(entry.value.clone());
        }
        if let Some(entry) = page.filter(|_| !self.is_backstage()).and_then(Template::entry) {
            return entry.map_err(|problem| problems.push(problem)).ok();
        }
        let bases: &[&str] = if self.is_backstage() { &["./src/index"] } else { &["./src/index", "./src/main"] };
        let candidates = bases.iter().flat_map(|base| with_extensions(base)).collect::<Vec<_>>();
        let found = candidates.iter().find(|candidate| self.is_file(candidate)).cloned();
        if found.is_none() {
            problems.push(no_entry(&candidates));
        }
        found
    }

    /// The script of the template that `entry` takes the place of; what else stays in the page costs warnings.
    fn entry_script(&self, entry: &str, page: &Template, problems: &mut Vec<Diagnostic>) -> Option<String> {
        let file = find_file(&clean(&self.places.context.join(entry)), self.places);
        let script = file.and_then(|file| page.script_of(&file));
        problems.extend(page.warnings(entry, script.as_deref()));
        script
    }

    fn public_entry(&self) -> Option<String> {
        let mut candidates = with_extensions(PUBLIC_ENTRY).filter(|_| self.is_backstage());
        candidates.find(|candidate| self.is_file(candidate))
    }

    fn template(&self, problems: &mut Vec<Diagnostic>) -> Option<PathBuf> {
        match &self.raw.template {
            Some(None) => None,
            Some(Some(given)) => {
                let path = clean(&self.places.context.join(&given.value));
                if !self.places.disk.is_file(&path) {
                    let message = format!("the html template `{}` does not exist", given.value);
                    let problem = with_near_miss(Diagnostic::error("template-not-found", message), &path, &given.value);
                    problems.push(self.at(problem, given, "no such file"));
                }
                Some(path)
            }
            None => {
                let public = self.public_base().join("index.html");
                let mut candidates = vec![public, self.places.context.join("src/index.html")];
                if !self.is_backstage() {
                    candidates.push(self.places.context.join("index.html"));
                }
                problems.extend(candidates.iter().filter(|path| self.places.disk.is_dir(path)).map(|path| {
                    let message = format!("`{}` is a directory and no template", self.shown(path));
                    Diagnostic::warning("template-ignored", message)
                        .with_help("make it a file, or remove it; `app.template` names a template anywhere else")
                }));
                candidates.into_iter().find(|candidate| self.places.disk.is_file(candidate))
            }
        }
    }

    /// The directory that would be public, whether it is there or not.
    fn public_base(&self) -> PathBuf {
        let given = self.raw.public_dir.as_ref().and_then(Option::as_ref);
        clean(&self.places.context.join(given.map_or("public", |given| given.value.as_str())))
    }

    fn public_dir(&self, problems: &mut Vec<Diagnostic>) -> Option<PathBuf> {
        let directory = self.public_base();
        match &self.raw.public_dir {
            Some(None) => None,
            Some(Some(given)) => {
                if !self.places.disk.is_dir(&directory) {
                    let reason =
                        if self.places.disk.exists(&directory) { "is not a directory" } else { "does not exist" };
                    let problem =
                        Diagnostic::error("public-dir-not-found", format!("`publicDir` `{}` {reason}", given.value));
                    let problem = problem.with_help("name a directory of the package, or write `false` for none");
                    problems.push(self.at(problem, given, reason));
                } else if real_path(self.places.context).starts_with(real_path(&directory)) {
                    let message = format!("`publicDir` `{}` holds the package itself", given.value);
                    let problem = Diagnostic::error("invalid-public-dir", message)
                        .with_note("every file of it is copied to the output, and every page could read it")
                        .with_help("name a directory that holds public files only, such as `public`");
                    problems.push(self.at(problem, given, ""));
                    return None;
                }
                Some(directory)
            }
            // As `backstage-cli` has it: without a page of its own, `public` may be anything.
            None if self.is_backstage() => self.places.disk.is_file(&directory.join("index.html")).then_some(directory),
            None if self.places.disk.is_dir(&directory) => Some(directory),
            None => {
                problems.extend(self.places.disk.exists(&directory).then(|| {
                    let message = format!("`{}` is a file and no directory of public files", self.shown(&directory));
                    Diagnostic::warning("public-dir-ignored", message)
                        .with_help("make it a directory, or say `\"publicDir\": false` in `app`")
                }));
                None
            }
        }
    }

    /// The output directory is replaced as a whole, and must not be copied into itself.
    fn check_out_dir(&self, public_dir: Option<&Path>, template: Option<&Path>, problems: &mut Vec<Diagnostic>) {
        let out_dir = self.places.out_dir;
        let shown = |path| self.shown(path);
        let overlap = |one: &Path, other: &Path| one.starts_with(other) || other.starts_with(one);
        // Either may be behind a symbolic link.
        let meets_output = |public: &Path| overlap(public, out_dir) || overlap(&real_path(public), &real_path(out_dir));
        let message = match (public_dir, template) {
            (Some(public), _) if meets_output(public) => {
                format!("`publicDir` `{}` and the output directory `{}` overlap", shown(public), shown(out_dir))
            }
            (_, Some(template)) if template.starts_with(out_dir) => {
                format!("the html template `{}` lies in the output directory", shown(template))
            }
            _ => return,
        };
        let problem = Diagnostic::error("invalid-out-dir", message);
        problems
            .push(problem.with_note("every build replaces the output directory").with_help("choose another `outDir`"));
    }

    fn backstage_config(&self, problems: &mut Vec<Diagnostic>) -> AppConfigSource {
        if let Some(config) = &self.raw.config {
            let message = "`app.config` is not for Backstage apps".to_owned();
            let help = "write it into `app-config.yaml`, with a schema that makes it visible to the frontend";
            problems.push(self.at(Diagnostic::error("unsupported-option", message).with_help(help), config, ""));
        }
        let files = self.yaml.iter().map(|file| clean(&self.places.context.join(file))).collect::<Vec<_>>();
        for file in files.iter().filter(|file| !self.places.disk.is_file(file)) {
            let shown = self.shown(file);
            problems.push(Diagnostic::error("missing-config", format!("config file `{shown}` does not exist")));
        }
        AppConfigSource::Backstage(files)
    }

    fn json_config(&self, problems: &mut Vec<Diagnostic>) -> AppConfigSource {
        for file in &self.yaml {
            problems.push(not_for_yaml(&self.shown(file)));
        }
        let Some(config) = &self.raw.config else { return AppConfigSource::None };
        match &config.value {
            RawAppConfig::Inline(value) => AppConfigSource::Json(value.clone()),
            RawAppConfig::File(name) => match self.read_json(name, config) {
                Ok(value) => AppConfigSource::Json(value),
                Err(problem) => {
                    problems.push(problem);
                    AppConfigSource::None
                }
            },
        }
    }

    fn read_json<T>(&self, name: &str, place: &Spanned<T>) -> Result<serde_json::Value, Diagnostic> {
        let path = clean(&self.places.context.join(name));
        let Some(source) = read_source(&path, self.places.context, self.places.disk) else {
            let message = format!("the app's config file `{name}` does not exist");
            let problem = with_near_miss(Diagnostic::error("app-config-not-found", message), &path, name);
            return Err(self.at(problem, place, "no such file"));
        };
        let source = source?;
        let root = parse(&source, Dialect::Commented, INVALID_APP_CONFIG)?;
        if matches!(root, Value::Object(_)) {
            return Ok(root.into());
        }
        let message = format!("`{}` must be an object, found {}", source.path, kind(&root));
        Err(Diagnostic::error(INVALID_APP_CONFIG, message).with_label(
            source.clone(),
            span(&root),
            "expected an object",
        ))
    }

    /// Whether a request of the package names this very file.
    fn is_file(&self, request: &str) -> bool {
        self.places.disk.is_file(&clean(&self.places.context.join(request)))
    }

    fn shown(&self, path: &Path) -> String {
        display_path(path, self.places.context)
    }

    /// Marks a place of the config file.
    fn at<T>(&self, problem: Diagnostic, place: &Spanned<T>, label: &str) -> Diagnostic {
        match self.source {
            Some(source) => problem.with_label(source.clone(), place.span.clone(), label),
            None => problem,
        }
    }
}

fn with_extensions(base: &str) -> impl Iterator<Item = String> {
    ENTRY_EXTENSIONS.iter().map(move |extension| format!("{base}.{extension}"))
}

fn no_entry(candidates: &[String]) -> Diagnostic {
    Diagnostic::error(ENTRY_NOT_FOUND, "the app has no entry")
        .with_note(format!("looked for {}", list(candidates.iter().map(|name| name.trim_start_matches("./")))))
        .with_help(
            "create `src/index.tsx`, or name the entry in `mfbuild.config.json`: \
             `{\"app\": {\"entry\": \"./src/start.tsx\"}}`",
        )
}

fn not_for_yaml(file: &str) -> Diagnostic {
    let message = format!("`{file}` is config of a Backstage app, which this package is not");
    Diagnostic::error(UNSUPPORTED_APP_CONFIG, message)
        .with_note("a Backstage app has `backstage.role` in `package.json`")
        .with_help(
            "give `--role frontend`, or name a JSON file in `mfbuild.config.json`: \
             `{\"app\": {\"config\": \"./config.json\"}}`",
        )
}
