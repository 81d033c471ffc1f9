//! The `oxc_resolver` instances behind the resolver, one for each class of request, all on one file system cache.
//!
//! Owns the translation of our options into theirs; nothing here looks at a request.

use std::path::Path;
use std::sync::Arc;

use mfbuild_config::ResolveOptions as Options;
use oxc_resolver::{
    AliasValue, PathUtil, ResolveError, ResolveOptions, ResolverGeneric, TsConfig, TsconfigDiscovery, TsconfigOptions,
    TsconfigReferences,
};

use super::listing::Listings;
use super::request::Class;

type Engine = ResolverGeneric<Listings>;

/// One engine for each class of request.
pub(super) struct Engines {
    import: Engine,
    require: Engine,
    url: Engine,
    css_import: Engine,
    css_url: Engine,
    /// The same as `import` and `require`, for a tsconfig that is named with each request.
    mapped_import: Engine,
    mapped_require: Engine,
    /// The tsconfig, if it maps requests, so that they depend on the importing directory.
    pub tsconfig: Option<Arc<TsConfig>>,
    /// Why the tsconfig of the options is not used, if it is not.
    pub tsconfig_error: Option<ResolveError>,
}

impl Engines {
    pub fn new(context: &Path, options: &Options, listings: Listings) -> Self {
        let base = base_options(context, options);
        let probe = Engine::new_with_file_system(listings, script_options(&base, "import"));
        let (usable, tsconfig_error) = match usable_tsconfig(&probe, options.tsconfig.as_deref()) {
            Ok(tsconfig) => (tsconfig, None),
            Err(error) => (None, Some(error)),
        };
        let (tsconfig, discovery) = usable.unzip();
        let with_tsconfig = |mut engine_options: ResolveOptions| {
            engine_options.tsconfig.clone_from(&discovery);
            probe.clone_with_options(engine_options)
        };
        // The file is not read: it only makes the engine look at the tsconfig that a request comes with.
        let config_file = context.join("tsconfig.json");
        let named = TsconfigDiscovery::Manual(TsconfigOptions { config_file, references: TsconfigReferences::Auto });
        let mapped = |condition| {
            let engine_options = script_options(&base, condition);
            probe.clone_with_options(ResolveOptions { tsconfig: Some(named.clone()), ..engine_options })
        };
        Self {
            mapped_import: mapped("import"),
            mapped_require: mapped("require"),
            import: with_tsconfig(script_options(&base, "import")),
            require: with_tsconfig(script_options(&base, "require")),
            url: with_tsconfig(ResolveOptions { prefer_relative: true, ..script_options(&base, "import") }),
            css_import: with_tsconfig(css_import_options(&base)),
            css_url: with_tsconfig(css_url_options(&base)),
            tsconfig,
            tsconfig_error,
        }
    }

    /// The engine for a class of request.
    pub fn of(&self, class: Class) -> &Engine {
        match class {
            Class::Import => &self.import,
            Class::Require => &self.require,
            Class::Url => &self.url,
            Class::CssImport => &self.css_import,
            Class::CssUrl => &self.css_url,
        }
    }

    /// The engine for requests of scripts that come with a tsconfig.
    pub fn mapped(&self, class: Class) -> &Engine {
        if class == Class::Require { &self.mapped_require } else { &self.mapped_import }
    }

    /// A tsconfig with all that it extends and refers to.
    pub fn load_tsconfig(&self, file: &Path) -> Result<Arc<TsConfig>, ResolveError> {
        self.mapped_import.resolve_tsconfig(file)
    }
}

/// Whether requests may mean something else because of a tsconfig.
pub(super) fn maps_requests(tsconfig: &TsConfig) -> bool {
    let compiler = &tsconfig.compiler_options;
    compiler.paths.is_some()
        || compiler.base_url.is_some()
        || compiler.root_dirs.is_some()
        || !tsconfig.references.is_empty()
}

/// The tsconfig in the engine's terms, or nothing if it maps no request.
///
/// A broken reference must not take the paths of the main file with it, so the second try goes without references.
type Usable = Option<(Arc<TsConfig>, TsconfigDiscovery)>;

fn usable_tsconfig(probe: &Engine, file: Option<&Path>) -> Result<Usable, ResolveError> {
    let Some(file) = file else { return Ok(None) };
    let load = |references| {
        let discovery = TsconfigDiscovery::Manual(TsconfigOptions { config_file: file.to_path_buf(), references });
        let engine =
            probe.clone_with_options(ResolveOptions { tsconfig: Some(discovery.clone()), ..ResolveOptions::default() });
        engine.resolve_tsconfig(file).map(|tsconfig| (tsconfig, discovery))
    };
    let (tsconfig, discovery) = load(TsconfigReferences::Auto).or_else(|_| load(TsconfigReferences::Disabled))?;
    Ok(maps_requests(&tsconfig).then_some((tsconfig, discovery)))
}

/// What all classes share. `NODE_PATH` is left out: a build must not depend on the environment.
fn base_options(context: &Path, options: &Options) -> ResolveOptions {
    ResolveOptions {
        cwd: Some(context.to_path_buf()),
        alias: options.alias.iter().map(|(key, target)| alias(context, key, target)).collect(),
        alias_fields: vec![vec!["browser".to_owned()]],
        condition_names: options.conditions.clone(),
        main_fields: options.main_fields.clone(),
        extensions: options.extensions.clone(),
        node_path: false,
        ..ResolveOptions::default()
    }
}

/// One alias; relative targets are meant from the package directory.
fn alias(context: &Path, key: &str, target: &Option<String>) -> (String, Vec<AliasValue>) {
    let value = match target {
        None => AliasValue::Ignore,
        Some(path) if path.starts_with("./") || path.starts_with("../") => {
            AliasValue::Path(context.normalize_with(path).to_string_lossy().into_owned())
        }
        Some(path) => AliasValue::Path(path.clone()),
    };
    (key.to_owned(), vec![value])
}

/// TypeScript sources import the file that the compiler would have written, so `./x.js` may mean `./x.ts`. A file
/// that exists under the written name wins, as in Vite and esbuild.
fn script_options(base: &ResolveOptions, condition: &str) -> ResolveOptions {
    let mut script = base.clone();
    script.condition_names.push(condition.to_owned());
    script.extension_alias = [
        (".js", [".js", ".ts", ".tsx"].as_slice()),
        (".jsx", &[".jsx", ".tsx"]),
        (".mjs", &[".mjs", ".mts"]),
        (".cjs", &[".cjs", ".cts"]),
    ]
    .map(|(written, tried)| (written.to_owned(), owned(tried)))
    .to_vec();
    script
}

fn css_import_options(base: &ResolveOptions) -> ResolveOptions {
    let mut css = base.clone();
    css.condition_names.push("style".to_owned());
    css.main_fields = owned(&["css", "style", "main"]);
    css.extensions = owned(&[".css"]);
    css.prefer_relative = true;
    css
}

fn css_url_options(base: &ResolveOptions) -> ResolveOptions {
    let mut asset = base.clone();
    asset.condition_names.extend(owned(&["asset", "style", "import"]));
    asset.extensions = Vec::new();
    asset.prefer_relative = true;
    asset
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
