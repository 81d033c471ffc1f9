//! Reading of output directories.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// All files below `root`: path with forward slashes → bytes.
pub(crate) fn read_tree(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = BTreeMap::new();
    read_into(root, "", &mut files).map_err(|error| format!("cannot read {}: {error}", root.display()))?;
    Ok(files)
}

fn read_into(root: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.metadata()?.is_dir() {
            read_into(root, &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}
