//! Reads SUMMARY.md (mdBook's syntax): which files come in which order, and their titles.

use super::page::Span;

/// One link of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Text of the link, without emphasis.
    pub(super) title: String,
    /// Destination as it is written, without `./` and anchor.
    pub(super) path: String,
    /// Place of the destination.
    pub(super) span: Span,
}

/// Every link to a file, in order. Links without a destination are mdBook's drafts and are left out.
pub(super) fn read(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some(middle) = text[at..].find("](").map(|found| at + found) {
        let line = text[at..middle].rfind('\n').map_or(at, |end| at + end + 1);
        let open = text[line..middle].rfind('[').map(|found| line + found);
        let start = middle + 2;
        let end = text[start..].find([')', '\n']).map_or(text.len(), |found| start + found);
        at = start;
        if let (Some(open), true) = (open, text[end..].starts_with(')')) {
            entries.extend(entry(&text[open + 1..middle], &text[start..end], start));
            at = end;
        }
    }
    entries
}

fn entry(title: &str, written: &str, start: usize) -> Option<Entry> {
    let destination = written.trim();
    let inner = destination.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(destination);
    let path = inner.split('#').next().unwrap_or_default().trim_start_matches("./");
    if path.is_empty() || path.contains("://") {
        return None;
    }
    let at = start + (written.len() - written.trim_start().len());
    Some(Entry {
        title: title.replace(['*', '`'], "").trim().to_owned(),
        path: super::links::percent_decoded(path),
        span: at..at + destination.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_in_their_order_with_their_places() {
        let text = "# Mục lục\n\n[Mở đầu](README.md)\n\n- [**Bài** 1](./a/01.md#x)\n  - [Nháp]()\n- [B](<a b.md>) [c](https://x.y)\n- [hỏng](\n";
        let read: Vec<_> = read(text).into_iter().map(|e| (e.title, e.path, text[e.span].to_owned())).collect();
        let expected =
            [("Mở đầu", "README.md", "README.md"), ("Bài 1", "a/01.md", "./a/01.md#x"), ("B", "a b.md", "<a b.md>")];
        assert_eq!(read, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    }
}
