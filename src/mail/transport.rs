//! How a mail goes: to an SMTP server, or as a file into a folder. The only user of lettre. What goes wrong is told by a word
//! and the server's code: what servers say in full often names the address.

use super::message::Letter;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use xutra_domain::instant::Instant;

/// How long the mail server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections at once.
const CONNECTIONS: u32 = 2;
/// The server does not know us: that is for who runs it to put right, and no fault of the mail.
const SIGN_IN: [&str; 4] = ["530", "534", "535", "538"];

/// Where mails go.
pub enum Transport {
    /// Into a folder, a file each.
    File(PathBuf),
    /// To a mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// From whom mails come.
#[derive(Debug, Clone)]
pub struct Sender {
    /// Name of the site.
    pub name: String,
    /// Address.
    pub address: String,
}

/// Why a mail did not go out: a word, and the mail server's code after a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It may go another time.
    Later(String),
    /// It will never go.
    Never(String),
}

impl Transport {
    /// By the address of the settings; `host` is how the server calls itself.
    ///
    /// # Errors
    /// Says what is wrong, without the password.
    pub fn open(url: &str, host: &str) -> Result<Self, String> {
        if let Some(folder) = url.strip_prefix("file://") {
            return match folder {
                "" => Err("a folder is missing after file://".into()),
                folder => Ok(Self::File(PathBuf::from(folder))),
            };
        }
        let url = smtp_url(url)?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
            .map_err(|_| "the address of the mail server cannot be read".to_owned())?
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS));
        if host != "localhost" {
            builder = builder.hello_name(ClientId::Domain(host.to_owned()));
        }
        Ok(Self::Smtp(Box::new(builder.build())))
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// What went wrong, and whether it is worth trying again.
    pub async fn send(&self, sender: &Sender, letter: &Letter, now: Instant) -> Result<(), Trouble> {
        let message = message(sender, letter, now)?;
        match self {
            Self::File(folder) => {
                // Only a whole mail bears the name by which it is read.
                let (whole, part) =
                    (folder.join(format!("{}.eml", letter.id)), folder.join(format!("{}.part", letter.id)));
                let written = async {
                    tokio::fs::create_dir_all(folder).await?;
                    tokio::fs::write(&part, message.formatted()).await?;
                    tokio::fs::rename(&part, &whole).await
                };
                written.await.map_err(|_| Trouble::Later("file".into()))
            }
            Self::Smtp(server) => server.send(message).await.map(drop).map_err(|error| trouble(&error)),
        }
    }
}

fn trouble(error: &lettre::transport::smtp::Error) -> Trouble {
    let code = error.status().map(|code| code.to_string()).unwrap_or_default();
    if SIGN_IN.contains(&code.as_str()) {
        return Trouble::Later(format!("sign-in {code}"));
    }
    if error.is_permanent() {
        return Trouble::Never(format!("refused {code}"));
    }
    Trouble::Later(match code.as_str() {
        "" if error.is_timeout() => "timeout".into(),
        "" if error.is_tls() => "tls".into(),
        "" => "network".into(),
        code => format!("later {code}"),
    })
}

/// The whole message. Names and subjects are encoded by their types, so that nothing in them begins a header.
fn message(sender: &Sender, letter: &Letter, now: Instant) -> Result<Message, Trouble> {
    let never = || Trouble::Never("address".into());
    let mailbox = |name: &str, address: &str| -> Result<Mailbox, Trouble> {
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let address: Address = address.parse().map_err(|_| never())?;
        Ok(Mailbox::new(Some(name).filter(|name| !name.trim().is_empty()), address))
    };
    let from = mailbox(&sender.name, &sender.address)?;
    let id = format!("<{}@{}>", letter.id, from.email.domain());
    let milliseconds = u64::try_from(now.0).unwrap_or(0);
    let raw = |name: &'static str, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
    Message::builder()
        .message_id(Some(id))
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds))
        .from(from)
        .to(mailbox(&letter.name, &letter.to)?)
        .subject(letter.words.subject.clone())
        .raw_header(raw("List-Unsubscribe", format!("<{}>", letter.stop_url)))
        .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()))
        .raw_header(raw("Auto-Submitted", "auto-generated".into()))
        .multipart(MultiPart::alternative_plain_html(letter.words.text.clone(), letter.words.html.clone()))
        .map_err(|_| never())
}

