//! The real program in a process of its own, and a client that speaks plain HTTP to it.

use super::course::Fixture;
use super::http::{Answer, Call};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The program with settings, none of which come from whoever runs the tests.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xutra"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("XUTRA_")) {
        command.env_remove(name);
    }
    command.env("LANG", "en_US.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    command.env("XUTRA_LISTEN", "127.0.0.1:0").env("XUTRA_LIMITS__PER_ADDRESS", "false");
    command.env("XUTRA_ADMIN__PASSWORD", PASSWORD);
    command
}

pub const PASSWORD: &str = "ruong-lua-chin-vang-2027";

/// A folder with the fixture course in `courses`.
pub fn folder_with_course() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    Fixture::new().write(&folder.path().join("courses"));
    folder
}

/// What a program that ends by itself said: exit code and standard error.
pub fn run(mut command: Command) -> (Option<i32>, String) {
    let child = command.spawn().unwrap();
    let mut server = Server { child, address: String::new(), log: Arc::default() };
    let mut said = String::new();
    for _ in 0..200 {
        if server.child.try_wait().unwrap().is_some() {
            server.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            return (server.child.wait().unwrap().code(), said);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    (None, "it did not end".into())
}

/// A server; it is killed when the test ends.
pub struct Server {
    pub child: Child,
    pub address: String,
    pub log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts it and waits until it listens.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let mut address = String::new();
        for line in lines.by_ref() {
            let line = line.unwrap();
            log.lock().unwrap().push_str(&format!("{line}\n"));
            if let Some(found) = line.strip_prefix("listening on http://") {
                found.clone_into(&mut address);
                break;
            }
        }
        assert!(!address.is_empty(), "it does not listen: {}", log.lock().unwrap());
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().unwrap().push_str(&format!("{line}\n"));
            }
        });
        Self { child, address, log }
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn client(&self) -> Client {
        Client { address: self.address.clone(), token: None }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that calls the API.
#[derive(Clone)]
pub struct Client {
    pub address: String,
    pub token: Option<String>,
}

impl Client {
    /// Sends a request; none where the connection broke before the whole answer was there.
    pub fn send(&self, call: &Call) -> Option<Answer> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        let mut text =
            format!("{} {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", call.method, call.path, self.address);
        if let Some(token) = &self.token {
            text.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        for (name, value) in &call.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("content-length: {}\r\n\r\n", call.body.len()));
        stream.write_all(text.as_bytes()).ok()?;
        stream.write_all(&call.body).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        read(&bytes)
    }

    pub fn api(&self, method: &str, path: &str, body: Option<&serde_json::Value>) -> Option<Answer> {
        let call = Call::new(method, &format!("/api/v1{path}"));
        self.send(&body.map_or(call.clone(), |body| call.json(body)))
    }
}

/// An answer that came whole.
fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let pairs = lines.filter_map(|line| line.split_once(':'));
    let headers = pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    let answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
    let length: usize = answer.header("content-length").parse().unwrap_or(0);
    (answer.body.len() >= length).then_some(answer)
}
