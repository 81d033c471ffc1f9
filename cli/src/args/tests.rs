//! The command line as users type it.

use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, Parser};

use super::{BuildArgs, Cli, ModeArg};

fn parse(line: &str) -> BuildArgs {
    Cli::try_parse_from(line.split(' ')).unwrap_or_else(|error| panic!("{error}")).command.into_build()
}

#[test]
fn definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn both_words() {
    for line in ["mfbuild build --module-federation pkg", "mfbuild package build --module-federation pkg"] {
        let args = parse(line);
        assert!(args.module_federation && args.dir.as_os_str() == "pkg", "{line}");
    }
    assert_eq!(parse("mfbuild build").dir.as_os_str(), ".");
}

#[test]
fn switches() {
    let cases = [
        ("", None, None),
        (" --minify --no-sourcemap", Some(true), Some(false)),
        (" --no-minify --sourcemap", Some(false), Some(true)),
        (" --no-minify --minify", Some(true), None),
        (" --minify --no-minify --minify --no-minify", Some(false), None),
    ];
    for (flags, minify, source_map) in cases {
        let args = parse(&format!("mfbuild build{flags}"));
        assert_eq!((args.minify(), args.source_map()), (minify, source_map), "{flags}");
    }
}

#[test]
fn values() {
    let args = parse(
        "mfbuild build --config a.json --config app-config.yaml --out-dir out --mode development --role web-library \
         --stats --expose ./a=src/a.ts --expose ./b --json --skip-build-dependencies",
    );
    assert_eq!((args.config.len(), args.expose.len()), (2, 2));
    assert_eq!(
        (args.mode, args.role.as_deref(), args.stats, args.json),
        (Some(ModeArg::Development), Some("web-library"), true, true)
    );
    assert_eq!(args.out_dir.unwrap().as_os_str(), "out");
}

#[test]
fn colour_works_everywhere() {
    for line in ["mfbuild --color never build", "mfbuild package build --color never"] {
        assert_eq!(Cli::try_parse_from(line.split(' ')).unwrap().color, ColorChoice::Never, "{line}");
    }
}

#[test]
fn wrong_use_has_exit_code_2() {
    for line in ["mfbuild biuld", "mfbuild build --mode fast", "mfbuild build --minfy", "mfbuild build a b", "mfbuild"]
    {
        let error = Cli::try_parse_from(line.split(' ')).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{line}");
    }
}

#[test]
fn help_shows_examples_and_exit_codes() {
    for line in ["mfbuild --help", "mfbuild build --help", "mfbuild package build -h"] {
        let help = Cli::try_parse_from(line.split(' ')).unwrap_err();
        assert_eq!((help.kind(), help.exit_code()), (ErrorKind::DisplayHelp, 0), "{line}");
        let text = help.to_string();
        assert_eq!(text.matches("\n  mfbuild build --module-federation").count(), 2, "{text}");
        assert!(text.contains("\n  mfbuild build packages/app\n"), "{text}");
        assert!(text.contains("Exit codes: 0 built, 1 the build has errors") && !text.contains("skip-build"), "{text}");
    }
}
