//! Requests that take too long, or hold too much, over a real socket: they are cut off, and nobody else waits.

use crate::support::process::{PASSWORD, Server, command, folder_with_course};
use crate::support::{TestApp, both, json};
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use xutra::cli::serve::listen;

const PATIENCE: Duration = Duration::from_millis(1_200);
/// When the tests give up. Nothing here is measured against it: what the server said shows whether it waited.
const GIVE_UP: Duration = Duration::from_secs(60);

/// The same application behind a socket, with little patience.
async fn listening(app: &TestApp) -> (TestApp, SocketAddr, actix_web::dev::ServerHandle) {
    let app = app
        .beside(|config| {
            config.listen = "127.0.0.1:0".into();
            config.patience.head = PATIENCE;
            config.patience.body = PATIENCE;
        })
        .await;
    let (server, address) = listen(&app.app).unwrap();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (app, address, handle)
}

/// Sends the beginning, then a byte at a time, until the server says something; what it said, and after how long.
async fn talk(address: SocketAddr, begin: String, drop_by_drop: &'static str) -> (String, Duration) {
    let talking = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(40))).unwrap();
        let began = Instant::now();
        let (mut said, mut bytes) = (Vec::new(), [0; 4_096]);
        // A server that has heard enough may close before everything was sent.
        let mut open = stream.write_all(begin.as_bytes()).is_ok();
        while began.elapsed() < GIVE_UP {
            match stream.read(&mut bytes) {
                Ok(0) => break,
                Ok(some) => said.extend_from_slice(&bytes[..some]),
                Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                    open = open && !drop_by_drop.is_empty() && stream.write_all(drop_by_drop.as_bytes()).is_ok();
                }
                Err(_) => break,
            }
        }
        let _ = stream.shutdown(Shutdown::Both);
        (String::from_utf8_lossy(&said).into_owned(), began.elapsed())
    };
    tokio::task::spawn_blocking(talking).await.unwrap()
}

fn post(path: &str, kind: &str, rest: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nhost: a\r\nsec-fetch-site: same-origin\r\ncontent-type: {kind}\r\n{rest}\r\n\r\n")
}

both! {
    async fn who_sends_a_letter_at_a_time_is_cut_off_and_nobody_waits_for_him(app) {
        let (_app, address, handle) = listening(&app).await;
        let form = "application/x-www-form-urlencoded";
        let cases = [
            ("GET /courses HTTP/1.1\r\nhost: a\r\nx-slow: ".to_owned(), "a", ""),
            (post("/login", form, "content-length: 5000"), "a", "text/html"),
            (post("/api/v1/session", "application/json", "content-length: 5000"), " ", "application/problem+json"),
            (post("/api/v1/session", "application/json", "transfer-encoding: chunked"), "1\r\n \r\n", "application/problem+json"),
        ];
        for (begin, drops, kind) in cases {
            let slow = talk(address, begin.clone(), drops);
            let other = talk(address, "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".into(), "");
            let ((said, took), (fine, quick)) = futures_util::future::join(slow, other).await;
            assert!(said.starts_with("HTTP/1.1 408"), "{begin}: {said}");
            assert!(said.contains(kind), "{begin}: {said}");
            assert!(took >= PATIENCE / 2 && took < GIVE_UP, "{begin}: {took:?}");
            assert!(fine.starts_with("HTTP/1.1 200") && quick < took, "{quick:?} of {took:?}: {fine}");
        }
        handle.stop(false).await;
    }

    async fn what_is_too_large_is_refused_unread(app) {
        let (_app, address, handle) = listening(&app).await;
        let get = |rest: &str| format!("GET /courses HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{rest}\r\n");
        let many: String = (0..20_000).map(|number| format!("x-{number}: a\r\n")).collect();
        let cases = [
            (post("/login", "application/x-www-form-urlencoded", "content-length: 104857600"), "413"),
            (post("/api/v1/session", "application/json", "content-length: 104857600"), "413"),
            (get(&many), "431"),
            (get(&format!("x-long: {}\r\n", "a".repeat(1_000_000))), "431"),
            (format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(1_000_000)), "4"),
            (format!("GET /courses?{} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", "a=1&".repeat(10_000)), "200"),
            (post("/login", "application/x-www-form-urlencoded", "content-length: 3\r\ntransfer-encoding: chunked"), "400"),
            (post("/login", "application/x-www-form-urlencoded", "content-length: 3\r\ncontent-length: 4"), "400"),
            ("TRACE /courses HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".into(), "405"),
        ];
        for (request, status) in cases {
            let shown = request.chars().take(120).collect::<String>();
            let (said, _) = talk(address, request, "").await;
            let line = said.lines().next().unwrap_or_default();
            // A reset may overtake the answer to somebody who goes on sending: then he has no answer, but an end.
            assert!(line.starts_with(&format!("HTTP/1.1 {status}")) || (line.is_empty() && shown.len() == 120), "{shown}: {line}");
        }
        handle.stop(false).await;
    }
}

#[test]
fn a_rush_of_sign_ins_stays_within_its_memory() {
    let folder = folder_with_course();
    let server = Server::start(command(folder.path(), &["serve"]));
    let logins: Vec<_> = (0..100)
        .map(|number| {
            let client = server.client();
            std::thread::spawn(move || {
                let login = if number % 4 == 0 { "admin".to_owned() } else { format!("ai-do-{number}") };
                let body = json!({ "login": login, "password": PASSWORD });
                client.api("POST", "/session", Some(&body)).map(|answer| answer.status)
            })
        })
        .collect();
    let statuses: Vec<_> = logins.into_iter().map(|one| one.join().unwrap()).collect();
    assert!(statuses.iter().all(|one| matches!(one, Some(200 | 401 | 429 | 503))), "{statuses:?}");
    assert!(statuses.contains(&Some(200)));
    let facts = std::fs::read_to_string(format!("/proc/{}/status", server.child.id())).unwrap_or_default();
    let peak =
        facts.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok());
    let peak: u64 = peak.unwrap_or(0);
    assert!(peak < 600 * 1_024, "{peak} KiB: a hundred at 19 MiB each would be 1.9 GiB");
}
