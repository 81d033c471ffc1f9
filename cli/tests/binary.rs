//! The binary as a user meets it: exit codes, what stays on disk, and the same bytes every time.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

struct Package {
    dir: TempDir,
}

impl Package {
    fn new(files: &[(&str, &str)]) -> Self {
        let package = Self { dir: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            package.write(path, text);
        }
        package
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join("package").join(path)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        mfbuild(arguments).arg(self.path("")).output().unwrap()
    }
}

fn mfbuild(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mfbuild"));
    command.args(arguments).env_remove("MF_BUILD_VERSION").env_remove("MF_BUILD_NAME");
    command
}

fn small() -> Package {
    Package::new(&[
        ("package.json", r#"{"name": "small", "version": "1.0.0", "backstage": {"role": "frontend-plugin"}}"#),
        (
            "src/index.ts",
            "import './main.css';\nexport const lazy = () => import('./lazy');\nexport default 1 as number;\n",
        ),
        ("src/lazy.ts", "import image from './image.svg';\nexport { image };\n"),
        ("src/main.css", ".a { background: url(./image.svg) }\n"),
        ("src/image.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ])
}

fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut work = vec![dir.to_path_buf()];
    while let Some(dir) = work.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                work.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.insert(path, bytes);
            }
        }
    }
    found
}

