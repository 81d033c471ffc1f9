//! How commands end: at once, whatever asks for it and whatever they are doing, with nothing half done left behind.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::packages::{Packages, app, remote, tree};
use crate::running::{PATIENCE, Running, mfbuild};

/// Ctrl-C, a service manager, a closed terminal.
const SIGNALS: [(&str, i32); 3] = [("INT", 2), ("TERM", 15), ("HUP", 1)];
/// Tries per command.
const TRIES: u32 = 24;
/// As long as a user takes for "at once".
const AT_ONCE: Duration = Duration::from_millis(500);

/// Modules that are chunks of their own, so that a build writes several hundred files.
const MODULES: usize = 150;

fn send(signal: &str, process: u32) {
    let status = Command::new("kill").args([&format!("-{signal}"), &process.to_string()]).status().unwrap();
    assert!(status.success());
}

/// Every chunk holds the version.
fn large() -> Packages {
    let packages = app();
    let mut entry = String::new();
    for n in 0..MODULES {
        packages.write(&format!("app/src/part{n}.ts"), &format!("import './shared{n}';\nconsole.log(VERSION, {n});\n"));
        packages.write(&format!("app/src/shared{n}.ts"), &format!("console.log('shared', {n});\n"));
        entry += &format!("void import('./part{n}');\n");
    }
    packages.write("app/src/index.ts", &entry);
    write_version(&packages, 0);
    packages
}

fn write_version(packages: &Packages, version: u32) {
    let config = format!(r#"{{"app": true, "define": {{"VERSION": "{version}"}}}}"#);
    packages.write("app/mfbuild.config.json", &config);
}

type Tree = BTreeMap<String, Option<Vec<u8>>>;

/// The outputs of both versions, and how long the second build took.
fn outputs(packages: &Packages) -> ([Tree; 2], Duration) {
    let mut took = Duration::ZERO;
    let built = [0, 1].map(|version| {
        write_version(packages, version);
        let start = Instant::now();
        let output = mfbuild(packages, &["build", "app"]).output().unwrap();
        took = start.elapsed();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        tree(&packages.path("app/dist"))
    });
    assert!(built[0] != built[1]);
    (built, took)
}

/// Ends of the processes of a test.
#[derive(Default)]
struct Ends {
    took: Vec<Duration>,
    by_handler: u32,
}

impl Ends {
    /// Sends the signal and waits; the exit code is that of an interrupted program, unless it was done already, or its
    /// handler was not there yet.
    fn end(&mut self, running: &mut Running, (name, number): (&str, i32)) {
        let start = Instant::now();
        send(name, running.child.id());
        let status = loop {
            if let Some(status) = running.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < PATIENCE, "SIG{name} does not end it: {}", running.said());
            thread::sleep(Duration::from_millis(1));
        };
        self.took.push(start.elapsed());
        self.by_handler += u32::from(status.code() == Some(130));
        let is_fine = [Some(130), Some(0)].contains(&status.code()) || status.signal() == Some(number);
        assert!(is_fine, "SIG{name}: {status} {}", running.said());
        assert!(!running.said().contains("panicked"), "{}", running.said());
    }

    /// Half of them: a busy machine may need longer now and then.
    fn were_at_once(mut self) {
        self.took.sort();
        assert!(self.took[self.took.len() / 2] < AT_ONCE, "{:?}", self.took);
        // Otherwise this tests what the system does.
        assert!(self.by_handler * 3 >= TRIES, "{} of {TRIES}", self.by_handler);
    }
}

/// Temporary files and directories of builds.
fn leftovers(packages: &Packages) -> Vec<String> {
    tree(&packages.path("")).into_keys().filter(|name| name.contains("/.mfbuild-")).collect()
}

fn assert_whole(packages: &Packages, outputs: &[Tree; 2], what: &str) {
    assert_eq!(leftovers(packages), Vec::<String>::new(), "{what}");
    let found = tree(&packages.path("app/dist"));
    assert!(outputs.contains(&found), "{what}: {} files, {:?}", found.len(), found.keys().take(5).collect::<Vec<_>>());
}

/// Moments from the beginning to a little more than the end, not in order.
fn moment(n: u32, whole: Duration) -> Duration {
    whole * (n * 7 % TRIES) / (TRIES - 4)
}

