//! `cargo run -p mfbuild_minify --example minify < readable.js`: what the minifier makes of one text.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to its user")]

use std::io::{Read, stdin};

use mfbuild_minify::{Kind, MinifyOptions, minify};

fn main() {
    let mut text = String::new();
    stdin().read_to_string(&mut text).expect("standard input is UTF-8");
    let options = MinifyOptions { kind: Kind::Either, keep_names: false, compress: true, positions: false };
    match minify(&text, options) {
        Ok(minified) => println!("{}", minified.code),
        Err(errors) => errors.iter().for_each(|error| eprintln!("{}", error.message)),
    }
}
