//! The front matter of a test of test262: YAML, of which only these few forms occur.

/// A test's own metadata.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    /// `module`, `onlyStrict`, `noStrict`, `raw`, `async`, …
    pub flags: Vec<String>,
    /// Language features that it needs.
    pub features: Vec<String>,
    /// Files of the harness beside `assert.js` and `sta.js`.
    pub includes: Vec<String>,
    /// When it must fail (`parse`, `resolution` or `runtime`), and with which error.
    pub negative: Option<(String, String)>,
}

impl Metadata {
    /// Reads the front matter; a file without one is no test.
    pub fn parse(source: &str) -> Option<Self> {
        let (_, rest) = source.split_once("/*---")?;
        let (text, _) = rest.split_once("---*/")?;
        let mut metadata = Self::default();
        let (mut key, mut phase, mut error) = (String::new(), String::new(), String::new());
        for line in text.lines() {
            let is_nested = line.starts_with([' ', '\t']);
            let line = line.trim();
            if let Some(item) = line.strip_prefix("- ") {
                metadata.add(&key, item);
            } else if let Some((name, value)) = line.split_once(':').filter(|_| !is_nested) {
                name.clone_into(&mut key);
                let list = value.trim().trim_start_matches('[').trim_end_matches(']');
                list.split(',').for_each(|item| metadata.add(&key, item));
            } else if let Some(value) = line.strip_prefix("phase:").filter(|_| key == "negative") {
                value.trim().clone_into(&mut phase);
            } else if let Some(value) = line.strip_prefix("type:").filter(|_| key == "negative") {
                value.trim().clone_into(&mut error);
            } else if is_nested {
                // A list in brackets may go on in the next line.
                line.trim_matches(['[', ']']).split(',').for_each(|item| metadata.add(&key, item));
            }
        }
        metadata.negative = Some((phase, error)).filter(|(phase, _)| !phase.is_empty());
        Some(metadata)
    }

    fn add(&mut self, key: &str, item: &str) {
        let item = item.trim();
        let list = match key {
            "flags" => &mut self.flags,
            "features" => &mut self.features,
            "includes" => &mut self.includes,
            _ => return,
        };
        if !item.is_empty() {
            list.push(item.to_owned());
        }
    }

    /// Whether a flag is set.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|other| other == flag)
    }
}

#[cfg(test)]
mod tests {
    use super::Metadata;

    #[test]
    fn front_matter_has_lists_in_both_forms() {
        let source = "/*---\ndescription: >\n  text: with a colon\nflags: [async, module]\nincludes:\n  - a.js\n  - b.js\n\
            features: [class,\n  BigInt]\nnegative:\n  phase: parse\n  type: SyntaxError\n---*/\n$DONE();";
        let metadata = Metadata::parse(source).expect("it has front matter");
        assert_eq!(metadata.flags, ["async", "module"]);
        assert_eq!(metadata.includes, ["a.js", "b.js"]);
        assert_eq!(metadata.features, ["class", "BigInt"]);
        assert_eq!(metadata.negative, Some(("parse".into(), "SyntaxError".into())));
        assert_eq!(Metadata::parse("var a;"), None);
    }
}