#[test]
fn a_build_leaves_the_old_output_or_the_new_one() {
    let packages = large();
    let (outputs, took) = outputs(&packages);
    let mut ends = Ends::default();
    for n in 0..TRIES {
        write_version(&packages, n % 2);
        let mut running = Running::new(&packages, &["build", "app"]);
        let delay = moment(n, took).max(Duration::from_millis(20));
        thread::sleep(delay);
        ends.end(&mut running, SIGNALS[n as usize % 3]);
        assert_whole(&packages, &outputs, &format!("after {delay:?} of {took:?}"));
    }
    // Some were done before the signal came.
    ends.by_handler += TRIES / 6;
    ends.were_at_once();
}

#[test]
fn a_watch_leaves_a_whole_output() {
    let packages = large();
    let (outputs, _) = outputs(&packages);
    let mut ends = Ends::default();
    let mut took = Duration::ZERO;
    for n in 0..TRIES {
        let mut running = Running::new(&packages, &["build", "--watch", "app"]);
        running.hear(" written to ");
        let start = Instant::now();
        write_version(&packages, n % 2);
        if n == 0 {
            write_version(&packages, 0);
            running.hear(" written to ");
            took = start.elapsed();
        }
        let delay = moment(n, took);
        thread::sleep(delay);
        ends.end(&mut running, SIGNALS[n as usize % 3]);
        assert_whole(&packages, &outputs, &format!("after {delay:?} of {took:?}"));
    }
    ends.were_at_once();
}

#[test]
fn a_server_ends_with_its_connections() {
    let packages = large();
    let mut ends = Ends::default();
    for n in 0..TRIES {
        let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
        if n % 3 == 0 {
            thread::sleep(Duration::from_millis(20 + 15 * u64::from(n)));
            ends.end(&mut running, SIGNALS[n as usize / 3 % 3]);
        } else {
            let server = running.server();
            let mut socket = server.socket();
            socket.expect("hello");
            write_version(&packages, n);
            thread::sleep(Duration::from_millis(5 * u64::from(n)));
            ends.end(&mut running, SIGNALS[n as usize % 3]);
            assert!(server.is_gone());
        }
        assert_eq!(leftovers(&packages), Vec::<String>::new());
        assert!(!packages.path("app/dist").exists());
    }
    ends.were_at_once();
}

#[test]
fn two_signals_are_as_good_as_one() {
    let packages = remote();
    let mut running = Running::new(&packages, &["start", "--port", "0", "remote"]);
    running.server();
    send("INT", running.child.id());
    // The process may be gone by now.
    let _ = Command::new("kill").args(["-INT", &running.child.id().to_string()]).stderr(Stdio::null()).status();
    let (status, said) = running.end();
    assert!(status.code() == Some(130) && !said.contains("panicked"), "{status} {said}");
}

