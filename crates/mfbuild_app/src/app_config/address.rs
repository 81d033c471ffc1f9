//! Where an app or a remote of a Backstage project is served while it is developed (spec/backstage.md §9).
//!
//! Owns the shape of the answer and what is said about it; `node/serve.js` has the rules.

use std::fmt;

use mfbuild_diagnostics::Diagnostic;
use serde::{Deserialize, Serialize};

/// What the configuration is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Files that somebody else serves.
    Build,
    /// A development server of an app.
    #[serde(rename = "app")]
    ServeApp,
    /// A development server of a remote.
    #[serde(rename = "remote")]
    ServeRemote,
}

/// What `app.listen`, `app.baseUrl` and `app.https` say together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DevAddress {
    /// Name or address to listen on.
    pub host: String,
    /// Port to listen on.
    pub port: u16,
    /// Where the browser finds the page: `app.baseUrl` as a whole url, or the default.
    pub base_url: String,
    /// Certificate for a base url with https, if both of its parts are configured. Never in the cache.
    #[serde(skip_serializing)]
    pub https: Option<Certificate>,
    /// `backend.baseUrl`, as far as the browser may know it.
    pub backend_base_url: Option<String>,
}

/// A certificate and its private key, both as PEM texts.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Certificate {
    /// The certificate, perhaps followed by those of its issuers.
    pub cert: String,
    /// The private key.
    pub key: String,
}

/// The key is nobody's business.
impl fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Certificate").finish_non_exhaustive()
    }
}

impl DevAddress {
    /// The warning for a base url with https and no certificate. For whoever serves: there are other ways to have one.
    pub fn missing_certificate(&self) -> Option<Diagnostic> {
        let is_missing = self.base_url.starts_with("https:") && self.https.is_none();
        let message = "`app.baseUrl` begins with `https:`, but there is no certificate: the server speaks http";
        is_missing.then(|| {
            Diagnostic::warning("missing-certificate", message).with_help(
                "set `app.https.certificate.cert` and `key`, for instance to `$file: ./cert.pem`, or \
                 `devServer.https` in `mfbuild.config.json`",
            )
        })
    }

    /// The warning for an app and a backend that claim the same address.
    pub(super) fn conflict(&self) -> Option<Diagnostic> {
        let backend = self.backend_base_url.as_deref()?;
        let is_same = backend.trim_end_matches('/') == self.base_url.trim_end_matches('/');
        is_same.then(|| {
            Diagnostic::warning("same-base-url", format!("app and backend have the same base url `{backend}`"))
                .with_note("only one of them can listen there")
                .with_help("give `app.baseUrl` and `backend.baseUrl` different ports, such as 3000 and 7007")
        })
    }
}
