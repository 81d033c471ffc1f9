//! Which process listens on a port, where the system tells without privileges: Linux's `/proc`. Only asked when the
//! port is taken.

use std::fs;
use std::path::Path;

/// State of a listening socket in `/proc/net/tcp`.
const LISTENING: &str = "0A";

/// The process that listens on the port, such as `` `node` (pid 123) ``. It may be this one, for another package.
pub(crate) fn port_holder(port: u16) -> Option<String> {
    let sockets: Vec<String> =
        ["/proc/net/tcp", "/proc/net/tcp6"].iter().flat_map(|table| listening_sockets(table, port)).collect();
    if sockets.is_empty() {
        return None;
    }
    let processes = fs::read_dir("/proc").ok()?;
    processes.flatten().find_map(|process| {
        let pid = process.file_name().to_str()?.parse::<u32>().ok()?;
        holds_any(&process.path(), &sockets).then(|| describe(&process.path(), pid))
    })
}

/// Link targets (`socket:[inode]`) of the sockets of one table that listen on the port.
fn listening_sockets(table: &str, port: u16) -> Vec<String> {
    let text = fs::read_to_string(table).unwrap_or_default();
    text.lines().filter_map(|line| listening_socket(line, port)).collect()
}

/// Columns: number, local `address:port` in hexadecimal, remote, state, queues, timer, retransmits, user, timeout,
/// inode.
fn listening_socket(line: &str, port: u16) -> Option<String> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    let (_, local_port) = columns.get(1)?.rsplit_once(':')?;
    let found = u16::from_str_radix(local_port, 16).ok()? == port && *columns.get(3)? == LISTENING;
    found.then(|| Some(format!("socket:[{}]", columns.get(9)?)))?
}

fn holds_any(process: &Path, sockets: &[String]) -> bool {
    let Ok(descriptors) = fs::read_dir(process.join("fd")) else { return false };
    descriptors
        .flatten()
        .filter_map(|descriptor| fs::read_link(descriptor.path()).ok())
        .any(|target| target.to_str().is_some_and(|target| sockets.iter().any(|socket| socket == target)))
}

fn describe(process: &Path, pid: u32) -> String {
    if pid == std::process::id() {
        return "another package of this process".to_owned();
    }
    let name = fs::read_to_string(process.join("comm")).unwrap_or_default();
    format!("`{}` (pid {pid})", name.trim())
}
