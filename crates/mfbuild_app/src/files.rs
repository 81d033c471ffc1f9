//! Reads files of the project.

use std::io;
use std::path::Path;

/// Reads a file. A named pipe, a socket or a device is refused: reading it may never end.
///
/// # Errors
/// Those of the file system, and one for pipes, devices and directories.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let kind = path.metadata()?.file_type();
    // The system has its own words for a directory.
    if kind.is_file() || kind.is_dir() { std::fs::read(path) } else { Err(io::Error::other("it is no regular file")) }
}

/// The same for a text in UTF-8.
///
/// # Errors
/// The same, and one for other bytes.
pub fn read_text_file(path: &Path) -> io::Result<String> {
    String::from_utf8(read_file(path)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
