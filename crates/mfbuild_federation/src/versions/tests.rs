//! Ranges and versions from package.json files (§3.5), over a table of files in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mfbuild_config::options::{Profile, ProvidedVersion, RequiredVersion, SharedOption};
use serde_json::{Value, json};

use super::{PackageJson, Provided, package_name, provided_version, required_version};
use crate::plan::FederationPlan;
use crate::share::RequiredRange;
use crate::share_samples::{options, share, share_importing};

const UNDETERMINED: &str = "No required version specified and unable to automatically determine one.";
const UNVERSIONED: &str = "No version specified and unable to automatically determine one.";

/// package.json files by directory.
struct Files(BTreeMap<PathBuf, Value>);

impl Files {
    fn new(files: &[(&str, Value)]) -> Self {
        Self(files.iter().map(|(dir, value)| (PathBuf::from(dir), value.clone())).collect())
    }

    fn read(&self, dir: &Path) -> Option<Arc<PackageJson>> {
        let value = self.0.get(dir)?.clone();
        Some(Arc::new(PackageJson { path: dir.join("package.json"), value }))
    }

    /// The range of `request` from `/repo/plugin/src`, and the warning's message.
    fn required(&self, share: SharedOption, request: &str) -> (RequiredRange, Option<String>) {
        self.required_from(share, request, "/repo/plugin/src")
    }

    fn required_from(&self, share: SharedOption, request: &str, dir: &str) -> (RequiredRange, Option<String>) {
        let plan = FederationPlan::new(&options(vec![], vec![share])).unwrap();
        let consume = plan.match_consume(request, Path::new(dir)).unwrap();
        let found = required_version(&consume, Path::new(dir), &|dir: &Path| self.read(dir));
        (found.range, found.warning.map(|warning| warning.message))
    }

    fn provided(&self, share: SharedOption, request: &str, file: &str, profile: Profile) -> Provided {
        let plan = FederationPlan::new(&options(vec![], vec![share])).unwrap();
        let provide = plan.match_provide(request).unwrap();
        provided_version(&provide, Path::new(file), profile, &|dir: &Path| self.read(dir))
    }

    fn version(&self, request: &str, file: &str) -> Option<String> {
        match self.provided(share(request), request, file, Profile::Generic) {
            Provided::Version(version) => Some(version),
            Provided::Unknown { .. } => None,
        }
    }
}

fn range(text: &str) -> (RequiredRange, Option<String>) {
    (RequiredRange::Range(text.to_owned()), None)
}

#[test]
fn package_names_of_requests() {
    let cases = [
        ("react", Some("react")),
        ("react/jsx-runtime", Some("react")),
        ("@mui/material", Some("@mui/material")),
        ("@mui/material/styles", Some("@mui/material")),
        ("@mui/material/", Some("@mui/material")),
        (r"@mui\material\styles", Some(r"@mui\material")),
        ("@mui/", Some("@mui")),
        ("@mui", Some("@mui")),
        ("", None),
        ("/abs", None),
    ];
    for (request, expected) in cases {
        assert_eq!(package_name(request), expected, "{request}");
    }
}

#[test]
fn given_ranges_are_not_looked_up() {
    let files = Files::new(&[]);
    let with = |required_version| SharedOption { required_version, ..share("react") };
    assert_eq!(files.required(with(RequiredVersion::Any), "react"), (RequiredRange::Any, None));
    assert_eq!(files.required(with(RequiredVersion::Range("*".to_owned())), "react"), range("*"));
    assert_eq!(files.required(with(RequiredVersion::Range("workspace:^1".to_owned())), "react"), range("^1"));
}

#[test]
fn dependency_fields_in_order() {
    let fields = ["optionalDependencies", "dependencies", "peerDependencies", "devDependencies"];
    for first in 0..fields.len() {
        let package: Value =
            (first..fields.len()).map(|at| (fields[at].to_owned(), json!({"react": format!("^{at}")}))).collect();
        let files = Files::new(&[("/repo/plugin", package)]);
        assert_eq!(files.required(share("react"), "react"), range(&format!("^{first}")));
    }
}

