//! Migrations and the schema they make.

use super::both;
use super::fixtures::{NOW, evidence, id, new_attempt, person, published};
use crate::audit::{self, AuditEntry};
use crate::{
    Reader, SchemaState, Store, StoreOptions, assessment, certificate, competency, course, entity, ledger, ledger_root,
    regrade, sql, testing,
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Iterable};
use sea_orm_migration::MigratorTrait;
use xutra_domain::assessment::AttemptResult;
use xutra_migrations::Migrator;

pub(super) async fn columns(db: &Reader, table: &str) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT column_name::text AS name FROM information_schema.columns WHERE table_name = $1 \
             AND table_schema = current_schema()"
        }
        _ => "SELECT name FROM pragma_table_info($1)",
    };
    let rows = sql::all(db, sql, sql::values![table]).await.unwrap();
    let mut names: Vec<String> = rows.iter().map(|row| sql::get(row, "name").unwrap()).collect();
    names.sort();
    names
}

pub(super) async fn tables(db: &Reader) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let rows = sql::all(db, sql, Vec::new()).await.unwrap();
    let mut names: Vec<String> = rows.iter().map(|row| sql::get(row, "name").unwrap()).collect();
    names.retain(|name| name != "seaql_migrations");
    names.sort();
    names
}

/// Every entity is selected (so that each column is there and decodes), and has every column of its table.
macro_rules! compare {
    ($db:expr, [$($table:ident),+ $(,)?]) => {{
        let mut names = vec![$(stringify!($table).to_owned()),+];
        names.sort();
        assert_eq!(tables($db).await, names);
        $(
            entity::$table::Entity::find().all($db).await.unwrap();
            let mut own: Vec<String> = entity::$table::Column::iter().map(|column| sea_orm::Iden::unquoted(&column).to_string()).collect();
            own.sort();
            assert_eq!(columns($db, stringify!($table)).await, own, stringify!($table));
        )+
    }};
}

/// One row in each append-only table.
pub(super) async fn fill(db: &Reader) {
    let revision = published(db).await;
    let attempt = new_attempt(1, person(db, 1).await, revision);
    assessment::insert_attempt(db, &attempt).await.unwrap();
    let version = course::load(db, revision).await.unwrap().versions["q1"];
    competency::record_evidence(db, id(1), "ai", &[evidence(attempt.id, "q1", version)]).await.unwrap();
    let decision = regrade::Regrade { version, to: None, revision };
    regrade::record_decision(db, decision, id(1), NOW).await.unwrap();
    let result = AttemptResult { score: 1.0, max_score: 1.0, percent: 100.0, passed: true, marks: Vec::new() };
    let judged = regrade::Rejudgement {
        attempt: attempt.id,
        account: id(1),
        course: "ai".into(),
        revision,
        result,
        evidence: Vec::new(),
        judged_at: NOW,
    };
    regrade::record_rejudgement(db, &judged).await.unwrap();
    assert_eq!(regrade::rejudgements(db, &[attempt.id]).await.unwrap()[&attempt.id], [judged]);
    super::marking::handed_in(db, &attempt, version).await;
    certificate::insert(db, &super::certificate::certificate(id(1), 1)).await.unwrap();
    let entry =
        AuditEntry { at: NOW, actor: None, action: "x".into(), subject: "y".into(), detail: serde_json::json!(null) };
    audit::append(db, &entry).await.unwrap();
    crate::learning::record_bumps(db, "ai", &["a".into()], revision, NOW).await.unwrap();
    let event = ledger::Event { kind: ledger::Kind::FlagDecided, attempt: None, body: serde_json::json!({}) };
    ledger::append(db, id(1), &event, NOW).await.unwrap();
    let (root, people) = ledger_root::root_over(db, NOW, NOW.plus(1)).await.unwrap();
    let root = ledger_root::Root {
        day: "2027-01-15".into(),
        from: NOW,
        until: NOW.plus(1),
        people,
        root,
        signature: "x".into(),
        signed_at: NOW,
    };
    assert!(ledger_root::record(db, &root).await.unwrap());
    crate::unit::put(db, "T", "Tỉnh", xutra_domain::unit::UnitKind::Province, None, NOW).await.unwrap();
    super::population::approved(db, "T", 100).await;
    super::personal_data::agreed(db, id(1)).await;
    super::draw::drawn(db, "T").await;
    super::recheck::away(db, id(1)).await;
    super::finding::found(db, 1, "T", id(1)).await;
    super::work_record::told(db, 1, id(1), NOW).await;
    super::plan::planned(db, "T", id(1)).await;
    super::exemplar::written(db, 1, "T", id(1)).await;
    super::boundary::drawn(db, "T", id(1)).await;
    assert!(crate::snapshot::record(db, "2027-01-15", &super::standing::basis(NOW.plus(100))).await.unwrap());
}

