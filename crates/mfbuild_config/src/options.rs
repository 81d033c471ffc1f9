//! The normalised options of one build. Every default has been decided; no later stage adds one.
//!
//! Owns the types only; `normalize.rs` makes them from flags, the config file and package.json.

use std::path::PathBuf;

use indexmap::IndexMap;
use mfbuild_diagnostics::Label;

/// Everything that a build needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildOptions {
    /// The package directory, absolute, links resolved.
    pub context: PathBuf,
    /// What package.json says.
    pub package: PackageInfo,
    /// Where the output goes, absolute.
    pub out_dir: PathBuf,
    /// It is replaced whatever is in it.
    pub empty_out_dir: bool,
    /// Secret that served pages show when they connect to the server; empty without one.
    pub hot_token: String,
    /// Production or development.
    pub mode: Mode,
    /// Whether the output is minified.
    pub minify: bool,
    /// Characters above ASCII are escaped in scripts.
    pub ascii: bool,
    /// Each script is read once more before it is written.
    pub verify: bool,
    /// Comments that licences ask to keep go to a file beside each script.
    pub legal_comments: bool,
    /// Functions and classes keep their `name` when variables are renamed.
    pub keep_names: bool,
    /// Whether requests that are only known at run time cost a warning; else they are errors in the package's own code.
    pub allow_unexpanded: bool,
    /// Whether `.map` files are written beside the scripts.
    pub source_map: bool,
    /// Whether `bundle-stats.json` is written.
    pub stats: bool,
    /// Backstage conventions or none.
    pub profile: Profile,
    /// The Backstage role, from `--role` or package.json; `None` in the generic profile.
    pub role: Option<String>,
    /// The page that an app becomes; `None` for a package that is only a remote.
    pub app: Option<AppOptions>,
    /// Remote container, remotes, shares, manifest.
    pub federation: FederationOptions,
    /// Base of all asset urls.
    pub public_path: PublicPath,
    /// How requests become files.
    pub resolve: ResolveOptions,
    /// Free expressions (`process.env.NODE_ENV`, `__DEV__`) and the JavaScript source that replaces them.
    pub define: IndexMap<String, String>,
    /// Free variables that become imports: name → (request, export name or `*` for the whole module).
    pub provide: IndexMap<String, (String, String)>,
    /// Requests that stay outside: request → global expression that holds the value.
    pub externals: IndexMap<String, String>,
    /// Loader by extension, with the dot, lower case.
    pub loaders: IndexMap<String, Loader>,
    /// Lowest ECMAScript edition of the output, for instance 2022.
    pub target: u32,
    /// How JSX is compiled.
    pub jsx: JsxOptions,
    /// How decorators are compiled: no browser runs them.
    pub decorators: Decorators,
    /// Class fields of TypeScript are defined as ECMAScript says; else they are assigned, and those without a value are
    /// none (`useDefineForClassFields` of tsconfig.json).
    pub define_class_fields: bool,
    /// `strictNullChecks` of tsconfig.json.
    pub strict_null_checks: bool,
    /// TypeScript modules of which only types are imported are evaluated (`verbatimModuleSyntax` of tsconfig.json).
    pub keeps_imports: bool,
    /// How modules are put into chunks.
    pub split: SplitOptions,
    /// How the output is served.
    pub dev_server: DevServerOptions,
    /// Where the config file names modules, for messages.
    pub places: RequestPlaces,
}

/// How the output is served (spec/backstage.md §9). What is not said is left to `app.listen` and `app.baseUrl`, where
/// there are such.
#[derive(Clone, Debug, PartialEq)]
pub struct DevServerOptions {
    /// Name or address to listen on.
    pub host: Option<String>,
    /// Port; 0 for any free one.
    pub port: Option<u16>,
    /// Certificate.
    pub https: HttpsOption,
    /// Proxies as written, in `devServer` or else in package.json; `null` for none. The server checks them.
    pub proxy: serde_json::Value,
    /// Headers of every answer, beside those for CORS.
    pub headers: Vec<(String, String)>,
    /// Names that the server answers to.
    pub allowed_hosts: AllowedHosts,
    /// Changes are put into the running page; else the page is loaded again.
    pub hot: bool,
    /// Errors of a build are shown on the page.
    pub overlay: bool,
}

