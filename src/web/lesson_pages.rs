//! Lessons as ready bytes: what is the same for all is rendered and compressed once; a page view joins it with the
//! small parts that are a person's own. Deflate streams whose blocks end on a full flush can be laid end to end, and the
//! check sum of the whole follows from those of its parts, so that the join costs no compression of the large part.

use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;
use std::sync::Arc;
use xutra_domain::course::Viewer;

/// What a page has of a person's own: looks, header, way on.
pub const OWN_PARTS: usize = 3;

/// The shared parts of one lesson in one language, around the personal ones.
#[derive(Debug)]
pub struct LessonBytes {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    plain: Vec<u8>,
    packed: Vec<u8>,
    sum: Hasher,
}

/// Revision, lesson, language, who looks, as the way on leads past what is not for them, and whether pictures wait.
type Key = (i64, String, &'static str, Viewer, bool);

/// The lessons that were shown lately.
pub struct LessonPages(moka::sync::Cache<Key, Arc<LessonBytes>>);

impl Default for LessonPages {
    fn default() -> Self {
        Self(moka::sync::Cache::new(2_000))
    }
}

impl LessonPages {
    /// The bytes of a lesson; `make` renders it where it was not shown lately.
    ///
    /// # Errors
    /// What `make` says.
    pub fn get<E>(&self, key: Key, make: impl FnOnce() -> Result<LessonBytes, E>) -> Result<Arc<LessonBytes>, E> {
        if let Some(known) = self.0.get(&key) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        self.0.insert(key, Arc::clone(&made));
        Ok(made)
    }
}

impl LessonBytes {
    /// Splits a rendered page at its markers; none where they are not all there in their order.
    #[must_use]
    pub fn split(html: &str, markers: [&str; OWN_PARTS]) -> Option<Self> {
        let mut parts = Vec::with_capacity(OWN_PARTS + 1);
        let mut rest = html;
        for marker in markers {
            let (before, after) = rest.split_once(marker)?;
            parts.push(Part::of(before));
            rest = after;
        }
        parts.push(Part::of(rest));
        Some(Self { parts })
    }

    /// The page with its personal parts, as it is.
    #[must_use]
    pub fn join(&self, own: [&str; OWN_PARTS]) -> Vec<u8> {
        let mut out = Vec::new();
        for (place, part) in self.parts.iter().enumerate() {
            out.extend_from_slice(&part.plain);
            out.extend_from_slice(own.get(place).copied().unwrap_or_default().as_bytes());
        }
        out
    }

    /// The page with its personal parts, as one gzip member.
    #[must_use]
    pub fn join_gzip(&self, own: [&str; OWN_PARTS]) -> Vec<u8> {
        const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
        /// A last block without content.
        const END: [u8; 2] = [3, 0];
        let shared: usize = self.parts.iter().map(|part| part.packed.len()).sum();
        let personal: usize = own.iter().map(|text| text.len()).sum();
        let mut out = Vec::with_capacity(shared + personal / 2 + 64);
        out.extend_from_slice(&HEADER);
        let mut total = Hasher::new();
        let mut length = 0_usize;
        for (place, part) in self.parts.iter().enumerate() {
            out.extend_from_slice(&part.packed);
            total.combine(&part.sum);
            length += part.plain.len();
            own_part(own.get(place).copied().unwrap_or_default(), &mut out, &mut total, &mut length);
        }
        out.extend_from_slice(&END);
        out.extend_from_slice(&total.finalize().to_le_bytes());
        #[expect(clippy::cast_possible_truncation, reason = "gzip keeps the length modulo 2^32 (RFC 1952)")]
        out.extend_from_slice(&(length as u32).to_le_bytes());
        out
    }
}

impl Part {
    fn of(text: &str) -> Self {
        let mut packed = Vec::new();
        pack(text.as_bytes(), Compression::best(), FlushCompress::Full, &mut packed);
        Self { plain: text.as_bytes().to_vec(), packed, sum: sum(text.as_bytes()) }
    }
}

fn own_part(text: &str, out: &mut Vec<u8>, total: &mut Hasher, length: &mut usize) {
    pack(text.as_bytes(), Compression::fast(), FlushCompress::Full, out);
    total.combine(&sum(text.as_bytes()));
    *length += text.len();
}

fn sum(bytes: &[u8]) -> Hasher {
    let mut hasher = Hasher::new();
    hasher.update(bytes);
    hasher
}

thread_local! {
    /// The state of a compressor is large; each thread keeps one.
    static FAST: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// Appends `bytes` as raw deflate blocks that end on a byte and refer to nothing outside of them.
fn pack(bytes: &[u8], level: Compression, flush: FlushCompress, out: &mut Vec<u8>) {
    if bytes.is_empty() {
        return;
    }
    let run = |compress: &mut Compress, out: &mut Vec<u8>| {
        let start = compress.total_in();
        loop {
            let done = usize::try_from(compress.total_in() - start).unwrap_or(bytes.len());
            out.reserve((bytes.len() - done) / 2 + 128);
            let room = out.capacity();
            let status = compress.compress_vec(&bytes[done..], out, flush);
            let read_all = compress.total_in() - start == bytes.len() as u64;
            // Room that is left shows that the flush is through.
            if read_all && out.len() < room || !matches!(status, Ok(Status::Ok | Status::BufError)) {
                return;
            }
        }
    };
    if level == Compression::fast() {
        FAST.with_borrow_mut(|compress| {
            compress.reset();
            run(compress, out);
        });
    } else {
        run(&mut Compress::new(level, false), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn a_joined_page_unpacks_to_what_it_is() {
        let lesson = "<p>Chè Tân Cương, trà xanh. ".repeat(400);
        let html = format!("<html@0@><head>{lesson}@1@<main>{lesson}@2@</main>{lesson}");
        let bytes = LessonBytes::split(&html, ["@0@", "@1@", "@2@"]).expect("three markers");
        for own in [["", "", ""], [" data-text=large", "An", "xong"], ["", &"ẵ".repeat(9_000), &lesson]] {
            let plain = bytes.join(own);
            let whole = html.replace("@0@", own[0]).replace("@1@", own[1]).replace("@2@", own[2]);
            assert_eq!(plain, whole.into_bytes());
            let packed = bytes.join_gzip(own);
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).expect("one gzip member");
            assert_eq!(unpacked, plain);
            assert!(packed.len() < plain.len() / 5);
        }
        assert!(LessonBytes::split("no markers", ["@0@", "@1@", "@2@"]).is_none());
    }
}
