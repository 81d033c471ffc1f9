//! The loop: files change, packages are built, pages are told or files are written.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crossbeam_channel::{Receiver, never, select, unbounded};
use mfbuild::{FileChanges, Flags, Optimization, Purpose, Rebuilt, Session, SharedMemory, front_file};
use mfbuild_app::app_config::DevAddress;
use mfbuild_config::HttpsOption;
use mfbuild_diagnostics::{Diagnostic, has_errors};
use mfbuild_serve::{ServeOptions, Server, Site, serve};
use mfbuild_watch::{Changes, WatchOptions, Watcher};
use tokio::runtime::Handle;

use crate::address::{Surroundings, serve_options};
use crate::files::Written;
use crate::site::PackageSite;
use crate::token::hot_token;
use crate::{Event, Listener, message};

/// Between two looks at a file that is being written.
const PAUSE: Duration = Duration::from_millis(5);
/// Looks at a file that may be empty for good.
const MOST_PAUSES: usize = 10;

/// What is done with builds.
enum Target {
    /// They are served; `None` until the address is known.
    Pages(Arc<PackageSite>, Option<Box<Serving>>),
    /// They are written.
    Files(Written),
}

/// A server, and what it was started with.
struct Serving {
    server: Server,
    options: ServeOptions,
}

struct Package {
    /// For messages.
    name: String,
    session: Session,
    target: Target,
}

/// Serves packages until `stop` says so, or its sender is gone.
///
/// `variable` reads the environment.
///
/// Errors: what keeps the command from starting: a taken port, a broken certificate, a watcher that cannot be.
pub fn start(
    packages: Vec<Flags>,
    variable: &dyn Fn(&str) -> Option<String>,
    listener: Listener<'_>,
    stop: &Receiver<()>,
) -> Result<(), Vec<Diagnostic>> {
    let runtime = mfbuild_serve::runtime().map_err(|error| vec![no_runtime(&error)])?;
    let environment = Environment { variable, runtime: Some(runtime.handle().clone()) };
    let first = packages.first().map_or(Path::new("."), |flags| &flags.dir);
    let token = hot_token(first).map_err(|problem| vec![problem])?;
    let (lines, told) = unbounded();
    let shared = Arc::default();
    let packages = packages.into_iter().map(|flags| {
        let site = Arc::new(PackageSite::new(lines.clone(), token.clone()));
        let flags = Flags { hot_token: token.clone(), ..flags };
        Package::new(&shared, flags, Purpose::Serve, Target::Pages(site, None))
    });
    let mut development = Loop { packages: packages.collect(), listener, began: SystemTime::now() };
    let result = development.first_builds().and_then(|()| {
        development.serve(&environment)?;
        development.run(&environment, stop, &told)
    });
    development.close();
    runtime.shutdown_background();
    result
}

/// Builds packages into their output directories until `stop` says so.
///
/// Errors: as for `start`.
pub fn watch(
    packages: Vec<Flags>,
    optimization: Optimization,
    variable: &dyn Fn(&str) -> Option<String>,
    listener: Listener<'_>,
    stop: &Receiver<()>,
) -> Result<(), Vec<Diagnostic>> {
    let environment = Environment { variable, runtime: None };
    let shared = Arc::default();
    let package = |flags| Package::new(&shared, flags, Purpose::Write(optimization), Target::Files(Written::default()));
    let packages = packages.into_iter().map(package).collect();
    let mut development = Loop { packages, listener, began: SystemTime::now() };
    development.first_builds()?;
    development.run(&environment, stop, &never())
}

/// What surrounds the loop.
struct Environment<'a> {
    variable: &'a dyn Fn(&str) -> Option<String>,
    /// Of the servers, if there are any.
    runtime: Option<Handle>,
}

impl Environment<'_> {
    fn port(&self) -> Option<u16> {
        (self.variable)("PORT").and_then(|port| port.parse().ok())
    }
}

impl Serving {
    fn port(&self) -> Option<u16> {
        self.server.addresses().first().map(|address| address.port())
    }
}

