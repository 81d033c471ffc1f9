//! Options of federation plugins that mfbuild does not have: why, and what to do instead.
//!
//! Owns their list and their messages. An option without which the output is still right costs a warning, any other is
//! an error; a value that asks for nothing (`false`, `{}`) or for what mfbuild does anyway is fine.

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, Severity};

use crate::reader::{Field, Reader};

/// Code of an option that exists elsewhere and not here.
pub(crate) const UNSUPPORTED_OPTION: &str = "unsupported-option";

/// An option of another tool.
struct Foreign {
    key: &'static str,
    severity: Severity,
    reason: &'static str,
    help: &'static str,
}

const fn harmless(key: &'static str, reason: &'static str, help: &'static str) -> Foreign {
    Foreign { key, severity: Severity::Warning, reason, help }
}

const fn needed(key: &'static str, reason: &'static str, help: &'static str) -> Foreign {
    Foreign { key, severity: Severity::Error, reason, help }
}

const REMOVE: &str = "remove it; nothing else depends on it";

/// Options of the ModuleFederationPlugin, of `@module-federation/vite` and of Rspack's plugin.
const FOREIGN: &[Foreign] = &[
    harmless(
        "async",
        "what an app shares or takes from remotes is loaded before it starts, without a boundary",
        REMOVE,
    ),
    needed(
        "bridge",
        "mfbuild does not choose the entries of `@module-federation/bridge-react`",
        "remove it and import the entry for your router by its name, such as `@module-federation/bridge-react/v6`",
    ),
    harmless("bundleAllCSS", "each exposed module loads the style sheets that it needs", REMOVE),
    needed(
        "dataPrefetch",
        "version 2 of the federation runtime has no data prefetch any more",
        "remove it and load the data in the exposed module",
    ),
    harmless("dev", "`mfbuild start` updates a remote inside its hosts by itself", "remove it; see `devServer`"),
    harmless(
        "dts",
        "mfbuild makes no archive of types",
        "set it to `false`, and publish the types of the package in another way if hosts need them",
    ),
    needed(
        "getPublicPath",
        "mfbuild writes no function into the manifest",
        "use `publicPath`: `auto` is the directory of the container, a path is fixed",
    ),
    harmless("hostInitInErrorHandling", "hosts are initialised by their own start code", REMOVE),
    harmless("hostInitInjectLocation", "the page starts the host by itself", REMOVE),
    needed("ignoreOrigin", "the manifest has one address for all hosts", "use `publicPath`"),
    needed(
        "implementation",
        "apps use the `@module-federation/runtime` that is installed beside them",
        "remove it and install the version of `@module-federation/runtime` that you need",
    ),
    harmless("injectTreeShakingUsedExports", "shared packages are shared whole", REMOVE),
    harmless("moduleParseIdleTimeout", "modules are parsed without a time limit", REMOVE),
    harmless("moduleParseTimeout", "modules are parsed without a time limit", REMOVE),
    harmless(
        "runtime",
        "the container always holds its own runtime, as with `false`",
        "set it to `false`, or remove it",
    ),
    harmless("treeShakingDir", "shared packages are shared whole", REMOVE),
    harmless("treeShakingSharedExcludePlugins", "shared packages are shared whole", REMOVE),
    harmless("treeShakingSharedPlugins", "shared packages are shared whole", REMOVE),
    needed("usedExports", "shared packages are shared whole", "remove it"),
    needed("varFilename", "a build has one container", "use `filename`, and `library` for its type"),
    harmless("virtualModuleDir", "mfbuild writes no modules of its own into `node_modules`", REMOVE),
    // Inside of `manifest`.
    needed("additionalData", "mfbuild runs no code of the config", "change `mf-stats.json` after the build"),
];

/// Those of `experiments`.
const EXPERIMENTS: &[Foreign] = &[
    harmless("externalRuntime", "remotes bring no runtime of their own unless they have remotes or plugins", REMOVE),
    needed(
        "provideExternalRuntime",
        "mfbuild gives remotes no `_FEDERATION_RUNTIME_CORE`",
        "build the remotes without `externalRuntime`, or set the global in a runtime plugin",
    ),
    needed("federationRuntime", "the runtime is always in the entry", "remove it"),
];

/// Those of `experiments.optimization`: what they leave out of the runtime stays in.
const OPTIMIZATIONS: &[Foreign] = &[
    harmless("disableSnapshot", "the federation runtime is used as it is installed", REMOVE),
    harmless("disableRemote", "the federation runtime is used as it is installed", REMOVE),
    harmless("disableShared", "the federation runtime is used as it is installed", REMOVE),
];

/// Keys of the config that only these messages are for.
pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
    let own = ["experiments", "virtualRuntimeEntry"].into_iter();
    FOREIGN.iter().map(|option| option.key).filter(|key| *key != "additionalData").chain(own)
}

/// Says that an option of a plugin is not here.
pub(crate) fn refuse(reader: &mut Reader, field: &Field) {
    match field.key {
        "experiments" => refuse_experiments(reader, field),
        // The runtime's module never lies in a file, whatever the value.
        "virtualRuntimeEntry" => {}
        _ => refuse_known(reader, field, FOREIGN),
    }
}

fn refuse_known(reader: &mut Reader, field: &Field, options: &[Foreign]) {
    if asks_for_nothing(field.value) {
        return;
    }
    if let Some(option) = options.iter().find(|option| option.key == field.key) {
        let problem = unsupported(reader, field).with_note(option.reason);
        reader.problems.push(Diagnostic { severity: option.severity, ..problem.with_help(option.help) });
    } else {
        let problem = unsupported(reader, field);
        reader.problems.push(problem.with_help("remove it, or build this package with a bundler that has it"));
    }
}

fn refuse_experiments(reader: &mut Reader, field: &Field) {
    if asks_for_nothing(field.value) {
        return;
    }
    for inner in reader.map(&field.path, field.value) {
        match inner.key {
            // Apps start so anyway.
            "asyncStartup" => {}
            "optimization" => refuse_optimizations(reader, &inner),
            _ => refuse_known(reader, &inner, EXPERIMENTS),
        }
    }
}

fn refuse_optimizations(reader: &mut Reader, field: &Field) {
    for inner in reader.map(&field.path, field.value) {
        match (inner.key, inner.value) {
            ("target", Value::StringLit(target)) if target.value == "web" => {}
            _ => refuse_known(reader, &inner, OPTIMIZATIONS),
        }
    }
}

/// Says that an option is not here: an error if the output would be another one without it.
pub(crate) fn refuse_as(reader: &mut Reader, field: &Field, severity: Severity, help: &str) {
    if !asks_for_nothing(field.value) {
        let problem = unsupported(reader, field);
        reader.problems.push(Diagnostic { severity, ..problem.with_help(help) });
    }
}

fn unsupported(reader: &Reader, field: &Field) -> Diagnostic {
    let message = format!("option `{}` is not supported", field.path);
    reader.problem(UNSUPPORTED_OPTION, message, field.key_span.clone(), "not supported by mfbuild")
}

/// `false`, `null`, `{}`, `[]` and objects of nothing else switch an option off.
fn asks_for_nothing(value: &Value) -> bool {
    match value {
        Value::BooleanLit(literal) => !literal.value,
        Value::NullKeyword(_) => true,
        Value::Object(object) => object.properties.iter().all(|property| asks_for_nothing(&property.value)),
        Value::Array(array) => array.elements.is_empty(),
        _ => false,
    }
}
