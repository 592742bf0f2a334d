//! The administrator's pages of imports: lists are uploaded, tried, looked at and taken in. Progress is a bar that the
//! server draws; nothing here needs a script.

use super::account::form_errors;
use super::actor::{Administrator, query_value};
use super::csv_file;
use super::error::AppError;
use super::form::Form;
use super::upload::{AdminUpload, Parts};
use super::view::FormState;
use super::view::imports::{ImportPage, ImportRow, ImportsPage, LineView};
use super::{page, show};
use crate::actions::run_import::{LARGEST_FILE, begin_import, remove_import, upload_list};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Path};
use futures_util::stream;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_store::import::{self, Import, ImportState, LineOutcome, LineResult, ListKind};
use xutra_store::{StoreError, people};

/// Lists on a page.
const PAGE: u64 = 30;
/// Lines on a page.
const LINES: u64 = 100;
/// Lines that are written to a download at a time.
const CHUNK: u64 = 2_000;

/// A list that is uploaded.
type ListUpload = AdminUpload<LARGEST_FILE>;

/// `/admin/imports?before=`
///
/// # Errors
/// Where the store fails.
pub async fn list(admin: Administrator) -> Result<HttpResponse, AppError> {
    show_list(&admin, StatusCode::OK, FormState::default()).await
}

async fn show_list(admin: &Administrator, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let before = query_value(admin.request().query_string(), "before").and_then(|id| Uuid::try_parse(&id).ok());
    let mut lists = import::page(admin.app.store.reader(), before, PAGE + 1).await?;
    let more = lists.len() as u64 > PAGE;
    lists.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let view = ImportsPage {
        kinds: ListKind::ALL.iter().map(|kind| kind.word()).collect(),
        next_url: lists.last().filter(|_| more).map(|last| format!("/admin/imports?before={}", last.id)),
        rows: lists.iter().map(|one| row(admin, one)).collect(),
        form,
    };
    page::show_with(admin, status, "import/imports.html", &view)
}

fn url(id: Uuid) -> String {
    format!("/admin/imports/{id}")
}

fn row(admin: &Administrator, one: &Import) -> ImportRow {
    ImportRow {
        name: one.name.clone(),
        url: url(one.id),
        kind: one.kind.word(),
        state: one.state.word(),
        when: show::when(admin, one.made_at),
        lines: one.lines.max(one.done),
    }
}

/// POST `/admin/imports`: keeps a list; a job tries it.
///
/// # Errors
/// 422 for what cannot be a list.
pub async fn post_upload(upload: ListUpload) -> Result<HttpResponse, AppError> {
    let ListUpload { admin, parts: Parts { file_name, bytes, fields } } = upload;
    let word = fields.get("kind").cloned().unwrap_or_default();
    let Some(kind) = ListKind::parse(&word) else {
        let errors = BTreeMap::from([("kind".to_owned(), admin.word("field-missing"))]);
        return show_list(&admin, StatusCode::UNPROCESSABLE_ENTITY, FormState { values: BTreeMap::new(), errors })
            .await;
    };
    match upload_list(&admin.app, admin.id(), kind, &file_name, bytes).await {
        Ok(id) => Ok(page::see_other(&url(id))),
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            let values = BTreeMap::from([("kind".to_owned(), word)]);
            show_list(&admin, status, FormState { values, errors }).await
        }
    }
}

async fn find(admin: &Administrator, id: &str) -> Result<Import, AppError> {
    let id = Uuid::try_parse(id).map_err(|_| AppError::not_found())?;
    import::find(admin.app.store.reader(), id).await?.ok_or_else(AppError::not_found)
}

