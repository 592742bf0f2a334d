//! The templates of mails, embedded in the program: for each topic a subject, a text and HTML, joined in a frame. Words come
//! only by `t(key="...")` from the locales; in HTML everything is escaped.

use super::message::{LetterView, Part, Words};
use crate::locales::Locales;
use crate::translate::Translate;
use std::sync::Arc;
use tera::{Context, Tera, Value};

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates/mail"]
struct Embedded;

/// Parsed and checked.
pub(super) struct MailTemplates(Tera);

impl MailTemplates {
    /// What was built in.
    ///
    /// # Errors
    /// Says which template is wrong, and where.
    pub(super) fn load(locales: Arc<Locales>) -> Result<Self, tera::Error> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        tera.register_function("t", Translate { locales, shown: "mail" });
        let texts = Embedded::iter().filter_map(|path| {
            let file = Embedded::get(&path)?;
            Some((path.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        });
        tera.add_raw_templates(texts.collect::<Vec<_>>())?;
        Ok(Self(tera))
    }

    /// The words of a mail.
    ///
    /// # Errors
    /// A template asks for something that the mail does not have.
    pub(super) fn write(&self, view: &LetterView) -> Result<Words, tera::Error> {
        let mut context = Context::new();
        context.insert_value("mail", Value::try_from_serializable(view)?);
        let (mut texts, mut htmls) = (Vec::new(), Vec::new());
        for part in &view.parts {
            let own = with_part(&context, part)?;
            texts.push(self.0.render(&format!("{}/body.txt", part.word()), &own)?.trim().to_owned());
            htmls.push(self.0.render(&format!("{}/body.html", part.word()), &own)?.trim().to_owned());
        }
        let subject = match view.parts.as_slice() {
            [only] => self.0.render(&format!("{}/subject.txt", only.word()), &with_part(&context, only)?)?,
            _ => self.0.render("digest/subject.txt", &context)?,
        };
        context.insert_value("texts", Value::try_from_serializable(&texts)?);
        context.insert_value("htmls", Value::try_from_serializable(&htmls)?);
        context.insert_value("subject", Value::try_from_serializable(&one_line(&subject))?);
        let text = self.0.render("frame.txt", &context)?;
        let html = self.0.render("frame.html", &context)?;
        Ok(Words { subject: one_line(&subject), text: format!("{}\n", text.trim()), html })
    }
}

fn with_part(context: &Context, part: &Part) -> Result<Context, tera::Error> {
    let mut own = context.clone();
    own.insert_value("part", Value::try_from_serializable(part)?);
    Ok(own)
}

/// A subject is one line: what would begin another becomes a space.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::message::{DueLine, FigureLine};
    use super::*;

    fn parts() -> Vec<Part> {
        let line = |word: &str, told: bool| FigureLine {
            word: word.into(),
            percent: told.then(|| "58,8%".into()),
            target: 80,
            gap: told.then(|| "212".into()),
            counts: "people",
            change: told.then(|| "+1,2".into()),
            untold: (!told).then(|| "no-denominator".into()),
        };
        vec![
            Part::Lesson {
                course: "AI cơ <bản>".into(),
                title: "Hỏi & đáp <i>".into(),
                url: "https://ai.example.vn/courses/ai/hoi".into(),
                minutes: 4,
                left: 38,
            },
            Part::Flag {
                course: "AI cơ <bản>".into(),
                url: "https://ai.example.vn/courses/ai".into(),
                until: "05/03/2027".into(),
            },
            Part::Recheck {
                unit: "Xã <Tân Cương>".into(),
                course: "AI cơ <bản>".into(),
                questions: 10,
                url: "https://ai.example.vn/recheck".into(),
                practice_url: "https://ai.example.vn/practice/ai".into(),
            },
            Part::Retry {
                course: "AI cơ <bản>".into(),
                title: "Thi <cuối> khóa".into(),
                url: "https://ai.example.vn/courses/ai/thi".into(),
                from: "05/03/2027".into(),
            },
            Part::Figures {
                unit: "Xã <Tân Cương>".into(),
                url: "https://ai.example.vn/units/TC/figures".into(),
                figures: vec![line("p1", true), line("p2", false)],
                plan_url: "https://ai.example.vn/units/TC/plan".into(),
                behind: vec![("p1".into(), 10)],
                due: [false, true].map(due).into(),
            },
        ]
    }

    fn due(late: bool) -> DueLine {
        DueLine { title: "Mở <hai> lớp".into(), unit: "Xã <A>".into(), day: "31/03/2027".into(), late }
    }

    fn view(lang: &str, parts: Vec<Part>) -> LetterView {
        LetterView {
            lang: lang.into(),
            site: "Bình dân học AI".into(),
            name: "Nguyễn <Hoa>\r\nBcc: x@y.z".into(),
            parts,
            stop_url: "https://ai.example.vn/mail/stop/tok".into(),
            data_url: "https://ai.example.vn/me/data".into(),
        }
    }

    #[test]
    fn every_topic_has_complete_words_in_both_languages_as_text_and_as_html() {
        let templates = MailTemplates::load(Arc::new(Locales::embedded())).expect("templates");
        for lang in ["vi", "en"] {
            let mut several = parts();
            several.truncate(2);
            for mail in parts().into_iter().map(|part| vec![part]).chain([several, parts()]) {
                let count = mail.len();
                let words = templates.write(&view(lang, mail)).expect("words");
                assert!(!words.subject.is_empty() && !words.subject.contains(['\n', '\r']), "{words:?}");
                for said in [&words.text, &words.html] {
                    assert!(said.contains("https://ai.example.vn/mail/stop/tok"), "{said}");
                    assert!(!["{{", "{%", "mail-", "{ $"].iter().any(|left| said.contains(left)), "{said}");
                }
                assert!(!words.html.contains("<i>") && !words.html.contains("<Hoa>"), "{}", words.html);
                assert!(!["<img", "<script", "<link", "src="].iter().any(|bad| words.html.contains(bad)));
                assert!(words.html.matches("<h2").count() == count, "a heading for each: {}", words.html);
                assert!(words.text.contains("https://ai.example.vn/"), "links stand in the text");
            }
        }
    }
}
