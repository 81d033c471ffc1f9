//! Bundle → app: configuration and template beside the bundle, html and public files after it.
//!
//! Owns the order of these and what an app's output directory holds (spec/backstage.md §5); the parts are
//! `mfbuild_app`'s.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::ScopedJoinHandle;

use mfbuild_app::app_config::{self, AppConfig, AppConfigRequest, DetectedPackage, DevAddress};
use mfbuild_app::page::{self, ConfigScript, Page};
use mfbuild_app::public_files::{self, PublicDir, PublicFile};
use mfbuild_config::{AppConfigSource, AppOptions, BuildOptions, Mode, Profile, PublicPath};
use mfbuild_diagnostics::{Diagnostic, SourceText};
use serde_json::{Value, json};

use crate::build::{Bundle, Report, bundle};
use crate::memory::Memory;
use crate::output::{Content, OutputFile};
use crate::scan::shown_path;

/// Type of the script element that holds a Backstage app's configuration.
const BACKSTAGE_CONFIG: &str = "backstage.io/config";
/// Where an app that is deployed under another path is told so (spec/backstage.md §5 "index.html.tmpl").
const PUBLIC_PATH_PLACEHOLDER: &str = "<%= publicPath %>";

/// Builds an app: all files of its output directory, or `None` after an error.
pub fn build_app(options: &BuildOptions, app: &AppOptions, report: &mut Report<'_>) -> Option<Vec<OutputFile>> {
    let template = report.take(read_template(options, app).map_err(|error| vec![error]))?;
    let public = match &app.public_dir {
        Some(path) => {
            let shown = shown(options, path);
            let dir = PublicDir { path, shown: &shown, template: app.template.as_deref() };
            let (files, warnings) = report.take(dir.files().map_err(|error| vec![error]))?;
            report.diagnostics.extend(warnings);
            files
        }
        None => Vec::new(),
    };
    let template = &template;
    std::thread::scope(|scope| {
        // Reading the configuration may take another process a second or two: the bundle need not wait for it.
        let config = match report.memory.and_then(Memory::prepared) {
            Some((prepared, problems)) => {
                report.diagnostics.extend(problems);
                Later { thread: None, prepared: Some(prepared) }
            }
            None => {
                let is_served = report.is_hot;
                Later { thread: Some(scope.spawn(move || prepare(options, app, template, is_served))), prepared: None }
            }
        };
        let mut build = AppBuild { options, app, template, public: &public, config };
        let files = build.files(report);
        // What is wrong with the configuration is told also when the bundle has failed.
        build.config.get(report);
        files
    })
}

/// What a thread is finding out, or what an earlier build of the session has found out.
struct Later<'s> {
    /// Until it has been asked.
    thread: Option<ScopedJoinHandle<'s, Preparation>>,
    prepared: Option<Arc<Prepared>>,
}

impl Later<'_> {
    /// The result; its warnings and notices are told once.
    fn get(&mut self, report: &mut Report<'_>) -> Option<&Prepared> {
        if let Some(thread) = self.thread.take() {
            let preparation = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let Preparation { prepared, problems, notices, inputs } = preparation;
            self.prepared = prepared.map(Arc::new);
            if let Some(memory) = report.memory {
                let kept = self.prepared.clone().map(|prepared| (prepared, problems.clone()));
                memory.keep_prepared(kept, inputs);
                if let Some(prepared) = &self.prepared {
                    memory.keep_address(prepared.address.clone());
                }
            }
            report.diagnostics.extend(problems);
            report.notices.extend(notices);
        }
        self.prepared.as_deref()
    }
}

/// What has been found out.
#[derive(Default)]
struct Preparation {
    /// `None` after an error.
    prepared: Option<Prepared>,
    problems: Vec<Diagnostic>,
    /// Lines for the user.
    notices: Vec<String>,
    /// Files that it depends on.
    inputs: Vec<PathBuf>,
}

struct AppBuild<'a, 's> {
    options: &'a BuildOptions,
    app: &'a AppOptions,
    template: &'a SourceText,
    public: &'a [PublicFile],
    config: Later<'s>,
}

