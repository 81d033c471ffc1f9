//! Requests → files.
//!
//! Owns `Resolver`, which all workers share, and the rules that go beyond Node's algorithm. The algorithm itself
//! (node_modules, `exports`, `imports`, `browser` maps, aliases, tsconfig paths, links) is `oxc_resolver`'s. What a
//! request means for the federation (shares, remotes, externals) is decided before it comes here.
//!
//! A request goes through these steps until one answers:
//!
//! 1. What the page resolves itself is `External`: `http(s):` and `//host` everywhere; in url positions also other
//!    schemes, `#fragment`, `/path` and directories.
//! 2. The request as written: `import` condition for imports and entries, `require` for `require`, `style` in style
//!    sheets; `browser` maps everywhere; in url positions a file beside the importer comes before a package.
//! 3. The request as it may be meant: `pkg/` as `pkg`, `node:x` as `x`; `~pkg/file` in style sheets, `%20` in urls;
//!    `x` as `./x`, where a `browser` map has that key.
//! 4. Scripts only: `options.resolve.fallback`, where Node's built-in modules stand (spec/backstage.md §4). Polyfills
//!    come from the importer, the package or Backstage's command line tool.
//! 5. A built-in that nothing stood in for is empty under the Backstage profile; otherwise it is the polyfill of
//!    `mfbuild_config::node`, if that is installed, else an error that names the package to install.
//!
//! A walk: `request.rs` looks at the text of a request, `engines.rs` sets the engines up, `listing.rs` is the file
//! system under them, `package.rs` knows packages, `browser_map.rs` keys without extension, `nearest.rs` the tsconfig of a file, `fallback.rs` steps 4 and 5; `explain.rs`, `exports.rs`, `near.rs`
//! and `failure.rs` serve the errors.

mod browser_map;
mod engines;
mod explain;
mod exports;
mod failure;
mod fallback;
mod listing;
mod near;
mod nearest;
mod package;
mod request;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use dashmap::DashMap;
use mfbuild_config::{BuildOptions, Profile, ResolveOptions};
use mfbuild_diagnostics::Diagnostic;
use oxc_resolver::{Resolution, ResolveContext, ResolveError, TsConfig};
use percent_encoding::percent_decode_str;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::memory::lock;
use engines::Engines;
use explain::Failed;
use fallback::Fallback;
use listing::Listings;
use nearest::NearestTsconfigs;
use package::Directories;
use request::Class;

pub use failure::{Refusal, RequestPlace, ResolveFailure, to_diagnostic};
pub use package::Package;
pub use request::RequestKind;

/// What a request leads to.
#[derive(Clone, Debug)]
pub enum Resolved {
    /// A file of the build.
    File(ResolvedFile),
    /// An empty module: `browser: false`, an alias to nothing, a built-in of Node.
    Ignored,
    /// Left to the page.
    External,
}

/// A file and how it was asked for.
#[derive(Clone, Debug)]
pub struct ResolvedFile {
    /// Real path, without links.
    pub path: PathBuf,
    /// Empty, or from the `?` or `#` on.
    pub query: String,
    /// The package that the file belongs to.
    pub package: Option<Arc<Package>>,
}

/// A bare request and where it means the same.
#[derive(PartialEq, Eq, Hash)]
struct BareRequest {
    class: Class,
    dir: Arc<Path>,
    request: Box<str>,
}

/// Resolves requests; shared by all workers, cached inside.
pub struct Resolver {
    engines: Engines,
    directories: Directories,
    /// Bare requests of scripts: in big packages the same few come from hundreds of files.
    bare: DashMap<BareRequest, Resolved, FxBuildHasher>,
    /// Relative requests of scripts by the path that they mean: most modules are imported from many directories.
    relative: DashMap<(Class, String), Resolved, FxBuildHasher>,
    context: PathBuf,
    profile: Profile,
    extensions: Vec<String>,
    main_fields: Vec<String>,
    /// Beginnings of aliases that are paths of the page otherwise.
    rooted_aliases: Vec<String>,
    /// Some alias is a relative request.
    has_relative_aliases: bool,
    fallback: Vec<(String, Option<String>)>,
    /// Local names of remotes, for advice only: requests for them do not come here.
    remotes: Vec<String>,
    tool_dirs: OnceLock<Vec<PathBuf>>,
    tsconfig: Option<PathBuf>,
    nearest: NearestTsconfigs,
    /// Where it has looked, if that is wanted.
    places: Option<Mutex<Places>>,
}

