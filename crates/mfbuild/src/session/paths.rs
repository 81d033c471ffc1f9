//! Many paths in one table, sorted by their bytes: comparing paths by components takes several times as long.

use std::path::{Path, PathBuf};

/// Absolute paths, each once.
#[derive(Clone, Debug, Default)]
pub struct Paths(Vec<PathBuf>);

impl Paths {
    /// All of them in order.
    pub fn iter(&self) -> std::slice::Iter<'_, PathBuf> {
        self.0.iter()
    }

    /// Whether a path is one of them.
    pub fn contains(&self, path: &Path) -> bool {
        self.0.binary_search_by(|known| known.as_os_str().cmp(path.as_os_str())).is_ok()
    }

    /// Those below a directory.
    pub fn below(&self, dir: &Path) -> &[PathBuf] {
        self.split(dir)[1]
    }

    /// Those that are not below a directory.
    pub fn outside(&self, dir: &Path) -> impl Iterator<Item = &PathBuf> {
        let [before, _, after] = self.split(dir);
        before.iter().chain(after)
    }

    /// Before, below and after a directory: what its name and a separator begin stands together.
    fn split(&self, dir: &Path) -> [&[PathBuf]; 3] {
        let start = dir.join("");
        let (before, rest) = self.0.split_at(self.0.partition_point(|path| path.as_os_str() < start.as_os_str()));
        let start = start.as_os_str().as_encoded_bytes();
        let is_below = |path: &PathBuf| path.as_os_str().as_encoded_bytes().starts_with(start);
        let (below, after) = rest.split_at(rest.partition_point(is_below));
        [before, below, after]
    }
}

impl FromIterator<PathBuf> for Paths {
    fn from_iter<I: IntoIterator<Item = PathBuf>>(paths: I) -> Self {
        let mut paths: Vec<PathBuf> = paths.into_iter().collect();
        paths.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        paths.dedup_by(|a, b| a.as_os_str() == b.as_os_str());
        Self(paths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Vec<&'p str> {
        paths.into_iter().filter_map(|path| path.to_str()).collect()
    }

    #[test]
    fn a_directory_has_its_paths_together() {
        let paths: Paths =
            ["/b/1", "/a/2", "/a", "/a-b/1", "/a/b/3", "/a/2", "/a.ts"].map(PathBuf::from).into_iter().collect();
        assert_eq!(names(paths.iter()), ["/a", "/a-b/1", "/a.ts", "/a/2", "/a/b/3", "/b/1"]);
        assert_eq!(names(paths.below(Path::new("/a"))), ["/a/2", "/a/b/3"]);
        assert_eq!(names(paths.outside(Path::new("/a"))), ["/a", "/a-b/1", "/a.ts", "/b/1"]);
        assert_eq!(names(paths.below(Path::new("/a/2"))), [""; 0]);
        assert_eq!(paths.below(Path::new("/")).len(), 6);
        assert!(paths.contains(Path::new("/a-b/1")) && !paths.contains(Path::new("/a/b")));
    }
}
