//! The driver: flags, config file and package.json → `BuildOptions`.
//!
//! Owns precedence (flag, then config file, then profile, then default) and the collecting of everything that is wrong.

use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use mfbuild_diagnostics::{Diagnostic, Label, has_errors, sort};

use crate::Decorators;
use crate::app::{self, Finder, RawApp};
use crate::backstage;
use crate::clashes;
use crate::defaults;
use crate::dev_server;
use crate::disk::{Disk, Inputs};
use crate::exposes;
use crate::federation;
use crate::files::{Places, clean};
use crate::flags::Flags;
use crate::json::{display_path, read_source};
use crate::location::DefaultType;
use crate::name::{container_name, to_identifier};
use crate::node;
use crate::options::{
    AppOptions, BuildOptions, DevServerOptions, Expose, FederationOptions, JsxOptions, Library, Loader, Mode, Profile,
    PublicPath, RemoteOption, RequestPlaces, ResolveOptions, ShareScope, SharedOption, SplitOptions,
};
use crate::out_dir;
use crate::package::{self, Package};
use crate::plugins;
use crate::raw::{self, RawConfig, with_dot};
use crate::reader::{Reader, Spanned};
use crate::remotes::{self, RawRemote};
use crate::role::{self, Output};
use crate::shared;
use crate::tsconfig::{self, TsConfig};
use crate::unread::{self, Beside};

/// Name of the config file in the package directory.
const CONFIG_FILE: &str = "mfbuild.config.json";

/// Options and warnings, or errors and warnings; both in display order.
pub type Loaded = Result<(BuildOptions, Vec<Diagnostic>), Vec<Diagnostic>>;

/// Decides everything about a build. Reads files below and above `flags.dir`, writes nothing.
pub fn load(flags: &Flags) -> Loaded {
    load_with_inputs(flags).0
}

/// The same, and what the answer depends on, whatever the answer is.
pub fn load_with_inputs(flags: &Flags) -> (Loaded, Inputs) {
    let mut problems = Vec::new();
    let disk = Disk::default();
    let options = load_collecting(flags, &disk, &mut problems);
    sort(&mut problems);
    let loaded = match options {
        Some(options) if !has_errors(&problems) => Ok((options, problems)),
        _ => Err(problems),
    };
    (loaded, disk.into_inputs())
}

/// Whether a code stands for wrong use of the command line, which has an exit code of its own.
pub fn is_usage_error(code: &str) -> bool {
    let known = ["dir-not-found", "missing-config", "not-a-remote", "too-many-configs", "unsupported-role"];
    known.contains(&code) || code == app::UNSUPPORTED_APP_CONFIG
}

fn load_collecting(flags: &Flags, disk: &Disk, problems: &mut Vec<Diagnostic>) -> Option<BuildOptions> {
    let context = find_context(&flags.dir).map_err(|problem| problems.push(problem)).ok()?;
    let package = package::read(&context, disk, problems);
    let config = read_config(flags, &context, disk, problems);
    let (package, config) = (package?, config?);
    let (role, output) = role::decide(flags, &package, &config, problems)?;
    let input = Input { flags, disk, context, package, config, role, output };
    Some(input.options(problems))
}

fn find_context(dir: &Path) -> Result<PathBuf, Diagnostic> {
    let problem = |reason: &str| {
        Diagnostic::error("dir-not-found", format!("`{}` {reason}", dir.display()))
            .with_help("name a package directory")
    };
    let context = dir.canonicalize().map_err(|_| problem("does not exist"))?;
    if context.is_dir() { Ok(context) } else { Err(problem("is not a directory")) }
}