#[test]
fn the_first_package_that_lists_it_counts() {
    let files = Files::new(&[
        ("/repo/plugin/src", json!({"type": "module"})),
        ("/repo/plugin", json!({"name": "@acme/plugin", "dependencies": {"react": "^18"}})),
        ("/repo", json!({"dependencies": {"react": "^17", "lodash": "^4"}})),
    ]);
    assert_eq!(files.required(share("react"), "react"), range("^18"));
    assert_eq!(files.required(share("lodash/"), "lodash/get"), range("^4"));
}

#[test]
fn a_package_has_no_requirement_of_itself() {
    let files = Files::new(&[
        ("/repo/plugin", json!({"name": "react", "dependencies": {"react": "^1"}})),
        ("/repo", json!({"dependencies": {"react": "^17"}})),
    ]);
    assert_eq!(files.required(share("react"), "react"), (RequiredRange::Any, None));
}

#[test]
fn values_are_normalised() {
    let files =
        Files::new(&[("/repo/plugin", json!({"dependencies": {"a": "catalog:", "b": "workspace:^2", "c": 3}}))]);
    assert_eq!(files.required(share("a"), "a"), (RequiredRange::Any, None));
    assert_eq!(files.required(share("b"), "b"), range("^2"));
    assert_eq!(files.required(share("c"), "c"), (RequiredRange::Any, None));
}

#[test]
fn package_name_option_and_absolute_requests() {
    let files = Files::new(&[("/repo/plugin", json!({"dependencies": {"preact": "^10"}}))]);
    let alias = SharedOption { package_name: Some("preact".to_owned()), ..share("react") };
    assert_eq!(files.required(alias, "react"), range("^10"));

    let plan = FederationPlan::new(&options(vec![], vec![share("./src/theme.ts")])).unwrap();
    let consume = plan.match_consume_resolved(Path::new("/repo/plugin/src/theme.ts")).unwrap();
    let found = required_version(&consume, Path::new("/repo/plugin/src"), &|dir: &Path| files.read(dir));
    assert_eq!((found.range, found.warning.is_none()), (RequiredRange::Any, true));
}

#[test]
fn the_walk_stops_at_node_modules() {
    let files = Files::new(&[
        ("/repo/node_modules/lib", json!({"name": "lib"})),
        ("/repo", json!({"dependencies": {"react": "^17"}})),
    ]);
    let (found, warning) = files.required_from(share("react"), "react", "/repo/node_modules/lib/dist");
    assert_eq!(found, RequiredRange::Any);
    let expected = format!(
        "{UNDETERMINED} Unable to find required version for \"react\" in description file/s\n\
         /repo/node_modules/lib/package.json\nIt need to be in dependencies, devDependencies or peerDependencies."
    );
    assert_eq!(warning.unwrap(), expected);
}

#[test]
fn warnings_of_required_versions() {
    let none = Files::new(&[]);
    let (_, warning) = none.required(share("react"), "react");
    assert_eq!(warning.unwrap(), format!("{UNDETERMINED} Unable to find description file in /repo/plugin/src."));

    let two = Files::new(&[("/repo/plugin", json!({})), ("/repo", json!({"dependencies": {}}))]);
    let (_, warning) = two.required(share("@mui/material/"), "@mui/material/styles");
    let expected = format!(
        "{UNDETERMINED} Unable to find required version for \"@mui/material\" in description file/s\n\
         /repo/plugin/package.json\n/repo/package.json\n\
         It need to be in dependencies, devDependencies or peerDependencies."
    );
    assert_eq!(warning.unwrap(), expected);

    let broken = Files::new(&[("/repo/plugin", Value::Null)]);
    let (_, warning) = broken.required(share("react"), "react");
    let expected = format!(
        "{UNDETERMINED} Unable to read description file: Error: Description file /repo/plugin/package.json is not an object"
    );
    assert_eq!(warning.unwrap(), expected);

    let (_, warning) = none.required(share(""), "");
    assert_eq!(warning.unwrap(), format!("{UNDETERMINED} Unable to extract the package name from request."));
}

#[test]
fn the_version_option_counts() {
    let files = Files::new(&[("/n/react", json!({"version": "18.2.0"}))]);
    let with = |version| SharedOption { version, ..share("react") };
    let cases = [
        (ProvidedVersion::Exact("1.2.3".to_owned()), "1.2.3"),
        (ProvidedVersion::None, "0"),
        (ProvidedVersion::Auto, "18.2.0"),
    ];
    for (option, expected) in cases {
        let found = files.provided(with(option), "react", "/n/react/index.js", Profile::Generic);
        assert!(matches!(found, Provided::Version(version) if version == expected));
    }
}

