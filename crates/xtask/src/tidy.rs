//! `cargo xtask tidy`: what no other tool checks of the workspace's layout.
//!
//! Which crate may use which, that swc and oxc stay behind one crate each, that each file says what it owns, that no file grows out
//! of hand, and that crates/README.md names exactly the members of the workspace.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::project::Project;

/// Which crates of ours a crate may depend on; arrows point from the user to the used.
const ARROWS: [(&str, &[&str]); 14] = [
    ("mfbuild_diagnostics", &[]),
    ("mfbuild_config", &["mfbuild_diagnostics"]),
    ("mfbuild_app", &["mfbuild_diagnostics"]),
    ("mfbuild_css", &["mfbuild_diagnostics"]),
    ("mfbuild_minify", &[]),
    ("mfbuild_js", &["mfbuild_diagnostics", "mfbuild_minify"]),
    ("mfbuild_watch", &["mfbuild_diagnostics"]),
    ("mfbuild_serve", &["mfbuild_diagnostics"]),
    ("mfbuild_federation", &["mfbuild_config", "mfbuild_diagnostics"]),
    (
        "mfbuild",
        &["mfbuild_app", "mfbuild_federation", "mfbuild_js", "mfbuild_css", "mfbuild_config", "mfbuild_diagnostics"],
    ),
    (
        "mfbuild_dev",
        &["mfbuild", "mfbuild_app", "mfbuild_config", "mfbuild_diagnostics", "mfbuild_serve", "mfbuild_watch"],
    ),
    ("mfbuild_cli", &["mfbuild", "mfbuild_config", "mfbuild_dev", "mfbuild_diagnostics"]),
    ("mfbuild_testing", &[]),
    ("xtask", &["mfbuild_testing"]),
];

/// Libraries that only one crate may see: how their crates' names begin, and the owner. `oxc_resolver` is a library of its
/// own.
const OWNED: [(&str, &str); 2] = [("swc", "mfbuild_js"), ("oxc_", "mfbuild_minify")];

/// Longest Rust file, in lines.
const LONGEST: usize = 600;

/// A member of the workspace.
struct Member<'a> {
    name: &'a str,
    directory: PathBuf,
    dependencies: Vec<&'a str>,
}

/// Prints every finding; fails if there is one.
pub(crate) fn tidy(project: &Project) -> Result<(), String> {
    let members = members(&project.metadata)?;
    let mut findings = Vec::new();
    for member in &members {
        check_arrows(member, &members, &mut findings);
        for file in rust_files(&member.directory)? {
            check_file(&project.root, &file, &mut findings)?;
        }
    }
    check_architecture_page(project, &members, &mut findings);
    for finding in &findings {
        eprintln!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(format!("{count} findings")),
    }
}

fn members(metadata: &Value) -> Result<Vec<Member<'_>>, String> {
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    packages.iter().map(member).collect::<Option<_>>().ok_or_else(|| "cargo metadata has an unknown shape".to_owned())
}

fn member(package: &Value) -> Option<Member<'_>> {
    let manifest = Path::new(package["manifest_path"].as_str()?);
    let dependencies = package["dependencies"].as_array()?;
    Some(Member {
        name: package["name"].as_str()?,
        directory: manifest.parent()?.to_path_buf(),
        dependencies: dependencies.iter().filter_map(|dependency| dependency["name"].as_str()).collect(),
    })
}

fn check_arrows(member: &Member<'_>, members: &[Member<'_>], findings: &mut Vec<String>) {
    let name = member.name;
    let Some((_, allowed)) = ARROWS.iter().find(|(user, _)| *user == name) else {
        findings.push(format!("`{name}` is not in the list of arrows of xtask's tidy.rs"));
        return;
    };
    for used in &member.dependencies {
        if members.iter().any(|other| other.name == *used) && !allowed.contains(used) {
            findings.push(format!("`{name}` must not depend on `{used}`"));
        }
        for (library, owner) in OWNED {
            if used.starts_with(library) && *used != "oxc_resolver" && name != owner {
                findings.push(format!("`{name}` depends on `{used}`: only `{owner}` may see it"));
            }
        }
    }
}

fn check_file(root: &Path, file: &Path, findings: &mut Vec<String>) -> Result<(), String> {
    let shown = file.strip_prefix(root).unwrap_or(file).display();
    let text = fs::read_to_string(file).map_err(|error| format!("{shown}: {error}"))?;
    if !text.starts_with("//! ") {
        findings.push(format!("{shown}: the first line must be a `//!` comment that says what the file owns"));
    }
    let lines = text.lines().count();
    if lines > LONGEST {
        findings.push(format!("{shown}: {lines} lines, more than {LONGEST}"));
    }
    Ok(())
}

/// crates/README.md names every member in backticks, and no crate that is not there.
fn check_architecture_page(project: &Project, members: &[Member<'_>], findings: &mut Vec<String>) {
    let text = match fs::read_to_string(project.root.join("crates/README.md")) {
        Ok(text) => text,
        Err(error) => return findings.push(format!("crates/README.md: {error}")),
    };
    let named: BTreeSet<&str> = text.split('`').skip(1).step_by(2).collect();
    for member in members {
        let folder = member.directory.file_name().and_then(|name| name.to_str()).unwrap_or(member.name);
        if !named.contains(member.name) && !named.contains(folder) {
            findings.push(format!("crates/README.md: does not name `{}`", member.name));
        }
    }
    let is_crate_name = |word: &&str| {
        word.starts_with("mfbuild_") && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    for word in named.into_iter().filter(is_crate_name) {
        if !members.iter().any(|member| member.name == word) {
            findings.push(format!("crates/README.md: names `{word}`, which is no member of the workspace"));
        }
    }
}

/// Every Rust file below a directory, sorted; build output and npm packages are left out.
fn rust_files(directory: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() && name != "node_modules" && name != "target" {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
