//! Questions about small statistics.

use std::path::Path;

use super::{Answer, why};
use crate::reasons::{Cause, Reason, User};
use crate::stats::{ModuleStats, StatementCount, Stats};

fn module(index: usize, name: &str, used_by: &[(usize, &[usize])], kept_by: &[(Cause, &[usize])]) -> ModuleStats {
    let user = |(module, via): &(usize, &[usize])| User {
        module: *module,
        names: vec!["name".to_string()],
        via: via.to_vec(),
    };
    let reason =
        |(cause, by): &(Cause, &[usize])| Reason { cause: *cause, detail: None, lines: Vec::new(), by: by.to_vec() };
    let package = name.split("node_modules/").nth(1).and_then(|path| path.split('/').next());
    ModuleStats {
        index,
        name: name.to_string(),
        kind: "script".to_string(),
        format: Some("esm".to_string()),
        package: package.map(str::to_string),
        version: None,
        size: 1,
        output_size: None,
        included: !(used_by.is_empty() && kept_by.is_empty()),
        statements: StatementCount { kept: 1, of: 1 },
        files: Vec::new(),
        scope: None,
        imports: Vec::new(),
        importers: Vec::new(),
        used_exports: Vec::new(),
        used_by: used_by.iter().map(user).collect(),
        kept_by: kept_by.iter().map(reason).collect(),
    }
}

/// `entry` uses `card`, and `icon` through the barrel; `card` requires `icon`, which `card` uses in a cycle.
fn stats() -> Stats {
    let modules = vec![
        module(0, "./src/entry.ts", &[], &[(Cause::Exposed, &[])]),
        module(1, "./src/card.ts", &[(0, &[]), (3, &[])], &[(Cause::SideEffects, &[0])]),
        module(2, "./node_modules/icons/index.js", &[], &[]),
        module(3, "./node_modules/icons/icon.js", &[(0, &[2]), (1, &[])], &[(Cause::Required, &[1, 3])]),
    ];
    Stats { modules, split_points: Vec::new(), included: 3 }
}

fn answer(question: &str) -> Answer {
    why(&stats(), question, Path::new("/nowhere"), Path::new("/nowhere"))
}

#[test]
fn chains_are_short_and_never_round() {
    let Answer::Module(answer) = answer("icon.js") else { panic!("one module has that name") };
    let chains: Vec<String> = answer.chains.iter().map(|chain| chain.modules.join(" ")).collect();
    let expected = [
        "./src/entry.ts ./node_modules/icons/index.js ./node_modules/icons/icon.js",
        "./src/entry.ts ./src/card.ts ./node_modules/icons/icon.js",
    ];
    assert_eq!(chains, expected);
    assert_eq!((answer.name(2), answer.name(9)), ("./node_modules/icons/index.js", "?"));
    assert_eq!(answer.dropped, [2]);
}

#[test]
fn what_a_question_means() {
    assert!(matches!(answer("src/card.ts"), Answer::Module(found) if found.module.index == 1));
    assert!(matches!(answer("card"), Answer::Module(found) if found.module.index == 1));
    assert!(matches!(answer("icons"), Answer::Package(found) if (found.kept.len(), found.dropped) == (1, 1)));
    let Answer::Several { matches } = answer("node_modules") else { panic!("two modules lie there") };
    assert_eq!(matches.iter().map(|found| found.included).collect::<Vec<_>>(), [true, false]);
    let Answer::Unknown { near } = answer("cart.ts") else { panic!("there is none") };
    assert_eq!(near.first().map(String::as_str), Some("./src/card.ts"));
}