impl AppBuild<'_, '_> {
    fn files(&mut self, report: &mut Report<'_>) -> Option<Vec<OutputFile>> {
        let detected = match &self.app.config {
            AppConfigSource::Backstage(files) if app_config::may_detect_packages(&self.options.context, files) => {
                self.config.get(report)?.detected.clone()
            }
            _ => None,
        };
        let app_mode = if self.app.public_entry.is_some() { "protected" } else { "public" };
        let mut files = self.pages(self.options, detected.as_deref(), app_mode, report)?;
        if report.is_hot && self.app.public_entry.is_some() {
            let notice = "The entry for users who have not signed in is left out: `mfbuild build` has it";
            report.notices.push(notice.to_string());
        } else if let Some(entry) = &self.app.public_entry {
            let app = AppOptions {
                entry: entry.clone(),
                public_entry: None,
                shared_dependencies: Vec::new(),
                ..self.app.clone()
            };
            let options = BuildOptions { app: Some(app), stats: false, ..self.options.clone() };
            let inner = self.pages(&options, None, "public", report)?;
            files.extend(inner.into_iter().map(|file| OutputFile { name: format!("public/{}", file.name), ..file }));
            add_public_files(&mut files, self.public, "public/", report)?;
        }
        add_public_files(&mut files, self.public, "", report)?;
        if let Some(schema) = &self.config.get(report)?.schema {
            files.push(OutputFile::new(".config-schema.json", pretty(schema).into_bytes()));
        }
        Some(files)
    }

    /// The bundle of one entry and its html files.
    fn pages(
        &mut self,
        options: &BuildOptions,
        detected: Option<&[DetectedPackage]>,
        app_mode: &str,
        report: &mut Report<'_>,
    ) -> Option<Vec<OutputFile>> {
        let config = &mut self.config;
        let mut public_path = |report: &mut Report<'_>| Some(config.get(report)?.public_path.clone());
        let Bundle { mut files, scripts, styles, .. } = bundle(options, detected, &mut public_path, report)?;
        let prepared = self.config.get(report)?;
        let is_backstage = options.profile == Profile::Backstage;
        let json = prepared.config.as_ref().map(pretty);
        let mode_meta = [("backstage-app-mode", app_mode)];
        let html = Page {
            template: &prepared.html,
            public_path: base(&prepared.public_path),
            metas: if is_backstage { &mode_meta } else { &[] },
            scripts: &scripts,
            is_module: false,
            styles: &styles,
            config: json.as_deref().map(|json| config_script(json, is_backstage)),
            minify: options.minify,
            drop_script: self.app.entry_script.as_deref(),
        };
        files.push(html_file("index.html", &html, report)?);
        if is_backstage {
            let public_path = format!("{PUBLIC_PATH_PLACEHOLDER}/");
            let unfilled = Page {
                template: &self.template.text,
                public_path: PUBLIC_PATH_PLACEHOLDER,
                metas: &[("backstage-app-mode", app_mode), ("backstage-public-path", &public_path)],
                config: None,
                minify: false,
                ..html
            };
            files.push(html_file("index.html.tmpl", &unfilled, report)?);
        }
        Some(files)
    }
}

/// What is known of the page besides its bundle.
pub struct Prepared {
    /// The template, filled in.
    html: String,
    public_path: PublicPath,
    detected: Option<Vec<DetectedPackage>>,
    /// What the page is told at run time.
    config: Option<Value>,
    schema: Option<Value>,
    /// Where it is to be served.
    address: Option<DevAddress>,
}

fn read_template(options: &BuildOptions, app: &AppOptions) -> Result<SourceText, Diagnostic> {
    let Some(path) = &app.template else {
        let title = if options.profile == Profile::Backstage { "Backstage" } else { &options.package.name };
        let text = page::stock_template(title);
        return Ok(SourceText { path: "(stock page)".to_string(), text: text.into() });
    };
    let shown = shown(options, path);
    let text = mfbuild_config::read_text_file(path).map_err(|error| {
        Diagnostic::error("unreadable-template", format!("`{shown}` cannot be read"))
            .with_note(error.to_string())
            .with_help("the template of the page must be a text file in UTF-8")
    })?;
    Ok(SourceText { path: shown, text: text.into() })
}

/// A file as messages without a frame name it.
fn shown(options: &BuildOptions, path: &Path) -> String {
    shown_path(&options.context, path).trim_start_matches("./").to_string()
}

