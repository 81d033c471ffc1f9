//! The modules that a build adds to the sources: the entry of a page with what comes before and after the app's own
//! entry, and the module that brings the federation runtime.
//!
//! Owns their texts. Nothing is written to disk: scan takes them as modules made of text.

use indexmap::IndexMap;

use mfbuild_app::app_config::DetectedPackage;
use mfbuild_config::{AppOptions, BuildOptions, RuntimePlugin, SharedDependency};
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::assets::quoted;
use crate::resolve::{RequestKind, RequestPlace, ResolveFailure, Resolved, ResolvedFile, Resolver, to_diagnostic};

/// Package of the federation runtime.
pub const RUNTIME_PACKAGE: &str = "@module-federation/runtime";

/// Packages that depend on it, one of which most projects have instead.
const RUNTIME_CARRIERS: [&str; 3] =
    ["@module-federation/enhanced", "@module-federation/runtime-tools", "@module-federation/vite"];

/// The runtime of React Refresh.
pub const REFRESH_PACKAGE: &str = "react-refresh/runtime";

/// Packages that depend on it.
const REFRESH_CARRIERS: [&str; 4] =
    ["@backstage/cli", "@backstage/cli-module-build", "@rspack/plugin-react-refresh", "@vitejs/plugin-react"];

/// Requests of the modules that are made of text.
const PAGE: &str = "mfbuild/page";
const DETECTED: &str = "mfbuild/detected-packages";
const RUNTIME: &str = "mfbuild/federation-runtime";
const REFRESH: &str = "mfbuild/react-refresh";

/// The global of the released Backstage loader (spec/backstage.md §7).
const SHARED_GLOBAL: &str = "__@backstage/module_federation_shared_dependencies__";
/// The global of `buildRuntimeSharedUserOption()` as it is documented.
const DOCUMENTED_SHARED_GLOBAL: &str = "__backstage-module-federation-shared-dependencies__";
/// The global of packages that `app.packages` asks for (spec/backstage.md §5).
const DETECTED_GLOBAL: &str = "__@backstage/discovered__";

/// Modules made of text, and where the entries among them begin.
#[derive(Debug, Default)]
pub struct AddedModules {
    /// Request → text.
    pub texts: IndexMap<String, String>,
    /// Request of the page's entry, if there is a page.
    pub page: Option<String>,
    /// Request of the module that brings the federation runtime, if the build needs it.
    pub runtime: Option<String>,
    /// Requests, from the package directory, of modules that run whatever `sideEffects` says.
    pub kept: Vec<String>,
    /// The file that `@module-federation/runtime` stands for in the whole build: one copy, one registry of instances.
    pub runtime_file: Option<ResolvedFile>,
    /// Request of the module that is React Refresh, if components are to keep their state.
    pub refresh: Option<String>,
    /// The file of React Refresh.
    pub refresh_file: Option<ResolvedFile>,
    /// Lines for the user.
    pub notices: Vec<String>,
}