/// Where requests were looked for: a change there may change the answer.
#[derive(Debug, Default)]
pub struct Places {
    /// What was there: files, and package.json files on the way.
    pub found: FxHashSet<PathBuf>,
    /// What was not.
    pub missing: FxHashSet<PathBuf>,
}

impl Resolver {
    /// The same, which notes where it looks.
    pub fn noting(self) -> Self {
        Self { places: Some(Mutex::default()), ..self }
    }

    /// Where it has looked since it was made or asked for that.
    pub fn take_places(&self) -> Places {
        let places = self.places.as_ref();
        places.map(|places| std::mem::take(&mut *lock(places))).unwrap_or_default()
    }

    /// A resolver with empty caches.
    pub fn new(options: &BuildOptions) -> Self {
        let remotes = options.federation.remotes.iter().map(|remote| remote.key.clone()).collect();
        Self { remotes, ..Self::from_parts(&options.context, options.profile, &options.resolve) }
    }

    /// The same from what it needs of the options: the package directory, the conventions, the rules.
    fn from_parts(context: &Path, profile: Profile, options: &ResolveOptions) -> Self {
        let aliases = options.alias.iter().map(|(key, _)| key.trim_end_matches('$'));
        let listings = Listings::new(context);
        Self {
            engines: Engines::new(context, options, listings.clone()),
            nearest: NearestTsconfigs::new(context, listings.clone()),
            directories: Directories::new(listings),
            bare: DashMap::default(),
            relative: DashMap::default(),
            context: context.to_path_buf(),
            profile,
            extensions: options.extensions.clone(),
            main_fields: options.main_fields.clone(),
            has_relative_aliases: aliases.clone().any(|key| key.starts_with('.')),
            rooted_aliases: aliases.filter(|key| key.starts_with('/')).map(str::to_owned).collect(),
            fallback: options.fallback.clone(),
            remotes: Vec::new(),
            tool_dirs: OnceLock::new(),
            tsconfig: options.tsconfig.clone(),
            places: None,
        }
    }

    /// What `request` means in a file of `importer_dir`, which is a real path.
    pub fn resolve(&self, importer_dir: &Path, request: &str, kind: RequestKind) -> Result<Resolved, ResolveFailure> {
        let class = Class::of(kind);
        let is_aliased = self.rooted_aliases.iter().any(|key| request.starts_with(key.as_str()));
        if !is_aliased && request::stays_outside(request, class) {
            return Ok(Resolved::External);
        }
        let asked = Failed { dir: importer_dir, request, class };
        if class.is_script()
            && !self.has_relative_aliases
            && let Some(path) = request::absolute(importer_dir, request)
        {
            return self.resolve_path(path, &asked);
        }
        if !class.is_script() || !request::is_bare(request) {
            return self.resolve_afresh(&asked);
        }
        let key = BareRequest { class, dir: self.lookup_dir(importer_dir), request: request.into() };
        if let Some(known) = self.bare.get(&key) {
            return Ok(known.clone());
        }
        match self.resolve_afresh(&Failed { dir: &key.dir, request, class }) {
            Ok(resolved) => {
                self.bare.insert(key, resolved.clone());
                Ok(resolved)
            }
            // Advice is given from the importer's point of view.
            Err(_) if *key.dir != *importer_dir => self.resolve_afresh(&asked),
            Err(failure) => Err(failure),
        }
    }

