//! Connections to proxied servers, kept and used again.

use std::time::Duration;

use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::{self, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;

use crate::tls::client_config;

pub(crate) type Client = legacy::Client<HttpsConnector<HttpConnector>, Incoming>;

const CONNECT_LIMIT: Duration = Duration::from_secs(10);

/// One client for all rules that verify certificates alike. Certificates of the system are read for those only that
/// need them: that takes longer than everything else here.
#[derive(Default)]
pub(crate) struct Clients {
    verifying: Option<Client>,
    trusting: Option<Client>,
}

impl Clients {
    pub(crate) fn get(&mut self, verify: bool) -> Client {
        let client = if verify { &mut self.verifying } else { &mut self.trusting };
        client.get_or_insert_with(|| open(verify)).clone()
    }
}

fn open(verify: bool) -> Client {
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT_LIMIT));
    let https = HttpsConnectorBuilder::new().with_tls_config(client_config(verify)).https_or_http();
    legacy::Client::builder(TokioExecutor::new()).build(https.enable_http1().wrap_connector(http))
}