impl AddedModules {
    /// The option whose modules such a module asks for, for messages.
    pub fn origin(request: &str) -> Option<&'static str> {
        match request {
            PAGE => Some("app.entry"),
            RUNTIME => Some("runtimePlugins"),
            DETECTED => Some("app.packages"),
            _ => None,
        }
    }

    /// The modules of a build; `detected` are the packages that `app.packages` asks for.
    ///
    /// Errors: the federation runtime is needed and not installed.
    pub fn new(
        options: &BuildOptions,
        resolver: &Resolver,
        detected: Option<&[DetectedPackage]>,
        is_hot: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut added = Self::default();
        if is_hot {
            added.add_refresh(options, resolver);
        }
        if let Some(app) = &options.app {
            added.add_page(app, options, resolver, detected, problems);
        }
        if needs_runtime(options) {
            added.add_runtime(options, resolver, problems);
        }
        added
    }

    fn add_page(
        &mut self,
        app: &AppOptions,
        options: &BuildOptions,
        resolver: &Resolver,
        detected: Option<&[DetectedPackage]>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let mut imports = Vec::new();
        let shared = self.resolved_shares(app, options, resolver, problems);
        if !app.shared_dependencies.is_empty() {
            imports.push(self.add("mfbuild/shared-dependencies", shared_dependencies(&shared)));
        }
        imports.push(app.entry.clone());
        self.kept.push(app.entry.clone());
        if let Some(detected) = detected {
            imports.push(self.add(DETECTED, detected_packages(detected)));
        }
        let text = imports.iter().map(|request| format!("import {};\n", quoted(request))).collect();
        self.page = Some(self.add(PAGE, text));
    }

    fn add_runtime(&mut self, options: &BuildOptions, resolver: &Resolver, problems: &mut Vec<Diagnostic>) {
        self.runtime_file = installed(RUNTIME_PACKAGE, &RUNTIME_CARRIERS, options, resolver);
        if self.runtime_file.is_none() {
            problems.push(missing_runtime());
            return;
        }
        let text = federation_runtime(&options.federation.runtime_plugins);
        self.runtime = Some(self.add(RUNTIME, text));
    }

    /// State of components is kept where React is used and `react-refresh` is installed, by the project or by another tool.
    fn add_refresh(&mut self, options: &BuildOptions, resolver: &Resolver) {
        if resolver.package_dir(&options.context, "react").is_none() {
            return;
        }
        self.refresh_file = installed(REFRESH_PACKAGE, &REFRESH_CARRIERS, options, resolver);
        if self.refresh_file.is_none() {
            let notice = "Edited components lose their state: for keeping it, `npm install --save-dev react-refresh`";
            self.notices.push(notice.to_string());
            return;
        }
        let text = format!("module.exports = require({});\n", quoted(REFRESH_PACKAGE));
        self.refresh = Some(self.add(REFRESH, text));
    }

    fn add(&mut self, request: &str, text: String) -> String {
        self.texts.insert(request.to_string(), text);
        request.to_string()
    }

    /// The shared dependencies that are installed, with their versions (spec/backstage.md §5 "shared module").
    fn resolved_shares<'a>(
        &mut self,
        app: &'a AppOptions,
        options: &BuildOptions,
        resolver: &Resolver,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<(&'a SharedDependency, String)> {
        let mut resolved = Vec::new();
        for shared in &app.shared_dependencies {
            match resolver.resolve(&options.context, &shared.name, RequestKind::DynamicImport) {
                Ok(Resolved::File(file)) => {
                    let installed = file.package.as_ref().and_then(|package| package.version.clone());
                    match shared.version.clone().or(installed) {
                        Some(version) => resolved.push((shared, version)),
                        None => problems.push(share_without_version(shared)),
                    }
                }
                Err(failure) if !shared.is_default => problems.push(missing_share(shared, &failure, options)),
                _ => self
                    .notices
                    .push(format!("Shared dependency `{}` is left out: this app does not have it", shared.name)),
            }
        }
        resolved
    }
}

/// Whether shared packages and remotes are the business of the project's own federation runtime: in hosts, and in
/// containers that extend it (spec/module-federation.md §6.6, mode `full`).
pub fn needs_runtime(options: &BuildOptions) -> bool {
    let federation = &options.federation;
    let uses_remotes = !federation.remotes.is_empty() || !federation.runtime_plugins.is_empty();
    uses_remotes || (options.app.is_some() && !federation.shared.is_empty())
}

/// What `request` means for the package itself or for one of the packages that bring it along.
fn installed(request: &str, carriers: &[&str], options: &BuildOptions, resolver: &Resolver) -> Option<ResolvedFile> {
    let find = |dir: &std::path::Path| match resolver.resolve(dir, request, RequestKind::Import) {
        Ok(Resolved::File(file)) => Some(file),
        _ => None,
    };
    let carried = |carrier: &&str| find(&resolver.package_dir(&options.context, carrier)?);
    find(&options.context).or_else(|| carriers.iter().find_map(carried))
}

