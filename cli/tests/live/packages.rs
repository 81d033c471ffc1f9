//! Packages in temporary directories.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A directory with packages.
pub struct Packages {
    _dir: TempDir,
    root: PathBuf,
}

impl Packages {
    /// The files of one or several packages.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let dir = TempDir::new().unwrap();
        // Temporary directories are behind links on some systems, and messages have real paths.
        let root = dir.path().canonicalize().unwrap();
        let packages = Self { _dir: dir, root };
        files.iter().for_each(|(path, text)| packages.write(path, text));
        packages
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// A copy of a package elsewhere.
    pub fn copy_of(&self, package: &str) -> Self {
        let copy = Self::new(&[]);
        for (name, bytes) in tree(&self.path(package)) {
            let path = copy.path(&format!("{package}/{name}"));
            match bytes {
                None => fs::create_dir_all(path).unwrap(),
                Some(bytes) => fs::write(path, bytes).unwrap(),
            }
        }
        copy
    }
}

/// A page: an entry, a module that it loads later, a style sheet, a public file. It lists no dependencies.
pub fn app() -> Packages {
    Packages::new(&[
        ("app/package.json", r#"{"name": "app", "version": "1.0.0"}"#),
        ("app/mfbuild.config.json", r#"{"app": true}"#),
        ("app/src/index.ts", ENTRY),
        ("app/src/text.ts", "export const text = 'first';\n"),
        ("app/src/lazy.ts", "export const lazy = 'lazy';\n"),
        ("app/src/main.css", "p { color: red }\n"),
        ("app/public/robots.txt", "hello robots\n"),
    ])
}

const ENTRY: &str = "import './main.css';
import { text } from './text';
console.log(text);
void import('./lazy').then(({ lazy }) => console.log(lazy));
";

/// A remote with one expose.
pub fn remote() -> Packages {
    let packages = Packages::new(&[]);
    write_remote(&packages, "remote");
    packages
}

/// Writes a remote into a directory of its own.
pub fn write_remote(packages: &Packages, name: &str) {
    let files = [
        ("package.json", format!(r#"{{"name": "{name}", "version": "1.0.0"}}"#)),
        ("mfbuild.config.json", r#"{"exposes": {"./main": "./src/main.ts"}}"#.to_string()),
        ("src/main.ts", MAIN.to_string()),
        ("src/text.ts", "export const text = 'first';\n".to_string()),
        ("src/lazy.ts", "export const lazy = 'lazy';\n".to_string()),
        ("src/main.css", "p { color: red }\n".to_string()),
    ];
    files.iter().for_each(|(path, text)| packages.write(&format!("{name}/{path}"), text));
}

const MAIN: &str = "import './main.css';
import { text } from './text';
export const main = () => text;
export const later = () => import('./lazy');
";

/// Everything below a directory by its path relative to it; directories have no bytes.
pub fn tree(dir: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut work = vec![dir.to_path_buf()];
    while let Some(next) = work.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                found.insert(name, None);
                work.push(path);
            } else {
                found.insert(name, Some(fs::read(&path).unwrap()));
            }
        }
    }
    found
}