impl Default for DevServerOptions {
    fn default() -> Self {
        Self {
            host: None,
            port: None,
            https: HttpsOption::Unset,
            proxy: serde_json::Value::Null,
            headers: Vec::new(),
            allowed_hosts: AllowedHosts::Unset,
            hot: true,
            overlay: true,
        }
    }
}

/// Whether https is spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpsOption {
    /// Nothing was said: as `app.baseUrl` has it.
    Unset,
    /// `false`: whatever `app.baseUrl` is.
    Off,
    /// With this certificate, absolute paths of PEM files.
    Files {
        /// The certificate.
        cert: PathBuf,
        /// Its private key.
        key: PathBuf,
    },
}

/// Names in the `Host` header that are answered, besides those that are always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllowedHosts {
    /// Nothing was said: the host of `app.baseUrl`.
    Unset,
    /// Any.
    All,
    /// These, lower case.
    Listed(Vec<String>),
}

/// Where requests stand in the config file, by option.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestPlaces(pub(crate) Vec<(&'static str, String, Label)>);

impl RequestPlaces {
    /// The place of a request in an option such as `runtimePlugins`; none if it comes from somewhere else.
    pub fn find(&self, option: &str, request: &str) -> Option<&Label> {
        let place = self.0.iter().find(|(of, named, _)| *of == option && named == request);
        place.map(|(_, _, label)| label)
    }
}

/// The fields of package.json that matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackageInfo {
    /// `name`.
    pub name: String,
    /// `version`, empty if absent.
    pub version: String,
    /// The parsed file.
    pub json: serde_json::Value,
}

/// Production or development.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Optimised, hashed names.
    Production,
    /// Readable, stable names.
    Development,
}

/// Which conventions apply where the user said nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// package.json has `backstage.role`: spec/backstage.md §4.
    Backstage,
    /// Any other package.
    Generic,
}

/// What makes a page of an app (spec/backstage.md §5).
#[derive(Clone, Debug, PartialEq)]
pub struct AppOptions {
    /// Request of the app's entry, from the package directory: `./src/index`.
    pub entry: String,
    /// `src` of the script in the template that names the entry too, so that what is built takes its place.
    pub entry_script: Option<String>,
    /// Request of the entry for users who have not signed in (`./src/index-public-experimental`), if there is one.
    pub public_entry: Option<String>,
    /// The html template, absolute; `None` for a stock page.
    pub template: Option<PathBuf>,
    /// Directory whose files are copied to the output, absolute, if there is one.
    pub public_dir: Option<PathBuf>,
    /// The runtime table of shared dependencies, in order; empty for none (spec/backstage.md §7).
    pub shared_dependencies: Vec<SharedDependency>,
    /// What the page is told at run time.
    pub config: AppConfigSource,
}

/// Where the configuration that the page reads comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum AppConfigSource {
    /// None.
    None,
    /// Backstage's: `app-config.yaml` and its siblings, or these files (absolute), filtered by the schemas of the app's
    /// packages (spec/backstage.md "Config").
    Backstage(Vec<PathBuf>),
    /// A JSON value, from the config file or a file that it names.
    Json(serde_json::Value),
}

/// One entry of the runtime table of shared dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedDependency {
    /// Request and key: `react`, `@material-ui/core/styles`.
    pub name: String,
    /// Version, if not that of the installed package.
    pub version: Option<String>,
    /// Range that the host accepts.
    pub required_version: String,
    /// At most one copy on the page.
    pub singleton: bool,
    /// Loaded with the host.
    pub eager: bool,
    /// From the default list: nobody named it, so it may be absent.
    pub is_default: bool,
}

