//! The list of entries at the end of an archive, read by ourselves: a library keeps one entry of each name, and two of one
//! name are what an attacker shows to two readers.

use super::{LARGEST_CONTENT, MOST_ENTRIES};
use crate::message::Message;

/// An entry as the list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Name, byte for byte.
    pub(super) name: Vec<u8>,
    /// Size that it says to have unpacked.
    pub(super) size: u64,
    /// Whether it is encrypted.
    pub(super) encrypted: bool,
    /// Whether it is anything but a file or folder, such as a link.
    pub(super) special: bool,
}

const END: &[u8; 4] = b"PK\x05\x06";
const ENTRY: &[u8; 4] = b"PK\x01\x02";
/// Length of the end record without its comment.
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;

/// Every entry, in order.
pub(super) fn entries(archive: &[u8]) -> Result<Vec<Entry>, Message> {
    let broken = || Message::new("archive-broken");
    let from = archive.len().saturating_sub(END_LENGTH + 0xffff);
    let tail = archive.get(from..).unwrap_or_default();
    let at = tail.windows(4).rposition(|four| four == END).ok_or_else(broken)? + from;
    let count = usize::from(short(archive, at + 10).ok_or_else(broken)?);
    if count > MOST_ENTRIES {
        return Err(Message::new("archive-entries").with("n", MOST_ENTRIES));
    }
    let start = usize::try_from(long(archive, at + 16).ok_or_else(broken)?).map_err(|_| broken())?;
    let (mut entries, mut place, mut total) = (Vec::new(), start, 0_u64);
    for _ in 0..count {
        let (entry, next) = entry(archive, place).ok_or_else(broken)?;
        total = total.saturating_add(entry.size);
        entries.push(entry);
        place = next;
    }
    // The list must end where the end record begins: nothing stands between that another reader would see.
    if place != at {
        return Err(broken());
    }
    if total > LARGEST_CONTENT {
        return Err(Message::new("archive-content-large"));
    }
    Ok(entries)
}

fn entry(archive: &[u8], at: usize) -> Option<(Entry, usize)> {
    if archive.get(at..at.checked_add(4)?)? != ENTRY {
        return None;
    }
    let name_length = usize::from(short(archive, at + 28)?);
    let rest = usize::from(short(archive, at + 30)?) + usize::from(short(archive, at + 32)?);
    let name = archive.get(at + ENTRY_LENGTH..at + ENTRY_LENGTH + name_length)?.to_vec();
    // Upper half of the attributes: the mode of Unix, whose upper four bits are the kind of file.
    let kind = short(archive, at + 40)? >> 12;
    let is_folder = name.ends_with(b"/");
    let special = !(kind == 0 || (kind == 8 && !is_folder) || (kind == 4 && is_folder));
    let encrypted = short(archive, at + 8)? & 0x2041 != 0;
    let size = u64::from(long(archive, at + 24)?);
    Some((Entry { name, size, encrypted, special }, at + ENTRY_LENGTH + name_length + rest))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
