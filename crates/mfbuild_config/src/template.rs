//! What the html template of an app says of the package's sources: which of its scripts is the entry, and which of its
//! urls nobody will serve.
//!
//! Owns only what has to be known of a template before the build; the page itself is made by `mfbuild_app`.

use std::cell::RefCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use lol_html::{RewriteStrSettings, element, rewrite_str};
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::files::{Places, clean, with_near_miss};
use crate::json::{display_path, read_source};

/// Extensions of scripts that can be an entry.
const SCRIPTS: &[&str] = &["ts", "tsx", "mts", "js", "jsx", "mjs"];
/// Those that no browser reads, so that a page with one of them waits for somebody who builds it.
const SOURCES_ONLY: &[&str] = &["ts", "tsx", "mts", "jsx"];

/// A template and where its urls lead.
pub(crate) struct Template<'a> {
    source: SourceText,
    path: &'a Path,
    public_dir: Option<&'a Path>,
    places: &'a Places<'a>,
    urls: Vec<Url>,
}

/// A `src`, or the `href` of a link, as it is written.
struct Url {
    text: String,
    span: Range<usize>,
    is_module_script: bool,
}

impl<'a> Template<'a> {
    /// `None` for a file that cannot be read, which the build says.
    pub fn read(path: &'a Path, public_dir: Option<&'a Path>, places: &'a Places<'a>) -> Option<Self> {
        let source = read_source(path, places.context, places.disk)?.ok()?;
        let urls = urls(&source.text);
        Some(Self { source, path, public_dir, places, urls })
    }

    /// The file that the first module script among the package's sources names, as a request; an error if there is no
    /// such script, but one that asks for a source which does not exist.
    pub fn entry(&self) -> Option<Result<String, Diagnostic>> {
        if let Some(file) = self.scripts().find_map(|script| self.file(script)) {
            let inside = file.strip_prefix(self.places.context).expect("only files of the package are found");
            return Some(Ok(format!("./{}", inside.to_string_lossy().replace('\\', "/"))));
        }
        self.scripts().next().map(|script| Err(self.missing_entry(script)))
    }

    /// The `src` of the script that the entry takes the place of.
    pub fn script_of(&self, entry: &Path) -> Option<String> {
        let script = self.scripts().find(|script| self.file(script).as_deref() == Some(entry))?;
        Some(script.text.clone())
    }

    /// What stays in the page and leads nowhere; `entry` is the request that is built, `replaced` the script that it
    /// takes the place of.
    pub fn warnings(&self, entry: &str, replaced: Option<&str>) -> Vec<Diagnostic> {
        let others = self.scripts().filter(|script| Some(script.text.as_str()) != replaced);
        let mut warnings = others.map(|script| self.not_built(script, entry)).collect::<Vec<_>>();
        warnings.extend(self.not_served());
        warnings
    }

    /// Module scripts that are sources of the package.
    fn scripts(&self) -> impl Iterator<Item = &Url> {
        self.urls.iter().filter(|url| {
            let extension =
                local_path(&url.text).and_then(|path| path.rsplit_once('.')).map(|(_, extension)| extension);
            let is_among = |list: &[&str]| extension.is_some_and(|extension| list.contains(&extension));
            let is_source = || self.file(url).is_some() || self.is_among_sources(url);
            url.is_module_script && (is_among(SOURCES_ONLY) || (is_among(SCRIPTS) && is_source()))
        })
    }

    /// Whether a url means a file in a directory of the package, as `/src/nope.js`. Others may be there at run time, such as
    /// `/config.js`.
    fn is_among_sources(&self, url: &Url) -> bool {
        let path = local_path(&url.text).unwrap_or_default().trim_start_matches("./").trim_start_matches('/');
        let Some((dir, _)) = path.rsplit_once('/') else { return false };
        let is_served = |public: &Path| self.places.disk.is_dir(&public.join(dir));
        self.places.disk.is_dir(&self.places.context.join(dir)) && !self.public_dir.is_some_and(is_served)
    }

