//! An invented province: what is stored of it must hold by the same rules as what people did themselves.

use crate::support::{TestApp, both};
use xutra::actions::fill_demo::{DemoError, Filled, fill_demo};
use xutra::actions::recompute::recompute;
use xutra_domain::people::Role;
use xutra_store::ledger_check;

async fn fill(app: &TestApp, learners: u64) -> Filled {
    let mut told = Vec::new();
    let filled = fill_demo(&app.app, learners, |stored| told.push(stored)).await.unwrap();
    assert_eq!(told.last().copied().unwrap_or(0), learners);
    filled
}

/// What differs where two provinces differ; whatever the database's own numbers are.
const PRINTS: [&str; 16] = [
    "SELECT SUM(created_at % 1000003) FROM account WHERE password_hash IS NULL",
    "SELECT SUM(length(display_name) * length(COALESCE(phone, login))) FROM account",
    "SELECT SUM(a.since % 1000003 * length(u.code || u.name)) FROM affiliation a JOIN unit u ON u.id = a.unit_id",
    "SELECT SUM(completed_at % 1000003 * length(lesson)) FROM lesson_completion",
    "SELECT SUM(started_at % 1000003 + length(answers) + length(result)) FROM attempt",
    "SELECT SUM(recorded_at % 1000003 * length(question)) FROM evidence",
    "SELECT SUM(recorded_at % 1000003 * length(body)) FROM ledger",
    "SELECT SUM(p.value * length(u.code)) FROM population p JOIN unit u ON u.id = p.unit_id",
    "SELECT COUNT(*) FROM sitting_member",
    "SELECT SUM(started_at % 1000003 + length(answers)) FROM recheck",
    "SELECT SUM(noted_at % 1000003 + number) FROM recheck_absence",
    "SELECT SUM(declared_at % 1000003 * length(asked || state)) FROM work_record",
    "SELECT SUM(drawn_at % 1000003 * number) FROM work_confirmation",
    "SELECT SUM(due_at % 1000003 * length(found || state)) FROM finding",
    "SELECT SUM(due_at % 1000003 * length(figure)) FROM plan_target",
    "SELECT SUM(t.promised_at % 1000003 * length(c.title)) FROM exemplar_trial t JOIN exemplar_card c ON c.id = t.card_id",
];

async fn prints(app: &TestApp) -> Vec<i64> {
    let mut found = Vec::new();
    for sql in PRINTS {
        found.push(
            app.count(&sql.replacen("SUM(", "CAST(SUM(", 1).replacen(
                " FROM",
                if sql.contains("SUM(") { " AS BIGINT) FROM" } else { " FROM" },
                1,
            ))
            .await,
        );
    }
    found
}

both! {
    async fn what_is_stored_of_a_province_holds_by_every_rule_and_is_the_same_again(app) {
        let filled = fill(&app, 600).await;
        assert!((5_500..5_900).contains(&filled.units), "{}", filled.units);
        assert_eq!(filled.accounts.len(), 1 + Role::ALL.len(), "one of each role, and a learner");
        let report = recompute(&app.app, true).await.unwrap();
        assert_eq!(report.differences, Vec::<String>::new());
        assert!(report.attempts > 100, "{report:?}");
        let checked = ledger_check::verify(app.app.store.reader()).await.unwrap();
        assert_eq!(checked.faults, []);
        assert!(checked.evidence > 100, "{checked:?}");
        let twin = TestApp::on_sqlite().await;
        fill(&twin, 600).await;
        assert_eq!(prints(&app).await, prints(&twin).await);
    }

    async fn the_cases_that_are_easily_forgotten_are_there(app) {
        fill(&app, 600).await;
        let now = app.app.clock.now().0;
        let learns = "SELECT COUNT(*) FROM account a JOIN enrollment e ON e.account_id = a.id JOIN unit u ON u.id = a.unit_id";
        let communes = "SELECT COUNT(*) FROM unit c WHERE c.kind = 'commune' AND NOT EXISTS \
            (SELECT 1 FROM account a JOIN unit u ON u.id = a.unit_id WHERE u.parent_id = c.id OR u.id = c.id)";
        assert!(app.count(communes).await >= 1, "a commune without learners");
        let alone = "SELECT COUNT(*) FROM (SELECT u.id FROM account a JOIN unit u ON u.id = a.unit_id \
            WHERE u.kind = 'hamlet' GROUP BY u.id HAVING COUNT(*) = 1) x";
        assert!(app.count(alone).await >= 1, "a hamlet with one learner");
        let above = format!("{learns} WHERE (SELECT MAX(p.value) FROM population p WHERE p.unit_id = u.id) = 2");
        assert!(app.count(&above).await > 2, "more learners than people");
        let jobs = "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM affiliation WHERE kind = 'staff' GROUP BY account_id) x";
        assert_eq!(app.count(jobs).await, 2, "two jobs");
        for (sql, what) in [
            ("SELECT COUNT(*) FROM unit WHERE ended_at IS NOT NULL AND successor_id IS NOT NULL", "a unit merged"),
            ("SELECT COUNT(*) - 1 FROM unit_name WHERE unit_id IN (SELECT unit_id FROM unit_name GROUP BY unit_id HAVING COUNT(*) = 2)", "a unit renamed"),
            ("SELECT COUNT(*) FROM attempt WHERE state = 'void'", "a void attempt"),
            ("SELECT COUNT(*) FROM population WHERE value = 4 AND class = 'staff'", "an agency of four"),
        ] {
            assert_eq!(app.count(sql).await, 1, "{what}");
        }
        let day = 86_400_000;
        let expires = format!("SELECT COUNT(*) FROM capability WHERE until / {day} = {now} / {day}");
        assert_eq!(app.count(&expires).await, 1, "a flag that runs out today");
        let waiting = "SELECT COUNT(*) FROM population p WHERE NOT EXISTS (SELECT 1 FROM population_approval y WHERE y.population_id = p.id)";
        assert!(app.count(waiting).await >= 1, "a figure that nobody approved");
        assert_eq!(app.count(&format!("SELECT COUNT(*) FROM attempt WHERE submitted_at > {now}")).await, 0, "nothing of the future");
    }

    async fn a_database_in_use_is_refused_and_left_as_it_was(app) {
        app.person("an", None, &[]).await;
        let refused = fill_demo(&app.app, 10, |_| {}).await;
        assert!(matches!(refused, Err(DemoError::InUse)), "{refused:?}");
        assert_eq!(app.count("SELECT COUNT(*) FROM unit").await, 0);
    }

    async fn whoever_runs_the_server_already_keeps_running_it(app) {
        app.administrator().await;
        let filled = fill(&app, 5).await;
        assert!(filled.accounts.iter().all(|one| one.role != "administrator"));
        assert!(matches!(fill_demo(&app.app, 5, |_| {}).await, Err(DemoError::InUse)), "not twice");
        assert_eq!(app.count("SELECT COUNT(DISTINCT password_hash) - COUNT(password_hash) FROM account").await, 0, "nobody shares a password");
    }
}