/// Options of the ModuleFederationPlugin, normalised.
#[derive(Clone, Debug, PartialEq)]
pub struct FederationOptions {
    /// Container name, a valid identifier when the library is `var`.
    pub name: String,
    /// Name that the chunk queue derives from.
    pub unique_name: String,
    /// File name of the container, relative to the output.
    pub filename: String,
    /// How the container is published.
    pub library: Library,
    /// Exposed modules, in config order.
    pub exposes: Vec<Expose>,
    /// Remotes that this build asks for by name, in config order.
    pub remotes: Vec<RemoteOption>,
    /// Plugins of the federation runtime, in config order.
    pub runtime_plugins: Vec<RuntimePlugin>,
    /// Shared packages, in config order.
    pub shared: Vec<SharedOption>,
    /// Share scopes of the container (§1.7: a string or an array).
    pub share_scope: ShareScope,
    /// `version-first` or `loaded-first`.
    pub share_strategy: String,
    /// `None` when `manifest: false`.
    pub manifest: Option<ManifestOptions>,
    /// `metaData.buildInfo.buildVersion` of the manifest (§2.2): `MF_BUILD_VERSION`, else the package's version,
    /// else `local`.
    pub build_version: String,
    /// `metaData.buildInfo.buildName` of the manifest (§2.2): `MF_BUILD_NAME`, else the package's name.
    pub build_name: String,
}

/// One exposed module.
#[derive(Clone, Debug, PartialEq)]
pub struct Expose {
    /// Key as configured: `.` or `./Button`.
    pub key: String,
    /// Requests, resolved from the package directory; all run, the last one is exported.
    pub imports: Vec<String>,
    /// Exposed only if its default export is a Backstage frontend feature (spec/backstage.md §4).
    pub only_if_feature: bool,
    /// Chunk name if the config gives one.
    pub chunk_name: Option<String>,
}

/// A remote (spec/module-federation.md §5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteOption {
    /// Local name: first part of requests, and `alias` at run time.
    pub key: String,
    /// Where its container is; several are tried in order. Never empty.
    pub locations: Vec<RemoteLocation>,
    /// Scopes that it is initialised with.
    pub share_scope: ShareScope,
}

/// Where a container is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemoteLocation {
    /// `name@url`: loaded by the federation runtime, as a manifest if the url contains `.json`.
    Script {
        /// The container's own name.
        name: String,
        /// Address of the manifest or entry.
        url: String,
    },
    /// A JavaScript expression whose value is the container or a promise of it: `promise …`, `var x`, `window x`.
    Expression(String),
    /// An ES module, loaded with `import()`.
    Module(String),
    /// A module of this very build: `internal ./container`.
    Internal(String),
}

/// A plugin of the federation runtime (spec/module-federation.md §5.7).
#[derive(Clone, Debug, PartialEq)]
pub struct RuntimePlugin {
    /// Request, from the package directory.
    pub request: String,
    /// What the plugin is called with.
    pub params: Option<serde_json::Value>,
}

/// How the container is published (spec/module-federation.md §1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Library {
    /// `var NAME;` at the top of a classic script.
    Var(String),
    /// An ES module that exports `get` and `init`.
    Module,
}

/// A share scope option: one key or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareScope {
    /// One scope.
    One(String),
    /// Several scopes.
    Many(Vec<String>),
}

