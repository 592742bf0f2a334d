//! From the names of QTI 2.2 to those of 3.0: `simpleChoice maxChoices` becomes `qti-simple-choice max-choices`.

/// Elements of QTI that have no capital in their names; those of HTML keep theirs.
const PLAIN: &[&str] = &["value", "mapping", "prompt", "variable", "equal", "sum", "selection", "ordering"];

/// The document with the names of 3.0. Text and values of attributes hold no `<`, and are not touched.
pub(super) fn renamed(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() + xml.len() / 4);
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        tag(&rest[at..end], &mut out);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out.replace("http://www.imsglobal.org/xsd/imsqti_v2p2", "http://www.imsglobal.org/xsd/imsqtiasi_v3p0")
        .replace(
            "http://www.imsglobal.org/question/qti_v2p2/rptemplates/map_response",
            "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml",
        )
        .replace(
            "http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct",
            "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml",
        )
}

fn tag(tag: &str, out: &mut String) {
    if tag.starts_with("<?") || tag.starts_with("<!") {
        out.push_str(tag);
        return;
    }
    let open = if tag.starts_with("</") { 2 } else { 1 };
    let name_end = tag[open..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(tag.len(), |end| open + end);
    let name = &tag[open..name_end];
    out.push_str(&tag[..open]);
    if PLAIN.contains(&name) || name.contains(|c: char| c.is_ascii_uppercase()) {
        out.push_str("qti-");
        kebab(name, out);
    } else {
        out.push_str(name);
    }
    // Names of attributes stand outside of quotes.
    for (at, part) in tag[name_end..].split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        if at % 2 == 0 { kebab(part, out) } else { out.push_str(part) }
    }
}

fn kebab(name: &str, out: &mut String) {
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(character.to_ascii_lowercase());
    }
}
