//! The command line: subcommands, flags and their help texts.
//!
//! Owns what clap needs and nothing else; `main.rs` turns it into `Flags` and acts.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  # Make the package in this directory a federation remote in ./dist
  mfbuild build --module-federation

  # Make a page of an app, which loads remotes: Backstage role frontend, or \"app\": true in mfbuild.config.json
  mfbuild build packages/app

  # Build another package for development, with one module exposed by hand
  mfbuild build --module-federation --mode development --expose ./Card=src/Card.tsx packages/shop

  # What brings lodash into that package's output?
  mfbuild why --module-federation lodash packages/shop

Options that are not given come from mfbuild.config.json and package.json in DIR.
Exit codes: 0 built, 1 the build has errors (the old output stays as it was), 2 wrong use.";

const START_EXAMPLES: &str = "\
Examples:
  # Serve the app or remote in this directory
  mfbuild start

  # An app and two remotes, each at a port of its own
  mfbuild start packages/app plugins/catalog plugins/scaffolder

Edit files: components keep their state, styles are swapped, anything else reloads the page. Ctrl-C ends it.";

const WHY_EXAMPLES: &str = "\
Examples:
  # What brings a package into the remote, and which of its modules?
  mfbuild why --module-federation lodash

  # Who uses what of this file of another package's app?
  mfbuild why src/legacy/table.js packages/app

The package is built in memory. Exit codes: 0 answered, 1 nothing is called so or the build has errors, 2 wrong use.";

/// Builds Module Federation remotes, and the apps that load them.
#[derive(Debug, Parser)]
#[command(name = "mfbuild", version, about, after_help = EXAMPLES)]
#[command(disable_help_subcommand = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Colours of errors; auto has them in terminals, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// The commands of the binary.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build a package: an app, or a federation remote
    Build(BuildArgs),
    /// Serve packages while you edit them: pages keep their state, remotes are updated in the hosts that run them
    Start(StartArgs),
    /// Say why a module or a package is in the output, or why it is not; nothing is written
    Why(WhyArgs),
    /// The same commands in the words of backstage-cli
    #[command(disable_help_subcommand = true, arg_required_else_help = true)]
    Package {
        #[command(subcommand)]
        command: PackageCommand,
    },
}

/// What to do with a package.
#[derive(Debug, Subcommand)]
pub enum PackageCommand {
    /// Build a package; the same as `mfbuild build`
    Build(BuildArgs),
    /// Serve a package; the same as `mfbuild start`
    Start(StartArgs),
}

/// What is asked for, whichever words were used.
#[derive(Debug)]
pub enum Action {
    /// A build.
    Build(BuildArgs),
    /// A development server.
    Start(StartArgs),
    /// An explanation.
    Why(WhyArgs),
}

impl Action {
    /// Whether the answer is for scripts.
    pub fn is_json(&self) -> bool {
        match self {
            Self::Build(args) => args.json,
            Self::Start(_) => false,
            Self::Why(args) => args.json,
        }
    }
}

impl Command {
    /// The action that a command stands for.
    pub fn into_action(self) -> Action {
        match self {
            Self::Build(args) | Self::Package { command: PackageCommand::Build(args) } => Action::Build(args),
            Self::Start(args) | Self::Package { command: PackageCommand::Start(args) } => Action::Start(args),
            Self::Why(args) => Action::Why(args),
        }
    }
}

/// What decides which output a package has.
#[derive(Args, Debug)]
pub struct ProjectArgs {
    /// Build a federation remote: remoteEntry.js, mf-manifest.json and the files that they need. Without this flag,
    /// apps become pages
    #[arg(long)]
    pub module_federation: bool,
    /// Expose FILE as KEY, for instance ./Card=src/Card.tsx; KEY alone exposes that entry of package.json.
    /// May be given many times; adds to what is exposed already
    #[arg(long, value_name = "KEY[=FILE]")]
    pub expose: Vec<String>,
    /// Read this file in place of DIR/mfbuild.config.json. YAML files are the config of a Backstage app, in place of
    /// app-config.yaml; many may be given, and remotes take no notice of them
    #[arg(long, value_name = "FILE")]
    pub config: Vec<PathBuf>,
    /// Optimise for production, or for reading [default: production; development for `start`]
    #[arg(long, value_name = "production|development", hide_possible_values = true)]
    pub mode: Option<ModeArg>,
    /// Warn about `import()`, `require()` and the like whose paths are only known at run time; they are errors otherwise
    #[arg(long)]
    pub allow_unexpanded: bool,
    /// Backstage role to build for, in place of the one in package.json
    #[arg(long)]
    pub role: Option<String>,
}

