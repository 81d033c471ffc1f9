//! Options for the tests of this crate: one place that knows all fields.

use std::path::PathBuf;

use indexmap::IndexMap;
use mfbuild_config::options::{
    BuildOptions, Expose, FederationOptions, JsxOptions, Library, ManifestOptions, Mode, PackageInfo, Profile,
    ProvidedVersion, PublicPath, RequiredVersion, ResolveOptions, ShareScope, SharedOption, SplitOptions,
};
use serde_json::json;

/// `{[request]: {}}`, normalised.
pub fn share(request: &str) -> SharedOption {
    SharedOption {
        request: request.to_owned(),
        share_key: request.to_owned(),
        share_scope: vec!["default".to_owned()],
        import: Some(request.to_owned()),
        required_version: RequiredVersion::Auto,
        version: ProvidedVersion::Auto,
        singleton: false,
        strict_version: true,
        eager: false,
        package_name: None,
    }
}

/// `{[request]: {import}}`.
pub fn share_importing(request: &str, import: &str) -> SharedOption {
    SharedOption { import: Some(import.to_owned()), ..share(request) }
}

/// `{[key]: import}`.
pub fn expose(key: &str, import: &str) -> Expose {
    Expose { key: key.to_owned(), imports: vec![import.to_owned()], only_if_feature: false, chunk_name: None }
}

/// A generic package `@acme/plugin` 1.4.2 in `/repo/plugin` with the container `acme`.
pub fn options(exposes: Vec<Expose>, shared: Vec<SharedOption>) -> BuildOptions {
    BuildOptions {
        context: PathBuf::from("/repo/plugin"),
        package: PackageInfo { name: "@acme/plugin".to_owned(), version: "1.4.2".to_owned(), json: json!({}) },
        out_dir: PathBuf::from("/repo/plugin/dist"),
        empty_out_dir: false,
        hot_token: String::new(),
        mode: Mode::Production,
        minify: true,
        ascii: true,
        legal_comments: true,
        verify: false,
        keep_names: false,
        allow_unexpanded: false,
        source_map: true,
        stats: false,
        profile: Profile::Generic,
        role: None,
        app: None,
        federation: federation(exposes, shared),
        public_path: PublicPath::Auto,
        resolve: ResolveOptions {
            alias: Vec::new(),
            fallback: Vec::new(),
            extensions: Vec::new(),
            main_fields: Vec::new(),
            conditions: Vec::new(),
            tsconfig: None,
        },
        define: IndexMap::new(),
        provide: IndexMap::new(),
        externals: IndexMap::new(),
        loaders: IndexMap::new(),
        target: 2022,
        define_class_fields: true,
        strict_null_checks: false,
        keeps_imports: false,
        decorators: mfbuild_config::options::Decorators::Standard,
        jsx: JsxOptions {
            automatic: true,
            import_source: "react".to_owned(),
            factory: String::new(),
            fragment: String::new(),
            development: false,
            places: false,
        },
        split: SplitOptions { vendor: false, package_floor: 0 },
        dev_server: mfbuild_config::DevServerOptions::default(),
        places: mfbuild_config::options::RequestPlaces::default(),
    }
}

fn federation(exposes: Vec<Expose>, shared: Vec<SharedOption>) -> FederationOptions {
    FederationOptions {
        name: "acme".to_owned(),
        unique_name: "acme".to_owned(),
        filename: "remoteEntry.js".to_owned(),
        library: Library::Var("acme".to_owned()),
        exposes,
        remotes: Vec::new(),
        runtime_plugins: Vec::new(),
        shared,
        share_scope: ShareScope::One("default".to_owned()),
        share_strategy: "version-first".to_owned(),
        manifest: Some(manifest_options("", "mf-manifest.json")),
        build_version: "1.4.2".to_owned(),
        build_name: "@acme/plugin".to_owned(),
    }
}

/// `{filePath, fileName}`.
pub fn manifest_options(file_path: &str, file_name: &str) -> ManifestOptions {
    ManifestOptions { file_path: file_path.to_owned(), file_name: file_name.to_owned(), disable_assets_analyze: false }
}
