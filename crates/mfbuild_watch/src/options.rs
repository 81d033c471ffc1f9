//! Options of the watcher, and the environment variables that set them.

use std::time::Duration;

/// Between two polls if nobody says how long.
pub(crate) const DEFAULT_POLL: Duration = Duration::from_millis(300);

/// When messages are sent, and whether the system or a clock says that files changed.
#[derive(Clone, Debug)]
pub struct WatchOptions {
    /// A message is sent when nothing happened for this long.
    pub quiet: Duration,
    /// A message is sent at the latest this long after the first event.
    pub longest: Duration,
    /// Compares time stamps that often instead of asking the system for events.
    pub poll: Option<Duration>,
}

impl Default for WatchOptions {
    fn default() -> Self {
        Self { quiet: Duration::from_millis(5), longest: Duration::from_millis(100), poll: None }
    }
}

impl WatchOptions {
    /// Defaults, with polling where the environment asks for it: `MFBUILD_POLL=<milliseconds>` (`0` and `false` mean
    /// no, other words the default interval), else `CHOKIDAR_USEPOLLING` and `CHOKIDAR_INTERVAL`, which people have set
    /// for other tools already.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let poll = match variable("MFBUILD_POLL") {
            Some(value) => interval(&value),
            None => variable("CHOKIDAR_USEPOLLING")
                .filter(|value| is_on(value))
                .map(|_| variable("CHOKIDAR_INTERVAL").and_then(|value| interval(&value)).unwrap_or(DEFAULT_POLL)),
        };
        Self { poll, ..Self::default() }
    }
}

fn interval(value: &str) -> Option<Duration> {
    is_on(value).then(|| value.trim().parse().map_or(DEFAULT_POLL, Duration::from_millis))
}

fn is_on(value: &str) -> bool {
    !matches!(value.trim().to_ascii_lowercase().as_str(), "" | "0" | "false" | "no" | "off")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poll(variables: &[(&str, &str)]) -> Option<u128> {
        let find =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        WatchOptions::from_environment(find).poll.map(|poll| poll.as_millis())
    }

    #[test]
    fn the_environment_asks_for_polling() {
        assert_eq!(poll(&[]), None);
        assert_eq!(poll(&[("MFBUILD_POLL", "150")]), Some(150));
        assert_eq!(poll(&[("MFBUILD_POLL", "true")]), Some(300));
        assert_eq!(poll(&[("CHOKIDAR_USEPOLLING", "1")]), Some(300));
        assert_eq!(poll(&[("CHOKIDAR_USEPOLLING", "true"), ("CHOKIDAR_INTERVAL", "1000")]), Some(1000));
        assert_eq!(poll(&[("CHOKIDAR_USEPOLLING", "false")]), None);
        assert_eq!(poll(&[("CHOKIDAR_USEPOLLING", "1"), ("MFBUILD_POLL", "0")]), None);
    }
}
