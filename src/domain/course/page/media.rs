//! Images with captions, video and sound: what stands alone in a paragraph.

use super::document::{Kind, Node, plain};
use super::inline::rel;
use super::pass::Pass;
use super::sanitize::escape;
use super::{Target, WORD_END, WORD_START};
use std::fmt::Write as _;

const VIDEO: &[&str] = &["mp4", "webm"];
/// Endings of recordings, the most usual first.
pub(crate) const AUDIO: &[&str] = &["mp3", "m4a", "ogg"];
const PLAYERS: &[&str] = &["youtube.com", "youtu.be", "vimeo.com"];

impl Pass<'_, '_> {
    /// A link alone in its paragraph that leads to a film or a recording; false where it is no such thing.
    pub(crate) fn player(&mut self, paragraph: &Node, out: &mut String) -> bool {
        let Some(link) = alone(paragraph) else { return false };
        let Kind::Link(destination) = &link.kind else { return false };
        if is_player(destination) && matches!(self.resolve(destination), Target::External) {
            self.note_length(&caption(link));
            let _ = write!(out, "<p><a class=\"player\" href=\"{}\"{}>", escape(destination), rel(destination));
            let outer = std::mem::replace(&mut self.in_link, true);
            self.nodes(&link.children, out);
            self.in_link = outer;
            out.push_str("</a></p>\n");
            return true;
        }
        let extension = extension(destination);
        let is_video = VIDEO.contains(&extension.as_str());
        if !is_video && !AUDIO.contains(&extension.as_str()) {
            return false;
        }
        let Target::Media { url } = self.resolve(destination) else { return false };
        self.note_media(destination);
        if is_video {
            self.page.films.push((path_of(self.input.file, destination), link.span.clone()));
        }
        let tag = if is_video { "video" } else { "audio" };
        let text = caption(link);
        self.note_length(&text);
        let _ = write!(out, "<figure class=\"{tag}\"><{tag} controls preload=\"none\" src=\"{}\"", escape(&url));
        if !text.is_empty() {
            let _ = write!(out, " aria-label=\"{}\"", escape(&text));
        }
        if is_video {
            self.poster(link, out);
        }
        out.push('>');
        self.tracks(destination, out);
        let _ = write!(out, "</{tag}>");
        if !text.is_empty() {
            let _ = write!(out, "<figcaption>{}</figcaption>", escape(&text));
        }
        out.push_str("</figure>\n");
        if let Some(said) = self.input.site.transcript(self.input.file, destination) {
            let title = format!("{WORD_START}transcript{WORD_END}");
            let _ = writeln!(out, "<details class=\"transcript\"><summary>{title}</summary>{said}</details>");
        }
        true
    }

    fn note_length(&mut self, text: &str) {
        let seconds = length(text).unwrap_or_default();
        self.page.media_seconds = self.page.media_seconds.saturating_add(seconds);
    }

    /// An image alone in its paragraph with a caption.
    pub(crate) fn lone_figure(&mut self, paragraph: &Node, out: &mut String) -> bool {
        let Some(image) = alone(paragraph) else { return false };
        let Kind::Image(destination, title) = &image.kind else { return false };
        if title.is_empty() {
            return false;
        }
        out.push_str("<figure>");
        self.image(image, destination, "", out);
        let _ = writeln!(out, "<figcaption>{}</figcaption></figure>", escape(title));
        true
    }

    /// The picture inside the link is what is shown before the film begins.
    fn poster(&mut self, link: &Node, out: &mut String) {
        for child in &link.children {
            if let Kind::Image(destination, _) = &child.kind
                && let Some(url) = self.follow(child, destination)
            {
                let _ = write!(out, " poster=\"{}\"", escape(&url));
                return;
            }
        }
    }

    /// Captions stand beside the film, by language.
    fn tracks(&mut self, destination: &str, out: &mut String) {
        let Some((stem, _)) = destination.rsplit_once('.') else { return };
        for language in ["vi", "en"] {
            let file = format!("{stem}.{language}.vtt");
            if let Target::Media { url } = self.resolve(&file) {
                self.note_media(&file);
                let url = escape(&url);
                let _ = write!(out, "<track kind=\"captions\" src=\"{url}\" srclang=\"{language}\">");
            }
        }
    }

