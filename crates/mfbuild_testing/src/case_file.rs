//! The case format: one Markdown file → sources, config, assertions and expected diagnostics.
//!
//! Owns the parser only. The format is described for authors in `snapshots/README.md`.

/// One case, as written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CaseFile {
    /// Run the sources in Node too; log and exports must be equal.
    pub compare_node: bool,
    /// Compare the output with the `.snap` file beside the case.
    pub snapshot: bool,
    /// The snapshot shows the manifest, too.
    pub snapshot_manifest: bool,
    /// Executing the exposed module must throw.
    pub throws: bool,
    /// Write no `mfbuild.config.json`: the defaults are what is tested.
    pub zero_config: bool,
    /// Text of `mfbuild.config.json`, if the case gives one.
    pub config: Option<String>,
    /// Files, in order.
    pub files: Vec<SourceFile>,
    /// Symbolic links: (path, target), both from the root of the case.
    pub links: Vec<(String, String)>,
    /// Why the rule of the case does not hold in a development server.
    pub not_served: Option<String>,
    /// Code that runs in the page before the entry is loaded.
    pub host: Option<String>,
    /// Code that runs after the exposed module.
    pub assert: Option<String>,
    /// The same, but only where the output is written: what optimised files hold.
    pub output: Option<String>,
    /// Lines that a failing build must print, in this order.
    pub diagnostics: Option<Vec<String>>,
    /// Lines that a build that works must print, in this order.
    pub warnings: Vec<String>,
}

/// One file of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path from the root of the case.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl CaseFile {
    /// Reads a case; the error says which line is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut case = Self::default();
        let mut lines = text.lines().enumerate();
        while let Some((index, line)) = lines.next() {
            if let Some(options) = line.strip_prefix("Options:") {
                case.read_options(options).map_err(|error| at_line(index, error))?;
            } else if let Some(reason) = line.strip_prefix("Not served:") {
                let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
                case.not_served = Some(reason.ok_or_else(|| at_line(index, "the reason is missing"))?.into());
            } else if line.starts_with("```") {
                let fence = line.len() - line.trim_start_matches('`').len();
                let body = fence_body(&mut lines, fence).ok_or_else(|| at_line(index, "the fence is not closed"))?;
                case.read_block(&line[fence..], body).map_err(|error| at_line(index, error))?;
            }
        }
        if case.files.is_empty() { Err("the case has no file".into()) } else { Ok(case) }
    }

    fn read_options(&mut self, options: &str) -> Result<(), String> {
        for option in options.trim_end_matches('.').split(',').map(str::trim) {
            match option {
                "compare node" => self.compare_node = true,
                "snapshot" => self.snapshot = true,
                "snapshot manifest" => (self.snapshot, self.snapshot_manifest) = (true, true),
                "throws" => self.throws = true,
                "zero config" => self.zero_config = true,
                other => return Err(format!("unknown option `{other}`")),
            }
        }
        Ok(())
    }

    fn read_block(&mut self, info: &str, body: String) -> Result<(), String> {
        let (language, role) = info.split_once(' ').unwrap_or((info, ""));
        match role.trim() {
            "" => return Err("the fence names neither a path nor a role".into()),
            "config" => self.config = Some(body),
            "host" => self.host = Some(body),
            "assert" => self.assert = Some(body),
            "output" => self.output = Some(body),
            "diagnostics" => self.diagnostics = Some(expected_lines(&body)),
            "warnings" => self.warnings = expected_lines(&body),
            "links" => self.links = body.lines().map(parse_link).collect::<Result<_, _>>()?,
            path => self.files.push(SourceFile { path: path.into(), bytes: decode(language, body)? }),
        }
        Ok(())
    }

    /// Path of the file that is exposed as `.` by default: the first `index.*` of the root.
    pub fn entry(&self) -> &str {
        let is_entry = |file: &&SourceFile| file.path.starts_with("index.");
        self.files.iter().find(is_entry).map_or("index.js", |file| &file.path)
    }

    /// Text of `mfbuild.config.json`: what the case says, completed by name and exposes; `None` for `zero config`.
    pub fn config_text(&self) -> Option<String> {
        if self.zero_config {
            return None;
        }
        let config = self.config.as_deref().unwrap_or("{}").trim();
        let Some(rest) = config.strip_prefix('{') else { return Some(config.into()) };
        let mut members = Vec::new();
        if !config.contains("\"name\":") {
            members.push("\"name\": \"remote\"".to_owned());
        }
        if !config.contains("\"exposes\":") {
            members.push(format!("\"exposes\": {{ \".\": \"./{}\" }}", self.entry()));
        }
        let is_empty = rest.trim() == "}";
        let separator = if members.is_empty() || is_empty { "" } else { "," };
        Some(format!("{{{}{separator}{rest}", members.join(", ")))
    }
}

fn at_line(index: usize, error: impl std::fmt::Display) -> String {
    format!("line {}: {error}", index + 1)
}

/// The lines up to the closing fence of at least `width` backticks.
fn fence_body<'text>(lines: &mut impl Iterator<Item = (usize, &'text str)>, width: usize) -> Option<String> {
    let mut body = String::new();
    for (_, line) in lines {
        if line.len() >= width && line.bytes().all(|byte| byte == b'`') {
            return Some(body);
        }
        body.push_str(line);
        body.push('\n');
    }
    None
}

fn expected_lines(body: &str) -> Vec<String> {
    body.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn parse_link(line: &str) -> Result<(String, String), String> {
    let (path, target) = line.split_once(" -> ").ok_or_else(|| format!("`{line}` is no `path -> target`"))?;
    Ok((path.trim().into(), target.trim().into()))
}

/// Content of a file block; the language `hex` holds bytes.
fn decode(language: &str, body: String) -> Result<Vec<u8>, String> {
    if language != "hex" {
        return Ok(body.into_bytes());
    }
    let parse = |byte: &str| u8::from_str_radix(byte, 16).map_err(|_| format!("`{byte}` is no byte"));
    body.split_whitespace().map(parse).collect()
}
