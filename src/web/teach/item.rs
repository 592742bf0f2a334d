//! A lesson or quiz of a draft, read only and with its key, as only its authors may see it.

use crate::actions::teach_upload::{draft_medium, look};
use crate::media::Medium;
use crate::web::actor::Instructor;
use crate::web::error::AppError;
use crate::web::result::correct_html;
use crate::web::view::Link;
use crate::web::view::teach::{DraftChoice, DraftItemPage, DraftPiece, DraftQuestion};
use crate::web::{media, page, show};
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
    let mut view = DraftItemPage {
        up: Link { title: look.draft.file_name.clone(), url: format!("/teach/drafts/{id}") },
        title: item.head().title.get(lang).clone(),
        text_lang: if translated { lang } else { course.languages.first().map_or("vi", String::as_str) }.to_owned(),
        pieces: pieces(course, item, lang),
    };
    // Pictures are those of the draft: what is live may have others, or none.
    let (live, own) = (format!("\"/media/{}/", course.id), format!("\"/teach/drafts/{id}/media/"));
    let moved = |html: &mut String| *html = html.replace(&live, &own);
    view.pieces.iter_mut().for_each(|piece| piece.each_html(moved));
    page::show(&instructor, "teach/item.html", &view)
}

/// `/teach/drafts/{draft}/media/{path}`
///
/// # Errors
/// 404.
pub async fn show_medium(instructor: Instructor, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let id = Uuid::parse_str(&path.0).map_err(|_| AppError::not_found())?;
    let bytes = draft_medium(&instructor.app, id, &path.1).await?;
    let medium = Medium::kept(&path.1, bytes).ok_or_else(AppError::not_found)?;
    media::answer(instructor.request().headers(), medium, None, "private, no-cache").await
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
        key_html: match &question.answers {
            Answers::Blanks { .. } | Answers::Match { .. } | Answers::Order { .. } => correct_html(question, lang),
            Answers::Task { solution, .. } => solution.iter().map(|text| text.get(lang).clone()).collect(),
            _ => Vec::new(),
        },
        explanation_html: question.explanation.as_ref().map(|text| text.get(lang).clone()),
    }
}
