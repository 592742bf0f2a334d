//! Style sheet, script and pictures: embedded in the program, under names that hold a hash of their content, so that a
//! browser may keep them for ever. The folder `static` in the working directory wins. Knows nothing of HTTP.

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/static"]
#[exclude = "fonts/*"]
struct Embedded;

/// A file as it goes over the wire.
#[derive(Debug, Clone)]
pub struct StaticFile {
    /// Plain bytes.
    pub bytes: Cow<'static, [u8]>,
    /// The same, compressed; none where that saves nothing.
    pub gzip: Option<Vec<u8>>,
    /// For the header.
    pub content_type: &'static str,
}

impl StaticFile {
    /// Bytes that go over the wire to a reader who takes gzip.
    #[must_use]
    pub fn wire_size(&self) -> usize {
        self.gzip.as_ref().map_or(self.bytes.len(), Vec::len)
    }
}

/// All static files by their hashed names.
#[derive(Debug, Clone, Default)]
pub struct StaticFiles {
    files: BTreeMap<String, StaticFile>,
    hashed: BTreeMap<String, String>,
}

impl StaticFiles {
    /// What was built in.
    #[must_use]
    pub fn embedded() -> Self {
        Self::from_files(embedded_files())
    }

    /// What was built in, and over it the files of a folder, where it exists.
    #[must_use]
    pub fn load(folder: &Path) -> Self {
        let mut files = embedded_files();
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if let (Ok(name), Ok(bytes)) = (entry.file_name().into_string(), std::fs::read(entry.path())) {
                files.insert(name, Cow::Owned(bytes));
            }
        }
        Self::from_files(files)
    }

    /// The address of a file, such as `/static/style.3f2a91c07be4d512.css`; without a hash where there is no such file.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        format!("/static/{}", self.hashed.get(name).map_or(name, String::as_str))
    }

    /// The file of a hashed name.
    #[must_use]
    pub fn find(&self, hashed_name: &str) -> Option<&StaticFile> {
        self.files.get(hashed_name)
    }

    fn from_files(all: BTreeMap<String, Cow<'static, [u8]>>) -> Self {
        let mut this = Self::default();
        for (name, bytes) in all {
            let hashed = hashed_name(&name, &bytes);
            let gzip = compress(&bytes).filter(|packed| packed.len() < bytes.len());
            let file = StaticFile { gzip, content_type: content_type(&name), bytes };
            this.files.insert(hashed.clone(), file);
            this.hashed.insert(name, hashed);
        }
        this
    }
}

fn embedded_files() -> BTreeMap<String, Cow<'static, [u8]>> {
    Embedded::iter().filter_map(|name| Some((name.to_string(), Embedded::get(&name)?.data))).collect()
}

/// `style.css` to `style.HASH.css`.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        None => format!("{name}.{hash}"),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// As small as gzip gets; it is done once, at the start.
fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).ok()?;
    packer.finish().ok()
}

#[cfg(test)]
mod contrast;
#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_the_pages_need_is_there_small_and_found_by_its_address() {
        let files = StaticFiles::embedded();
        for (name, kind, most) in [
            ("style.css", "text/css", 24_000),
            ("app.js", "text/javascript", 10_000),
            ("attempt.js", "text/javascript", 6_000),
            ("keep.js", "text/javascript", 6_000),
            ("listen.js", "text/javascript", 7_500),
            ("service-worker.js", "text/javascript", 3_000),
            ("icon.svg", "image/svg", 1_000),
        ] {
            let url = files.url(name);
            let file = files.find(url.strip_prefix("/static/").unwrap()).unwrap();
            assert!(file.content_type.starts_with(kind), "{name}");
            assert!(file.bytes.len() < most, "{name} has {} bytes", file.bytes.len());
            let mut plain = Vec::new();
            flate2::read::GzDecoder::new(file.gzip.as_deref().unwrap()).read_to_end(&mut plain).unwrap();
            assert_eq!(plain, file.bytes.as_ref());
        }
        let icon = files.url("icon-48.png");
        assert!(files.find(icon.trim_start_matches("/static/")).is_some_and(|icon| icon.wire_size() < 1_000));
        assert!(files.find("style.css").is_none());
        assert_eq!(files.url("nothing.css"), "/static/nothing.css");
    }

    #[test]
    fn another_content_has_another_name() {
        assert_ne!(hashed_name("a.css", b"a{}"), hashed_name("a.css", b"b{}"));
        assert_eq!(hashed_name("a.css", b""), "a.e3b0c44298fc1c14.css");
        assert_eq!(hashed_name("plain", b""), "plain.e3b0c44298fc1c14");
    }
}
