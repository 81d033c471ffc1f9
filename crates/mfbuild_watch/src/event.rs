//! What `notify` says in its words, as what the worker needs to know; starts the system's own watcher.

use std::path::PathBuf;

use crossbeam_channel::Sender;
use notify::event::{AccessKind, AccessMode, Event, EventKind, MetadataKind, ModifyKind};

/// What reaches the worker.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Incoming {
    /// Content of these paths may have changed, as the system names them.
    Written(Vec<PathBuf>),
    /// These paths appeared, went away or were renamed, as the system names them: they may be directories.
    Moved(Vec<PathBuf>),
    /// Paths found by comparing time stamps, as the caller names them.
    Found(Vec<PathBuf>),
    /// Events were lost.
    Overflow,
    /// The watcher is dropped.
    Stop,
}

/// Watches through the system; panics of the handler would end its thread, so it only sends.
pub(crate) fn start_system(events: Sender<Incoming>) -> notify::Result<Box<dyn notify::Watcher + Send>> {
    let watcher = notify::recommended_watcher(move |event| {
        // Filtered here: a build that reads 10,000 files causes 10,000 events. An error means that nobody listens.
        if let Some(incoming) = translate(event) {
            let _ = events.send(incoming);
        }
    })?;
    Ok(Box::new(watcher))
}

/// `None` for what changes nothing.
pub(crate) fn translate(event: notify::Result<Event>) -> Option<Incoming> {
    let Ok(event) = event else { return Some(Incoming::Overflow) };
    if event.need_rescan() {
        return Some(Incoming::Overflow);
    }
    match event.kind {
        EventKind::Other => Some(Incoming::Overflow),
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Incoming::Written(event.paths)),
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => None,
        // Finder and indexers write these.
        EventKind::Modify(ModifyKind::Metadata(MetadataKind::Extended)) => None,
        EventKind::Modify(ModifyKind::Name(_)) | EventKind::Any | EventKind::Create(_) | EventKind::Remove(_) => {
            Some(Incoming::Moved(event.paths))
        }
        EventKind::Modify(_) => Some(Incoming::Written(event.paths)),
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, RemoveKind, RenameMode};

    use super::*;

    fn translated(kind: EventKind) -> Option<Incoming> {
        translate(Ok(Event::new(kind).add_path("/a".into())))
    }

    fn written() -> Option<Incoming> {
        Some(Incoming::Written(vec!["/a".into()]))
    }

    fn moved() -> Option<Incoming> {
        Some(Incoming::Moved(vec!["/a".into()]))
    }

    #[test]
    fn reading_is_no_change() {
        assert_eq!(translated(EventKind::Access(AccessKind::Open(AccessMode::Any))), None);
        assert_eq!(translated(EventKind::Access(AccessKind::Read)), None);
        assert_eq!(translated(EventKind::Access(AccessKind::Close(AccessMode::Read))), None);
        assert_eq!(translated(EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime))), None);
    }

    #[test]
    fn writing_is_a_change() {
        assert_eq!(translated(EventKind::Access(AccessKind::Close(AccessMode::Write))), written());
        assert_eq!(translated(EventKind::Modify(ModifyKind::Data(DataChange::Any))), written());
        assert_eq!(translated(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any))), written());
    }

    #[test]
    fn what_comes_and_goes_may_be_a_directory() {
        assert_eq!(translated(EventKind::Create(CreateKind::File)), moved());
        assert_eq!(translated(EventKind::Remove(RemoveKind::Folder)), moved());
        assert_eq!(translated(EventKind::Modify(ModifyKind::Name(RenameMode::From))), moved());
        assert_eq!(translated(EventKind::Any), moved());
    }

    #[test]
    fn lost_events_are_an_overflow() {
        let rescan = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(translate(Ok(rescan)), Some(Incoming::Overflow));
        assert_eq!(translated(EventKind::Other), Some(Incoming::Overflow));
        assert_eq!(translate(Err(notify::Error::generic("queue"))), Some(Incoming::Overflow));
    }
}