/// The address of a mail server with how it is to be spoken to: TLS from the start with `smtps`. With `smtp` as `?tls=`
/// says; else a server of this machine without, one that wants a password only with TLS, and others with TLS where they
/// offer it.
fn smtp_url(url: &str) -> Result<String, String> {
    let (scheme, rest) = url.split_once("://").ok_or("it is no address")?;
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = place.split('/').next().unwrap_or_default();
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => {
            (name, Some(port.parse::<u16>().map_err(|_| format!("{port:?} is no port"))?))
        }
        _ => (host, None),
    };
    if name.is_empty() {
        return Err("the host is missing".into());
    }
    let own = matches!(name, "localhost" | "[::1]") || name.starts_with("127.");
    let tls = match (scheme, query) {
        ("smtps", "") => "wrapper",
        ("smtps", _) => return Err("smtps:// takes no options".into()),
        (_, "tls=none") => "none",
        (_, "tls=opportunistic") => "opportunistic",
        (_, "tls=required") => "required",
        (_, "") if own => "none",
        (_, "") if user.is_some() => "required",
        (_, "") => "opportunistic",
        _ => return Err("after ? stands tls=none, tls=opportunistic or tls=required".into()),
    };
    let usual = match tls {
        "wrapper" => 465,
        "required" => 587,
        _ => 25,
    };
    let user = user.map(|user| format!("{user}@")).unwrap_or_default();
    let options = if matches!(tls, "wrapper" | "none") { String::new() } else { format!("?tls={tls}") };
    Ok(format!("{scheme}://{user}{name}:{}{options}", port.unwrap_or(usual)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::message::Words;
    use uuid::Uuid;

    #[test]
    fn a_password_is_sent_over_tls_alone_unless_somebody_says_otherwise() {
        for (url, wanted) in [
            ("smtp://mail.example.vn", "smtp://mail.example.vn:25?tls=opportunistic"),
            ("smtp://a:b%40c@mail.example.vn", "smtp://a:b%40c@mail.example.vn:587?tls=required"),
            ("smtp://a:b@mail.example.vn:2525?tls=none", "smtp://a:b@mail.example.vn:2525"),
            ("smtp://localhost", "smtp://localhost:25"),
            ("smtp://127.0.0.1:1025", "smtp://127.0.0.1:1025"),
            ("smtp://[::1]:1025/", "smtp://[::1]:1025"),
            ("smtps://a:b@mail.example.vn", "smtps://a:b@mail.example.vn:465"),
        ] {
            assert_eq!(smtp_url(url).as_deref(), Ok(wanted), "{url}");
        }
        for url in ["smtp://", "smtp://a:secret@", "smtp://x:port", "smtp://x?tls=maybe", "smtps://x?tls=none"] {
            let said = smtp_url(url).expect_err(url);
            assert!(!said.contains("secret"), "{said}");
        }
    }

    fn letter(name: &str, to: &str, subject: &str) -> Letter {
        let words = Words { subject: subject.into(), text: "Xin chào\n".into(), html: "<p>Xin chào</p>".into() };
        let stop_url = "https://ai.example.vn/mail/stop/tok".into();
        Letter { id: Uuid::from_u128(7), to: to.into(), name: name.into(), words, stop_url }
    }

    #[test]
    fn no_name_and_no_subject_begins_a_header() {
        let sender = Sender { name: "Học\r\nBcc: all@x.vn".into(), address: "hoc@x.vn".into() };
        let evil = letter("An\r\nBcc: evil@x.vn\r\n\r\n<script>", "an@x.vn", "Bài\r\nX-Evil: 1");
        let bytes = message(&sender, &evil, Instant(0)).expect("a message").formatted();
        let text = String::from_utf8(bytes).expect("ASCII");
        let head = text.split("\r\n\r\n").next().expect("a head");
        for line in head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
            let name = line.split(':').next().expect("a name");
            assert!(!matches!(name.to_lowercase().as_str(), "bcc" | "x-evil" | "cc"), "{head}");
        }
        assert_eq!(head.matches("\r\nTo:").count(), 1, "{head}");
        assert!(head.contains("Message-ID: <00000000-0000-0000-0000-000000000007@x.vn>"), "{head}");
        assert!(head.contains("Date: Thu, 01 Jan 1970 00:00:00"), "{head}");
    }

    #[test]
    fn an_address_that_is_none_is_no_mail() {
        let sender = Sender { name: String::new(), address: "hoc@x.vn".into() };
        for bad in ["", "an", "an@x.vn\r\nRCPT TO:<evil@x.vn>", "an@x.vn, evil@x.vn", "<an@x.vn>"] {
            let refused = message(&sender, &letter("An", bad, "x"), Instant(0));
            assert_eq!(refused.err(), Some(Trouble::Never("address".into())), "{bad:?}");
        }
    }
}