fn names(files: &BTreeMap<PathBuf, Vec<u8>>, base: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    files.iter().map(|(path, bytes)| (path.strip_prefix(base).unwrap().to_path_buf(), bytes.clone())).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_build_lists_its_files_and_leaves_nothing_else() {
    let package = small();
    for arguments in [vec!["build", "--module-federation"], vec!["package", "build", "--module-federation"]] {
        let output = package.run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains("remoteEntry.js"), "{}", text(&output.stdout));
        assert!(package.path("dist/mf-manifest.json").is_file());
        let beside: Vec<_> = fs::read_dir(package.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(beside.iter().all(|name| !name.to_string_lossy().starts_with(".mfbuild")), "{beside:?}");
    }
}

#[test]
fn a_failed_build_leaves_the_old_output() {
    let package = small();
    package.write("dist/remoteEntry.js", "old");
    package.write("src/lazy.ts", "import './not-there';\n");
    let output = package.run(&["build", "--module-federation"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("error[unresolved-import]") && said.contains("src/lazy.ts:1:8"), "{said}");
    assert_eq!(fs::read_to_string(package.path("dist/remoteEntry.js")).unwrap(), "old");
}

#[test]
fn a_directory_with_other_files_is_not_replaced() {
    let package = small();
    package.write("precious/notes.txt", "keep me");
    let out = package.path("precious").to_string_lossy().into_owned();
    let output = package.run(&["build", "--module-federation", "--out-dir", &out]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("error[foreign-output]"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(package.path("precious/notes.txt")).unwrap(), "keep me");
}

#[test]
fn errors_of_all_files_come_together() {
    let package = small();
    package.write("src/lazy.ts", "let = ;\n");
    package.write("src/main.css", "@import './gone.css';\n");
    let output = package.run(&["build", "--module-federation"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("src/lazy.ts") && said.contains("gone.css"), "{said}");
}

#[test]
fn wrong_use_is_exit_code_2() {
    let package = small();
    assert_eq!(package.run(&["build", "--no-such-flag"]).status.code(), Some(2));
    assert_eq!(package.run(&["build"]).status.code(), Some(2));
    assert_eq!(mfbuild(&["build", "--module-federation", "/no/such/dir"]).output().unwrap().status.code(), Some(2));
    let help = mfbuild(&["--help"]).output().unwrap();
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("build --module-federation"), "{}", text(&help.stdout));
}

#[test]
fn diagnostics_can_be_json() {
    let package = small();
    package.write("src/lazy.ts", "import './not-there';\n");
    let output = package.run(&["build", "--module-federation", "--json"]);
    let diagnostics: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(diagnostics[0]["code"], "unresolved-import");
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let (one, other) = (small(), small());
    let run = |package: &Package, threads: &str| {
        let output = mfbuild(&["build", "--module-federation"])
            .arg(package.path(""))
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let dist = package.path("dist");
        names(&files(&dist), &dist)
    };
    let first = run(&one, "1");
    assert_eq!(first, run(&one, "4"));
    assert_eq!(first, run(&other, "2"));
}

#[test]
fn a_change_in_a_leaf_renames_only_its_chunk() {
    let package = small();
    let build = || {
        assert_eq!(package.run(&["build", "--module-federation", "--no-sourcemap"]).status.code(), Some(0));
        let dist = package.path("dist");
        names(&files(&dist), &dist)
    };
    let before = build();
    package.write("src/lazy.ts", "import image from './image.svg';\nexport { image };\nexport const more = 2;\n");
    let after = build();
    let changed: Vec<_> =
        before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    // The entry and the manifests hold the names of all chunks; of the chunks only the leaf's own changes.
    let chunks: Vec<_> = changed.iter().filter(|name| name.starts_with("static")).collect();
    assert_eq!(chunks.len(), 1, "{changed:?}");
}

/// A leaf, a module that two exposes share, a style sheet: only the files that hold the change, and what names them.
#[test]
fn a_change_renames_only_the_files_that_hold_it() {
    let config = r#"{"exposes": {"./A": "./src/a.ts", "./B": "./src/b.ts"}, "sourcemap": false}"#;
    let heavy = format!("export const heavy = (n: number) => n + {:?};\n", "heavy ".repeat(3000));
    let page = |letter: char| {
        format!(
            "import './{letter}.css';\nimport {{ heavy }} from './heavy';\nimport {{ leaf }} from './leaf-{letter}';\n\
             export default () => [heavy(1), leaf(), import('./lazy-{letter}')];\n"
        )
    };
    let leaf = |text: &str| format!("export const leaf = () => console.log('{text}');\n");
    let package = Package::new(&[
        ("package.json", r#"{"name": "shop", "version": "1.0.0"}"#),
        ("mfbuild.config.json", config),
        ("src/heavy.ts", &heavy),
        ("src/a.ts", &page('a')),
        ("src/b.ts", &page('b')),
        ("src/a.css", "a { color: red }\n"),
        ("src/b.css", "b { color: red }\n"),
        ("src/leaf-a.ts", &leaf("a")),
        ("src/leaf-b.ts", &leaf("b")),
        ("src/lazy-a.ts", "export const lazy = 'a';\nconsole.log(lazy);\n"),
        ("src/lazy-b.ts", "export const lazy = 'b';\nconsole.log(lazy);\n"),
    ]);
    let build = || {
        assert_eq!(package.run(&["build", "--module-federation"]).status.code(), Some(0));
        files(&package.path("dist"))
    };
    let before = build();
    let changed = |path: &str, text: &str| {
        let old = fs::read_to_string(package.path(path)).unwrap();
        package.write(path, text);
        let after = build();
        package.write(path, &old);
        let names = before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).map(|(name, _)| {
            let name = name.file_name().unwrap().to_string_lossy().into_owned();
            let parts: Vec<&str> = name.split('.').collect();
            if parts.len() == 3 { format!("{}.{}", parts[0], parts[2]) } else { name }
        });
        names.collect::<Vec<_>>().join(" ")
    };
    let fixed = "mf-manifest.json mf-stats.json remoteEntry.js";
    assert_eq!(changed("src/leaf-a.ts", &leaf("edited")), format!("{fixed} __federation_expose_A.js"));
    assert_eq!(changed("src/lazy-b.ts", "export const lazy = 2;\n"), format!("{fixed} lazy-b.js"));
    assert_eq!(changed("src/b.css", "b { color: blue }\n"), format!("{fixed} __federation_expose_B.css"));
    let edited = heavy.replace("n +", "2 * n +");
    assert_eq!(changed("src/heavy.ts", &edited).split(' ').filter(|name| name.starts_with("shared-")).count(), 1);
}

/// The sources of an app are not the place for its output: one error names them once.
#[test]
fn output_over_the_sources_is_one_error() {
    let package = small();
    package.write("mfbuild.config.json", r#"{"app": true}"#);
    package.write("public/index.html", "<title>page</title>");
    let before = files(&package.path(""));
    let nested = package.path("src").to_string_lossy().into_owned();
    for out in ["src", ".", ".."].map(|out| package.path(out).to_string_lossy().into_owned()) {
        let said = text(&package.run(&["build", "--out-dir", &out]).stderr);
        assert!(said.contains("error[invalid-out-dir]") && said.ends_with("\n1 error\n"), "{said}");
        assert!(said.matches(&nested).count() <= 1, "{said}");
    }
    assert_eq!(files(&package.path("")), before);
}

#[cfg(unix)]
#[test]
fn what_is_no_directory_is_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let package = small();
    package.write("NOTES.md", "keep me");
    assert!(Command::new("mkfifo").arg(package.path("pipe")).status().unwrap().success());
    std::os::unix::fs::symlink("NOTES.md", package.path("link")).unwrap();
    for name in ["NOTES.md", "pipe", "link"] {
        let out = package.path(name).to_string_lossy().into_owned();
        for more in [&[][..], &["--empty-out-dir"]] {
            let output = package.run(&[&["build", "--module-federation", "--out-dir", &out], more].concat());
            let said = text(&output.stderr);
            assert!(output.status.code() == Some(1) && said.contains("error[invalid-out-dir]"), "{name}: {said}");
            assert!(said.contains(&out), "{said}");
        }
        package.write("mfbuild.config.json", &format!(r#"{{"outDir": "{name}"}}"#));
        assert_eq!(package.run(&["build", "--module-federation"]).status.code(), Some(1));
        fs::remove_file(package.path("mfbuild.config.json")).unwrap();
    }
    assert_eq!(fs::read_to_string(package.path("NOTES.md")).unwrap(), "keep me");
    assert!(package.path("pipe").symlink_metadata().unwrap().file_type().is_fifo());
    assert!(package.path("link").symlink_metadata().unwrap().is_symlink());
}

#[test]
fn directories_that_matter_are_not_replaced() {
    let package = small();
    package.write("home/package/package.json", "");
    fs::create_dir_all(package.path("work/here")).unwrap();
    for (out, name) in [("home", "home"), ("work", "working"), ("work/here", "working")] {
        let mut command = mfbuild(&["build", "--module-federation", "--empty-out-dir", "--out-dir"]);
        command.args([package.path(out), package.path("")]);
        let output = command.env("HOME", package.path("home")).current_dir(package.path("work/here")).output().unwrap();
        let said = text(&output.stderr);
        assert!(said.contains(&format!("note: the {name} directory is or lies in it")), "{said}");
    }
    assert!(package.path("home/package/package.json").exists() && package.path("work/here").exists());
}

#[test]
fn a_directory_is_emptied_on_request() {
    let package = small();
    package.write("precious/notes.txt", "no longer needed");
    let out = package.path("precious").to_string_lossy().into_owned();
    let output = package.run(&["build", "--module-federation", "--empty-out-dir", "--out-dir", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(!package.path("precious/notes.txt").exists() && package.path("precious/remoteEntry.js").exists());
}

/// The output of a shell that limits the build first, and its exit code.
#[cfg(unix)]
fn limited(package: &Package, limits: &str) -> (Option<i32>, String) {
    let script = format!("{limits} exec \"$0\" build --module-federation \"$1\" 2>&1 | cat");
    let mut command = Command::new("bash");
    command.args(["-o", "pipefail", "-c", &script, env!("CARGO_BIN_EXE_mfbuild")]).arg(package.path(""));
    let output = command.output().unwrap();
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// Less memory, threads or file handles than a build needs, down to what no program can run with.
#[cfg(unix)]
#[test]
fn a_build_without_means_says_so() {
    let package = small();
    let beside = || fs::read_dir(package.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let memory = [2_000_000, 1_000_000, 500_000, 250_000, 120_000].map(|kilobytes| format!("ulimit -v {kilobytes};"));
    let handles = (4..14).map(|handles| format!("ulimit -n {handles};"));
    let threads = [1, 3, 1000, 1_000_000].map(|threads| format!("export RAYON_NUM_THREADS={threads};"));
    let sizes = [1, 2, 100].map(|kilobytes| format!("ulimit -f {kilobytes};"));
    let mut ok = 0;
    for limits in memory.into_iter().chain(handles).chain(threads).chain(sizes) {
        let (code, said) = limited(&package, &limits);
        ok += u32::from(code == Some(0));
        assert!(code == Some(0) || !said.trim().is_empty(), "{limits} {code:?}");
        assert!(!limits.contains("RAYON") || code == Some(0), "{limits} {said}");
        assert!(!limits.contains("-f") || code == Some(0) || said.contains("`ulimit -f`"), "{limits} {said}");
        assert!(!said.contains("panicked"), "{limits} {said}");
        let temporary: Vec<_> = beside().into_iter().filter(|name| name.to_string_lossy().starts_with('.')).collect();
        assert!(temporary.is_empty(), "{limits} {temporary:?} {said}");
    }
    assert!(ok > 8, "{ok}");
}

/// Reading a named pipe never ends.
#[cfg(unix)]
#[test]
fn pipes_are_not_read() {
    for name in ["package.json", "mfbuild.config.json", "tsconfig.json", "src/lazy.ts", "src/main.css", "src/image.svg"]
    {
        let package = small();
        let _ = fs::remove_file(package.path(name));
        assert!(Command::new("mkfifo").arg(package.path(name)).status().unwrap().success());
        let mut child = mfbuild(&["build", "--module-federation"])
            .arg(package.path(""))
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
        while child.try_wait().unwrap().is_none() {
            if std::time::Instant::now() > deadline {
                child.kill().unwrap();
                panic!("{name} is read");
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let output = child.wait_with_output().unwrap();
        let said = text(&output.stderr);
        assert!(said.contains(Path::new(name).file_stem().expect("a name").to_str().expect("in ASCII")), "{said}");
        // A package needs no tsconfig.json: a bad one is a warning.
        assert_eq!(output.status.success(), name == "tsconfig.json", "{name}: {said}");
    }
}