    /// The file of the package that a url means as the template is written, and that is not served as it is.
    fn file(&self, url: &Url) -> Option<PathBuf> {
        let path = local_path(&url.text)?;
        let from_root = path.trim_start_matches("./").trim_start_matches('/');
        let is_served = |public: &Path| {
            let file = clean(&public.join(from_root));
            file.starts_with(public) && self.places.disk.is_file(&file)
        };
        if self.public_dir.is_some_and(is_served) {
            return None;
        }
        let context = self.places.context;
        // The page is at the root of the site, but who wrote its template may have looked at the files beside it.
        let beside = (!path.starts_with('/')).then(|| self.path.with_file_name(path));
        let mut candidates = beside.into_iter().chain([context.join(from_root)]).map(|path| clean(&path));
        candidates.find(|file| file.starts_with(context) && self.places.disk.is_file(file) && file != self.path)
    }

    fn missing_entry(&self, script: &Url) -> Diagnostic {
        let message = format!("the app's entry `{}`, which the template names, does not exist", script.text);
        let path = local_path(&script.text).unwrap_or_default();
        let file = clean(&self.places.context.join(path.trim_start_matches('/')));
        let problem = Diagnostic::error("entry-not-found", message);
        with_near_miss(problem, &file, path).with_label(self.source.clone(), script.span.clone(), "no such file")
    }

    fn not_built(&self, script: &Url, entry: &str) -> Diagnostic {
        let message = format!("the script `{}` of the template is not built", script.text);
        Diagnostic::warning("template-script", message)
            .with_label(self.source.clone(), script.span.clone(), "stays in the page as it is")
            .with_note(format!("an app has one entry, here `{entry}`"))
            .with_help("import the script from the entry, or name it as `app.entry` in `mfbuild.config.json`")
    }

    /// One warning for all urls that are no module scripts.
    fn not_served(&self) -> Option<Diagnostic> {
        let others = || self.urls.iter().filter(|url| !url.is_module_script);
        let files = others().filter(|url| self.file(url).is_some()).map(|url| (url, "not copied to the output"));
        let placeholders = others().filter(|url| placeholder(&url.text).is_some()).map(|url| (url, "not replaced"));
        let mut places = files.chain(placeholders).collect::<Vec<_>>();
        places.sort_by_key(|(url, _)| url.span.start);
        let public = self.public_dir.map_or_else(|| "public".to_owned(), |dir| display_path(dir, self.places.context));
        let name = others().find_map(|url| placeholder(&url.text));
        let write = name.map(|name| format!("write `<%= publicPath %>` in place of `{name}`"));
        let has_file = others().any(|url| self.file(url).is_some());
        let import = has_file.then(|| format!("import it in the app's code, or put it into `{public}`"));
        let warning = Diagnostic::warning("template-file", "the template asks for files that the output does not hold");
        let warning = warning.with_help(import.into_iter().chain(write).collect::<Vec<_>>().join("; "));
        let mark = |warning: Diagnostic, (url, label): (&Url, &str)| {
            warning.with_label(self.source.clone(), url.span.clone(), label)
        };
        (!places.is_empty()).then(|| places.into_iter().fold(warning, mark))
    }
}

/// The path of a url that is neither on another host nor made by the template.
fn local_path(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let is_local = !path.is_empty() && !path.starts_with("//") && !path.contains([':', '<', '%']);
    is_local.then_some(path)
}

/// `%PUBLIC_URL%`, `%BASE_URL%`: what other tools replace in the text of a template.
fn placeholder(url: &str) -> Option<&str> {
    let is_name = |part: &str| part.len() > 2 && part.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let name = url.split('%').skip(1).find(|part| is_name(part))?;
    let start = url.find(name)?;
    url.get(start - 1..start + name.len() + 1).filter(|found| found.ends_with('%'))
}

/// The urls of a template in order. Code in its blocks may be read as html, which then names nothing that exists.
fn urls(html: &str) -> Vec<Url> {
    let found = RefCell::new(Vec::new());
    let settings = RewriteStrSettings::new().with_strict(false).append_element_content_handler(element!(
        "[src], link[href]",
        |element| {
            let name = if element.tag_name() == "link" { "href" } else { "src" };
            let kind = element.get_attribute("type").unwrap_or_default();
            let is_module_script = element.tag_name() == "script" && kind.trim().eq_ignore_ascii_case("module");
            let attribute = element.attributes().iter().find(|attribute| attribute.name() == name);
            if let Some(place) = attribute.and_then(|attribute| attribute.value_source_location()) {
                let span = place.bytes();
                found.borrow_mut().push(Url { text: html[span.clone()].to_owned(), span, is_module_script });
            }
            Ok(())
        }
    ));
    // A page that is no html is told about when it is made.
    drop(rewrite_str(html, settings));
    found.into_inner()
}
