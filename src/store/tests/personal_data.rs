//! What people say and ask about data on them, and that nothing of an erased person is left.

use super::fixtures::{NOW, answers, id, person};
use super::schema::{columns, fill, tables};
use super::{both, in_tx};
use crate::personal_data::{self as data, Consent, DataRequest, Viewing};
use crate::{Reader, StoreError, assessment, certificate, erasure, people, sql};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::people::Role;
use xutra_domain::personal_data::{Outcome, Purpose, RequestKind};

/// Somebody who agreed to be reminded.
pub(super) async fn agreed(db: &Reader, id: AccountId) {
    let said = Consent { purpose: Purpose::Reminders, version: 1, given: true, at: NOW };
    data::record_consent(db, id, said).await.unwrap();
}

fn asked(number: u128, of: AccountId, kind: RequestKind) -> DataRequest {
    let due_at = NOW.plus(i64::try_from(number).unwrap());
    DataRequest {
        id: Uuid::from_u128(number),
        account: of,
        kind,
        note: "Tôi là Hoa".into(),
        asked_at: NOW,
        due_at,
        answer: None,
    }
}

/// Every cell of every table that holds a word, be it in bytes.
async fn cells_with(db: &Reader, words: &[&str]) -> Vec<String> {
    let hex = |word: &str| word.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let words: Vec<String> = words.iter().flat_map(|word| [(*word).to_owned(), hex(word)]).collect();
    let text = |column: &str| match db.get_database_backend() {
        DbBackend::Postgres => format!("CAST({column} AS text)"),
        _ => format!("CASE typeof({column}) WHEN 'blob' THEN lower(hex({column})) ELSE CAST({column} AS text) END"),
    };
    let mut found = Vec::new();
    for table in tables(db).await {
        for column in columns(db, &table).await {
            let query = format!("SELECT {} AS cell FROM {table} WHERE {column} IS NOT NULL", text(&column));
            for row in sql::all(db, &query, Vec::new()).await.unwrap() {
                let cell: String = sql::get(&row, "cell").unwrap();
                if words.iter().any(|word| cell.contains(word.as_str())) {
                    found.push(format!("{table}.{column}: {cell}"));
                }
            }
        }
    }
    found
}