/// The config file, empty if there is none; `None` after an error that leaves nothing to go on with.
fn read_config(flags: &Flags, context: &Path, disk: &Disk, problems: &mut Vec<Diagnostic>) -> Option<RawConfig> {
    let given = flags.config.iter().filter(|path| !is_yaml(path)).collect::<Vec<_>>();
    if let [first, second, ..] = given.as_slice() {
        let message = format!("two config files are given: `{}` and `{}`", first.display(), second.display());
        problems.push(Diagnostic::error("too-many-configs", message).with_help("give one `.json` file"));
        return None;
    }
    let path = given.first().map_or_else(|| context.join(CONFIG_FILE), |path| context.join(path));
    match read_source(&path, context, disk) {
        Some(Ok(source)) => raw::read(source, problems),
        Some(Err(problem)) => {
            problems.push(problem);
            None
        }
        None if given.is_empty() => Some(RawConfig::default()),
        None => {
            let message = format!("config file `{}` does not exist", display_path(&path, context));
            problems.push(Diagnostic::error("missing-config", message));
            None
        }
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Everything that was read.
struct Input<'f> {
    flags: &'f Flags,
    disk: &'f Disk,
    context: PathBuf,
    package: Package,
    config: RawConfig,
    role: Option<String>,
    output: Output,
}

impl Input<'_> {
    fn options(&self, problems: &mut Vec<Diagnostic>) -> BuildOptions {
        let mode = self.mode();
        let out_dir = self.out_dir(problems);
        problems.extend(unread::warnings(&self.beside()));
        let tsconfig = tsconfig::read(&self.context, self.disk, &self.conditions(mode), problems);
        let resolve = self.resolve(mode, &tsconfig);
        let places = Places {
            context: &self.context,
            disk: self.disk,
            out_dir: &out_dir,
            extensions: &resolve.extensions,
            role: self.role.as_deref(),
        };
        let app = self.app(&places, problems);
        let federation = self.federation(&places, problems);
        let dev_server = self.dev_server(&places, problems);
        BuildOptions {
            context: self.context.clone(),
            package: self.package.info.clone(),
            out_dir,
            empty_out_dir: self.flags.empty_out_dir,
            hot_token: self.flags.hot_token.clone(),
            mode,
            minify: self.minify(mode),
            verify: self.flags.verify && !self.flags.serve,
            ascii: self.config.ascii.unwrap_or(true),
            legal_comments: self.config.legal_comments.unwrap_or(true),
            keep_names: self.config.keep_names.unwrap_or(false),
            allow_unexpanded: self.flags.allow_unexpanded || self.config.allow_unexpanded == Some(true),
            source_map: self.flags.source_map.or(self.config.source_map).unwrap_or(true),
            stats: self.flags.stats && !self.flags.serve,
            profile: self.profile(),
            role: self.role.clone(),
            app,
            federation,
            public_path: self.public_path(problems),
            resolve,
            define: self.define(mode),
            provide: self.provide(),
            externals: self.externals(),
            loaders: self.loaders(),
            target: self.config.target.unwrap_or(defaults::TARGET),
            decorators: decorators(&tsconfig),
            define_class_fields: tsconfig.defines_class_fields(),
            strict_null_checks: tsconfig.checks_null(),
            keeps_imports: tsconfig.keeps_imports == Some(true),
            jsx: self.jsx(mode, tsconfig),
            split: SplitOptions {
                vendor: self.config.split_vendor.unwrap_or(self.is_backstage() || self.is_app()),
                package_floor: self.config.package_floor.unwrap_or(defaults::PACKAGE_FLOOR),
            },
            dev_server,
            places: self.places(),
        }
    }

    fn externals(&self) -> IndexMap<String, String> {
        self.config.externals.iter().map(|(request, global)| (request.value.clone(), global.clone())).collect()
    }

    fn mode(&self) -> Mode {
        let default = if self.flags.serve { Mode::Development } else { Mode::Production };
        self.flags.mode.or(self.config.mode).unwrap_or(default)
    }

    /// Output that is served is read by nobody but the developer, whatever the config says for builds.
    fn minify(&self, mode: Mode) -> bool {
        let of_build = || self.config.minify.unwrap_or(mode == Mode::Production);
        self.flags.minify.unwrap_or_else(|| !self.flags.serve && of_build())
    }

    fn dev_server(&self, places: &Places, problems: &mut Vec<Diagnostic>) -> DevServerOptions {
        let (raw, source) = (self.config.dev_server.as_ref(), self.config.source.as_ref());
        dev_server::Server { raw, flags: self.flags, package: &self.package, places, source }.options(problems)
    }

    fn is_backstage(&self) -> bool {
        self.role.is_some()
    }

    fn beside(&self) -> Beside<'_> {
        Beside {
            context: &self.context,
            disk: self.disk,
            json: &self.package.info.json,
            is_backstage: self.is_backstage(),
            is_configured: self.config.source.is_some(),
            is_app: self.is_app(),
        }
    }

    fn is_app(&self) -> bool {
        self.output == Output::App
    }

    fn profile(&self) -> Profile {
        if self.is_backstage() { Profile::Backstage } else { Profile::Generic }
    }

    /// Every build replaces the output directory, so it must hold nothing else. After an error, the default stands in
    /// for it: checks that follow would say again that files lie in it.
    fn out_dir(&self, problems: &mut Vec<Diagnostic>) -> PathBuf {
        let given =
            self.flags.out_dir.clone().or_else(|| self.config.out_dir.as_ref().map(|dir| PathBuf::from(&dir.value)));
        let out_dir = clean(&self.context.join(given.unwrap_or_else(|| PathBuf::from("dist"))));
        let Some(reason) = out_dir::refusal(&out_dir, &self.context, &self.flags.protected_dirs) else {
            return out_dir;
        };
        let message = format!("`{}` cannot be the output directory, since every build replaces it", out_dir.display());
        let mut problem = Diagnostic::error("invalid-out-dir", message)
            .with_note(reason)
            .with_help("name a directory of its own, such as `dist`");
        if let (None, Some(source), Some(dir)) = (&self.flags.out_dir, &self.config.source, &self.config.out_dir) {
            problem = problem.with_label(source.clone(), dir.span.clone(), "");
        }
        problems.push(problem);
        self.context.join("dist")
    }

    fn app(&self, places: &Places, problems: &mut Vec<Diagnostic>) -> Option<AppOptions> {
        if !self.is_app() {
            return None;
        }
        let nothing = RawApp::default();
        let raw = self.config.app.as_ref().and_then(Option::as_ref).unwrap_or(&nothing);
        let yaml = self.flags.config.iter().map(PathBuf::as_path).filter(|path| is_yaml(path)).collect();
        let finder = Finder { raw, places, source: self.config.source.as_ref(), yaml };
        Some(finder.options(problems))
    }

    fn federation(&self, places: &Places, problems: &mut Vec<Diagnostic>) -> FederationOptions {
        let config = &self.config;
        let exposes = exposes::resolve(&self.package, config, &self.flags.expose, places, self.output, problems);
        let name = self.name(problems);
        let share_scope = config.share_scope.clone().unwrap_or_else(|| ShareScope::One("default".to_owned()));
        let info = &self.flags.build_info;
        let version = &self.package.info.version;
        FederationOptions {
            library: self.library(&name, &exposes, problems),
            unique_name: config.unique_name.clone().unwrap_or_else(|| name.clone()),
            filename: self.filename(problems),
            exposes,
            remotes: self.remotes(&name, &share_scope, problems),
            runtime_plugins: plugins::resolve(&config.runtime_plugins, config.source.as_ref(), places, problems),
            shared: self.shared(&share_scope, problems),
            share_scope,
            share_strategy: config.share_strategy.clone().unwrap_or_else(|| "version-first".to_owned()),
            manifest: config.manifest.clone().unwrap_or_else(|| Some(federation::default_manifest())),
            build_version: info
                .version
                .clone()
                .unwrap_or_else(|| if version.is_empty() { "local".to_owned() } else { version.clone() }),
            build_name: info.name.clone().unwrap_or_else(|| self.package.info.name.clone()),
            name,
        }
    }

    fn remotes(&self, name: &str, scope: &ShareScope, problems: &mut Vec<Diagnostic>) -> Vec<RemoteOption> {
        let Some(source) = self.config.source.clone() else { return Vec::new() };
        let is_module = self.config.library.as_ref().is_some_and(|library| library.module == Some(true));
        let implied = if is_module { DefaultType::ScriptOrModule } else { DefaultType::Script };
        let default = self.config.remote_type.unwrap_or(implied);
        remotes::resolve(&self.config.remotes, default, name, scope, &mut Reader { source, problems })
    }

    /// The places of modules that are looked for only when the build runs.
    fn places(&self) -> RequestPlaces {
        let Some(source) = &self.config.source else { return RequestPlaces::default() };
        let app = self.config.app.iter().flatten().flat_map(RawApp::requests);
        let plugins = self.config.runtime_plugins.iter().map(|plugin| &plugin.request);
        let plugins = plugins.map(|plugin| ("runtimePlugins", plugin.value.as_str(), plugin.span.clone()));
        let remotes = self.config.remotes.iter().flat_map(RawRemote::containers);
        let remotes = remotes.map(|(request, span)| ("remotes", request, span));
        let label = |span| Label { source: source.clone(), span, message: "named here".to_owned() };
        let all = app.chain(plugins).chain(remotes);
        RequestPlaces(all.map(|(option, request, span)| (option, request.to_owned(), label(span))).collect())
    }

    /// The config's name, else one made from the package's name. Nobody but the runtime sees that of an app.
    fn name(&self, problems: &mut Vec<Diagnostic>) -> String {
        if let Some(name) = &self.config.name {
            return name.value.clone();
        }
        if self.package.info.name.is_empty() && self.is_app() {
            return "app".to_owned();
        }
        if self.package.info.json.get("name").is_none_or(|name| name == "") {
            let problem = self.package.problem("missing-name", "the package has no name".to_owned(), &[], "");
            let help = "add `\"name\"` to `package.json` or to `mfbuild.config.json`";
            problems.push(problem.with_help(help));
        }
        container_name(&self.package.info.name)
    }

    fn library(&self, name: &str, exposes: &[Expose], problems: &mut Vec<Diagnostic>) -> Library {
        let raw = self.config.library.as_ref();
        if exposes.is_empty() && self.is_app() {
            // There is no container to publish.
            return federation::library(raw, name).unwrap_or_else(|_| Library::Var(to_identifier(name)));
        }
        federation::library(raw, name).unwrap_or_else(|problem| {
            let in_config = raw.and_then(|library| library.name.as_ref()).or(self.config.name.as_ref());
            if !name.is_empty() {
                problems.push(match (in_config, &self.config.source) {
                    (Some(name), Some(source)) => {
                        problem.with_label(source.clone(), name.span.clone(), "not an identifier")
                    }
                    _ => problem.with_label(
                        self.package.source.clone(),
                        self.package.span_of(&["name"]),
                        "the name comes from here",
                    ),
                });
            }
            Library::Var(name.to_owned())
        })
    }

    fn filename(&self, problems: &mut Vec<Diagnostic>) -> String {
        let name = self.config_value(self.config.filename.as_ref(), federation::filename, problems);
        name.unwrap_or_else(|| "remoteEntry.js".to_owned())
    }

    fn public_path(&self, problems: &mut Vec<Diagnostic>) -> PublicPath {
        let check = |reader: &mut Reader, path: &_| federation::public_path(reader, path, self.output);
        let path = self.config_value(self.config.public_path.as_ref(), check, problems);
        if self.flags.serve && !self.is_app() {
            // What the config names is where builds are published.
            return PublicPath::Auto;
        }
        // A Backstage app is served at the path of `app.baseUrl`, which is not known here.
        let fixed = self.is_app() && !self.is_backstage();
        path.unwrap_or_else(|| if fixed { PublicPath::Fixed("/".to_owned()) } else { PublicPath::Auto })
    }

    /// Checks a value of the config file where its place is needed for the message.
    fn config_value<V, T>(
        &self,
        value: Option<&V>,
        check: impl FnOnce(&mut Reader, &V) -> Option<T>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        let source = self.config.source.clone()?;
        check(&mut Reader { source, problems }, value?)
    }

    fn shared(&self, scope: &ShareScope, problems: &mut Vec<Diagnostic>) -> Vec<SharedOption> {
        // A Backstage app offers its packages through the table of `app.sharedDependencies` instead.
        let defaults = if self.is_backstage() && !self.is_app() { backstage::shared() } else { Vec::new() };
        let shares = shared::merge(defaults, &self.config.shared).into_iter();
        let shares =
            shares.filter_map(|share| shared::normalize(share, scope).map_err(|problem| problems.push(problem)).ok());
        let shares = shares.collect();
        problems.extend(clashes::find(&self.config));
        shares
    }

    fn resolve(&self, mode: Mode, tsconfig: &TsConfig) -> ResolveOptions {
        let absolute = |(request, target): &(Spanned<String>, Option<String>)| {
            (request.value.clone(), target.as_ref().map(|target| self.absolute(target)))
        };
        let mut fallback = self.config.fallback.iter().map(absolute).collect::<Vec<_>>();
        if self.is_backstage() {
            let given = fallback.iter().map(|(request, _)| request.clone()).collect::<Vec<_>>();
            fallback.extend(node::backstage_fallbacks().into_iter().filter(|(request, _)| !given.contains(request)));
        }
        ResolveOptions {
            alias: self.config.alias.iter().map(absolute).collect(),
            fallback,
            extensions: self.config.extensions.clone().unwrap_or_else(defaults::extensions),
            main_fields: self.config.main_fields.clone().unwrap_or_else(defaults::main_fields),
            conditions: self.conditions(mode),
            tsconfig: tsconfig.mapping.clone(),
        }
    }

    fn conditions(&self, mode: Mode) -> Vec<String> {
        self.config.conditions.clone().unwrap_or_else(|| defaults::conditions(mode))
    }

    /// Relative targets are relative to the package, whichever module asks.
    fn absolute(&self, target: &str) -> String {
        let relative = target == "." || target == ".." || target.starts_with("./") || target.starts_with("../");
        if relative { clean(&self.context.join(target)).to_string_lossy().into_owned() } else { target.to_owned() }
    }

    fn define(&self, mode: Mode) -> IndexMap<String, String> {
        let mut define = IndexMap::new();
        define.insert("process.env.NODE_ENV".to_owned(), format!("\"{}\"", defaults::mode_name(mode)));
        if self.is_backstage() {
            define.extend(backstage::define(
                &self.context,
                self.disk,
                &self.package.info.version,
                &self.flags.build_info,
            ));
        }
        define.extend(self.config.define.iter().cloned());
        define
    }

    fn provide(&self) -> IndexMap<String, (String, String)> {
        let mut provide = if self.is_backstage() { backstage::provide() } else { IndexMap::new() };
        provide.extend(self.config.provide.iter().cloned());
        provide
    }

    fn loaders(&self) -> IndexMap<String, Loader> {
        let mut loaders = defaults::loaders();
        loaders.extend(
            self.config.loaders.iter().map(|(extension, loader)| (with_dot(extension).to_lowercase(), *loader)),
        );
        loaders
    }

    /// Backstage always compiles for the automatic runtime; elsewhere tsconfig's `jsx: react` asks for the classic one.
    fn jsx(&self, mode: Mode, tsconfig: TsConfig) -> JsxOptions {
        let classic = !self.is_backstage() && tsconfig.jsx.as_deref() == Some("react");
        let development = mode == Mode::Development;
        let import_source = tsconfig.jsx_import_source.unwrap_or_else(|| "react".to_owned());
        JsxOptions {
            automatic: !classic,
            places: development && (import_source != "react" || !self.has_owner_stacks()),
            import_source,
            factory: tsconfig.jsx_factory.unwrap_or_else(|| "React.createElement".to_owned()),
            fragment: tsconfig.jsx_fragment.unwrap_or_else(|| "React.Fragment".to_owned()),
            development,
        }
    }

    /// React 19 finds out by itself where elements were made.
    fn has_owner_stacks(&self) -> bool {
        let files = self.context.ancestors().map(|dir| dir.join("node_modules/react/package.json"));
        let Some(text) = files.into_iter().find_map(|file| self.disk.read(&file).ok()) else { return false };
        let json: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
        let major = json["version"].as_str().and_then(|version| version.split('.').next()?.parse::<u32>().ok());
        major.is_some_and(|major| major >= 19)
    }
}

fn decorators(tsconfig: &TsConfig) -> Decorators {
    match tsconfig.experimental_decorators {
        Some(true) => Decorators::Legacy { metadata: tsconfig.decorator_metadata == Some(true) },
        _ => Decorators::Standard,
    }
}