/// One entry of `shared` (spec/module-federation.md §3.1), as configured; versions are filled in by the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedOption {
    /// The request that is matched: exact, prefix (ends with `/`) or a path.
    pub request: String,
    /// Key in the share scope; ends with `/` for prefixes.
    pub share_key: String,
    /// Scopes, at least one.
    pub share_scope: Vec<String>,
    /// The fallback request; `None` for `import: false`.
    pub import: Option<String>,
    /// Required range: given, switched off (`false`), or to be found in package.json.
    pub required_version: RequiredVersion,
    /// Provided version: given, switched off (`false` → `"0"`), or to be found in package.json.
    pub version: ProvidedVersion,
    /// At most one copy on the page.
    pub singleton: bool,
    /// Never take a version that does not satisfy.
    pub strict_version: bool,
    /// Part of the initial chunk.
    pub eager: bool,
    /// Package that versions are looked up for.
    pub package_name: Option<String>,
}

/// The `requiredVersion` option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequiredVersion {
    /// From the importing package's package.json.
    Auto,
    /// `false`: no check.
    Any,
    /// As written.
    Range(String),
}

/// The `version` option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProvidedVersion {
    /// From the package.json of the resolved file.
    Auto,
    /// `false`: registered as `"0"`.
    None,
    /// As written.
    Exact(String),
}

/// The `manifest` option (§2.1).
#[derive(Clone, Debug, PartialEq)]
pub struct ManifestOptions {
    /// Directory inside the output, empty for the root.
    pub file_path: String,
    /// Name with `.json`.
    pub file_name: String,
    /// Leave all asset lists empty.
    pub disable_assets_analyze: bool,
}

/// Base of all asset urls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicPath {
    /// From the url of the running script.
    Auto,
    /// A fixed string ending in `/`.
    Fixed(String),
}

/// How requests become files.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolveOptions {
    /// Request (exact when it ends with `$`, else also as prefix) → target; `None` means an empty module.
    pub alias: Vec<(String, Option<String>)>,
    /// What a request becomes that could not be resolved otherwise; matched as `alias` is. Node built-ins stand here
    /// without `node:`, which the resolver drops; a trailing `/` of a target means "the package, not the built-in".
    pub fallback: Vec<(String, Option<String>)>,
    /// Extensions to try, in order, with the dot.
    pub extensions: Vec<String>,
    /// package.json fields for the entry, in order.
    pub main_fields: Vec<String>,
    /// Conditions for `exports`/`imports`, without `import`/`require`, which follow the kind of request.
    pub conditions: Vec<String>,
    /// tsconfig.json with `paths`, if there is one.
    pub tsconfig: Option<PathBuf>,
}

/// How a file's content becomes a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loader {
    /// TypeScript without JSX.
    Ts,
    /// TypeScript with JSX.
    Tsx,
    /// JavaScript, JSX allowed.
    Js,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// A style sheet.
    Css,
    /// A css module.
    CssModule,
    /// Copied to the output; the module's default export is its url.
    Asset,
    /// The module's default export is the text.
    Text,
    /// The module's default export is a data url.
    DataUrl,
    /// An empty module.
    Empty,
}

/// How JSX is compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct JsxOptions {
    /// `automatic` (jsx-runtime) or classic (`React.createElement`).
    pub automatic: bool,
    /// Package of the automatic runtime.
    pub import_source: String,
    /// Classic factory.
    pub factory: String,
    /// Classic fragment.
    pub fragment: String,
    /// Development runtime.
    pub development: bool,
    /// The development runtime is told where each element stands: React shows that up to version 18.
    pub places: bool,
}

/// Which decorators the sources are written with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decorators {
    /// Those of ECMAScript (TC39 proposal of 2023-11), also TypeScript's default since 5.0.
    #[default]
    Standard,
    /// TypeScript's `experimentalDecorators`.
    Legacy {
        /// `emitDecoratorMetadata`.
        metadata: bool,
    },
}

/// How modules are put into chunks.
#[derive(Clone, Debug, PartialEq)]
pub struct SplitOptions {
    /// node_modules code of asynchronous chunks goes into `vendor` and per-package chunks (spec/backstage.md §4).
    pub vendor: bool,
    /// Packages of at least this many source bytes get a chunk of their own, when `vendor` is set.
    pub package_floor: u64,
}