both! {
    async fn the_newest_word_to_a_purpose_counts_and_the_others_stay(_store, db) {
        let who = person(db, 1).await;
        agreed(db, who).await;
        let no = Consent { purpose: Purpose::Reminders, version: 1, given: false, at: NOW.plus(1) };
        data::record_consent(db, who, no).await.unwrap();
        let said = data::consents(db, who).await.unwrap();
        assert_eq!(said.iter().map(|one| one.given).collect::<Vec<_>>(), [true, false]);
        assert_eq!(said[1], no);
    }

    async fn a_request_waits_until_it_is_answered_once(_store, db) {
        let (who, other) = (person(db, 1).await, person(db, 2).await);
        assert!(data::insert_request(db, &asked(9, who, RequestKind::Erasure)).await.unwrap());
        assert!(!data::insert_request(db, &asked(8, who, RequestKind::Erasure)).await.unwrap(), "it waits already");
        assert!(data::insert_request(db, &asked(3, who, RequestKind::Correction)).await.unwrap());
        assert!(data::insert_request(db, &asked(5, other, RequestKind::Erasure)).await.unwrap());
        let open = data::page_requests(db, true, 0, 10).await.unwrap();
        assert_eq!(open.iter().map(|one| one.id.as_u128()).collect::<Vec<_>>(), [3, 5, 9], "the most pressing first");
        let answer = |outcome| data::answer_request(db, Uuid::from_u128(9), other, outcome, "xong", NOW.plus(4));
        assert!(answer(Outcome::Done).await.unwrap());
        assert!(!answer(Outcome::Refused).await.unwrap());
        let found = data::find_request(db, Uuid::from_u128(9)).await.unwrap().unwrap();
        assert_eq!(found.answer, Some((NOW.plus(4), Outcome::Done, "xong".into())));
        assert_eq!(data::page_requests(db, false, 0, 10).await.unwrap(), [found]);
        assert_eq!(data::requests_of(db, who).await.unwrap().len(), 2);
        assert!(data::insert_request(db, &asked(8, who, RequestKind::Erasure)).await.unwrap(), "one may ask again");
    }

    async fn a_page_that_is_read_twice_is_one_look(_store, db) {
        let (who, viewer) = (person(db, 1).await, person(db, 2).await);
        let lately = |what, at| data::seen_lately(db, who, viewer, what, at);
        assert!(!lately("competency", NOW).await.unwrap());
        data::record_viewing(db, who, viewer, "competency", NOW).await.unwrap();
        assert!(lately("competency", NOW.plus(3_599_999)).await.unwrap());
        assert!(!lately("competency", NOW.plus(3_600_000)).await.unwrap());
        assert!(!lately("account", NOW.plus(1)).await.unwrap());
        let name = people::find_account(db, viewer, NOW).await.unwrap().unwrap().display_name;
        let expected = Viewing { viewer: name, what: "competency".into(), at: NOW };
        assert_eq!(data::viewings(db, who, 10).await.unwrap(), [expected]);
    }

    async fn attempts_can_be_taken_along(_store, db) {
        fill(db).await;
        let own = data::attempts_of(db, id(1)).await.unwrap();
        assert_eq!((own.len(), own[0].course.as_str(), own[0].number, own[0].percent), (1, "ai", 1, None));
        assert_eq!(data::attempts_of(db, id(2)).await.unwrap(), []);
        assert_eq!(data::classes_of(db, id(1)).await.unwrap(), []);
    }

    async fn nothing_of_an_erased_person_is_left(store, db) {
        fill(db).await;
        let (who, by) = (id(1), person(db, 2).await);
        let name = "Đinh Thị Rất Riêng";
        for (column, value) in [("display_name", name), ("login", "rieng-tu"), ("email", "rieng@vi.du"), ("phone", "+84900000001"), ("search_key", "dinh thi rat rieng")] {
            let change = format!("UPDATE account SET {column} = $2 WHERE id = $1");
            sql::execute(db, &change, sql::values![who, value]).await.unwrap();
        }
        let attempt = sql::one(db, "SELECT id FROM attempt WHERE account_id = $1", sql::values![who]).await.unwrap().unwrap();
        let attempt = xutra_domain::ids::AttemptId(sql::get(&attempt, "id").unwrap());
        assert!(assessment::save_answers(db, attempt, who, &answers(&[("1", name)]), NOW).await.unwrap());
        db.execute_unprepared(&format!("UPDATE certificate SET statement = REPLACE(statement, 'Đặng Thị 1', '{name}'), search_key = 'dinh thi rat rieng'")).await.unwrap();
        people::grant_role(db, who, Role::Facilitator, None, None, by, NOW).await.unwrap();
        data::insert_request(db, &DataRequest { note: name.into(), ..asked(1, who, RequestKind::Erasure) }).await.unwrap();
        data::record_viewing(db, who, by, "competency", NOW).await.unwrap();
        let words = [name, "rieng-tu", "rieng@vi.du", "+84900000001", "dinh thi rat rieng"];
        assert!(cells_with(db, &words).await.len() >= 8, "there is something to erase");

        let gone = || in_tx!(store, [], |tx| erasure::erase(tx, who, by, "erased", NOW).await);
        let first: Result<bool, StoreError> = gone().await;
        assert!(first.unwrap());
        assert_eq!(cells_with(db, &words).await, Vec::<String>::new());
        let again: Result<bool, StoreError> = gone().await;
        assert!(!again.unwrap(), "once is enough");
        let left = people::find_account(db, who, NOW).await.unwrap().unwrap();
        assert!(left.disabled && left.roles.is_empty() && left.display_name.is_empty());
        let papers = certificate::list_of(db, who).await.unwrap();
        assert!(papers.iter().all(|paper| paper.revoked.is_some()) && !papers.is_empty());
    }
}
