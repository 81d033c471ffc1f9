//! Walks over real directories, and what meets generated files.

use std::fs;
use std::path::Path;

use mfbuild_diagnostics::{Diagnostic, Severity};

use super::{PublicDir, PublicFile, conflicts};

/// The files of a directory that is shown as `public`.
fn public_files(path: &Path, template: Option<&Path>) -> Result<Vec<PublicFile>, Diagnostic> {
    PublicDir { path, shown: "public", template }.files().map(|(files, _)| files)
}

fn write(dir: &Path, name: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, name).unwrap();
}

fn names(files: &[PublicFile]) -> Vec<&str> {
    files.iter().map(|file| &*file.name).collect()
}

#[test]
fn all_but_the_template_in_order() {
    let root = tempfile::tempdir().unwrap();
    for name in
        ["public/robots.txt", "public/index.html", "public/a/index.html", "public/.well-known/x", "public/a.txt"]
    {
        write(root.path(), name);
    }
    let public = root.path().join("public");
    let files = public_files(&public, Some(&public.join("index.html"))).unwrap();
    assert_eq!(names(&files), [".well-known/x", "a.txt", "a/index.html", "robots.txt"]);
    assert_eq!(files[2].path, public.join("a/index.html"));
    assert_eq!(names(&public_files(&public, None).unwrap()).len(), 5);
}

#[test]
fn no_directory_no_files() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(public_files(&root.path().join("public"), None).unwrap(), []);
}

#[test]
fn a_file_in_place_of_the_directory() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "public");
    let files = public_files(&root.path().join("public"), None);
    assert!(files.unwrap_err().message.contains("is not a directory"));
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn are_followed() {
        let root = tempfile::tempdir().unwrap();
        for name in ["elsewhere/deep/one.txt", "two.txt", "public/three.txt"] {
            write(root.path(), name);
        }
        symlink("../elsewhere", root.path().join("public/linked")).unwrap();
        symlink("../two.txt", root.path().join("public/two.txt")).unwrap();
        let files = public_files(&root.path().join("public"), None).unwrap();
        assert_eq!(names(&files), ["linked/deep/one.txt", "three.txt", "two.txt"]);
        assert_eq!(fs::read_to_string(&files[0].path).unwrap(), "elsewhere/deep/one.txt");
    }

    #[test]
    fn a_linked_public_directory() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "elsewhere/one.txt");
        symlink("elsewhere", root.path().join("public")).unwrap();
        assert_eq!(names(&public_files(&root.path().join("public"), None).unwrap()), ["one.txt"]);
    }

    #[test]
    fn a_ring_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "public/a/one.txt");
        symlink("..", root.path().join("public/a/up")).unwrap();
        let error = public_files(&root.path().join("public"), None).unwrap_err();
        let expected = "the public file `public/a/up` is a link to `public`, in which it lies itself";
        assert_eq!(error.message, expected);
    }

    #[test]
    fn a_broken_link_is_an_error() {
        for link in ["public/gone", "public"] {
            let root = tempfile::tempdir().unwrap();
            fs::create_dir_all(root.path().join(link).parent().unwrap()).unwrap();
            symlink("nowhere", root.path().join(link)).unwrap();
            let error = public_files(&root.path().join("public"), None).unwrap_err();
            assert!(
                error.message.starts_with(&format!("the public file `{link}` is a link to `nowhere`")),
                "{error:?}"
            );
            assert!(error.help.is_some());
        }
    }

    #[test]
    fn no_sockets_and_no_odd_names() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let root = tempfile::tempdir().unwrap();
        let socket = std::os::unix::net::UnixListener::bind(root.path().join("socket")).unwrap();
        assert!(public_files(root.path(), None).unwrap_err().message.contains("is not a file"));
        drop(socket);
        fs::remove_file(root.path().join("socket")).unwrap();
        fs::write(root.path().join(OsStr::from_bytes(b"\xff.txt")), "").unwrap();
        assert!(public_files(root.path(), None).unwrap_err().message.contains("not Unicode"));
    }
}

#[test]
fn conflicts_with_generated_files() {
    let file = |name: &str| PublicFile {
        name: name.to_owned(),
        path: Path::new("/app/public").join(name),
        shown: format!("public/{name}"),
    };
    let public = ["a.txt", "index.html.tmpl", "main.js/readme", "static", "static/x.js", "staticx"].map(file);
    let found = conflicts(&public, ["index.html.tmpl", "static/x.js", "static/y.js", "main.js"].into_iter());
    let seen: Vec<(Severity, &str)> =
        found.iter().map(|found: &Diagnostic| (found.severity, &*found.message)).collect();
    assert_eq!(
        seen,
        [
            (Severity::Warning, "the public file `public/index.html.tmpl` is replaced by a file of the build"),
            (Severity::Error, "the public file `public/main.js/readme` is in the way of a file of the build"),
            (Severity::Error, "the public file `public/static` is in the way of a file of the build"),
            (Severity::Warning, "the public file `public/static/x.js` is replaced by a file of the build"),
        ]
    );
    assert!(conflicts(&public, std::iter::empty()).is_empty());
}

#[test]
fn secrets_are_left_out() {
    let root = tempfile::tempdir().unwrap();
    let open = [".htaccess", ".nojekyll", ".well-known/security.txt", "a.env", "env", "sub/.hidden"];
    let secret = [".env", ".env.local", ".npmrc", "sub/.env.production", ".git/config"];
    open.iter().chain(&secret).for_each(|name| write(root.path(), name));
    let (files, warnings) = PublicDir { path: root.path(), shown: "public", template: None }.files().unwrap();
    assert_eq!(names(&files), open);
    let said: Vec<&str> = warnings.iter().map(|warning| &*warning.message).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said.contains(&"the public file `public/.env` is left out, since such files hold secrets"), "{said:?}");
}

#[test]
fn names_that_differ_in_case() {
    let file = |name: &str| PublicFile { name: name.to_owned(), path: name.into(), shown: format!("public/{name}") };
    let public = ["Index.html", "LOGO.svg", "logo.svg", "robots.txt"].map(file);
    let found = conflicts(&public, ["index.html"].into_iter());
    let seen: Vec<(Severity, &str)> = found.iter().map(|found| (found.severity, &*found.message)).collect();
    assert_eq!(
        seen,
        [
            (
                Severity::Warning,
                "the public file `public/Index.html` and `index.html` of the output differ in case only"
            ),
            (Severity::Warning, "the public file `public/logo.svg` and `LOGO.svg` of the output differ in case only"),
        ]
    );
}