    /// A relative request whose answer is that of any other one for the same path.
    fn resolve_path(&self, path: String, asked: &Failed<'_>) -> Result<Resolved, ResolveFailure> {
        let key = (asked.class, path);
        if let Some(known) = self.relative.get(&key) {
            return Ok(known.clone());
        }
        let resolved = self.resolve_afresh(asked)?;
        self.relative.insert(key, resolved.clone());
        Ok(resolved)
    }

    /// The file that stands in for a free variable: `request` (`process/browser`, `./src/jquery.js`) is looked for from the
    /// importer, from the package and from Backstage's command line tool, whose dependencies the polyfills are.
    pub fn resolve_polyfill(&self, importer_dir: &Path, request: &str) -> Option<ResolvedFile> {
        let dirs = [importer_dir, &self.context].into_iter().chain(self.tool_dirs().iter().map(PathBuf::as_path));
        dirs.into_iter().find_map(|dir| match self.attempt(dir, request, Class::Require) {
            Ok(Resolved::File(file)) => Some(file),
            _ => match self.attempt(dir, request.strip_suffix('/')?, Class::Require) {
                Ok(Resolved::File(file)) => Some(file),
                _ => None,
            },
        })
    }

    /// The directory of the package `name` as seen from `dir`, without links.
    pub fn package_dir(&self, dir: &Path, name: &str) -> Option<PathBuf> {
        find_package_dir(dir, name)?.canonicalize().ok()
    }

    /// The package that `file` belongs to.
    pub fn package_of(&self, file: &Path) -> Option<Arc<Package>> {
        self.package_of_dir(file.parent()?)
    }

    /// The package.json of exactly `dir`, `null` if it is broken.
    pub fn read_package_json(&self, dir: &Path) -> Option<Arc<serde_json::Value>> {
        self.directories.json(dir)
    }

    /// Up to three requests that exist and look like `request`.
    pub fn near_misses(&self, importer_dir: &Path, request: &str) -> Vec<String> {
        let json = self.package_of_dir(importer_dir).map(|package| package.json());
        near::misses(importer_dir, request, &self.extensions, json.as_deref())
    }

    /// The warning that the build does without the tsconfig of the options.
    pub fn own_tsconfig_warning(&self) -> Option<Diagnostic> {
        let (error, file) = (self.engines.tsconfig_error.as_ref()?, self.tsconfig.as_ref()?);
        Some(self.bad_tsconfig(file, &error.to_string()))
    }

    /// A warning for each tsconfig of other packages that could not be used so far.
    pub fn nearest_tsconfig_warnings(&self) -> Vec<Diagnostic> {
        self.nearest.broken().iter().map(|(file, reason)| self.bad_tsconfig(file, reason)).collect()
    }

    fn bad_tsconfig(&self, file: &Path, reason: &str) -> Diagnostic {
        let shown = failure::shown_path(&self.context, file);
        Diagnostic::warning("bad-tsconfig", format!("`{shown}` cannot be used"))
            .with_note(reason.to_owned())
            .with_help("its `paths` and `baseUrl` are ignored; correct the file or install what it extends")
    }

    fn package_of_dir(&self, dir: &Path) -> Option<Arc<Package>> {
        self.directories.get(dir).package.clone()
    }

    /// The highest directory from which bare requests mean the same as from `dir`.
    ///
    /// tsconfig paths depend on the directory, but hold only outside of node_modules.
    fn lookup_dir(&self, dir: &Path) -> Arc<Path> {
        let depends_on_dir = || self.engines.tsconfig.is_some() || self.nearest_tsconfig(dir).is_some();
        if !is_installed(dir) && depends_on_dir() {
            return dir.into();
        }
        Arc::clone(&self.directories.get(dir).lookup_dir)
    }

    /// Steps 2 to 5.
    fn resolve_afresh(&self, asked: &Failed<'_>) -> Result<Resolved, ResolveFailure> {
        let error = match self.attempt(asked.dir, asked.request, asked.class) {
            Ok(resolved) => return Ok(resolved),
            Err(error) => error,
        };
        if !may_mean_something_else(&error) {
            return Err(self.explain(asked, error));
        }
        for (request, class) in other_readings(asked) {
            if let Ok(resolved) = self.attempt(asked.dir, &request, class) {
                return Ok(resolved);
            }
        }
        if asked.class.is_script() {
            return match self.resolve_by_browser_map(asked) {
                Some(resolved) => Ok(resolved),
                None => self.resolve_fallback(asked, error),
            };
        }
        Err(self.explain(asked, error))
    }

