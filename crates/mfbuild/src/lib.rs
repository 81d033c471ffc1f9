//! The pipeline: options in, files and diagnostics out.
//!
//! A walk: `build.rs` calls the stages in order. `scan` makes the graph (`graph`, `load`, `resolve`, `assets`,
//! `styles`), `link` binds names, `shake` marks what stays, `order` finds the effective edges, `chunk` forms files,
//! `scopes` forms factories, `render` prints them, `describe` writes entry and manifest, `emit` swaps the output in.

mod app;
mod assets;
mod async_requires;
mod bits;
mod build;
mod chunk;
mod cycles;
mod describe;
mod dominators;
mod duplicates;
mod emit;
mod entries;
mod factory;
mod feature;
mod floor;
mod graph;
mod hot;
mod link;
mod load;
mod memory;
mod missing;
mod names;
mod order;
mod output;
mod output_sizes;
mod reasons;
mod remote;
mod render;
mod replaced_sources;
mod resolve;
mod scan;
mod scopes;
mod session;
mod shake;
mod shared_memory;
mod stats;
mod styles;
mod timing;
mod unoptimized;
mod unsupported;
mod why;
mod workers;

pub use build::{BuildResult, Progress, build};
pub use emit::{DirectoryId, check_out_dir, directory_id, emit, emit_changes, finish_writing};
pub use hot::Change;
pub use mfbuild_config::{BuildOptions, Flags};
pub use names::front_file;
pub use output::{Content, OutputFile};
pub use reasons::{Cause, How, Importer, Reason, User};
pub use session::{FileChanges, Output, Paths, Purpose, Rebuilt, Session, Watched};
pub use shared_memory::SharedMemory;
pub use stats::{ModuleStats, STATS_FILE, SplitPoint, StatementCount, Stats};
pub use timing::{StageTime, Stopwatch};
pub use unoptimized::Optimization;
pub use why::{Answer, Chain, Match, ModuleAnswer, OutsideImporter, PackageAnswer, why};
