//! The text for a request that nothing answers: it says what this server serves, since a person who reads it has most
//! often opened a remote's address or forgotten the public path.

use serde_json::Value;

use crate::{Content, Site};

const MANIFEST: &str = "mf-manifest.json";

/// The text. `url` is the address of the output root, with a slash at its end.
pub(crate) fn not_found(site: &dyn Site, url: &str, path: &str) -> String {
    let mut text = format!("There is no `{path}` here.\n");
    if let Some(manifest) = site.file(MANIFEST) {
        let json = match &manifest.content {
            Content::Whole(bytes) => serde_json::from_slice::<Value>(bytes).ok(),
            Content::Pieces { .. } => None,
        };
        let name = json.as_ref().and_then(|manifest| manifest["name"].as_str()).unwrap_or("without a name");
        text += &format!("This server has the remote `{name}`: hosts read {url}{MANIFEST}\n");
    } else {
        text += &format!("All files are below {url}\n");
    }
    text
}
