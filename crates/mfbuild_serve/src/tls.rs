//! Everything that touches rustls: the server's certificate, how proxied https servers are verified, random numbers.

use std::sync::Arc;

use mfbuild_diagnostics::Diagnostic;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, ServerConfig, SignatureScheme};

/// Certificate chain and private key of an https server, in PEM form.
#[derive(Clone, PartialEq, Eq)]
pub struct Tls {
    /// The certificate, followed by those of its issuers.
    pub certificate: Vec<u8>,
    /// Its private key.
    pub key: Vec<u8>,
}

/// The key is nobody's business.
impl std::fmt::Debug for Tls {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Tls").finish_non_exhaustive()
    }
}

/// The TLS side of the server. HTTP/1.1 only: websockets over HTTP/2 would need a second kind of upgrade, and a
/// development build has few files.
pub(crate) fn server_config(tls: &Tls) -> Result<Arc<ServerConfig>, Diagnostic> {
    let chain = CertificateDer::pem_slice_iter(&tls.certificate)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| invalid("certificate", &error))?;
    if chain.is_empty() {
        return Err(invalid("certificate", &"there is no `BEGIN CERTIFICATE` line"));
    }
    let key = PrivateKeyDer::from_pem_slice(&tls.key).map_err(|error| invalid("key", &error))?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| invalid("certificate", &error))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| invalid("certificate", &error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn invalid(part: &str, reason: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error("https-certificate", format!("the https {part} cannot be used: {reason}")).with_help(
        "`app.https.certificate` takes `cert` and `key` in PEM form; the key must be that of the certificate",
    )
}

/// How a proxied server is verified: by the certificates that the system trusts, or not at all (`secure: false`).
pub(crate) fn client_config(secure: bool) -> ClientConfig {
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("ring has TLS 1.2 and 1.3");
    if secure {
        return hyper_rustls::ConfigBuilderExt::with_native_roots(builder.clone())
            // A system without certificates: each request fails, and says why.
            .unwrap_or_else(|_| builder.with_root_certificates(rustls::RootCertStore::empty()))
            .with_no_client_auth();
    }
    builder.dangerous().with_custom_certificate_verifier(Arc::new(TrustAll(provider()))).with_no_client_auth()
}

/// A secret of 128 random bits in hexadecimal.
///
/// # Errors
/// The system has no random numbers.
pub fn new_token() -> Result<String, Diagnostic> {
    let mut bytes = [0; 16];
    provider().secure_random.fill(&mut bytes).map_err(|_| {
        Diagnostic::error("no-random-numbers", "the system gives no random numbers")
            .with_help("check that `/dev/urandom` is there and can be read")
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Takes any certificate: the user said `secure: false`.
#[derive(Debug)]
struct TrustAll(Arc<CryptoProvider>);

impl ServerCertVerifier for TrustAll {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