#[test]
fn entries_without_a_version_take_their_packages() {
    let files = Files::new(&[
        ("/n/node_modules/@mui/material", json!({"name": "@mui/material", "version": "5.1.0"})),
        ("/n/node_modules/@mui/material/styles", json!({"main": "../node/styles/index.js"})),
        ("/n/node_modules/@mui/material/esm", json!({"type": "module"})),
        ("/n/node_modules/other", json!({"name": "other"})),
        ("/n/node_modules/other/sub", json!({})),
        ("/n", json!({"name": "other", "version": "9.9.9"})),
    ]);
    let version = |request, file: &str| files.version(request, &format!("/n/node_modules/{file}"));
    assert_eq!(version("@mui/material/styles", "@mui/material/styles/index.js").as_deref(), Some("5.1.0"));
    assert_eq!(version("@mui/material/styles", "@mui/material/esm/styles/index.js").as_deref(), Some("5.1.0"));
    assert_eq!(version("@mui/material/styles", "@mui/material/node/styles/index.js").as_deref(), Some("5.1.0"));
    // Another package's file: its ancestors say nothing about the key.
    assert_eq!(version("theme", "@mui/material/styles/index.js"), None);
    // The package itself has none, and beyond node_modules nobody is asked.
    assert_eq!(version("other/sub", "other/sub/index.js"), None);
    assert_eq!(version("other", "other/index.js"), None);
}

#[test]
fn packages_of_one_file_are_described_beside_them() {
    let files = Files::new(&[("/n/node_modules", json!({"version": "1.2.0"})), ("/n", json!({"version": "9.9.9"}))]);
    assert_eq!(files.version("react", "/n/node_modules/react.js").as_deref(), Some("1.2.0"));
    assert_eq!(files.version("react", "/n/node_modules/react/index.js"), None);
}

#[test]
fn a_renamed_key_finds_its_package_by_the_request() {
    let files = Files::new(&[("/n/ui", json!({"name": "ui", "version": "2.0.0"})), ("/n/ui/styles", json!({}))]);
    let renamed = SharedOption { share_key: "theme".to_owned(), ..share_importing("theme", "ui/styles") };
    let found = files.provided(renamed, "ui/styles", "/n/ui/styles/index.js", Profile::Generic);
    assert!(matches!(found, Provided::Version(version) if version == "2.0.0"));
}

#[test]
fn warnings_of_provided_versions() {
    let file = "/n/ui/styles/index.js";
    let message = |files: &Files, profile| match files.provided(share("ui"), "ui", file, profile) {
        Provided::Unknown { warning } => warning.map(|warning| (warning.message, warning.notes[0].clone())),
        Provided::Version(version) => panic!("found {version}"),
    };
    let attached = "shared module ui -> /n/ui/styles/index.js".to_owned();

    let unversioned = Files::new(&[("/n/ui/styles", json!({"version": 3}))]);
    let text = format!(
        "{UNVERSIONED} No version in description file (usually package.json). Add version to description file \
         /n/ui/styles/package.json, or manually specify version in shared config."
    );
    assert_eq!(message(&unversioned, Profile::Generic), Some((text, attached.clone())));
    assert_eq!(message(&unversioned, Profile::Backstage), None);

    let none = Files::new(&[]);
    let text = format!(
        "{UNVERSIONED} No description file (usually package.json) found. Add description file with name and version, or \
         manually specify version in shared config."
    );
    assert_eq!(message(&none, Profile::Backstage), Some((text, attached)));
}

#[test]
fn the_registered_range_defaults_to_the_version() {
    let cases = [
        (RequiredVersion::Auto, RequiredRange::Range("^18.2.0".to_owned())),
        (RequiredVersion::Any, RequiredRange::Any),
        (RequiredVersion::Range("*".to_owned()), RequiredRange::Range("*".to_owned())),
    ];
    for (required_version, expected) in cases {
        let plan =
            FederationPlan::new(&options(vec![], vec![SharedOption { required_version, ..share("react") }])).unwrap();
        assert_eq!(plan.match_provide("react").unwrap().registered_range("18.2.0"), expected);
    }
}
