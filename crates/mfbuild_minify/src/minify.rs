//! Readable JavaScript → the same program in fewer bytes.
//!
//! Owns the choice of passes. crates/README.md says why this engine, and which of its assumptions are turned off.

use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::{MangleOptions, MangleOptionsKeepNames, Mangler, ManglerReturn};
use oxc_minifier::{CompressOptions, CompressOptionsKeepNames, Compressor};
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

use crate::check::{EarlyError, early_errors, real_errors};
use crate::hazards::hazards;
use crate::protect::{KEEP, protect, release};
use crate::raw_texts;
use crate::resolution;

/// Which goal symbol a text has (ECMA-262 16.1, 16.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Names at the top level are visible to other scripts and stay.
    Script,
    /// A module if it has imports, exports or `import.meta`, whose names at the top level belong to it alone.
    Either,
}

impl Kind {
    pub(crate) fn source_type(self) -> SourceType {
        match self {
            Self::Script => SourceType::script(),
            Self::Either => SourceType::unambiguous(),
        }
    }
}

/// Properties that the short form must keep.
#[derive(Clone, Copy, Debug)]
pub struct MinifyOptions {
    /// The goal symbol.
    pub kind: Kind,
    /// Functions and classes keep their `name`.
    pub keep_names: bool,
    /// Change more than white space. Not for programs with a direct `eval`, which sees every name around it.
    pub compress: bool,
    /// Record positions.
    pub positions: bool,
}

/// A short text.
#[derive(Debug)]
pub struct Minified {
    /// The program.
    pub code: String,
    /// Where its parts stood in the readable text, in the order of `code`; empty unless asked for.
    pub positions: Vec<Position>,
}

/// One position of the short text and where that stood in the readable one; all numbers count from 0, columns in UTF-16
/// units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line in the short text.
    pub line: u32,
    /// Column in the short text.
    pub column: u32,
    /// Line in the readable text.
    pub readable_line: u32,
    /// Column in the readable text.
    pub readable_column: u32,
}

/// Compresses and mangles a program.
///
/// # Errors
/// The early errors of `text`, if it is no valid program of its kind.
pub fn minify(text: &str, options: MinifyOptions) -> Result<Minified, Vec<EarlyError>> {
    let allocator = Allocator::default();
    let parse_options = ParseOptions { preserve_parens: false, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, text, options.kind.source_type()).with_options(parse_options).parse();
    if parsed.panicked || parsed.diagnostics.has_errors() {
        return Err(early_errors(parsed.diagnostics));
    }
    let mut program = parsed.program;
    let is_compressed = options.compress && compress(&mut program, &allocator, options.keep_names)?;
    let names = is_compressed.then(|| mangle(&program, options.keep_names));
    let (scoping, private_names) = names.map(|names| (names.scoping, names.class_private_mappings)).unzip();
    // A method `#a` has a name, too.
    let private_names = private_names.filter(|_| !options.keep_names);
    let is_marked = raw_texts::mark(&mut program, &allocator);
    let source_map_path = options.positions.then(|| "readable".into());
    let printed = Codegen::new()
        .with_options(CodegenOptions { source_map_path, ..CodegenOptions::minify() })
        .with_source_text(text)
        .with_scoping(scoping)
        .with_private_member_mappings(private_names)
        .build(&program);
    let tokens = printed.map.iter().flat_map(|map| map.get_tokens());
    let positions = tokens.map(|token| Position {
        line: token.get_dst_line(),
        column: token.get_dst_col(),
        readable_line: token.get_src_line(),
        readable_column: token.get_src_col(),
    });
    let mut minified = Minified { positions: positions.collect(), code: printed.code };
    if is_marked {
        raw_texts::unmark(&mut minified.code, &mut minified.positions);
    }
    Ok(minified)
}

/// The passes between parse and names; `false` if the program must stay as it is.
///
/// # Errors
/// Early errors of the program.
fn compress<'a>(
    program: &mut Program<'a>,
    allocator: &'a Allocator,
    keep_names: bool,
) -> Result<bool, Vec<EarlyError>> {
    let built = SemanticBuilder::new().with_check_syntax_error(true).build(program);
    let found = real_errors(built.diagnostics, program);
    if !found.is_empty() {
        return Err(found);
    }
    let mut scoping = built.semantic.into_scoping();
    let reads_in_catch = resolution::repair(program, &mut scoping);
    let hazards = hazards(program, &scoping, keep_names);
    if hazards.stays || reads_in_catch || program.source_text.contains(KEEP) {
        return Ok(false);
    }
    protect(program, &mut scoping, hazards, allocator);
    let options = CompressOptions {
        drop_debugger: false,
        keep_names: CompressOptionsKeepNames { function: keep_names, class: keep_names },
        ..CompressOptions::smallest()
    };
    Compressor::new(allocator).build_with_scoping(program, scoping, options);
    release(program, allocator);
    Ok(true)
}

/// Short names for variables and private members.
fn mangle(program: &Program<'_>, keep_names: bool) -> ManglerReturn {
    let keep_names = MangleOptionsKeepNames { function: keep_names, class: keep_names };
    let mangler = Mangler::new().with_options(MangleOptions { keep_names, ..MangleOptions::default() });
    let built = SemanticBuilder::new().with_build_nodes(true).with_class_table(true).build(program);
    let mut semantic = built.semantic;
    resolution::repair(program, semantic.scoping_mut());
    let class_private_mappings = mangler.build_with_semantic(&mut semantic, program);
    ManglerReturn { scoping: semantic.into_scoping(), class_private_mappings }
}
