//! The `devServer` option: address, certificate, proxies and hot updates of `mfbuild start` (spec/backstage.md §9).
//!
//! Owns its keys and what wins where several say something. What an app's own configuration says (`app.listen`,
//! `app.baseUrl`) is not known here: the options say what is left to it. The proxies are checked by the server.

use std::path::PathBuf;

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::files::{Places, clean, with_near_miss};
use crate::flags::Flags;
use crate::json::span;
use crate::options::{AllowedHosts, DevServerOptions, HttpsOption};
use crate::package::Package;
use crate::reader::{Field, INVALID_OPTION, Reader, Spanned};

/// The option as written. `None` means "not said".
#[derive(Default)]
pub(crate) struct RawDevServer {
    host: Option<String>,
    port: Option<u16>,
    /// The inner `None` is `false`.
    https: Option<Option<RawCertificate>>,
    proxy: Option<serde_json::Value>,
    headers: Vec<(String, String)>,
    allowed_hosts: Option<AllowedHosts>,
    hot: Option<bool>,
    overlay: Option<bool>,
}

struct RawCertificate {
    cert: Spanned<String>,
    key: Spanned<String>,
}

/// Reads the object.
pub(crate) fn read(reader: &mut Reader, field: &Field) -> RawDevServer {
    let mut server = RawDevServer::default();
    let known = ["host", "port", "https", "proxy", "headers", "allowedHosts", "hot", "overlay"];
    for inner in reader.object(&field.path, field.value, &known) {
        let (path, value) = (inner.path.as_str(), inner.value);
        match inner.key {
            "host" => server.host = host(reader, &inner),
            "port" => server.port = port(reader, &inner),
            "https" => server.https = https(reader, &inner),
            "proxy" => server.proxy = proxy(reader, &inner),
            "headers" => server.headers = reader.entries(path, value, header),
            "allowedHosts" => server.allowed_hosts = allowed_hosts(reader, &inner),
            "hot" => server.hot = reader.boolean(path, value),
            _ => server.overlay = reader.boolean(path, value),
        }
    }
    server
}

/// A name or an address, nothing around it.
fn host(reader: &mut Reader, field: &Field) -> Option<String> {
    let host = reader.filled_string(&field.path, field.value)?;
    let is_address = host.value.parse::<std::net::IpAddr>().is_ok();
    if !is_address && host.value.contains(['/', ':', ' ']) {
        return reader.invalid(&field.path, "must be a host name or an address, without scheme and port", host.span);
    }
    Some(host.value)
}

fn port(reader: &mut Reader, field: &Field) -> Option<u16> {
    let number = reader.number(&field.path, field.value)?;
    let port = u16::try_from(number).ok();
    port.or_else(|| {
        reader.invalid(&field.path, "must be a port from 1 to 65535, or 0 for any free one", span(field.value))
    })
}

fn https(reader: &mut Reader, field: &Field) -> Option<Option<RawCertificate>> {
    match field.value {
        Value::BooleanLit(literal) if !literal.value => return Some(None),
        Value::Object(_) => {}
        other => return reader.wrong_type(&field.path, "`false` or an object with `cert` and `key`", other),
    }
    let n_problems = reader.problems.len();
    let (mut cert, mut key) = (None, None);
    for inner in reader.object(&field.path, field.value, &["cert", "key"]) {
        let path = reader.filled_string(&inner.path, inner.value);
        *(if inner.key == "cert" { &mut cert } else { &mut key }) = path;
    }
    match (cert, key) {
        (Some(cert), Some(key)) => Some(Some(RawCertificate { cert, key })),
        _ if reader.problems.len() > n_problems => None,
        (None, _) => reader.invalid(&field.path, "needs `cert`, the path of a certificate", span(field.value)),
        (_, None) => reader.invalid(&field.path, "needs `key`, the path of the certificate's key", span(field.value)),
    }
}

/// An object or a list of them, as in package.json; what is in it is the server's.
fn proxy(reader: &mut Reader, field: &Field) -> Option<serde_json::Value> {
    match field.value {
        Value::Object(_) | Value::Array(_) | Value::StringLit(_) => Some(field.value.clone().into()),
        other => reader.wrong_type(&field.path, "an object, an array of objects or a url", other),
    }
}