    fn resolve(&self, destination: &str) -> Target {
        self.input.site.resolve(self.input.file, destination)
    }

    /// Remembers a media file of the course by its path.
    pub(crate) fn note_media(&mut self, destination: &str) {
        self.page.media.push(path_of(self.input.file, destination));
    }
}

/// What plays the recording of a whole lesson.
pub(crate) fn recording(url: &str) -> String {
    let (word, url) = (format!("{WORD_START}recording{WORD_END}"), escape(url));
    let audio = format!("<audio controls preload=\"none\" src=\"{url}\" aria-label=\"{word}\"></audio>");
    format!("<figure class=\"audio\">{audio}<figcaption>{word}</figcaption></figure>\n")
}

/// The path relative to the course folder that a destination means in a file.
fn path_of(file: &str, destination: &str) -> String {
    let bare = decode(destination.split(['#', '?']).next().unwrap_or_default());
    let folder = if bare.starts_with('/') { "" } else { file.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(bare.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Undoes percent-encoding; what is not UTF-8 afterwards stays as it was.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|_| *first == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The only thing in a paragraph, if there is only one.
fn alone(paragraph: &Node) -> Option<&Node> {
    let mut things = paragraph.children.iter().filter(|node| match &node.kind {
        Kind::SoftBreak => false,
        Kind::Text(text) => !text.trim().is_empty(),
        _ => true,
    });
    let first = things.next()?;
    things.next().is_none().then_some(first)
}

/// The words of a link to a film; the alternative text of its poster where it has no words.
fn caption(link: &Node) -> String {
    let words = link.children.iter().filter(|child| !matches!(child.kind, Kind::Image(..)));
    let words: String = words.map(|child| plain(std::slice::from_ref(child))).collect();
    let words = if words.trim().is_empty() { plain(&link.children) } else { words };
    words.trim().to_owned()
}

/// Seconds that a caption such as `Cách hỏi (3 phút)` says: the last parenthesis that holds nothing but a length.
fn length(text: &str) -> Option<usize> {
    let parentheses = text.rsplit('(').filter_map(|rest| rest.split_once(')'));
    parentheses.filter_map(|(inside, _)| seconds(inside)).next()
}

/// `3 phút`, `1 phút 30 giây`, `90s`, `1 giờ 5 phút`, `2:30`.
fn seconds(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    if let Some((minutes, rest)) = text.split_once(':') {
        let two = rest.len() == 2 && minutes.len() <= 3;
        return two.then(|| Some(minutes.parse::<usize>().ok()? * 60 + rest.parse::<usize>().ok()?)).flatten();
    }
    let mut total = 0_usize;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=4).contains(digits))?;
        let count: usize = rest[..digits].parse().ok()?;
        let after = rest[digits..].trim_start();
        let end = after.find(|c: char| c.is_whitespace() || c.is_ascii_digit()).unwrap_or(after.len());
        let unit = match after[..end].trim_end_matches('.') {
            "giờ" | "tiếng" | "h" | "hour" | "hours" => 3_600,
            "phút" | "p" | "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "giây" | "s" | "sec" | "second" | "seconds" => 1,
            _ => return None,
        };
        total += count * unit;
        rest = after[end..].trim_start();
    }
    (total > 0).then_some(total)
}

fn extension(destination: &str) -> String {
    let path = destination.split(['#', '?']).next().unwrap_or_default();
    path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

fn is_player(destination: &str) -> bool {
    let rest = destination.strip_prefix("https://").or_else(|| destination.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default().to_ascii_lowercase();
    PLAYERS.iter().any(|player| host == *player || host.strip_suffix(player).is_some_and(|sub| sub.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn captions_say_how_long_it_takes() {
        for (text, seconds) in [
            ("Cách hỏi (3 phút)", Some(180)),
            ("Nghe (1 phút 30 giây)", Some(90)),
            ("Watch (2:30)", Some(150)),
            ("Phim (1 giờ 5 phút)", Some(3_900)),
            ("AI (trí tuệ) (90s)", Some(90)),
            ("AI (5 phút) (bản cũ)", Some(300)),
            ("Cách hỏi (3)", None),
            ("Cách hỏi (99999 phút)", None),
            ("(phút 3)", None),
            ("3 phút", None),
        ] {
            assert_eq!(length(text), seconds, "{text}");
        }
    }
}