struct Loop<'a> {
    packages: Vec<Package>,
    listener: Listener<'a>,
    /// When the first build began to read.
    began: SystemTime,
}

impl Loop<'_> {
    /// Builds everything once. A package without options cannot be served: its errors end the command.
    fn first_builds(&mut self) -> Result<(), Vec<Diagnostic>> {
        for package in &mut self.packages {
            let rebuilt = package.session.build(&|progress| (self.listener)(Event::Progress(progress)));
            if package.session.options().is_none() {
                return Err(rebuilt.diagnostics);
            }
            package.name = package.session.options().map(|options| options.package.name.clone()).unwrap_or_default();
            package.take(&rebuilt, self.listener);
        }
        Ok(())
    }

    /// Starts servers, and those again whose options have changed.
    fn serve(&mut self, environment: &Environment<'_>) -> Result<(), Vec<Diagnostic>> {
        let Some(runtime) = &environment.runtime else { return Ok(()) };
        let is_one_of_many = self.packages.len() > 1;
        let mut taken = Vec::new();
        for package in &mut self.packages {
            let (Some(options), Target::Pages(site, serving)) = (package.session.options(), &mut package.target) else {
                continue;
            };
            let configured = package.session.address();
            let port = environment.port();
            let current = serving.as_ref().and_then(|serving| serving.port());
            if current.is_some() && package.session.has_failed() {
                // Where it belongs may not be known; whoever looks at it wants to see the errors.
                taken.extend(current);
                continue;
            }
            let around = Surroundings { port, configured: configured.as_ref(), taken: &taken, is_one_of_many, current };
            let wanted = serve_options(options, around).map_err(|error| vec![error])?;
            taken.extend(current);
            if serving.as_ref().is_some_and(|serving| serving.options == wanted) {
                continue;
            }
            // Its port may be the same.
            serving.take().into_iter().for_each(|serving| serving.server.close());
            let shown: Arc<dyn Site> = Arc::clone(site) as Arc<dyn Site>;
            let server = serve(shown, &wanted, runtime).map_err(|error| vec![error])?;
            let url = format!("{}{}", server.url(), front_file(options));
            let is_app = options.app.is_some();
            (self.listener)(Event::Serving { package: &package.name, url: &url, is_app });
            let is_plain = options.dev_server.https == HttpsOption::Unset;
            if let Some(problem) = configured.as_ref().filter(|_| is_plain).and_then(DevAddress::missing_certificate) {
                (self.listener)(Event::Problem(&problem));
            }
            let mut running = Serving { server, options: wanted };
            // A port that was free is kept as if it had been asked for.
            running.options.port = running.port().unwrap_or(running.options.port);
            taken.extend(running.port());
            *serving = Some(Box::new(running));
        }
        Ok(())
    }

    fn run(
        &mut self,
        environment: &Environment<'_>,
        stop: &Receiver<()>,
        lines: &Receiver<String>,
    ) -> Result<(), Vec<Diagnostic>> {
        let options = WatchOptions::from_environment(environment.variable);
        let (mut watcher, changes) = Watcher::new(options).map_err(|error| vec![error])?;
        // Pages that load need the processor more than the watcher, which finds earlier changes by the times of files.
        self.packages.iter().for_each(|package| package.session.output().print());
        self.watch(&mut watcher, Some(self.began))?;
        let mut notice = None;
        loop {
            if watcher.notice() != notice {
                notice = watcher.notice();
                notice.iter().for_each(|notice| (self.listener)(Event::Notice(notice)));
            }
            select! {
                recv(stop) -> _ => return Ok(()),
                recv(lines) -> line => line.iter().for_each(|line| (self.listener)(Event::Notice(line))),
                recv(changes) -> changed => {
                    let Ok(changed) = changed else { return Ok(()) };
                    let began = SystemTime::now();
                    if self.rebuild(&changed) {
                        self.watch(&mut watcher, Some(began))?;
                        // The next change tries again.
                        if let Err(problems) = self.serve(environment) {
                            problems.iter().for_each(|problem| (self.listener)(Event::Problem(problem)));
                        }
                    }
                }
            }
        }
    }

    /// Whether anything was built.
    fn rebuild(&mut self, changed: &Changes) -> bool {
        wait_for_content(&changed.paths);
        let changes = FileChanges { paths: changed.paths.clone(), is_incomplete: changed.overflow };
        let mut has_built = false;
        for package in &mut self.packages {
            let Package { session, target, .. } = package;
            let begin = || {
                if let Target::Pages(site, Some(serving)) = &*target {
                    site.gate().close();
                    serving.server.broadcast(&message::building());
                }
            };
            let progress = |progress| (self.listener)(Event::Progress(progress));
            if let Some(rebuilt) = session.rebuild(&changes, &begin, &progress) {
                package.take(&rebuilt, self.listener);
                has_built = true;
            }
        }
        has_built
    }

    fn watch(&self, watcher: &mut Watcher, since: Option<SystemTime>) -> Result<(), Vec<Diagnostic>> {
        let watched: Vec<_> = self.packages.iter().map(|package| package.session.watched()).collect();
        let directories: Vec<PathBuf> = watched.iter().flat_map(|watched| watched.directories.clone()).collect();
        let roots: Vec<PathBuf> = watched.iter().flat_map(|watched| watched.roots.clone()).collect();
        let files = watched.iter().flat_map(|watched| watched.files.iter().map(PathBuf::as_path));
        watcher.set_files(files, &directories, &roots, since).map_err(|error| vec![error])
    }

    /// Ends all servers and their connections.
    fn close(&mut self) {
        for package in &mut self.packages {
            if let Target::Pages(_, serving) = &mut package.target {
                serving.take().into_iter().for_each(|serving| serving.server.close());
            }
        }
    }
}

