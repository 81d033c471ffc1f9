//! The command line as users type it.

use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, Parser};

use super::{Action, BuildArgs, Cli, ModeArg, WhyArgs};

fn action(line: &str) -> Action {
    Cli::try_parse_from(line.split(' ')).unwrap_or_else(|error| panic!("{error}")).command.into_action()
}

fn parse(line: &str) -> BuildArgs {
    let Action::Build(args) = action(line) else { panic!("{line} is no build") };
    args
}

fn parse_why(line: &str) -> WhyArgs {
    let Action::Why(args) = action(line) else { panic!("{line} is no question") };
    args
}

#[test]
fn definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn both_words() {
    for line in ["mfbuild build --module-federation pkg", "mfbuild package build --module-federation pkg"] {
        let args = parse(line);
        assert!(args.project.module_federation && args.dir.as_os_str() == "pkg", "{line}");
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
    assert_eq!((args.project.config.len(), args.project.expose.len()), (2, 2));
    assert_eq!(
        (args.project.mode, args.project.role.as_deref(), args.stats, args.json),
        (Some(ModeArg::Development), Some("web-library"), true, true)
    );
    assert_eq!(args.out_dir.unwrap().as_os_str(), "out");
}

#[test]
fn without_optimisations_nothing_is_minified() {
    let args = parse("mfbuild build --no-optimize --timings");
    assert_eq!((args.no_optimize, args.timings, args.minify()), (true, true, Some(false)));
    assert!(parse("mfbuild build --optimization-cost").optimization_cost);
    assert!(Cli::try_parse_from(["mfbuild", "build", "--optimization-cost", "--no-optimize"]).is_err());
}

#[test]
fn questions_take_the_flags_that_decide_the_output() {
    let args = parse_why("mfbuild why --module-federation --mode development --expose ./a=src/a.ts lodash pkg --json");
    assert_eq!((args.module.as_str(), args.dir.to_str(), args.json), ("lodash", Some("pkg"), true));
    assert_eq!((args.project.module_federation, args.project.mode), (true, Some(ModeArg::Development)));
    assert_eq!(parse_why("mfbuild why react").dir.as_os_str(), ".");
}

#[test]
fn colour_works_everywhere() {
    for line in ["mfbuild --color never build", "mfbuild package build --color never"] {
        assert_eq!(Cli::try_parse_from(line.split(' ')).unwrap().color, ColorChoice::Never, "{line}");
    }
}

#[test]
fn wrong_use_has_exit_code_2() {
    for line in [
        "mfbuild biuld",
        "mfbuild build --mode fast",
        "mfbuild build --minfy",
        "mfbuild build a b",
        "mfbuild",
        "mfbuild why",
    ] {
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
