//! What a server shows of a package: the files of its newest good build.

use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use crossbeam_channel::Sender;
use mfbuild::{Output, OutputFile};
use mfbuild_serve::{Content, Gate, Site, SiteFile};
use serde_json::Value;

use crate::message;

/// A page for an app that has not been built yet because of errors: it loads itself again when they are gone.
const BROKEN: &str = include_str!("broken.html");

/// The newest build of one package.
pub struct PackageSite {
    state: RwLock<State>,
    gate: Gate,
    lines: Sender<String>,
    /// Secret that pages show when they connect.
    token: String,
}

#[derive(Default)]
struct State {
    output: Arc<Output>,
    errors: Vec<Value>,
}

impl PackageSite {
    /// Shows nothing yet; lines for the user go to `lines`, and pages get the token of the server.
    pub fn new(lines: Sender<String>, token: String) -> Self {
        Self { state: RwLock::default(), gate: Gate::opened(), lines, token }
    }

    /// Shows a build, and errors if a newer one has failed.
    pub fn show(&self, output: Arc<Output>, errors: Vec<Value>) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = State { output, errors };
    }

    fn newest(&self) -> (Arc<Output>, Vec<Value>) {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        (Arc::clone(&state.output), state.errors.clone())
    }
}

impl Site for PackageSite {
    fn file(&self, name: &str) -> Option<SiteFile> {
        let (output, errors) = self.newest();
        if let Some(file) = output.files.get(name) {
            return served(file);
        }
        let is_missing_page = name == "index.html" && output.files.is_empty() && !errors.is_empty();
        is_missing_page
            .then(|| SiteFile { content: Content::Whole(broken_page(&errors, &self.token).into()), content_type: None })
    }

    fn hello(&self) -> String {
        let (output, errors) = self.newest();
        message::hello(&output.hash, &errors)
    }

    fn gate(&self) -> &Gate {
        &self.gate
    }

    fn log(&self, line: &str) {
        // Without a reader nobody wants to know.
        let _ = self.lines.send(line.to_string());
    }
}

/// Scripts are sent while they are printed.
fn served(file: &OutputFile) -> Option<SiteFile> {
    let content = match &file.content {
        mfbuild::Content::Bytes(bytes) => Content::Whole(Bytes::from_owner(Arc::clone(bytes))),
        mfbuild::Content::Chunk(chunk, map) => {
            let pieces = Box::new(chunk.pieces(map.as_deref()).map(Bytes::from));
            Content::Pieces { tag: chunk.key(), pieces }
        }
        mfbuild::Content::ChunkMap(chunk, name) => {
            let (made, name) = (Arc::clone(chunk), name.clone());
            let map = std::iter::once_with(move || Bytes::from(made.map(&name)));
            Content::Pieces { tag: chunk.key(), pieces: Box::new(map) }
        }
        mfbuild::Content::Disk(path) => Content::Whole(Bytes::from(mfbuild_config::read_file(path).ok()?)),
    };
    Some(SiteFile { content, content_type: None })
}

fn broken_page(errors: &[Value], token: &str) -> String {
    let text: Vec<&str> = errors.iter().filter_map(|error| error["text"].as_str()).collect();
    let escaped = text.join("\n\n").replace('&', "&amp;").replace('<', "&lt;");
    BROKEN.replace("{token}", token).replace("{errors}", &escaped)
}