/// A Backstage app whose config loader says the id of its process in a file, and never ends.
fn sleeper(sleep: &str) -> Packages {
    let loader = format!(
        "const sleep = () => {{ require('fs').writeFileSync(process.cwd() + '/id', process.pid + ' '); {sleep}; }};
         exports.ConfigSources = {{ default: () => ({{ readConfigData: sleep }}) }};
         exports.loadConfigSchema = sleep;\n"
    );
    let manifest = r#"{"name": "app", "version": "1.0.0", "backstage": {"role": "frontend"}}"#;
    let packages = Packages::new(&[
        ("app/package.json", manifest),
        ("app/app-config.yaml", "{}"),
        ("app/src/index.ts", "console.log('app');\n"),
        ("app/public/index.html", "<title>app</title>"),
    ]);
    for name in ["@backstage/config-loader", "@backstage/config", "@backstage/cli", "yaml"] {
        packages.write(&format!("app/node_modules/{name}/index.js"), &loader);
        let manifest = format!(r#"{{"name": "{name}", "version": "9.9.9", "main": "./index.js"}}"#);
        packages.write(&format!("app/node_modules/{name}/package.json"), &manifest);
    }
    packages
}

/// A process that has ended may wait for somebody to ask how.
fn is_there(process: &str) -> bool {
    let output = Command::new("ps").args(["-o", "stat=", "-p", process]).output().unwrap();
    let state = String::from_utf8_lossy(&output.stdout);
    !state.trim().is_empty() && !state.trim().starts_with('Z')
}

#[test]
fn the_process_of_the_configuration_ends_too() {
    let busy = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";
    let idle = "setInterval(() => {}, 1000); return new Promise(() => {})";
    for (n, sleep) in [busy, idle, busy, busy].into_iter().enumerate() {
        let packages = sleeper(sleep);
        let command: &[&str] = if n == 3 { &["build", "app"] } else { &["start", "--port", "0", "app"] };
        let mut running = Running::new(&packages, command);
        let deadline = Instant::now() + PATIENCE;
        let process = loop {
            match fs::read_to_string(packages.path("app/id")) {
                Ok(text) if text.ends_with(' ') => break text.trim().to_string(),
                _ => thread::sleep(Duration::from_millis(5)),
            }
            assert!(Instant::now() < deadline, "{}", running.said());
        };
        assert!(is_there(&process), "{sleep}: {}", running.said());
        // Nothing of the process can run after the last one.
        send(["INT", "TERM", "KILL", "HUP"][n], running.child.id());
        let (status, said) = running.end();
        assert!(status.code() == Some(130) || status.signal() == Some(9), "{status} {said}");
        let deadline = Instant::now() + Duration::from_secs(5);
        while is_there(&process) {
            assert!(Instant::now() < deadline, "{sleep}");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// `mfbuild start 2>&1 | head -1`.
#[test]
fn nobody_has_to_read_what_a_server_says() {
    let packages = app();
    let mut command = mfbuild(&packages, &["start", "--port", "0", "app"]);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let pipe = child.stderr.take().unwrap();
    let mut running = Running::adopt(child);
    let mut lines = BufReader::new(pipe).lines();
    let address = lines.by_ref().map(Result::unwrap).find(|line| line.contains(" at http")).unwrap();
    drop(lines);
    let port = address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
    let server = crate::running::Server { port, path: "/".to_string() };
    let mut socket = server.socket();
    socket.expect("hello");
    packages.write("app/src/text.ts", "export const text = ;\n");
    socket.expect_build("errors");
    packages.write("app/src/text.ts", "export const text = 'second';\n");
    socket.expect_build("update");
    assert!(running.child.try_wait().unwrap().is_none());
    let start = Instant::now();
    send("TERM", running.child.id());
    assert_eq!(running.child.wait().unwrap().code(), Some(130));
    assert!(start.elapsed() < PATIENCE / 10);
}

#[test]
fn nobody_has_to_read_what_a_build_says() {
    let packages = app();
    for script in ["\"$0\" \"$@\" 2>&1 | head -c 1", "\"$0\" \"$@\" >&- 2>&-", "\"$0\" \"$@\" | true"] {
        let _ = fs::remove_dir_all(packages.path("app/dist"));
        let mut shell = Command::new("sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_mfbuild"), "build", "app"]).current_dir(packages.path(""));
        let output = shell.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !said.contains("panicked"), "{script}: {said}");
        assert!(packages.path("app/dist/index.html").exists(), "{script}");
    }
}

/// A kill can come between any two steps: `MFBUILD_KILLS=1000` tries more of them.
#[test]
fn a_kill_leaves_a_whole_output() {
    let kills = std::env::var("MFBUILD_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(36);
    let packages = large();
    let (outputs, took) = outputs(&packages);
    let (mut killed, mut left) = (0, 0);
    for n in 0..kills {
        write_version(&packages, n % 2);
        let mut child =
            mfbuild(&packages, &["build", "app"]).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        // Most of them while files are written and swapped, which is the last part of a build.
        thread::sleep(took * (60 + n * 37 % 55) / 100);
        let _ = child.kill();
        killed += u32::from(child.wait().unwrap().signal() == Some(9));
        left += u32::from(!leftovers(&packages).is_empty());
        let found = tree(&packages.path("app/dist"));
        assert!(outputs.contains(&found), "after kill {n}: {} files", found.len());
    }
    // Also if it fails, a build repairs and removes what the others have left.
    let output = mfbuild(&packages, &["build", "app"]).output().unwrap();
    assert!(output.status.success());
    assert_eq!(leftovers(&packages), Vec::<String>::new(), "{left} of {killed} kills have left something");
    assert!(killed > kills / 4, "{killed} of {kills}");
}

#[test]
fn a_failing_build_repairs_a_killed_one() {
    let packages = app();
    assert!(mfbuild(&packages, &["build", "app"]).output().unwrap().status.success());
    let before = tree(&packages.path("app/dist"));
    // Systems without an exchange of directories rename twice.
    packages.write("app/.mfbuild-a1B2c3/lock", "");
    packages.write("app/.mfbuild-a1B2c3/target", "dist");
    fs::rename(packages.path("app/dist"), packages.path("app/.mfbuild-a1B2c3/old")).unwrap();
    packages.write("app/src/text.ts", "export const text = ;\n");
    assert_eq!(mfbuild(&packages, &["build", "app"]).output().unwrap().status.code(), Some(1));
    assert_eq!(tree(&packages.path("app/dist")), before);
    assert_eq!(leftovers(&packages), Vec::<String>::new());
}
