//! The style sheet of a chunk, as files.
//!
//! An `@import` that is left to the browser may follow nothing but `@layer` statements, and `@namespace` is about the
//! whole file that it stands in. So what stands before them in the cascade goes into style sheets of its own, which
//! the first one imports: `@import "./main-1.css"; @import "https://fonts.example/a.css"; …`.

use mfbuild_config::{BuildOptions, Mode};
use mfbuild_css::{Conditions, PrintedPart, SheetPart};
use mfbuild_diagnostics::SourceText;

use super::cascade::{Piece, cascade, sheet_of};
use super::name_salt;
use crate::chunk::Chunk;
use crate::graph::{ModuleGraph, ModuleIdx, ModuleKind, Target};
use crate::names::short_hash;
use crate::output::OutputFile;

/// The style sheet of a chunk, then its map and the style sheets that it imports.
pub fn style_files(graph: &ModuleGraph, chunk: &Chunk, options: &BuildOptions) -> Vec<OutputFile> {
    let salt = name_salt(options, &chunk.key);
    let pieces = cascade(graph, &chunk.styles, &salt).expect("imports that were checked can be followed");
    let mut writer = Writer { graph, options, stem: &chunk.name, n_sheets: 0, files: Vec::new() };
    let parts = writer.parts(pieces);
    let (_, mut files) = writer.sheet(&chunk.name, &parts);
    files.append(&mut writer.files);
    files
}

struct Writer<'a> {
    graph: &'a ModuleGraph,
    options: &'a BuildOptions,
    stem: &'a str,
    n_sheets: usize,
    /// Style sheets that others import, and their maps.
    files: Vec<OutputFile>,
}

impl Writer<'_> {
    /// The parts of the first style sheet.
    fn parts(&mut self, pieces: Vec<Piece>) -> Vec<SheetPart> {
        let n_rules = pieces.iter().filter(|piece| !matches!(piece, Piece::Layer(_))).count();
        let is_import = |piece: &Piece| self.is_import(piece) && (n_rules > 1 || matches!(piece, Piece::External(..)));
        let Some(last) = pieces.iter().rposition(is_import) else {
            return pieces.into_iter().map(|piece| self.part(piece)).collect();
        };
        let imports: Vec<bool> = pieces.iter().map(is_import).collect();
        let mut parts = Vec::new();
        let mut waiting: Vec<SheetPart> = Vec::new();
        for (at, (piece, is_import)) in pieces.into_iter().zip(imports).enumerate() {
            if !is_import {
                let part = self.part(piece);
                if at > last { &mut parts } else { &mut waiting }.push(part);
                continue;
            }
            self.set_apart(&mut parts, &mut waiting);
            let statement = self.import(piece);
            parts.push(statement);
        }
        parts
    }

    /// Whether a browser has to import it.
    fn is_import(&self, piece: &Piece) -> bool {
        match piece {
            Piece::External(..) => true,
            Piece::Rules(module, _) => sheet_of(self.graph, *module).is_some_and(|sheet| sheet.file.has_namespaces),
            Piece::Layer(_) => false,
        }
    }

    /// Puts what stands before an import into a style sheet of its own; layers may also open the first one.
    fn set_apart(&mut self, parts: &mut Vec<SheetPart>, waiting: &mut Vec<SheetPart>) {
        let may_open = |part: &SheetPart| matches!(part, SheetPart::Layer(layer) if layer.is_unconditional());
        if parts.is_empty() && waiting.iter().all(may_open) {
            parts.append(waiting);
        } else if !waiting.is_empty() {
            let address = self.add_sheet(waiting);
            parts.push(SheetPart::Import(Conditions::default().statement(&address).0));
            waiting.clear();
        }
    }

    fn import(&mut self, piece: Piece) -> SheetPart {
        let (address, conditions) = match piece {
            Piece::External(address, conditions) => (address, conditions),
            Piece::Rules(module, conditions) => {
                let rules = self.part(Piece::Rules(module, Conditions::default()));
                (self.add_sheet(&[rules]), conditions)
            }
            Piece::Layer(layer) => return SheetPart::Layer(layer),
        };
        let (mut statement, mut rest) = conditions.statement(&address);
        // Two lists of media queries do not fit into one statement.
        while let Some(outer) = rest {
            let address = self.add_sheet(&[SheetPart::Import(statement)]);
            (statement, rest) = outer.statement(&address);
        }
        SheetPart::Import(statement)
    }

    fn part(&self, piece: Piece) -> SheetPart {
        match piece {
            Piece::Layer(layer) => SheetPart::Layer(layer),
            Piece::External(address, conditions) => SheetPart::Import(conditions.statement(&address).0),
            Piece::Rules(module, conditions) => SheetPart::Rules(printed(self.graph, module, &conditions)),
        }
    }

    /// Adds a style sheet for the first one to import, and returns its address from there.
    fn add_sheet(&mut self, parts: &[SheetPart]) -> String {
        self.n_sheets += 1;
        let (address, files) = self.sheet(&format!("{}-{}", self.stem, self.n_sheets), parts);
        self.files.extend(files);
        address
    }

    /// A style sheet and its map; the address names the content, too.
    fn sheet(&self, stem: &str, parts: &[SheetPart]) -> (String, Vec<OutputFile>) {
        let minify = self.options.minify;
        // The name comes from the content without its map comment, which contains the name.
        let (plain, _) = mfbuild_css::join(parts, minify, None);
        let hash = short_hash(plain.as_bytes());
        let (base, address) = match self.options.mode {
            Mode::Production => (format!("{stem}.{hash}.css"), format!("./{stem}.{hash}.css")),
            Mode::Development => (format!("{stem}.css"), format!("./{stem}.css?{hash}")),
        };
        let map_file = self.options.source_map.then_some(base.as_str());
        let (mut text, map) = mfbuild_css::join(parts, minify, map_file);
        let map = map.map(|map| {
            let map_name = format!("{base}.map");
            text.push_str(&mfbuild_css::source_map_comment(&map_name));
            OutputFile::new(format!("static/{map_name}"), map.into_bytes())
        });
        let sheet = OutputFile::new(format!("static/{base}"), text.into_bytes());
        (address, [sheet].into_iter().chain(map).collect())
    }
}

fn printed(graph: &ModuleGraph, index: ModuleIdx, conditions: &Conditions) -> PrintedPart {
    let module = graph.module(index);
    let source = SourceText { path: module.source.path.clone(), text: module.source.text.clone() };
    let sheet = sheet_of(graph, index).expect("only style sheets have rules");
    let first_url = module.facts.imports.len() + sheet.file.imports.len();
    let addresses = sheet.file.urls.iter().zip(&module.targets[first_url..]);
    let addresses: Vec<String> = addresses.map(|(url, target)| asset_address(graph, url, *target)).collect();
    PrintedPart { css: mfbuild_css::wrap(mfbuild_css::print(&sheet.file, &addresses), conditions), source }
}

/// Both lie in `static/`, so the address is the bare file name, with what followed the path in the source.
fn asset_address(graph: &ModuleGraph, url: &mfbuild_css::CssUrl, target: Target) -> String {
    let suffix = url.path_and_suffix().1;
    match target.module().map(|module| &graph.module(module).kind) {
        Some(ModuleKind::Asset(asset)) => {
            let name = asset.file_name.rsplit('/').next().unwrap_or(&asset.file_name);
            let fragment = suffix.find('#').map_or("", |at| &suffix[at..]);
            format!("{name}{fragment}")
        }
        _ => url.request.clone(),
    }
}
