//! Certificates.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::Uri;
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use mfbuild_serve::{ProxyContext, ProxyRule, ServeOptions, Tls, runtime, serve};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::crypto::ring::default_provider;
use rustls::{ClientConfig, RootCertStore};

use crate::harness::{Harness, options, site};

fn certified() -> (Tls, CertifiedKey<rcgen::KeyPair>) {
    let certified = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = certified.cert.pem().into_bytes();
    let key = certified.signing_key.serialize_pem().into_bytes();
    (Tls { certificate, key }, certified)
}

#[test]
fn https_with_a_certificate() {
    let (tls, certified) = certified();
    let app = Harness::new(&[("main.js", "run()")], &ServeOptions { tls: Some(tls), ..options() });
    assert_eq!(app.server.url(), format!("https://localhost:{}/", app.port()));
    // Without a scheme, browsers try http first.
    let redirect = app.get("/main.js?x", &[("host", "localhost:1")]);
    assert_eq!((redirect.status.as_u16(), redirect.header("location")), (307, "https://localhost:1/main.js?x"));
    let mut roots = RootCertStore::empty();
    roots.add(certified.cert.der().clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let uri: Uri = format!("{}main.js", app.server.url()).parse().unwrap();
    let body = app.runtime.block_on(async move {
        let connector = HttpsConnectorBuilder::new().with_tls_config(config).https_only().enable_http1().build();
        let client = Client::builder(TokioExecutor::new()).build::<_, Empty<Bytes>>(connector);
        client.get(uri).await.unwrap().into_body().collect().await.unwrap().to_bytes()
    });
    assert_eq!(body, "run()");
}

#[test]
fn unusable_certificates_are_errors() {
    let (good, _) = certified();
    let (other, _) = certified();
    let runtime = runtime().unwrap();
    for (certificate, key, part) in [
        (Vec::new(), good.key.clone(), "certificate"),
        (b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n".to_vec(), good.key.clone(), "certificate"),
        (good.certificate.clone(), b"no key".to_vec(), "key"),
        (good.certificate.clone(), other.key, "certificate"),
    ] {
        let options = ServeOptions { tls: Some(Tls { certificate, key }), ..options() };
        let error = serve(site(&[]), &options, runtime.handle()).unwrap_err();
        assert_eq!(error.code, "https-certificate");
        assert!(error.message.contains(part), "{}", error.message);
    }
}

#[test]
fn proxies_verify_certificates_unless_told_not_to() {
    let (tls, _) = certified();
    let backend = Harness::new(&[("data", "42")], &ServeOptions { tls: Some(tls), ..options() });
    let rule = |path: &str, secure| ProxyRule {
        context: ProxyContext::Paths(vec![path.to_owned()]),
        target: backend.server.url().to_owned(),
        rewrite: vec![(format!("^{path}"), String::new())],
        change_origin: true,
        secure,
        websockets: false,
        headers: Vec::new(),
    };
    let proxies = vec![rule("/checked", true), rule("/unchecked", false)];
    let app = Harness::new(&[], &ServeOptions { proxies, ..options() });
    assert_eq!(app.get("/unchecked/data", &[]).text(), "42");
    let refused = app.get("/checked/data", &[]);
    assert_eq!(refused.status.as_u16(), 502);
    assert!(refused.text().contains("`\"secure\": false`"), "{}", refused.text());
}
