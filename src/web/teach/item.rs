//! A lesson or quiz of a draft, read only and with its key, as only its authors may see it.

use crate::actions::teach_upload::look;
use crate::web::actor::Instructor;
use crate::web::error::AppError;
use crate::web::view::Link;
use crate::web::view::teach::{DraftChoice, DraftItemPage, DraftPiece, DraftQuestion};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::web::Path;
use uuid::Uuid;
use xutra_domain::course::question::{Answers, NumberRange, Question};
use xutra_domain::course::{CompiledCourse, Item, Part, Piece};

/// `/teach/drafts/{draft}/items/{item}`
///
/// # Errors
/// 404.
pub async fn show_item(instructor: Instructor, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let id = Uuid::parse_str(&path.0).map_err(|_| AppError::not_found())?;
    let look = look(&instructor.app, id).await?;
    let course = look.compilation.course.as_ref().ok_or_else(AppError::not_found)?;
    let item = course.item(&path.1).ok_or_else(AppError::not_found)?;
    let lang = instructor.lang;
    let translated = item.head().title.is_translated(lang);
    let view = DraftItemPage {
        up: Link { title: look.draft.file_name.clone(), url: format!("/teach/drafts/{id}") },
        title: item.head().title.get(lang).clone(),
        text_lang: if translated { lang } else { course.languages.first().map_or("vi", String::as_str) }.to_owned(),
        pieces: pieces(course, item, lang),
    };
    page::show(&instructor, "teach/item.html", &view)
}

fn pieces(course: &CompiledCourse, item: &Item, lang: &str) -> Vec<DraftPiece> {
    let html = |html: &String| DraftPiece { html: Some(html.clone()), question: None };
    let asked = |id: &String| DraftPiece {
        html: None,
        question: course.questions.get(id).map(|question| question_view(question, lang)),
    };
    match item {
        Item::Lesson(lesson) => lesson
            .body
            .get(lang)
            .iter()
            .map(|piece| match piece {
                Piece::Html(text) => html(text),
                Piece::Check(id) => asked(id),
            })
            .collect(),
        Item::Quiz(quiz) => {
            let mut pieces = vec![html(quiz.intro_html.get(lang))];
            for part in &quiz.parts {
                match part {
                    Part::Question(id) => pieces.push(asked(id)),
                    Part::Pool { questions, .. } => pieces.extend(questions.iter().map(asked)),
                    Part::Group { html: shared, questions, .. } => {
                        pieces.push(html(shared.get(lang)));
                        pieces.extend(questions.iter().map(asked));
                    }
                }
            }
            pieces
        }
    }
}

fn question_view(question: &Question, lang: &str) -> DraftQuestion {
    let range = |range: &NumberRange| {
        let (low, high) = (show::number(lang, range.low), show::number(lang, range.high));
        if low == high { low } else { format!("{low} – {high}") }
    };
    DraftQuestion {
        id: question.id.clone(),
        stem_html: question.stem.get(lang).clone(),
        choices: question
            .choices()
            .iter()
            .map(|choice| DraftChoice {
                html: choice.html.get(lang).clone(),
                right: choice.right,
                feedback_html: choice.feedback.as_ref().map(|text| text.get(lang).clone()),
            })
            .collect(),
        accepted: match &question.answers {
            Answers::Number { accepted, .. } => accepted.iter().map(range).collect(),
            Answers::Text { accepted, .. } => accepted.iter().map(|key| key.pattern.get(lang).clone()).collect(),
            _ => Vec::new(),
        },
        explanation_html: question.explanation.as_ref().map(|text| text.get(lang).clone()),
    }
}
