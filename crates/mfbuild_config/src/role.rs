//! What a package becomes: an app, a remote or nothing that mfbuild builds.
//!
//! Owns spec/backstage.md §2 as far as it concerns us: role, `--module-federation` and `app` key decide together.

use mfbuild_diagnostics::Diagnostic;

use crate::backstage::{CONTAINER_ROLE, ROLES, RoleKind};
use crate::flags::Flags;
use crate::package::Package;
use crate::raw::RawConfig;
use crate::reader::suggestion;

const BUILD_ELSEWHERE: &str = "build it with `backstage-cli package build`";

/// What a build makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// A page that loads remotes.
    App,
    /// A federation container.
    Remote,
}

/// The Backstage role, if there is one, and what the build makes; `None` after an error.
pub(crate) fn decide(
    flags: &Flags,
    package: &Package,
    config: &RawConfig,
    problems: &mut Vec<Diagnostic>,
) -> Option<(Option<String>, Output)> {
    let role = flags.role.as_ref().or(package.role.as_ref());
    let kind = match role {
        None => None,
        Some(role) => match ROLES.iter().find(|(known, _)| known == role) {
            Some((_, kind)) => Some(*kind),
            None => {
                problems.push(unknown_role(flags, package, role));
                return None;
            }
        },
    };
    match output(flags, config, role.map(String::as_str), kind) {
        Ok(output) => Some((role.cloned(), output)),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

fn unknown_role(flags: &Flags, package: &Package, role: &str) -> Diagnostic {
    let known = ROLES.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let message = format!("unknown package role `{role}`");
    let problem = match &flags.role {
        Some(_) => Diagnostic::error("unknown-role", message).with_note("given as `--role`"),
        None => package.problem("unknown-role", message, &["backstage", "role"], "unknown role"),
    };
    problem.with_help(suggestion(role, &known))
}

fn output(flags: &Flags, config: &RawConfig, role: Option<&str>, kind: Option<RoleKind>) -> Result<Output, Diagnostic> {
    if let (Some(RoleKind::Server), Some(role)) = (kind, role) {
        let message = format!("a package with role `{role}` runs in Node and cannot be a federation remote");
        let problem = Diagnostic::error("unsupported-role", message);
        let help = if flags.serve { "start it with `backstage-cli package start`" } else { BUILD_ELSEWHERE };
        return Err(problem.with_help(help));
    }
    if flags.module_federation {
        return Ok(Output::Remote);
    }
    match &config.app {
        Some(Some(_)) => Ok(Output::App),
        None if kind == Some(RoleKind::App) => Ok(Output::App),
        _ if flags.serve || role == Some(CONTAINER_ROLE) => Ok(Output::Remote),
        _ => Err(neither()),
    }
}

fn neither() -> Diagnostic {
    Diagnostic::error("not-a-remote", "this package is not an app, so `build` needs `--module-federation`")
        .with_note("with the flag the package becomes a Module Federation remote")
        .with_help(
            "run `mfbuild build --module-federation`; an app says `\"app\": true` in `mfbuild.config.json` or has the \
             Backstage role `frontend` in `package.json`",
        )
}
