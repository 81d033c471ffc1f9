//! Where a server listens, and what it says when it cannot.

use std::net::TcpListener;

use hyper::StatusCode;
use mfbuild_serve::{ServeOptions, runtime, serve};

use crate::harness::{Harness, options, site};

#[test]
fn localhost_is_both_loopback_addresses() {
    let app = Harness::new(&[("main.js", "")], &options());
    assert_eq!(app.server.url(), format!("http://localhost:{}/", app.port()));
    let ports: Vec<u16> = app.server.addresses().iter().map(std::net::SocketAddr::port).collect();
    assert!(ports.iter().all(|port| *port == app.port()));
    if TcpListener::bind("[::1]:0").is_ok() {
        assert_eq!(ports.len(), 2);
    }
}

#[test]
fn every_address_is_one_socket() {
    for host in ["0.0.0.0", "::", "127.0.0.1"] {
        let app = Harness::new(&[("main.js", "")], &ServeOptions { host: host.to_owned(), ..options() });
        assert_eq!(app.server.addresses().len(), 1);
        assert_eq!(app.get("/main.js", &[]).status, StatusCode::OK, "{host}");
    }
}

#[test]
fn a_taken_port_is_an_error_that_names_the_holder() {
    for taken in ["127.0.0.1:0", "[::1]:0", "0.0.0.0:0"] {
        let Ok(other) = TcpListener::bind(taken) else { continue };
        let port = other.local_addr().unwrap().port();
        let runtime = runtime().unwrap();
        let error = serve(site(&[]), &ServeOptions { port, ..options() }, runtime.handle()).unwrap_err();
        assert_eq!(error.code, "port-taken");
        assert_eq!(error.message, format!("port {port} is taken"));
        assert!(error.help.is_some());
        if cfg!(target_os = "linux") {
            assert_eq!(error.notes, ["another package of this process listens on it"]);
        }
    }
}

#[test]
fn a_host_of_another_machine_is_an_error() {
    let runtime = runtime().unwrap();
    for host in ["192.0.2.1", "portal.invalid"] {
        let options = ServeOptions { host: host.to_owned(), ..options() };
        let error = serve(site(&[]), &options, runtime.handle()).unwrap_err();
        assert_eq!(error.code, "host-unavailable", "{host}");
    }
}

#[test]
fn a_port_is_free_after_close() {
    let app = Harness::new(&[("main.js", "one")], &options());
    assert_eq!(app.get("/main.js", &[]).text(), "one");
    let port = app.port();
    app.server.close();
    let options = ServeOptions { port, ..options() };
    let again = Harness::new(&[("main.js", "two")], &options);
    assert_eq!(again.get("/main.js", &[]).text(), "two");
}

#[test]
fn headers_are_checked() {
    let runtime = runtime().unwrap();
    let options = ServeOptions { headers: vec![("a b".to_owned(), "c".to_owned())], ..options() };
    assert_eq!(serve(site(&[]), &options, runtime.handle()).unwrap_err().code, "invalid-header");
}
