//! The binary while it runs: what it says, its server and its websocket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tungstenite::client::IntoClientRequest;
use tungstenite::{Message, WebSocket};

use crate::packages::Packages;

/// Longest wait for anything: machines that run these tests may be busy with others.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The command with nothing of this process's environment that it reads.
pub fn mfbuild(packages: &Packages, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mfbuild"));
    for name in ["PORT", "BACKSTAGE_ENV", "MF_BUILD_VERSION", "MF_BUILD_NAME", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.current_dir(packages.path("")).args(arguments);
    command
}

/// A process that ends with the test.
pub struct Running {
    pub child: Child,
    said: String,
    parts: Receiver<String>,
}

impl Running {
    pub fn new(packages: &Packages, arguments: &[&str]) -> Self {
        Self::of(mfbuild(packages, arguments))
    }

    pub fn of(mut command: Command) -> Self {
        // Clocks of file systems are slow: what was written a moment ago may have changed while the first build read.
        thread::sleep(Duration::from_millis(50));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let parts = read_all(child.stderr.take().unwrap());
        Self { child, said: String::new(), parts }
    }

    /// A process whose standard error somebody else reads, or nobody.
    pub fn adopt(child: Child) -> Self {
        Self { child, said: String::new(), parts: channel().1 }
    }

    /// Everything that was said until now on standard error.
    pub fn said(&mut self) -> &str {
        self.said.extend(self.parts.try_iter());
        &self.said
    }

    /// Waits until nothing is said for a while, and forgets all.
    pub fn settle(&mut self) {
        while self.parts.recv_timeout(Duration::from_millis(300)).is_ok() {}
        self.said.clear();
    }

    /// Waits for a text, and forgets all until its end.
    pub fn hear(&mut self, text: &str) {
        self.until(text);
    }

    /// The same; what was said before it.
    pub fn until(&mut self, text: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.said().find(text) {
                let rest = self.said.split_off(at + text.len());
                let mut before = std::mem::replace(&mut self.said, rest);
                before.truncate(at);
                return before;
            }
            match self.parts.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(part) => self.said.push_str(&part),
                Err(why) => panic!("`{text}` was not said ({why}), but\n{}", self.said),
            }
        }
    }

    /// The rest of the line.
    pub fn line(&mut self) -> String {
        self.until("\n")
    }

    /// The server of the only package, or of the next of many.
    pub fn server(&mut self) -> Server {
        self.hear(" at http://localhost:");
        let address = self.line();
        let (port, path) = address.split_once('/').unwrap();
        Server { port: port.parse().unwrap(), path: format!("/{path}") }
    }

    /// Waits for the end; everything that was said and not heard, and how it ended.
    pub fn end(&mut self) -> (ExitStatus, String) {
        let deadline = Instant::now() + PATIENCE;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "it goes on: {}", self.said());
            thread::sleep(Duration::from_millis(2));
        }
        while let Ok(part) = self.parts.recv_timeout(Duration::from_secs(1)) {
            self.said.push_str(&part);
        }
        (self.child.wait().unwrap(), std::mem::take(&mut self.said))
    }

    /// For the time of one debounce and a build, nothing is said.
    pub fn stays_quiet(&mut self) {
        match self.parts.recv_timeout(Duration::from_secs(1)) {
            Err(RecvTimeoutError::Timeout) if self.said.is_empty() => {}
            other => panic!("{:?} {other:?}", self.said),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_all(mut pipe: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(n @ 1..) = pipe.read(&mut buffer) {
            let _ = sender.send(String::from_utf8_lossy(&buffer[..n]).into_owned());
        }
    });
    receiver
}

/// A server on this machine.
pub struct Server {
    pub port: u16,
    /// What is shown to the user.
    pub path: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub code: u16,
    /// In lower case.
    pub head: String,
    pub body: String,
}

impl Server {
    /// What a script gets.
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[("Accept", "*/*"), ("Sec-Fetch-Dest", "script")])
    }

    /// What a browser gets that opens a page.
    pub fn open(&self, path: &str) -> Answer {
        self.get_with(path, &[("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")])
    }

    /// The answer to a request with these headers; the host is this machine unless they say another.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        // In this version a body that is made while it is sent ends with the connection, and comes in no chunks.
        let mut request = format!("GET {path} HTTP/1.0\r\n");
        let host = ("Host", format!("localhost:{}", self.port));
        if !headers.iter().any(|(name, _)| *name == host.0) {
            request += &format!("{}: {}\r\n", host.0, host.1);
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        let mut stream = self.connect();
        write!(stream, "{request}\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let code = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { code, head: head.to_lowercase(), body: body.to_string() }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("localhost", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// A page that listens for updates.
    pub fn socket(&self) -> Socket {
        self.socket_at("/")
    }

    /// The same for files below a path.
    pub fn socket_at(&self, path: &str) -> Socket {
        let request = format!("ws://localhost:{}{path}__mfbuild/hot", self.port).into_client_request().unwrap();
        Socket(tungstenite::client(request, self.connect()).unwrap().0)
    }

    /// A page of that origin; `None`: the server refuses it.
    pub fn socket_of(&self, path: &str, origin: &str) -> Option<Socket> {
        let mut request = format!("ws://localhost:{}{path}", self.port).into_client_request().unwrap();
        request.headers_mut().insert("Origin", origin.parse().unwrap());
        tungstenite::client(request, self.connect()).ok().map(|(socket, _)| Socket(socket))
    }

    /// Nobody listens any more.
    pub fn is_gone(&self) -> bool {
        TcpStream::connect(("localhost", self.port)).is_err()
    }
}

impl Answer {
    pub fn ok(self) -> Self {
        assert_eq!(self.code, 200, "{self:?}");
        self
    }

    pub fn has(&self, header: &str) -> bool {
        self.head.lines().any(|line| line == header)
    }
}

/// A page's connection.
pub struct Socket(WebSocket<TcpStream>);

impl Socket {
    /// The next message.
    pub fn next(&mut self) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // The server says every half a minute that it is there.
            assert!(Instant::now() < deadline, "no message");
            if let Message::Text(text) = self.0.read().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    /// The next message must be of this type.
    pub fn expect(&mut self, kind: &str) -> Value {
        let message = self.next();
        assert_eq!(message["type"], kind, "{message}");
        message
    }

    /// A build begins, and this comes of it. What happened around the start may be built once more, to the same result;
    /// that build may have begun before the page was connected.
    pub fn expect_build(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next();
            if message["type"] == "ok" {
                continue;
            }
            assert_eq!(message["type"], "building", "{message}");
            let message = self.next();
            if message["type"] == kind {
                return message;
            }
            assert_eq!(message["type"], "ok", "not `{kind}`: {message}");
        }
    }
}
