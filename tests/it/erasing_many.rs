//! Erasing a thousand people: nothing personal of them is left in any cell, and no snapshot of the past changes by a byte.

use crate::support::{TestApp, both};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use std::collections::BTreeSet;
use xutra::actions::answer_data_request::answer_data_request;
use xutra::actions::ask_about_data::ask;
use xutra::actions::fill_demo::fill_demo;
use xutra::actions::freeze_figures::freeze_figures;
use xutra::actions::reckon::keep_up;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;
use xutra_domain::personal_data::{Outcome, RequestKind};
use xutra_store::{people, personal_data, snapshot, standing};

const LEARNERS: u64 = 1_500;
const ERASED: usize = 1_000;

/// The first column of every row, as text.
async fn rows(app: &TestApp, sql: String) -> Vec<String> {
    let reader = app.app.store.reader();
    let found = reader.query_all_raw(Statement::from_string(reader.get_database_backend(), sql)).await.unwrap();
    found.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

fn is_postgres(app: &TestApp) -> bool {
    app.app.store.reader().get_database_backend() == DbBackend::Postgres
}

async fn tables(app: &TestApp) -> Vec<String> {
    let sql = match is_postgres(app) {
        true => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
        false => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    rows(app, sql.to_owned()).await
}

/// Every row of a table, its cells side by side as text.
async fn whole(app: &TestApp, table: &str, rest: &str) -> Vec<String> {
    let columns = match is_postgres(app) {
        true => format!(
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() \
             AND table_name = '{table}' ORDER BY ordinal_position"
        ),
        false => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"),
    };
    let cell = |column: &String| match is_postgres(app) {
        true => format!("COALESCE(CAST({column} AS text), '')"),
        false => format!(
            "COALESCE(CASE typeof({column}) WHEN 'blob' THEN lower(hex({column})) ELSE CAST({column} AS text) END, '')"
        ),
    };
    let cells: Vec<String> = rows(app, columns).await.iter().map(cell).collect();
    rows(app, format!("SELECT {} FROM {table} {rest}", cells.join(" || '\"' || "))).await
}

/// What a snapshot was frozen as, every byte of it.
async fn frozen(app: &TestApp, day: &str) -> Vec<String> {
    let mut found = whole(app, "snapshot", &format!("WHERE day = '{day}'")).await;
    found.extend(whole(app, "snapshot_row", &format!("WHERE day = '{day}' ORDER BY unit_id")).await);
    assert!(found.len() > 100, "{} rows", found.len());
    found
}

/// Who is erased: learners without a duty, with what says who they are.
async fn learners(app: &TestApp) -> Vec<(AccountId, [Option<String>; 4])> {
    let filter = people::AccountFilter::default();
    let (mut found, mut after) = (Vec::new(), None);
    while found.len() < ERASED {
        let now = app.app.clock.now();
        let page = people::page_accounts(app.app.store.reader(), &filter, after, 500, now).await.unwrap();
        after = Some(page.last().expect("enough people").id);
        let plain = page.into_iter().filter(|one| one.roles.is_empty());
        found.extend(plain.map(|one| (one.id, [Some(one.display_name), one.login, one.phone, one.email])));
    }
    found.truncate(ERASED);
    found
}

both! {
    async fn a_thousand_people_leave_every_snapshot_as_it_was_and_no_word_behind(app) {
        let filled = fill_demo(&app.app, LEARNERS, |_| ()).await.unwrap();
        assert_eq!(filled.learners, LEARNERS);
        app.wait(DAY);
        assert!(freeze_figures(&app.app).await.unwrap());
        let (day, _) = snapshot::last(app.app.store.reader()).await.unwrap().unwrap();
        let before = frozen(&app, &day).await;

        let people = learners(&app).await;
        let admin = app.person("quan-tri-moi", None, &[(Role::Administrator, None)]).await;
        for (id, _) in &people {
            ask(&app.app, *id, RequestKind::Erasure, "").await.unwrap();
            let request = personal_data::requests_of(app.app.store.reader(), *id).await.unwrap().pop().unwrap();
            answer_data_request(&app.app, admin.id(), request.id, Outcome::Done, "").await.unwrap();
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE erased_at IS NOT NULL").await, 1_000);

        app.wait(DAY);
        assert!(freeze_figures(&app.app).await.unwrap());
        let (next, _) = snapshot::last(app.app.store.reader()).await.unwrap().unwrap();
        assert_ne!(next, day);
        assert!(frozen(&app, &day).await == before, "the day before is what it was, byte for byte");
        assert_eq!(snapshot::differences(app.app.store.reader()).await.unwrap(), [""; 0]);
        keep_up(&app.app).await.unwrap();
        let basis = app.app.basis();
        assert_eq!(standing::differences(app.app.store.reader(), &basis).await.unwrap(), [""; 0]);

        // Names are shared by the living: only what nobody else is called by is looked for.
        let living: BTreeSet<String> = rows(&app, "SELECT display_name FROM account WHERE erased_at IS NULL".to_owned()).await.into_iter().collect();
        let own: BTreeSet<String> = people.into_iter().flat_map(|(_, words)| words).flatten()
            .filter(|word| !word.is_empty() && !living.iter().any(|row| row.contains(word.as_str()))).collect();
        assert!(own.len() > 1_000, "{} words to look for", own.len());
        let mut left = BTreeSet::new();
        for table in tables(&app).await {
            for row in whole(&app, &table, "").await {
                let words = row.split('"').chain(row.split(|c: char| c.is_whitespace() || "\"',;:(){}[]".contains(c)));
                left.extend(words.filter(|word| own.contains(*word)).map(|word| format!("{table}: {word}")));
            }
        }
        assert_eq!(left, BTreeSet::new());
    }
}
