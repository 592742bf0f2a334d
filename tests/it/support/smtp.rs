//! A mail server of the tests: speaks SMTP on a socket of this machine and remembers what it heard. By the recipient's name
//! it refuses (`reject`), asks to come again (`defer`), or hangs up after it has the whole mail (`vanish`), each as often as
//! it was told to.

use base64::Engine as _;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A mail that the server got whole.
#[derive(Debug, Clone)]
pub struct Heard {
    pub to: Vec<String>,
    pub data: String,
}

/// The server.
#[derive(Clone)]
pub struct Peer {
    pub url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    /// How often it still misbehaves, by word.
    left: Arc<Mutex<BTreeMap<&'static str, u32>>>,
}

impl Peer {
    /// Listens until the test ends; misbehaves as often as it is told to.
    pub fn start(times: u32) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let left = ["reject", "defer", "vanish"].map(|word| (word, times));
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let peer = Self { url, heard: Arc::default(), left: Arc::new(Mutex::new(left.into())) };
        let own = peer.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                std::thread::spawn(move || own.talk(stream));
            }
        });
        peer
    }

    /// Mails that it got, in their order.
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// Whether it misbehaves this time.
    fn does(&self, word: &'static str, to: &str) -> bool {
        let mut left = self.left.lock().unwrap();
        let count = left.get_mut(word).unwrap();
        let does = to.contains(word) && *count > 0;
        *count -= u32::from(does);
        does
    }

    fn talk(&self, stream: TcpStream) -> Option<()> {
        let mut out = stream.try_clone().ok()?;
        let mut lines = BufReader::new(stream).lines();
        let mut say = move |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).ok();
        say("220 peer ESMTP")?;
        let mut to = Vec::new();
        while let Some(Ok(line)) = lines.next() {
            let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            match word.as_str() {
                "EHLO" => say("250-peer\r\n250-8BITMIME\r\n250 SMTPUTF8")?,
                "MAIL" => say("250 ok")?,
                "RCPT" if self.does("reject", &line) => say("550 5.1.1 <that.very.address>: nobody here")?,
                "RCPT" if self.does("defer", &line) => say("451 4.7.1 come again")?,
                "RCPT" => {
                    to.push(line);
                    say("250 ok")?;
                }
                "DATA" => {
                    say("354 go on")?;
                    let mut data = String::new();
                    for line in lines.by_ref() {
                        match line.ok()?.as_str() {
                            "." => break,
                            line => data.push_str(&format!("{}\r\n", line.strip_prefix('.').unwrap_or(line))),
                        }
                    }
                    let vanishes = to.iter().any(|to| self.does("vanish", to));
                    self.heard.lock().unwrap().push(Heard { to: std::mem::take(&mut to), data });
                    if vanishes {
                        return None;
                    }
                    say("250 taken")?;
                }
                "RSET" => {
                    to.clear();
                    say("250 ok")?;
                }
                "QUIT" => return say("221 bye"),
                _ => say("250 ok")?,
            }
        }
        None
    }
}

impl Heard {
    /// The value of a header, unfolded.
    pub fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let begin = format!("{}:", name.to_lowercase());
        let found: Vec<&str> = head.split("\r\n").filter(|line| line.to_lowercase().starts_with(&begin)).collect();
        assert!(found.len() <= 1, "{name} stands twice: {head}");
        found.first().map_or(String::new(), |line| line[begin.len()..].trim().to_owned())
    }

    /// The part of a kind, decoded.
    pub fn part(&self, kind: &str) -> String {
        let from =
            self.data.find(&format!("Content-Type: {kind}")).unwrap_or_else(|| panic!("no {kind}: {}", self.data));
        let (head, rest) = self.data[from..].split_once("\r\n\r\n").unwrap();
        let boundary = self.data.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let body = rest.split(&format!("\r\n--{boundary}")).next().unwrap();
        let bytes = if head.contains("base64") {
            base64::prelude::BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap()
        } else if head.contains("quoted-printable") {
            unquoted(body)
        } else {
            body.into()
        };
        String::from_utf8(bytes).unwrap()
    }
}

fn unquoted(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let (bytes, mut found, mut at) = (joined.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        let hex = (bytes[at] == b'=').then(|| u8::from_str_radix(&joined[at + 1..at + 3], 16).unwrap());
        found.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    found
}
