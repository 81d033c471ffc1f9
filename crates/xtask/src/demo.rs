//! `cargo xtask demo`: our remotes, built by the release binary, in hosts that know nothing of us.

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

const INSTALLED: [&str; 5] = ["backstage-plugin", "react-remote", "module-remote", "host-runtime", "host-backstage"];

/// The hosts that the demo shows.
const HOSTS: [&str; 2] = ["host-runtime", "host-backstage"];

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
