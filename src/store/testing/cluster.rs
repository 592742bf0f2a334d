//! A throw-away PostgreSQL server for one test process, on a unix socket in a folder of its own. A watcher stops it and
//! removes the folder when the process ends, however it ends.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;

/// What the server is started with: nothing of it must survive.
const SETTINGS: &str = "-c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB \
                        -c wal_level=minimal -c max_wal_senders=0 -c synchronous_commit=off \
                        -c listen_addresses=''";
/// Waits for the end of its input, which is that of the test process.
const WATCH: &str = r#"cat >/dev/null; "$1" -D "$2/data" -m immediate stop; rm -rf "$2""#;

/// Starts it; none where PostgreSQL is not installed.
pub(super) fn start() -> Option<String> {
    let Some(programs) = find_programs() else {
        announce("PostgreSQL tests skipped: initdb not found");
        return None;
    };
    let owner = owner();
    let folder = tempfile::Builder::new().prefix("xutra-pg-").tempdir().expect("a temporary folder").keep();
    if let Some((user, group)) = owner {
        chown(&folder, Some(user), Some(group)).expect("a folder that PostgreSQL may use");
    }
    let control = programs.join("pg_ctl");
    watch(command(Path::new("sh"), owner), &control, &folder);
    let data = folder.join("data");
    let mut initdb = command(&programs.join("initdb"), owner);
    run(initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "-D"]).arg(&data));
    let settings = format!("{SETTINGS} -k {}", folder.display());
    let log = folder.join("log");
    let mut server = command(&control, owner);
    run(server.arg("-D").arg(&data).arg("-l").arg(&log).args(["-w", "-t", "60", "-o", &settings, "start"]));
    Some(format!("postgres://postgres@localhost/postgres?host={}", folder.display()))
}

#[expect(clippy::print_stdout, reason = "who runs the tests must see what was not tested")]
fn announce(line: &str) {
    println!("{line}");
}

fn find_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    folders.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    folders.into_iter().find(|folder| ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).exists()))
}

/// PostgreSQL does not run as root: then it is the user `postgres`.
fn owner() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse::<u32>().ok()
    };
    (id(&["-u"])? == 0).then(|| Some((id(&["-u", "postgres"])?, id(&["-g", "postgres"])?)))?
}

fn command(program: &Path, owner: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/").process_group(0);
    if let Some((user, group)) = owner {
        command.gid(group).uid(user);
    }
    command
}

fn watch(mut shell: Command, control: &Path, folder: &Path) {
    static INPUT: OnceLock<ChildStdin> = OnceLock::new();
    let arguments = ["-c", WATCH, "watch"].map(PathBuf::from);
    let watcher = shell.args(arguments).args([control, folder]).stdin(Stdio::piped()).spawn();
    let input = watcher.expect("a shell").stdin.take().expect("its input");
    // It is never written to; it closes with the process.
    let _ = INPUT.set(input);
}

fn run(command: &mut Command) {
    let status = command.status().expect("a program that starts");
    assert!(status.success(), "{command:?} failed");
}