    /// A bare request without a package that the importer's `browser` map has as a file, and a package whose entry is
    /// in its map only: of `{ "./x": "./y" }` the request `x`, of `{ "./index": "./browser" }` the name of the package.
    fn resolve_by_browser_map(&self, asked: &Failed<'_>) -> Option<Resolved> {
        let &Failed { dir, request, class } = asked;
        if !request::is_bare(request) || fallback::is_builtin(request) {
            return None;
        }
        let inner = self.package_of_dir(dir).and_then(|package| package.browser_map.clone());
        let installed = || self.package_of_dir(&find_package_dir(dir, request)?)?.browser_map.clone();
        let (map, name) = match inner.filter(|map| map.names(request, &self.extensions)) {
            Some(map) => (map, request),
            None => (installed().filter(|map| map.names("index", &self.extensions))?, "index"),
        };
        self.attempt(&map.dir, &format!("./{name}"), class).ok()
    }

    /// Steps 4 and 5.
    fn resolve_fallback(&self, asked: &Failed<'_>, error: ResolveError) -> Result<Resolved, ResolveFailure> {
        let polyfill = match fallback::find(&self.fallback, asked.request) {
            Some(Fallback::Empty) => return Ok(Resolved::Ignored),
            Some(Fallback::Request(request)) => self.resolve_polyfill(asked.dir, &request),
            None => None,
        };
        if let Some(file) = polyfill {
            return Ok(Resolved::File(file));
        }
        if !fallback::is_builtin(asked.request) {
            return Err(self.explain(asked, error));
        }
        if self.profile == Profile::Backstage {
            return Ok(Resolved::Ignored);
        }
        let known = mfbuild_config::node::polyfill(asked.request);
        match known.and_then(|request| self.resolve_polyfill(asked.dir, request)) {
            Some(file) => Ok(Resolved::File(file)),
            None => Err(ResolveFailure::NodeBuiltin {
                name: asked.request.to_owned(),
                help: fallback::builtin_help(asked.request),
            }),
        }
    }

    /// One question to the engine.
    fn attempt(&self, dir: &Path, request: &str, class: Class) -> Result<Resolved, ResolveError> {
        match self.ask(dir, request, class) {
            Ok(resolution) => self.replaced(self.file(resolution, class), class),
            Err(ResolveError::Ignored(_)) => Ok(Resolved::Ignored),
            Err(error) => Err(error),
        }
    }

    /// The file, or what a key of its package's `browser` map that leaves out the extension puts in its place.
    fn replaced(&self, file: ResolvedFile, class: Class) -> Result<Resolved, ResolveError> {
        let map = file.package.as_ref().and_then(|package| package.browser_map.as_ref()).filter(|_| class.is_script());
        match map.and_then(|map| Some((map, map.replacement(&file.path, &self.extensions)?))) {
            None => Ok(Resolved::File(file)),
            Some((_, None)) => Ok(Resolved::Ignored),
            Some((map, Some(target))) => match self.ask(&map.dir, target, class) {
                Ok(resolution) => Ok(Resolved::File(self.file(resolution, class))),
                Err(ResolveError::Ignored(_)) => Ok(Resolved::Ignored),
                Err(error) => Err(error),
            },
        }
    }

