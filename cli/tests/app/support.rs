//! Packages in temporary directories, builds of them, and pages that run in Node.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Files by path relative to where they were looked for.
pub type Files = BTreeMap<String, Vec<u8>>;

/// An app in a directory of its own: `package.json`, `mfbuild.config.json` and `src/index.ts`.
pub struct App {
    dir: TempDir,
}

/// What a build said.
#[derive(Debug)]
pub struct Built {
    pub code: i32,
    pub stderr: String,
}

impl App {
    /// A package called `app` with this `mfbuild.config.json` and an entry that prints one line.
    pub fn new(config: &str) -> Self {
        Self::empty()
            .with("package.json", r#"{"name": "app", "version": "1.0.0"}"#)
            .with("mfbuild.config.json", config)
            .with("src/index.ts", "console.log('app');\n")
    }

    /// A directory without files.
    pub fn empty() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub fn with(self, path: &str, text: &str) -> Self {
        self.write(path, text);
        self
    }

    pub fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// Puts a CommonJS package into `node_modules`.
    pub fn install(self, name: &str, version: &str, text: &str) -> Self {
        let manifest = format!(r#"{{"name": "{name}", "version": "{version}", "main": "./index.js"}}"#);
        self.with(&format!("node_modules/{name}/package.json"), &manifest)
            .with(&format!("node_modules/{name}/index.js"), text)
    }

    /// The federation runtime of hosts, as far as the start of a page needs it: shares come from the page itself.
    pub fn install_runtime(self) -> Self {
        self.install("@module-federation/runtime", "2.9.2", include_str!("federation-runtime.js"))
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join("app").join(path)
    }

    pub fn build(&self, arguments: &[&str]) -> Built {
        self.run(self.command(arguments))
    }

    /// The command line of a build, for those who change its surroundings.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mfbuild"));
        let ours = ["MF_BUILD_VERSION", "MF_BUILD_NAME", "BACKSTAGE_ENV", "NO_COLOR", "RAYON_NUM_THREADS"];
        for name in ours {
            command.env_remove(name);
        }
        command.arg("build").args(arguments).arg(self.path(""));
        command
    }

    pub fn run(&self, mut command: Command) -> Built {
        self.built(&command.output().unwrap())
    }

    fn built(&self, output: &Output) -> Built {
        let root = self.dir.path().to_string_lossy().into_owned();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&root, "ROOT");
        Built { code: output.status.code().unwrap(), stderr: text(&output.stderr) }
    }

    /// Builds and gives everything in `dist`.
    pub fn files(&self, arguments: &[&str]) -> Files {
        self.build(arguments).succeeded();
        files(&self.path("dist"))
    }

    /// The same as texts, under names without hashes.
    pub fn texts(&self, arguments: &[&str]) -> BTreeMap<String, String> {
        let files = self.files(arguments);
        files.iter().map(|(name, bytes)| (plain(name), String::from_utf8_lossy(bytes).into_owned())).collect()
    }

    /// Names of what a build writes, without hashes and source maps.
    pub fn names(&self, arguments: &[&str]) -> Vec<String> {
        self.texts(arguments).into_keys().filter(|name| !name.ends_with(".map")).collect()
    }

    /// Builds, loads the page and gives what it prints. `probe` is the body of an asynchronous function that runs in
    /// the page when all is quiet, for what the page does not tell by itself.
    pub fn page(&self, arguments: &[&str], probe: &str) -> String {
        self.build(arguments).succeeded();
        self.load("/", probe)
    }

    /// Loads a page that is built, served below `base`.
    pub fn load(&self, base: &str, probe: &str) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/app/page.js");
        let output = Command::new("node").arg(script).arg(self.path("dist")).args([base, probe]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Built {
    /// Nothing but the table of files was said.
    pub fn quiet(self) {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""));
    }

    pub fn succeeded(self) {
        assert_eq!(self.code, 0, "{}", self.stderr);
    }

    /// Without the lines on shared dependencies that are not installed.
    pub fn without_notices(self) -> Self {
        let lines = self.stderr.split_inclusive('\n').filter(|line| !line.contains("is left out"));
        Self { stderr: lines.collect(), ..self }
    }

    /// The whole text on standard error.
    pub fn says(self, code: i32, expected: &str) {
        let Self { stderr, code: found, .. } = self;
        assert!(stderr == expected && found == code, "--- expected {code}\n{expected}\n--- said {found}\n{stderr}");
    }
}

/// Everything below a directory.
pub fn files(dir: &Path) -> Files {
    let mut found = Files::new();
    let mut work = vec![dir.to_path_buf()];
    while let Some(next) = work.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                work.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A file name without the twelve hexadecimal digits of its content.
pub fn plain(name: &str) -> String {
    let is_hash = |part: &&str| part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split('.').filter(|part| !is_hash(part)).collect::<Vec<_>>().join(".")
}

/// The same for all names in a text.
pub fn plain_text(text: &str) -> String {
    let mut result = String::new();
    for part in text.split_inclusive(['"', '\n']) {
        result.push_str(&plain(part));
    }
    result
}