/// `/admin/imports/{import}?only=&after=`
///
/// # Errors
/// 404.
pub async fn one(admin: Administrator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let found = find(&admin, &id).await?;
    let reader = admin.app.store.reader();
    let query = |name| query_value(admin.request().query_string(), name);
    let only = query("only").and_then(|word| LineOutcome::parse(&word));
    let after = query("after").and_then(|after| after.parse::<u32>().ok()).map_or(0, u64::from);
    let counts = import::count_lines(reader, found.id).await?;
    let mut lines = import::page_lines(reader, found.id, only, after, LINES + 1).await?;
    let more = lines.len() as u64 > LINES;
    lines.truncate(usize::try_from(LINES).unwrap_or(usize::MAX));
    let active = matches!(found.state, ImportState::Trying | ImportState::Running);
    let count = |outcome| counts.get(&outcome).copied().unwrap_or(0);
    let to_do = count(LineOutcome::New) + count(LineOutcome::Changed);
    let narrowed = only.map_or_else(String::new, |only| format!("only={}&", only.word()));
    let (own, tried) = (url(found.id), found.state == ImportState::Tried);
    let view = ImportPage {
        list: row(&admin, &found),
        by: people::find_account(reader, found.made_by, admin.now).await?.map(|by| by.display_name).unwrap_or_default(),
        active,
        done: found.done,
        percent: (found.done * 100).checked_div(found.lines).filter(|_| active).map(|percent| percent.min(100)),
        trouble: found.trouble.as_deref().map(|trouble| say_trouble(&admin, trouble)),
        counts: LineOutcome::ALL.iter().map(|outcome| (outcome.word(), count(*outcome))).collect(),
        to_do,
        only: only.map(LineOutcome::word),
        next_url: lines.last().filter(|_| more).map(|last| format!("{own}?{narrowed}after={}", last.line)),
        lines: lines.iter().map(|line| line_view(&admin, line)).collect(),
        run_url: (tried && to_do > 0).then(|| format!("{own}/run")),
        remove_url: (!active).then(|| format!("{own}/removal")),
        results_url: format!("{own}/results.csv"),
    };
    page::show(&admin, "import/import.html", &view)
}

/// A key, and after a space the heading that it is about.
fn say_trouble(admin: &Administrator, trouble: &str) -> String {
    let (key, heading) = trouble.split_once(' ').unwrap_or((trouble, ""));
    admin.app.locales.text(admin.lang, key, &[("heading", heading)])
}

fn line_view(admin: &Administrator, line: &LineResult) -> LineView {
    let faults = line.faults.iter().map(|fault| admin.word(fault)).collect();
    LineView { line: line.line + 1, outcome: line.outcome.word(), faults }
}

/// POST `/admin/imports/{import}/run`: what was tried is taken in.
///
/// # Errors
/// 404; 409 where it was not only tried.
pub async fn post_run(admin: Administrator, id: Path<String>, _form: Form) -> Result<HttpResponse, AppError> {
    let found = find(&admin, &id).await?;
    begin_import(&admin.app, found.id).await?;
    Ok(page::see_other(&url(found.id)))
}

/// POST `/admin/imports/{import}/removal`: throws the list away; what was taken in stays.
///
/// # Errors
/// 404; 409 while it is worked at.
pub async fn post_removal(admin: Administrator, id: Path<String>, _form: Form) -> Result<HttpResponse, AppError> {
    let found = find(&admin, &id).await?;
    remove_import(&admin.app, found.id).await?;
    Ok(page::see_other_saying(&admin, "/admin/imports", "good", &Message::new("flash-import-removed")))
}

/// `/admin/imports/{import}/results.csv`: what came of every line, written out as it is read.
///
/// # Errors
/// 404.
pub async fn results(admin: Administrator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let found = find(&admin, &id).await?;
    let heads = ["imports-line", "imports-outcome", "imports-fault"].map(|key| admin.word(key));
    let first = Some(format!("{}{}\r\n", csv_file::MARK, heads.join(",")));
    let (app, lang) = (std::sync::Arc::clone(&admin.app), admin.lang);
    let rows = stream::try_unfold((first, 0_u64), move |(first, after)| {
        let app = std::sync::Arc::clone(&app);
        async move {
            if let Some(first) = first {
                return Ok::<_, StoreError>(Some((Bytes::from(first), (None, 0))));
            }
            let lines = import::page_lines(app.store.reader(), found.id, None, after, CHUNK).await?;
            let Some(last) = lines.last().map(|last| last.line) else { return Ok(None) };
            let word = |key: &str| app.locales.text(lang, key, &[]);
            let mut text = String::new();
            for line in &lines {
                let faults: Vec<String> = line.faults.iter().map(|fault| word(fault)).collect();
                let outcome = word(&format!("imports-outcome-{}", line.outcome.word()));
                let faults = faults.join(" ").replace('"', "\"\"");
                text.push_str(&format!("{},\"{outcome}\",\"{faults}\"\r\n", line.line + 1));
            }
            Ok(Some((Bytes::from(text), (None, last))))
        }
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"ket-qua-nhap.csv\""))
        .streaming(rows))
}
