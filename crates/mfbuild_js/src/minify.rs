//! The minifier: one function, so that another engine can stand behind it.

use swc_core::common::comments::{Comment, Comments};
use swc_core::common::{BytePos, Mark};
use swc_core::ecma::ast::Program;
use swc_core::ecma::minifier::optimize;
use swc_core::ecma::minifier::option::terser::TerserCompressorOptions;
use swc_core::ecma::minifier::option::{ExtraOptions, MangleOptions, MinifyOptions};

use crate::Engine;
use crate::parse::Annotations;

/// `unused` and `dead_code` only repeat, in passes of their own over every scope, what shaking and folding have done for
/// the statements of modules: a fifth of the minifier's work for less than one percent of the bytes (crates/README.md).
/// Without them, `side_effects` would drop reads that run getters. `conditionals` and `evaluate` are 2 % of a build for
/// 0.1 % of the bytes.
const OPTIONS: &str = r#"{
    "defaults": true, "passes": 1, "pure_getters": false,
    "unused": false, "dead_code": false, "side_effects": false, "conditionals": false, "evaluate": false
}"#;

/// Compresses and mangles a program whose free variables carry the engine's unresolved mark.
///
/// The top-level names of a script are visible to others and stay; those of a module do not.
pub(crate) fn minify(engine: &Engine, program: Program, annotations: &Annotations, top_level: Mark) -> Program {
    let is_module = program.is_module();
    let terser: TerserCompressorOptions = serde_json::from_str(OPTIONS).expect("the options are valid");
    let mut compress = terser.into_config(engine.cm.clone());
    compress.ecma = engine.es_version();
    compress.module = is_module;
    // One alphabet for all: each scope is mangled alone, and equal code should look equal to gzip.
    let mangle = MangleOptions { top_level: Some(is_module), disable_char_freq: true, ..Default::default() };
    let options = MinifyOptions { compress: Some(compress), mangle: Some(mangle), ..Default::default() };
    let extra = ExtraOptions { unresolved_mark: engine.unresolved, top_level_mark: top_level, mangle_name_cache: None };
    let comments = AnnotationComments(annotations);
    optimize(program, engine.cm.clone(), Some(&comments), None, &options, &extra)
}

/// Answers the minifier's questions for annotations without keeping any comment.
struct AnnotationComments<'a>(&'a Annotations);

impl Comments for AnnotationComments<'_> {
    fn has_flag(&self, position: BytePos, flag: &str) -> bool {
        match flag {
            "PURE" => self.0.pure.contains(&position),
            "NO_SIDE_EFFECTS" => self.0.no_side_effects.contains(&position),
            _ => false,
        }
    }

    fn add_leading(&self, _: BytePos, _: Comment) {}
    fn add_leading_comments(&self, _: BytePos, _: Vec<Comment>) {}
    fn has_leading(&self, _: BytePos) -> bool {
        false
    }
    fn move_leading(&self, _: BytePos, _: BytePos) {}
    fn take_leading(&self, _: BytePos) -> Option<Vec<Comment>> {
        None
    }
    fn get_leading(&self, _: BytePos) -> Option<Vec<Comment>> {
        None
    }
    fn add_trailing(&self, _: BytePos, _: Comment) {}
    fn add_trailing_comments(&self, _: BytePos, _: Vec<Comment>) {}
    fn has_trailing(&self, _: BytePos) -> bool {
        false
    }
    fn move_trailing(&self, _: BytePos, _: BytePos) {}
    fn take_trailing(&self, _: BytePos) -> Option<Vec<Comment>> {
        None
    }
    fn get_trailing(&self, _: BytePos) -> Option<Vec<Comment>> {
        None
    }
    fn add_pure_comment(&self, _: BytePos) {}
}