impl Package {
    fn new(shared: &Arc<SharedMemory>, flags: Flags, purpose: Purpose, target: Target) -> Self {
        Self { name: flags.dir.display().to_string(), session: Session::beside(shared, flags, purpose), target }
    }

    /// Shows or writes a build.
    fn take(&mut self, rebuilt: &Rebuilt, listener: Listener<'_>) {
        let output = self.session.output();
        let is_hot = self.session.options().is_some_and(|options| options.dev_server.hot);
        let mut pages = 0;
        match &mut self.target {
            Target::Pages(site, serving) => {
                let hash = output.hash.clone();
                site.show(output, message::errors(&rebuilt.diagnostics));
                if let Some(server) = serving.as_ref().map(|serving| &serving.server) {
                    server.broadcast(&message::of(rebuilt, &hash, is_hot));
                    pages = server.connected();
                }
                site.gate().open();
                listener(Event::Built { package: &self.name, rebuilt, pages });
            }
            Target::Files(written) => {
                listener(Event::Built { package: &self.name, rebuilt, pages });
                let Some(options) = self.session.options().filter(|_| !has_errors(&rebuilt.diagnostics)) else {
                    return;
                };
                match written.write(&output, options) {
                    Ok((files, warning)) => {
                        listener(Event::Written { package: &self.name, dir: &options.out_dir, files });
                        warning.iter().for_each(|warning| listener(Event::Problem(warning)));
                    }
                    Err(problem) => {
                        let rebuilt = Rebuilt { diagnostics: vec![problem], ..Rebuilt::default() };
                        listener(Event::Built { package: &self.name, rebuilt: &rebuilt, pages });
                    }
                }
            }
        }
    }
}

/// Editors empty a file before they write it: an empty one gets a moment.
fn wait_for_content(paths: &[PathBuf]) {
    let is_empty = |path: &PathBuf| path.metadata().is_ok_and(|file| file.is_file() && file.len() == 0);
    for _ in 0..MOST_PAUSES {
        if !paths.iter().any(is_empty) {
            return;
        }
        std::thread::sleep(PAUSE);
    }
}

fn no_runtime(error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("no-threads", "the server cannot be started")
        .with_note(error.to_string())
        .with_help("close other programs, or raise the limit of processes (`ulimit -u`)")
}
