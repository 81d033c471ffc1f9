//! Files beside package.json that say how a package is built, and that mfbuild does not read: one warning for each kind.
//!
//! Owns the list of those files and what to write instead. Only the package directory is looked at, since tools look for
//! most of these files there first; a file in the root of a monorepo may belong to other packages.

use std::path::Path;

use mfbuild_diagnostics::Diagnostic;
use serde_json::Value;

use crate::disk::Disk;
use crate::files::list;

/// Code of all messages of this file.
const UNREAD_FILE: &str = "unread-file";

/// Files of one kind.
struct Kind {
    /// Names without their extension.
    stems: &'static [&'static str],
    /// Extensions, with the dot; an empty one for names that have none.
    extensions: &'static [&'static str],
    /// The key of package.json that says the same.
    key: Option<&'static str>,
    /// Advice how to fix it.
    help: &'static str,
}

impl Kind {
    fn names(&self) -> impl Iterator<Item = String> {
        self.stems.iter().flat_map(|stem| self.extensions.iter().map(move |end| format!("{stem}{end}")))
    }
}

const SCRIPTS: &[&str] = &[".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"];
const SCRIPTS_AND_JSON: &[&str] = &[".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json"];
const RC_FILES: &[&str] = &["", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json", ".yaml", ".yml"];

const KINDS: &[Kind] = &[
    Kind {
        stems: &["mfbuild.config"],
        extensions: &[".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsonc", ".json5", ".yaml", ".yml"],
        key: None,
        help: "write the options into `mfbuild.config.json`; comments and trailing commas are allowed there",
    },
    Kind {
        stems: &["module-federation.config", "federation.config"],
        extensions: SCRIPTS_AND_JSON,
        key: None,
        help: "write the options into `mfbuild.config.json`; its keys are those of the ModuleFederationPlugin",
    },
    Kind {
        stems: &[".browserslistrc", "browserslist"],
        extensions: &[""],
        key: Some("browserslist"),
        help: "set the edition of the output in `mfbuild.config.json`: `\"target\": \"es2022\"`",
    },
    Kind {
        stems: &["postcss.config"],
        extensions: SCRIPTS_AND_JSON,
        key: Some("postcss"),
        help: "run PostCSS before the build, and import the css that it writes",
    },
    Kind {
        stems: &[".postcssrc"],
        extensions: RC_FILES,
        key: None,
        help: "run PostCSS before the build, and import the css that it writes",
    },
    Kind {
        stems: &["tailwind.config"],
        extensions: SCRIPTS,
        key: None,
        help: "run the command line tool of Tailwind CSS before the build, and import the css that it writes",
    },
    Kind {
        stems: &["babel.config", ".babelrc"],
        extensions: &["", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json"],
        key: Some("babel"),
        help: "TypeScript, JSX and decorators are compiled as tsconfig.json says; run Babel before the build for more",
    },
    Kind {
        stems: &[".swcrc"],
        extensions: &[""],
        key: None,
        help: "TypeScript, JSX and decorators are compiled as tsconfig.json says",
    },
];

/// Configurations of other bundlers, which may be there for their own sake.
const OTHER_TOOLS: &[&str] = &[
    "vite.config",
    "webpack.config",
    "rspack.config",
    "rsbuild.config",
    "rslib.config",
    "modern.config",
    "craco.config",
    "config-overrides",
    "rollup.config",
    "esbuild.config",
    "next.config",
    "vue.config",
];

/// `.env` files of most tools. Others are found where they are there.
const ENV_FILES: &[&str] =
    &[".env", ".env.development", ".env.development.local", ".env.local", ".env.production", ".env.production.local"];

/// Endings of `.env` files that no tool reads: they are there to be copied.
const ENV_SAMPLES: &[&str] = &["example", "sample", "template", "dist", "defaults", "schema", "test", "vault"];

/// Facts of a package that decide which files are reported.
pub(crate) struct Beside<'a> {
    pub context: &'a Path,
    pub disk: &'a Disk,
    /// package.json.
    pub json: &'a Value,
    /// Backstage's own tool reads no `browserslist` either, and its templates have one.
    pub is_backstage: bool,
    /// `mfbuild.config.json` is there: the package has been set up for this tool.
    pub is_configured: bool,
    /// The build makes a page, which has the files of `public/`.
    pub is_app: bool,
}

fn names_of_other_tools() -> impl Iterator<Item = String> {
    OTHER_TOOLS.iter().flat_map(|stem| SCRIPTS_AND_JSON.iter().map(move |end| format!("{stem}{end}")))
}

/// All names that are looked for in a package without configuration.
#[cfg(test)]
pub(crate) fn looked_for() -> impl Iterator<Item = String> {
    let env_files = ENV_FILES.iter().map(|name| (*name).to_owned());
    KINDS.iter().flat_map(Kind::names).chain(names_of_other_tools()).chain(env_files)
}

/// One warning for each kind of file that is there and not read.
pub(crate) fn warnings(beside: &Beside<'_>) -> Vec<Diagnostic> {
    let names = names(beside.context);
    let kinds = KINDS.iter().filter_map(|kind| beside.kind(kind, &names));
    let others = (!beside.is_configured).then(|| beside.other_tools(&names)).flatten();
    kinds.chain(beside.env_files(&names)).chain(others).chain(beside.public_files(&names)).collect()
}

impl Beside<'_> {
    fn kind(&self, kind: &Kind, names: &[String]) -> Option<Diagnostic> {
        let mut found: Vec<String> = self.found(kind.names(), names);
        let key = kind.key.filter(|key| self.json.get(key).is_some() && !self.is_backstage);
        found.extend(key.map(|key| format!("{key}` of `package.json")));
        (!found.is_empty()).then(|| unread(&found).with_help(kind.help))
    }

    fn env_files(&self, names: &[String]) -> Option<Diagnostic> {
        let is_env = |name: &&String| {
            let rest = name.strip_prefix(".env").filter(|rest| rest.is_empty() || rest.starts_with('.'));
            rest.is_some_and(|rest| !rest.split('.').any(|part| ENV_SAMPLES.contains(&part)))
        };
        let known = ENV_FILES.iter().map(|name| (*name).to_owned());
        let others = names.iter().filter(is_env).filter(|name| !ENV_FILES.contains(&name.as_str())).cloned();
        let found = self.found(known.chain(others), names);
        let help = "give the values that the code uses in `mfbuild.config.json`: \
                    `\"define\": { \"process.env.API_URL\": \"\\\"https://…\\\"\" }`";
        (!found.is_empty()).then(|| unread(&found).with_help(help))
    }

    fn other_tools(&self, names: &[String]) -> Option<Diagnostic> {
        let found = self.found(names_of_other_tools(), names);
        let help = "write what this build needs of it into `mfbuild.config.json`, where the keys are those of the \
                    ModuleFederationPlugin; this hint goes when that file is there";
        (!found.is_empty()).then(|| unread(&found).with_help(help))
    }

    fn public_files(&self, names: &[String]) -> Option<Diagnostic> {
        let is_there = !self.is_app && names.iter().any(|name| name == "public");
        let dir = self.context.join("public");
        let is_filled = is_there && self.disk.is_dir(&dir) && dir.read_dir().is_ok_and(|mut dir| dir.next().is_some());
        is_filled.then(|| {
            Diagnostic::warning(
                UNREAD_FILE,
                "the files of `public/` are not copied: this build makes a remote, no page",
            )
            .with_help("import the files where they are used: `import logo from './logo.svg'`")
        })
    }

    /// Those of `candidates` that are files. A session looks at all of them again: one that comes later is told then.
    fn found(&self, candidates: impl Iterator<Item = String>, names: &[String]) -> Vec<String> {
        let is_there = |name: &String| match names.contains(name) {
            true => self.disk.is_file(&self.context.join(name)),
            false => {
                self.disk.depend_on(&self.context.join(name));
                false
            }
        };
        candidates.filter(is_there).collect()
    }
}

fn unread(found: &[String]) -> Diagnostic {
    let verb = if found.len() == 1 { "is" } else { "are" };
    Diagnostic::warning(UNREAD_FILE, format!("{} {verb} not read by mfbuild", list(found)))
}

/// The names in a directory, sorted.
fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}
