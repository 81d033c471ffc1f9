//! The file system under the resolver says what the operating system says, whether it has listed a directory or not.

use std::io;
use std::path::Path;

use oxc_resolver::{FileMetadata, FileSystem, FileSystemOs};

use super::super::listing::Listings;
use super::*;

fn strange() -> Project {
    let project = Project::new(&[
        ("src/part.ts", "part"),
        ("src/Both.ts", ""),
        ("src/both.ts", ""),
        ("src/deep/index.ts", ""),
        ("src/link.ts", "->part.ts"),
        ("src/linked", "->deep"),
        ("src/dangling.ts", "->nowhere.ts"),
        ("src/dangling-dir", "->nowhere"),
        ("src/loop-a", "->loop-b"),
        ("src/loop-b", "->loop-a"),
        ("src/self", "->self/self"),
        ("grüße/größe.ts", ""),
        ("grüße/plain.ts", ""),
    ]);
    std::fs::create_dir(project.root.join("src/empty")).unwrap();
    std::fs::create_dir_all(project.root.join("locked/in")).unwrap();
    project
}

/// Everything that may be asked of `strange`.
const ASKED: &str = "src src/part.ts src/part.tsx src/part src/PART.ts src/Both.ts src/both.ts src/BOTH.ts src/deep \
    src/deep/index.ts src/deep/index.tsx src/deep/../part.ts src/deep/.. src/deep/. src/deep/ src/part.ts/ src//part.ts \
    src/part.ts/. src/./part.ts src/part.ts/b src/part.ts/b/c src/link.ts src/link.ts/b src/linked src/linked/index.ts \
    src/linked/none src/linked/ src/dangling.ts src/dangling-dir src/dangling-dir/a src/loop-a src/loop-a/b src/self \
    src/self/self src/empty src/empty/a none none/a none/a/b none/../src grüße grüße/größe.ts grüße/GRÖSSE.ts \
    grüße/gro\u{308}ße.ts grüße/plain.ts grüße/Plain.ts grüße/none.ts locked locked/in locked/in/a locked/none";

fn shown(answer: io::Result<FileMetadata>) -> String {
    match answer {
        Ok(kind) => format!("file {} directory {} link {}", kind.is_file(), kind.is_dir(), kind.is_symlink()),
        Err(error) => format!("{:?}", error.kind()),
    }
}

fn assert_same(listings: &Listings, path: &Path) {
    let place = path.display();
    assert_eq!(shown(listings.metadata(path)), shown(FileSystemOs::metadata(path)), "metadata of {place}");
    let link = shown(listings.symlink_metadata(path));
    assert_eq!(link, shown(FileSystemOs::symlink_metadata(path)), "symlink_metadata of {place}");
    let content = |read: io::Result<Vec<u8>>| read.map_err(|error| error.kind());
    assert_eq!(content(listings.read(path)), content(std::fs::read(path)), "content of {place}");
    let text = |read: io::Result<String>| read.map_err(|error| error.kind());
    assert_eq!(text(listings.read_to_string(path)), text(std::fs::read_to_string(path)), "text of {place}");
}

#[test]
fn answers_are_those_of_the_system() {
    let project = strange();
    let listings = Listings::new(&project.root);
    // What is above the project is not listed.
    let inside = Listings::new(&project.root.join("src/deep/project"));
    for listings in [&listings, &listings, &inside] {
        for asked in ASKED.split(' ') {
            assert_same(listings, &project.root.join(asked));
        }
        for asked in ["/", "/none", "/tmp", "", ".", "Cargo.toml", "src/lib.rs", "src/none.rs", "../none"] {
            assert_same(listings, Path::new(asked));
        }
    }
}

#[test]
fn directories_that_must_not_be_listed() {
    use std::os::unix::fs::PermissionsExt;
    let project = strange();
    let locked = project.root.join("locked");
    // Names may be asked for, but not listed. (A superuser lists it all the same.)
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o111)).unwrap();
    let listings = Listings::new(&project.root);
    for _ in 0..4 {
        assert_same(&listings, &locked.join("in"));
        assert_same(&listings, &locked.join("none"));
    }
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o755)).unwrap();
}

#[test]
fn a_directory_is_listed_once() {
    let project = Project::new(&[("src/a.ts", "a")]);
    let [there, new] = ["src/a.ts", "src/new.ts"].map(|path| project.root.join(path));
    let listings = Listings::new(&project.root);
    let is_file = |path: &Path| listings.metadata(path).is_ok_and(FileMetadata::is_file);
    for _ in 0..5 {
        assert!(is_file(&there));
    }
    project.write("src/new.ts", "");
    assert!(!is_file(&new), "the resolver of the next build sees it");
    assert_eq!(listings.read(&new).unwrap_err().kind(), io::ErrorKind::NotFound);
    assert!(Listings::new(&project.root).metadata(&new).is_ok());
    // Content is never remembered.
    project.write("src/a.ts", "b");
    assert_eq!(listings.read_to_string(&there).unwrap(), "b");
}

#[test]
fn requests_through_links_and_into_files() {
    let project = strange();
    let resolver = project.resolver();
    for _ in 0..3 {
        let import = |request: &str| match resolver.resolve(&project.root.join("src"), request, RequestKind::Import) {
            Ok(Resolved::File(file)) => project.relative(&file.path),
            _ => "none".to_owned(),
        };
        let answers =
            ["./part", "./link", "./linked", "./linked/index", "./Both", "./both", "./../grüße/größe"].map(import);
        let expected =
            ["src/part.ts", "src/part.ts", "src/deep/index.ts", "src/deep/index.ts", "src/Both.ts", "src/both.ts"];
        assert_eq!(answers[..6], expected);
        assert_eq!(answers[6], "grüße/größe.ts");
        for request in ["./dangling", "./dangling-dir/a", "./loop-a", "./self", "./part.ts/b", "./empty", "../none/a"] {
            assert_eq!(import(request), "none", "{request}");
        }
    }
}
