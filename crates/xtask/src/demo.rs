//! `cargo xtask demo`: our hosts and remotes, built by the release binary, with remotes of other makers.

use std::process::ExitCode;

use crate::browser;
use crate::npm;
use crate::project::{Profile, Project, run};
use crate::test::prepare;

/// What happens once everything is served.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The addresses are printed and the servers run until they are stopped.
    Serve,
    /// The pages are opened headless and checked.
    Check,
}

/// The last two hold the other makers' tools.
const INSTALLED: [&str; 8] = [
    "backstage-plugin",
    "react-remote",
    "module-remote",
    "host-runtime",
    "backstage-app",
    "react-host",
    "makers",
    "host-bundled",
];

/// The hosts that the demo shows.
const HOSTS: [&str; 3] = ["host-runtime", "backstage-app", "react-host"];

/// Installs, builds, serves.
pub(crate) fn demo(project: &Project, mode: Mode) -> Result<ExitCode, String> {
    for app in INSTALLED {
        npm::install(&project.app(app))?;
    }
    let binary = project.build_binary(Profile::Release)?;
    prepare(project, &binary, &HOSTS)?;
    let mut serve = project.node();
    serve.arg(project.app("tools/demo.mjs")).env("MFBUILD_TEST_OUT", project.test_output());
    if mode == Mode::Check {
        npm::install(&project.app("specs"))?;
        serve.arg("--check").env(browser::VARIABLE, browser::chromium()?);
    }
    run(&mut serve)?;
    Ok(ExitCode::SUCCESS)
}