fn header(reader: &mut Reader, field: &Field) -> Option<(String, String)> {
    // The characters of a token in RFC 9110 §5.6.2.
    let is_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if field.key.is_empty() || !field.key.chars().all(is_name) {
        return reader.invalid(
            &field.path,
            "must be named as a header, such as `X-Frame-Options`",
            field.key_span.clone(),
        );
    }
    let value = reader.string(&field.path, field.value)?;
    if value.value.chars().any(|c| c.is_control() && c != '\t') {
        return reader.invalid(&field.path, "must be one line", value.span);
    }
    Some((field.key.to_owned(), value.value))
}

fn allowed_hosts(reader: &mut Reader, field: &Field) -> Option<AllowedHosts> {
    match field.value {
        Value::StringLit(literal) if literal.value == "all" => Some(AllowedHosts::All),
        Value::Array(_) => {
            let names = reader.strings(&field.path, field.value)?;
            Some(AllowedHosts::Listed(names.into_iter().map(|name| name.value.to_lowercase()).collect()))
        }
        Value::StringLit(_) => {
            let message = format!("`{}` must be `all` or an array of names", field.path);
            let problem = reader.problem(INVALID_OPTION, message, span(field.value), "");
            reader.problems.push(problem.with_help("write `[\"portal.example.com\"]`, or `\"all\"` for any name"));
            None
        }
        other => reader.wrong_type(&field.path, "`\"all\"` or an array of names", other),
    }
}

/// What the options of a server are made from.
pub(crate) struct Server<'a> {
    pub raw: Option<&'a RawDevServer>,
    pub flags: &'a Flags,
    pub package: &'a Package,
    pub places: &'a Places<'a>,
    /// The config file, if there is one.
    pub source: Option<&'a SourceText>,
}

impl Server<'_> {
    /// Flags, then the option, then package.json.
    pub fn options(&self, problems: &mut Vec<Diagnostic>) -> DevServerOptions {
        let of_package = self.package.info.json.get("proxy").cloned().unwrap_or_default();
        let of_flags = DevServerOptions {
            host: self.flags.host.clone(),
            port: self.flags.port,
            proxy: of_package,
            ..DevServerOptions::default()
        };
        let Some(raw) = self.raw else { return of_flags };
        DevServerOptions {
            host: of_flags.host.or_else(|| raw.host.clone()),
            port: of_flags.port.or(raw.port),
            https: self.https(raw, problems),
            proxy: raw.proxy.clone().unwrap_or(of_flags.proxy),
            headers: raw.headers.clone(),
            allowed_hosts: raw.allowed_hosts.clone().unwrap_or(of_flags.allowed_hosts),
            hot: raw.hot.unwrap_or(of_flags.hot),
            overlay: raw.overlay.unwrap_or(of_flags.overlay),
        }
    }

    fn https(&self, raw: &RawDevServer, problems: &mut Vec<Diagnostic>) -> HttpsOption {
        match &raw.https {
            None => HttpsOption::Unset,
            Some(None) => HttpsOption::Off,
            Some(Some(certificate)) => {
                let mut file = |name: &str, path| self.file(name, path, problems);
                HttpsOption::Files { cert: file("cert", &certificate.cert), key: file("key", &certificate.key) }
            }
        }
    }

    /// A build does not need the file, so it may be missing where nothing is served.
    fn file(&self, name: &str, given: &Spanned<String>, problems: &mut Vec<Diagnostic>) -> PathBuf {
        let path = clean(&self.places.context.join(&given.value));
        if self.flags.serve && !self.places.disk.is_file(&path) {
            let message = format!("`devServer.https.{name}` `{}` does not exist", given.value);
            let mut problem = with_near_miss(Diagnostic::error("certificate-not-found", message), &path, &given.value);
            if let Some(source) = self.source {
                problem = problem.with_label(source.clone(), given.span.clone(), "no such file");
            }
            problems.push(problem);
        }
        path
    }
}
