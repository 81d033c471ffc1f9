//! Sorting and subtracting of asset lists (§2.4).

use super::{AssetPair, Assets, subtract_shared};

fn assets(sync: &[&str], r#async: &[&str]) -> Assets {
    let owned = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect::<Vec<_>>();
    Assets::new(owned(sync), owned(r#async))
}

fn pair(sync: &[&str], r#async: &[&str]) -> AssetPair {
    let owned = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect();
    AssetPair { sync: owned(sync), r#async: owned(r#async) }
}

#[test]
fn files_are_sorted_into_four_lists() {
    let found = assets(
        &["b.js", "a.js", "b.js", "x.css", "b.js.map", "main.1.hot-update.js"],
        &["c.js", "a.js", "y.css", "x.css", "c.js", "y.css.map"],
    );
    assert_eq!(found.js, pair(&["a.js", "b.js"], &["c.js"]));
    assert_eq!(found.css, pair(&["x.css"], &["y.css"]));
}

#[test]
fn merging_keeps_sync_over_async() {
    let mut found = assets(&["a.js"], &["b.js", "c.js"]);
    found.merge(assets(&["b.js"], &["d.css"]));
    assert_eq!(found.js, pair(&["a.js", "b.js"], &["c.js"]));
    assert_eq!(found.css, pair(&[], &["d.css"]));
}

#[test]
fn shared_files_and_the_entry_are_taken_out_of_all_lists() {
    let mut exposes = [
        assets(&["a.js", "shared.js", "remoteEntry.js"], &["shared.css", "b.css"]),
        assets(&["c.js"], &["later.js", "d.js"]),
    ];
    subtract_shared(&mut exposes, &[assets(&["shared.js", "shared.css"], &["later.js"])], "remoteEntry.js");
    assert_eq!(exposes[0], assets(&["a.js"], &["b.css"]));
    assert_eq!(exposes[1], assets(&["c.js"], &["d.js"]));
}