fn missing_runtime() -> Diagnostic {
    Diagnostic::error("missing-federation-runtime", format!("`{RUNTIME_PACKAGE}` is not installed"))
        .with_note("remotes, shared packages of a host and runtime plugins need the federation runtime in the page")
        .with_help(format!("install it: `npm install {RUNTIME_PACKAGE}`"))
}

fn missing_share(shared: &SharedDependency, failure: &ResolveFailure, options: &BuildOptions) -> Diagnostic {
    let source = SourceText { path: String::new(), text: "".into() };
    let request = &shared.name;
    let reason =
        to_diagnostic(failure, RequestPlace { context: &options.context, source, span: 0..0, request, chain: &[] });
    let message = format!("the shared dependency `{request}` is left out");
    let mut warning = Diagnostic::warning("missing-shared-dependency", message).with_note(reason.message);
    warning.notes.extend(reason.notes);
    warning.labels.extend(options.places.find("app.sharedDependencies", request).cloned());
    let help = "install it for this app, or take it out of `app.sharedDependencies`";
    warning.with_help(reason.help.unwrap_or_else(|| help.to_owned()))
}

fn share_without_version(shared: &SharedDependency) -> Diagnostic {
    Diagnostic::warning(
        "share-without-version",
        format!("no version found for the shared dependency `{}`", shared.name),
    )
    .with_note("its package.json has no `version`; it is left out")
    .with_help("write the version into `app.sharedDependencies`")
}

/// Sets both tables: the released list and the documented map (spec/backstage.md §7).
fn shared_dependencies(shared: &[(&SharedDependency, String)]) -> String {
    let mut items = String::new();
    let mut map = String::new();
    for (shared, version) in shared {
        let SharedDependency { name, required_version, singleton, eager, .. } = shared;
        let (name, version, range) = (quoted(name), quoted(version), quoted(required_version));
        items.push_str(&format!(
            "{{ name: {name}, version: {version}, lib: () => import({name}), \
             shareConfig: {{ singleton: {singleton}, requiredVersion: {range}, eager: {eager} }} }},\n"
        ));
        map.push_str(&format!(
            "{name}: {{ version: {version}, requiredVersion: {range}, singleton: {singleton}, eager: {eager}, \
             module: () => import({name}) }},\n"
        ));
    }
    format!(
        "window[{}] = {{ items: [\n{items}], version: \"v1\" }};\nwindow[{}] = {{\n{map}}};\n",
        quoted(SHARED_GLOBAL),
        quoted(DOCUMENTED_SHARED_GLOBAL),
    )
}

/// spec/backstage.md §5 "detected plugins".
fn detected_packages(detected: &[DetectedPackage]) -> String {
    let mut text = String::new();
    let mut modules = String::new();
    for (at, package) in detected.iter().enumerate() {
        text.push_str(&format!("import * as package{at} from {};\n", quoted(&package.import)));
        let export = package.export.as_deref().map_or_else(|| "undefined".to_string(), quoted);
        let name = quoted(&package.name);
        modules.push_str(&format!("{{ name: {name}, export: {export}, default: package{at}.default }},\n"));
    }
    format!("{text}window[{}] = {{ modules: [\n{modules}] }};\n", quoted(DETECTED_GLOBAL))
}

/// What the start of the page calls (spec/module-federation.md §5.7: a plugin's default export, or itself).
fn federation_runtime(plugins: &[RuntimePlugin]) -> String {
    let mut text = format!("export {{ init }} from {};\n", quoted(RUNTIME_PACKAGE));
    let mut calls = String::new();
    for (at, plugin) in plugins.iter().enumerate() {
        text.push_str(&format!("import * as plugin{at} from {};\n", quoted(&plugin.request)));
        let params = plugin.params.as_ref().map(ToString::to_string).unwrap_or_default();
        calls.push_str(&format!("(plugin{at}.default || plugin{at})({params}),\n"));
    }
    text + &format!("export const plugins = [\n{calls}].filter(Boolean);\n")
}
