//! Lists of people, taken in some hundreds at a time.

use super::both;
use super::fixtures::{NOW, account, id};
use crate::people::{self, NewAccount};
use crate::roster::{Outcome, take_in};
use crate::{Reader, affiliation, sql, unit};
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::ids::AccountId;
use xutra_domain::roster::{Columns, Listed};
use xutra_domain::unit::UnitKind;

fn listed(first: u128, lines: &[[&str; 4]]) -> Vec<(AccountId, Listed)> {
    let strings = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let columns = Columns::read(&strings(&["name", "unit", "phone", "code"])).unwrap();
    let person = |(number, line): (usize, &[&str; 4])| {
        (id(first + u128::try_from(number).unwrap()), columns.person(&strings(line)).unwrap())
    };
    lines.iter().enumerate().map(person).collect()
}

async fn accounts(db: &Reader) -> u64 {
    sql::count(db, "SELECT COUNT(*) FROM account", Vec::new()).await.unwrap()
}

both! {
    async fn the_same_list_again_changes_nothing(store, db) {
        for code in ["A", "B"] {
            unit::put(db, code, code, UnitKind::Commune, None, NOW).await.unwrap();
        }
        people::insert_account(db, &NewAccount { phone: Some("0900000001".into()), ..account(1) }).await.unwrap();
        let lines = [
            ["An", "A", "", ""], ["Bình", "A", "0912345678", ""], ["Chi", "", "", "7"], ["An", "A", "", ""],
            ["Dũng", "X", "", ""], ["Em", "A", "0900000001", ""], ["Giang", "B", "0912345678", "9"],
        ];
        let expected = [
            Outcome::New, Outcome::New, Outcome::New, Outcome::Same, Outcome::Wrong("unit-unknown"),
            Outcome::Wrong("roster-taken"), Outcome::Wrong("roster-taken"),
        ];
        let batch = listed(100, &lines);
        assert_eq!(take_in(db, &batch, true, NOW).await.unwrap(), expected);
        assert_eq!(accounts(db).await, 1, "a trial writes nothing");
        assert_eq!(take_in(db, &batch, false, NOW).await.unwrap(), expected);
        assert_eq!(accounts(db).await, 4);
        let again = take_in(db, &listed(200, &lines), false, NOW).await.unwrap();
        assert_eq!(again[..4], [Outcome::Same; 4]);
        assert_eq!(accounts(db).await, 4);
        let an = people::find_account(db, id(100), NOW).await.unwrap().unwrap();
        assert_eq!((an.display_name.as_str(), an.unit.as_deref()), ("An", Some("A")));
        assert_eq!(affiliation::list_of(db, id(100)).await.unwrap().len(), 1);
        assert_eq!(take_in(db, &[], false, NOW).await.unwrap(), []);
    }

    async fn a_list_moves_whom_it_names_elsewhere_and_leaves_whom_others_moved(store, db) {
        for code in ["A", "B", "C"] {
            unit::put(db, code, code, UnitKind::Commune, None, NOW).await.unwrap();
        }
        let outcome = async |unit: &str| take_in(db, &listed(100, &[["An", unit, "", "7"]]), false, NOW.plus(9)).await.unwrap()[0];
        let lives = async || people::find_account(db, id(100), NOW).await.unwrap().unwrap().unit;
        assert_eq!(outcome("A").await, Outcome::New);
        affiliation::begin(db, id(100), "C", AffiliationKind::Resident, NOW.plus(10)).await.unwrap();
        assert_eq!(outcome("A").await, Outcome::Same, "the list says nothing new");
        assert_eq!(lives().await.as_deref(), Some("C"));
        assert_eq!((outcome("B").await, outcome("B").await), (Outcome::Moved, Outcome::Same));
        assert_eq!(lives().await.as_deref(), Some("B"));
    }
}