fn prepare(options: &BuildOptions, app: &AppOptions, template: &SourceText, is_served: bool) -> Preparation {
    let config = match &app.config {
        AppConfigSource::Backstage(files) => return backstage(options, files, template, is_served),
        AppConfigSource::None => None,
        AppConfigSource::Json(config) => Some(config),
    };
    match generic(options, template, config) {
        Ok(prepared) => Preparation { prepared: Some(prepared), ..Default::default() },
        Err(problems) => Preparation { problems, ..Default::default() },
    }
}

fn loaded_from(config: &AppConfig) -> String {
    match config.loaded_from.as_slice() {
        [] => "No configuration files found, running without config".to_string(),
        files => format!("Loaded config from {}", files.join(", ")),
    }
}

fn backstage(options: &BuildOptions, files: &[PathBuf], template: &SourceText, is_served: bool) -> Preparation {
    let request = AppConfigRequest {
        context: &options.context,
        package_name: &options.package.name,
        config_files: files,
        template: Some(template),
        cache: true,
    };
    let purpose = if is_served { app_config::Purpose::ServeApp } else { app_config::Purpose::Build };
    let (loaded, inputs) = app_config::load_with_inputs(&request, purpose);
    let (config, problems) = match loaded {
        Ok(loaded) => loaded,
        Err(problems) => return Preparation { problems, inputs, ..Default::default() },
    };
    let notices = vec![loaded_from(&config)];
    let public_path = match &options.public_path {
        PublicPath::Auto => PublicPath::Fixed(format!("{}/", config.public_path)),
        fixed => fixed.clone(),
    };
    let prepared = Prepared {
        html: config.html.unwrap_or_default(),
        public_path,
        detected: config.detected_packages,
        config: Some(config.sources),
        schema: Some(config.schema),
        address: config.dev,
    };
    Preparation { prepared: Some(prepared), problems, notices, inputs }
}

fn generic(options: &BuildOptions, template: &SourceText, config: Option<&Value>) -> Result<Prepared, Vec<Diagnostic>> {
    let mode = match options.mode {
        Mode::Production => "production",
        Mode::Development => "development",
    };
    let parameters = json!({ "publicPath": base(&options.public_path), "config": config, "mode": mode });
    Ok(Prepared {
        html: app_config::render_template(&options.context, template, &parameters)?,
        public_path: options.public_path.clone(),
        detected: None,
        config: config.cloned(),
        schema: None,
        address: None,
    })
}

/// The public path as templates know it: without its final slash.
fn base(public_path: &PublicPath) -> &str {
    match public_path {
        PublicPath::Auto => ".",
        PublicPath::Fixed(path) => path.trim_end_matches('/'),
    }
}

fn config_script(json: &str, is_backstage: bool) -> ConfigScript<'_> {
    match is_backstage {
        true => ConfigScript { script_type: BACKSTAGE_CONFIG, id: None, json },
        false => ConfigScript { script_type: "application/json", id: Some("app-config"), json },
    }
}

fn html_file(name: &str, html: &Page<'_>, report: &mut Report<'_>) -> Option<OutputFile> {
    let text = report.take(page::page(html).map_err(|error| vec![error]))?;
    Some(OutputFile::new(name, text.into_bytes()))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("a JSON value is always serialisable")
}

/// Copies `public/`; what the build has made goes before.
fn add_public_files(
    files: &mut Vec<OutputFile>,
    public: &[PublicFile],
    prefix: &str,
    report: &mut Report<'_>,
) -> Option<()> {
    let made: Vec<&str> = files.iter().filter_map(|file| file.name.strip_prefix(prefix)).collect();
    let conflicts = public_files::conflicts(public, made.iter().copied());
    if prefix.is_empty() {
        report.diagnostics.extend(conflicts);
    }
    let is_hot = report.is_hot;
    let copies: Vec<&PublicFile> = public.iter().filter(|file| !made.contains(&file.name.as_str())).collect();
    for file in copies {
        let name = format!("{prefix}{}", file.name);
        files.push(match is_hot {
            true => OutputFile { name, content: Content::Disk(file.path.clone()) },
            false => OutputFile::new(name, report.take(read_public(file).map_err(|error| vec![error]))?),
        });
    }
    report.go_on()
}

fn read_public(file: &PublicFile) -> Result<Vec<u8>, Diagnostic> {
    mfbuild_config::read_file(&file.path).map_err(|error| {
        Diagnostic::error("unreadable-file", format!("`{}` cannot be read", file.shown))
            .with_note(error.to_string())
            .with_help("every file of the public directory is copied to the output")
    })
}