/// The flags of `build`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct BuildArgs {
    /// The package directory
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Write the output here; the directory is replaced as a whole [default: DIR/dist]
    #[arg(long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,
    /// Replace the output directory also if it holds files that no build has written
    #[arg(long)]
    pub empty_out_dir: bool,
    /// Minify the output [default: in production]
    #[arg(long, overrides_with = "no_minify")]
    minify: bool,
    /// Leave the output readable
    #[arg(long, overrides_with = "minify")]
    no_minify: bool,
    /// Write source maps beside the scripts [default]
    #[arg(long, overrides_with = "no_sourcemap")]
    sourcemap: bool,
    /// Write no source maps
    #[arg(long, overrides_with = "sourcemap")]
    no_sourcemap: bool,
    /// Write bundle-stats.json too, which says what takes up the space and what keeps it there
    #[arg(long)]
    pub stats: bool,

    /// Read each script once more before it is written, as a browser would
    #[arg(long)]
    pub verify: bool,
    /// Build again whenever a file changes that the build has read; only what changes is written
    #[arg(long, conflicts_with_all = ["json", "timings"])]
    pub watch: bool,
    /// Print what each stage of the build has cost
    #[arg(long)]
    pub timings: bool,
    /// Build again and again with and without all optimisations, in memory, and print what they cost
    #[arg(long, conflicts_with = "no_optimize")]
    pub optimization_cost: bool,
    /// Drop no statements, join no modules, do not minify: only for measuring what that costs
    #[arg(long, conflicts_with = "minify")]
    pub no_optimize: bool,
    /// Print errors and warnings as JSON to standard output, and nothing else
    #[arg(long)]
    pub json: bool,
    /// Accepted for the sake of scripts written for backstage-cli; no build waits for others
    #[arg(long, hide = true)]
    skip_build_dependencies: bool,
}

/// The flags of `start`.
#[derive(Args, Debug)]
#[command(after_help = START_EXAMPLES)]
pub struct StartArgs {
    /// Package directories: apps and remotes, served by one process
    #[arg(value_name = "DIR", default_value = ".")]
    pub dirs: Vec<PathBuf>,
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Address to listen on [default: devServer.host, app.listen.host or app.baseUrl, localhost]
    #[arg(long)]
    pub host: Option<String>,
    /// Port to listen on [default: devServer.port, app.listen.port or app.baseUrl, PORT, 3000]
    #[arg(long)]
    pub port: Option<u16>,
    /// Accepted for the sake of scripts written for backstage-cli
    #[arg(long, hide = true)]
    check: bool,
}

/// The flags of `why`.
#[derive(Args, Debug)]
#[command(after_help = WHY_EXAMPLES)]
pub struct WhyArgs {
    /// A file, a package name, or a part of a module name; of several matches a list is printed
    #[arg(value_name = "MODULE")]
    pub module: String,
    /// The package directory
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    #[command(flatten)]
    pub project: ProjectArgs,
    /// Print the answer, or errors, as JSON
    #[arg(long)]
    pub json: bool,
}

impl BuildArgs {
    /// `--minify`, `--no-minify` or neither; of both, the last counts. `--no-optimize` means the latter.
    pub fn minify(&self) -> Option<bool> {
        switch(self.minify, self.no_minify || self.no_optimize)
    }

    /// `--sourcemap`, `--no-sourcemap` or neither; of both, the last counts.
    pub fn source_map(&self) -> Option<bool> {
        switch(self.sourcemap, self.no_sourcemap)
    }
}

/// Clap leaves at most one of the two on.
fn switch(on: bool, off: bool) -> Option<bool> {
    match (on, off) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The two modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModeArg {
    /// Optimised, hashed file names
    Production,
    /// Readable, stable file names
    Development,
}

#[cfg(test)]
mod tests;