    fn ask(&self, dir: &Path, request: &str, class: Class) -> Result<Resolution, ResolveError> {
        if class.is_script()
            && !is_installed(dir)
            && let Some(tsconfig) = self.nearest_tsconfig(dir)
        {
            let mut looked = ResolveContext::default();
            let engine = self.engines.mapped(class);
            let result = engine.resolve_with_context(dir, request, Some(&tsconfig), &mut looked);
            self.note(looked);
            if !matches!(&result, Err(error) if may_mean_something_else(error)) {
                return result;
            }
        }
        let engine = self.engines.of(class);
        if self.places.is_none() {
            return engine.resolve(dir, request);
        }
        let mut looked = ResolveContext::default();
        let result = engine.resolve_with_context(dir, request, self.engines.tsconfig.as_deref(), &mut looked);
        self.note(looked);
        result
    }

    fn note(&self, looked: ResolveContext) {
        let Some(places) = &self.places else { return };
        let mut places = lock(places);
        places.found.extend(looked.file_dependencies);
        places.missing.extend(looked.missing_dependencies);
    }

    /// The tsconfig of the files of `dir`, if it maps requests and is not the package's own.
    fn nearest_tsconfig(&self, dir: &Path) -> Option<Arc<TsConfig>> {
        let mut note = |file, is_there| {
            let Some(places) = &self.places else { return };
            let mut places = lock(places);
            if is_there {
                places.found.insert(file)
            } else {
                places.missing.insert(file)
            };
        };
        self.nearest.of(dir, &self.engines, &mut note)
    }

    fn file(&self, resolution: Resolution, class: Class) -> ResolvedFile {
        // In a style sheet the fragment is for the page, and names no other module.
        let fragment = resolution.fragment().filter(|_| class.is_script()).unwrap_or_default();
        let query = resolution.query().unwrap_or_default().to_owned() + fragment;
        let path = resolution.into_path_buf();
        let package = self.package_of(&path);
        ResolvedFile { path, query, package }
    }

    /// Directories of Backstage's command line tool: it brings the polyfills, and not every package manager hoists.
    fn tool_dirs(&self) -> &[PathBuf] {
        self.tool_dirs.get_or_init(|| {
            let cli = self.package_dir(&self.context, "@backstage/cli");
            let build = cli.as_deref().and_then(|cli| self.package_dir(cli, "@backstage/cli-module-build"));
            cli.into_iter().chain(build).collect()
        })
    }
}

/// Whether another form of the request may succeed: broken package.json files are reported as they are.
fn may_mean_something_else(error: &ResolveError) -> bool {
    matches!(
        error,
        ResolveError::NotFound(_)
            | ResolveError::MatchedAliasNotFound(..)
            | ResolveError::ExtensionAlias(..)
            | ResolveError::PackagePathNotExported { .. }
            | ResolveError::Specifier(_)
    )
}

/// Step 3: the forms in which a request may be meant.
fn other_readings(asked: &Failed<'_>) -> Vec<(String, Class)> {
    let Failed { request, class, .. } = *asked;
    let mut readings = Vec::new();
    if class.is_script() {
        let bare = request::is_bare(request).then_some(request);
        readings.extend(bare.and_then(|request| request.strip_suffix('/')).map(|name| (name.to_owned(), class)));
        readings.extend(request.strip_prefix("node:").map(|name| (name.to_owned(), class)));
        return readings;
    }
    let plain = if class.is_css() { request.strip_prefix('~').unwrap_or(request) } else { request };
    let decoded = percent_decode_str(plain).decode_utf8().unwrap_or(Cow::Borrowed(plain));
    readings.extend([plain, &decoded].map(|reading| (reading.to_owned(), class)));
    if class == Class::CssImport {
        // Packages that list their style sheets under `import` only.
        readings.extend([plain, &decoded].map(|reading| (reading.to_owned(), Class::Import)));
    }
    readings.retain(|(reading, of)| reading != request || *of != class);
    readings.dedup();
    readings
}

/// Whether a directory lies in node_modules.
fn is_installed(dir: &Path) -> bool {
    dir.components().any(|part| part.as_os_str() == "node_modules")
}

/// The directory of an installed package, as Node would look for it.
fn find_package_dir(from: &Path, name: &str) -> Option<PathBuf> {
    from.ancestors().map(|dir| dir.join("node_modules").join(name)).find(|dir| dir.is_dir())
}
