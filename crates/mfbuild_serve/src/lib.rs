//! The development server: files of a build over http or https, the websocket of hot updates, and the proxies of
//! package.json.
//!
//! Owns addresses, headers, fallbacks, proxies and connections (spec/backstage.md §9). It knows no build: files and the
//! first message to a page come from a [`Site`], everything else from [`ServeOptions`]. Nothing is read from the disk
//! and nothing is printed; lines for the user go to [`Site::log`].
//! `server.rs` accepts and ends connections, `respond.rs` decides what answers a request, `cors.rs` which pages may read
//! it, `hot.rs` keeps the websockets, `proxy.rs` forwards.

mod address;
mod content_type;
mod cors;
mod gate;
mod holder;
mod hosts;
mod hot;
mod not_found;
mod proxy;
mod respond;
mod server;
mod tls;

use std::time::Duration;

use bytes::Bytes;

pub use gate::Gate;
pub use hosts::AllowedHosts;
pub use hot::SOCKET_NAME;
pub use proxy::{ProxyContext, ProxyRule, proxy_rules};
pub use server::{Server, runtime, serve};
pub use tls::{Tls, new_token};

/// What one server does; every default is decided by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// Name or address to listen on. `localhost` stands for both loopback addresses.
    pub host: String,
    /// Port; 0 takes any free one. A taken port is an error, never another port.
    pub port: u16,
    /// Certificate and key: the server speaks https only.
    pub tls: Option<Tls>,
    /// Path that all files are below, such as `/` or `/app/`.
    pub public_path: String,
    /// Whether pages that match no file get `index.html`: on for apps, off for remotes.
    pub history_fallback: bool,
    /// Names that may stand in the `Host` header.
    pub allowed_hosts: AllowedHosts,
    /// Requests that other servers answer; the first rule that matches counts.
    pub proxies: Vec<ProxyRule>,
    /// More headers for each response; they replace those of the server.
    pub headers: Vec<(String, String)>,
    /// Whether pages of all origins may read the files: on for remotes, which hosts embed. Pages (html) are never open.
    pub open_to_all: bool,
    /// Secret that a page shows when it connects for hot updates; empty: none is asked for.
    pub token: String,
    /// How long a client may take to send the head of a request, also on a connection that it keeps.
    pub header_limit: Duration,
}

/// What a server shows. Called on the threads that answer requests: none of it may wait.
pub trait Site: Send + Sync + 'static {
    /// A file by its name relative to the output root (decoded, no leading slash); `None`: there is none. It may be asked
    /// for without being sent.
    fn file(&self, name: &str) -> Option<SiteFile>;

    /// First message to a new websocket. It may tell of a build whose own message is still under way to that socket, so
    /// a page must ignore an update to the build that it already has.
    fn hello(&self) -> String;

    /// Closed while a build runs: requests for files wait, so that they get the new ones, as with webpack-dev-server.
    fn gate(&self) -> &Gate;

    /// A line for the user's terminal, such as a proxied request that failed.
    fn log(&self, line: &str);
}

/// One file.
pub struct SiteFile {
    /// What is in it.
    pub content: Content,
    /// Media type, where the name does not tell.
    pub content_type: Option<String>,
}

/// What is in a file.
pub enum Content {
    /// Bytes, sent without a copy.
    Whole(Bytes),
    /// Made while it is sent, on a thread that may block.
    Pieces {
        /// Another number for another content.
        tag: u128,
        /// One after the other.
        pieces: Box<dyn Iterator<Item = Bytes> + Send>,
    },
}
