//! Waits for saves: editors write, rename and swap files in many ways, so that whatever happens inside of the folder counts,
//! and a moment of quiet ends a save.

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// A save is over when nothing has happened for so long. An editor that takes longer between two writes of one save has the
/// page shown twice, which harms nobody; waiting is felt at every save.
const QUIET: Duration = Duration::from_millis(15);
/// A folder in which something happens all the time is taken in after so long all the same.
const LONGEST: Duration = Duration::from_millis(500);
/// How often a folder is looked through where the system tells nothing.
const POLL: Duration = Duration::from_millis(500);
/// Files beside the course that belong to it.
const BESIDE: [&str; 2] = ["skills.toml", "capability.toml"];

/// A folder that is watched as long as this lives.
pub struct Watch {
    _watcher: Box<dyn Watcher + Send>,
    changes: mpsc::UnboundedReceiver<()>,
    /// Whether the folder has to be looked through again and again, as the system does not tell of changes.
    pub polls: bool,
}

impl Watch {
    /// Begins to watch a course folder and the two files that may stand beside it. Links are not followed.
    ///
    /// # Errors
    /// Where neither the system tells of changes nor the folder can be looked through.
    pub fn start(folder: &Path) -> notify::Result<Self> {
        let folder = folder.canonicalize()?;
        let config = Config::default().with_follow_symlinks(false);
        let (sender, changes) = mpsc::unbounded_channel();
        let handler = handler(&folder, sender.clone());
        let told = RecommendedWatcher::new(handler, config).and_then(|watcher| watch(watcher, &folder));
        let (watcher, polls) = match told {
            Ok(watcher) => (watcher, false),
            Err(error) => {
                tracing::warn!(event = "preview.polls", cause = %error, "the system does not tell of changes");
                let handler = self::handler(&folder, sender);
                (watch(PollWatcher::new(handler, config.with_poll_interval(POLL))?, &folder)?, true)
            }
        };
        Ok(Self { _watcher: watcher, changes, polls })
    }

    /// Waits for the end of the next save; none when nothing more will come.
    pub async fn next(&mut self) -> Option<()> {
        self.changes.recv().await?;
        let quiet = async { while let Ok(Some(())) = timeout(QUIET, self.changes.recv()).await {} };
        // Both ends are right: it is quiet, or it has been long enough.
        drop(timeout(LONGEST, quiet).await);
        Some(())
    }
}

fn watch<W: Watcher + Send + 'static>(mut watcher: W, folder: &Path) -> notify::Result<Box<dyn Watcher + Send>> {
    watcher.watch(folder, RecursiveMode::Recursive)?;
    if let Some(parent) = folder.parent()
        && let Err(error) = watcher.watch(parent, RecursiveMode::NonRecursive)
    {
        tracing::warn!(event = "preview.beside", cause = %error, "the files beside the course are not watched");
    }
    Ok(Box::new(watcher))
}

fn handler(folder: &Path, sender: mpsc::UnboundedSender<()>) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    let folder: PathBuf = folder.to_owned();
    move |event| {
        // What could not be told may have been a save.
        let counts = event.map_or(true, |event| matters(&folder, &event));
        if counts {
            // It fails where nobody waits any more: the preview ends.
            let _ = sender.send(());
        }
    }
}

/// Whether an event may have changed what the compiler reads: our own reading does not.
fn matters(folder: &Path, event: &Event) -> bool {
    let changes = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    changes && (event.need_rescan() || event.paths.is_empty() || event.paths.iter().any(|path| is_ours(folder, path)))
}

fn is_ours(folder: &Path, path: &Path) -> bool {
    match path.strip_prefix(folder) {
        Ok(inner) => !inner.components().any(|part| {
            let name = part.as_os_str().to_string_lossy();
            name.starts_with('.') || name == "node_modules"
        }),
        Err(_) => {
            path.parent() == folder.parent()
                && path.file_name().is_some_and(|name| BESIDE.iter().any(|one| name == *one))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_what_the_compiler_reads_counts() {
        let folder = Path::new("/khoa/ai");
        for (path, counts) in [
            ("/khoa/ai/a.md", true),
            ("/khoa/ai/media/a.png", true),
            ("/khoa/ai", true),
            ("/khoa/skills.toml", true),
            ("/khoa/capability.toml", true),
            ("/khoa/other.toml", false),
            ("/khoa/other/skills.toml", false),
            ("/khoa/ai/.git/index", false),
            ("/khoa/ai/.a.md.swp", false),
            ("/khoa/ai/node_modules/x/y.md", false),
        ] {
            assert_eq!(is_ours(folder, Path::new(path)), counts, "{path}");
        }
    }

    async fn told(watch: &mut Watch) -> bool {
        timeout(Duration::from_secs(10), watch.next()).await.is_ok_and(|told| told.is_some())
    }

    #[tokio::test]
    async fn saves_of_every_kind_are_told_and_reading_is_not() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("ai");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.md"), "# A\n").unwrap();
        let mut watch = Watch::start(&folder).unwrap();
        fs::write(folder.join("a.md"), "# B\n").unwrap();
        assert!(told(&mut watch).await, "written in place");
        fs::write(folder.join(".a.md.new"), "# C\n").unwrap();
        fs::rename(folder.join(".a.md.new"), folder.join("a.md")).unwrap();
        assert!(told(&mut watch).await, "renamed into place");
        fs::create_dir(folder.join("media")).unwrap();
        assert!(told(&mut watch).await, "a new folder");
        fs::write(folder.join("media/a.svg"), "<svg/>").unwrap();
        assert!(told(&mut watch).await, "a picture in it");
        fs::remove_file(folder.join("a.md")).unwrap();
        assert!(told(&mut watch).await, "removed");
        fs::write(parent.path().join("skills.toml"), "").unwrap();
        assert!(told(&mut watch).await, "beside the course");
        fs::read(folder.join("media/a.svg")).unwrap();
        fs::write(parent.path().join("else.txt"), "").unwrap();
        let nothing = timeout(Duration::from_millis(300), watch.next()).await;
        assert!(nothing.is_err(), "reading, or another file beside the course, is no save");
    }
}