both! {
    async fn the_schema_is_that_of_the_entities(store, db) {
        fill(db).await;
        compare!(db, [
            account, affiliation, attempt, attendance, audit, boundary_draft, capability, certificate, certificate_event, class_code, class_member, class_session, class_sitting, consent, course, course_completion, course_draft, course_medium, course_revision,
            data_request, decision, draw, draw_member, draw_reveal, enrollment, evidence, exemplar_card, exemplar_event, exemplar_trial, finding, finding_event, finding_note, formality_report, import, import_line, import_piece, ledger, ledger_head,
            ledger_root, lesson_bump, lesson_completion, link, medium, milestone, milestone_event, not_duplicate, outbox, person_key, pin, pin_try, plan_target, policy, population, population_approval, practice_card, question, question_stat,
            question_version, question_withdrawal, quiz_stat, recheck, recheck_absence, recheck_session, regrade, rejudgement, review_signal, revision_source, role_grant, secret, session, sitting, sitting_member, snapshot, snapshot_row, standing,
            standing_place, tally, task_file, task_grade, task_queue, task_submission, unit, unit_boundary, unit_name, viewing, work_audit, work_confirmation, work_record, work_record_event,
        ]);
    }

    async fn append_only_tables_refuse_every_change(store, db) {
        fill(db).await;
        for (table, column) in [("evidence", "points"), ("audit", "happened_at"), ("certificate_event", "happened_at"), ("question_version", "number"), ("course_revision", "number"), ("policy", "created_at"), ("regrade", "decided_at"), ("rejudgement", "judged_at"), ("lesson_bump", "bumped_at"), ("task_submission", "pass"), ("task_grade", "comment"), ("ledger", "seq"), ("ledger_root", "people"), ("unit_name", "valid_from"), ("population", "value"), ("population_approval", "approved_at"), ("consent", "version"), ("draw", "count"), ("draw_member", "place"), ("draw_reveal", "seed"), ("recheck_absence", "number"), ("finding_event", "kind"), ("snapshot", "seal"), ("snapshot_row", "body"), ("work_record_event", "kind"), ("plan_target", "value"), ("milestone", "title"), ("milestone_event", "note"), ("decision", "what"), ("exemplar_event", "reason")] {
            let attempts = [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")];
            for sql in attempts {
                let refused = db.execute_unprepared(&sql).await.unwrap_err().to_string();
                assert!(refused.contains("append-only"), "{sql}: {refused}");
            }
            if !store.is_sqlite() {
                let refused = db.execute_unprepared(&format!("TRUNCATE {table} CASCADE")).await.unwrap_err().to_string();
                assert!(refused.contains("append-only"), "TRUNCATE {table}: {refused}");
            }
        }
    }

    async fn an_error_names_its_code_and_nothing_that_was_typed(store, db) {
        let error = sql::execute(db, "SELECT nobody FROM nowhere WHERE name = $1", sql::values!["0912345678"]).await.unwrap_err();
        let code = if store.is_sqlite() { "(1)" } else { "(42P01)" };
        assert_eq!(error.to_string(), format!("the database refused {code}"));
    }

    async fn migrations_go_down_and_up_again(store, db) {
        assert_eq!(store.schema_state().await.unwrap(), SchemaState::Current);
        let before = tables(db).await;
        Migrator::down(db, Some(1)).await.unwrap();
        assert_eq!(store.schema_state().await.unwrap(), SchemaState::Behind { pending: 1 });
        Migrator::down(db, None).await.unwrap();
        assert_eq!(tables(db).await, [""; 0]);
        assert_eq!(store.schema_state().await.unwrap(), SchemaState::Empty);
        store.migrate().await.unwrap();
        assert_eq!((store.schema_state().await.unwrap(), tables(db).await), (SchemaState::Current, before));
        store.migrate().await.unwrap();
        fill(db).await;
    }

    async fn a_migration_that_we_do_not_know_is_newer(store, db) {
        db.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_x', 0)").await.unwrap();
        let newer = SchemaState::Newer { name: "m20991231_000001_x".into() };
        assert_eq!(store.schema_state().await.unwrap(), newer);
        assert!(store.migrate().await.is_err());
    }
}

#[tokio::test]
async fn an_empty_postgres_is_empty_and_stays_so() {
    let Some(url) = testing::postgres_url(false).await else { return };
    let store = Store::open(&url, &StoreOptions::default()).await.unwrap();
    assert_eq!(store.schema_state().await.unwrap(), SchemaState::Empty);
    assert!(
        !sql::exists(store.reader(), "SELECT 1 FROM pg_tables WHERE schemaname = 'public'", Vec::new()).await.unwrap()
    );
}

#[tokio::test]
async fn two_may_migrate_a_postgres_at_once() {
    let Some(url) = testing::postgres_url(false).await else { return };
    let one = Store::open(&url, &StoreOptions::default()).await.unwrap();
    let two = Store::open(&url, &StoreOptions::default()).await.unwrap();
    let (first, second) = tokio::join!(one.migrate(), two.migrate());
    first.unwrap();
    second.unwrap();
    assert_eq!(two.schema_state().await.unwrap(), SchemaState::Current);
}

#[tokio::test]
async fn an_empty_file_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&testing::sqlite_url(&folder), &StoreOptions::default()).await.unwrap();
    assert_eq!(store.schema_state().await.unwrap(), SchemaState::Empty);
    store.migrate().await.unwrap();
    assert_eq!(store.schema_state().await.unwrap(), SchemaState::Current);
}
