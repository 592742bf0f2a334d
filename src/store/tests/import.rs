//! Lists that were uploaded, and lists of units and figures.

use super::both;
use super::fixtures::{NOW, id, person};
use crate::import::{self, Import, ImportState, LineOutcome, LineResult, ListKind};
use crate::listed::{Outcome, take_in_figures, take_in_units};
use crate::{population, unit};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::lists::Columns;
use xutra_domain::unit::UnitKind;

fn new(number: u128) -> Import {
    Import {
        id: Uuid::from_u128(number),
        kind: ListKind::Units,
        name: "a.csv".into(),
        state: ImportState::Trying,
        trouble: None,
        size: 600_000,
        lines: 0,
        done: 0,
        made_by: id(1),
        made_at: NOW,
        changed_at: NOW,
    }
}

fn line(line: u64, outcome: LineOutcome) -> LineResult {
    let faults = if outcome == LineOutcome::Wrong { vec!["a".into(), "b".into()] } else { Vec::new() };
    LineResult { line, outcome, faults }
}

fn cells(line: &[&str]) -> Vec<String> {
    line.iter().map(|cell| (*cell).to_owned()).collect()
}

both! {
    async fn one_process_at_a_time_works_at_a_list_and_another_goes_on(store, db) {
        person(db, 1).await;
        let file: Vec<u8> = (0..600_000_u32).map(|at| at.to_le_bytes()[0]).collect();
        import::insert(db, &new(1), &file).await.unwrap();
        let mut back = Vec::new();
        while let Some(piece) = import::find_piece(db, new(1).id, back.len() / (256 * 1024)).await.unwrap() {
            back.extend(piece);
            if back.len() % (256 * 1024) != 0 { break; }
        }
        assert_eq!(back, file);
        let (lease, later) = (NOW.plus(10), NOW.plus(20));
        let list = import::take(db, NOW, lease).await.unwrap().unwrap();
        assert_eq!(import::take(db, NOW.plus(9), later).await.unwrap(), None, "somebody works at it");
        let results = [line(1, LineOutcome::New), line(2, LineOutcome::Wrong)];
        assert!(import::set_done(db, &list, 0, &results, (NOW, lease)).await.unwrap());
        let other = import::take(db, lease, later).await.unwrap().unwrap();
        assert_eq!(other.done, 2, "it goes on where that one stood");
        assert!(import::set_done(db, &other, 2, &[line(3, LineOutcome::Same)], (lease, later)).await.unwrap());
        assert!(!import::set_done(db, &list, 2, &[line(3, LineOutcome::New)], (lease, later)).await.unwrap(), "too late");
        assert!(!import::delete(db, list.id).await.unwrap(), "not while it is worked at");
        import::set_ended(db, &other, ImportState::Tried, None, later).await.unwrap();
        let found = import::find(db, list.id).await.unwrap().unwrap();
        assert_eq!((found.state, found.lines, found.done), (ImportState::Tried, 3, 3));
        assert_eq!(import::count_lines(db, list.id).await.unwrap().len(), 3);
        let wrong = import::page_lines(db, list.id, Some(LineOutcome::Wrong), 0, 9).await.unwrap();
        assert_eq!(wrong, [line(2, LineOutcome::Wrong)]);
        assert!(import::set_running(db, list.id, later).await.unwrap() && !import::set_running(db, list.id, later).await.unwrap());
        assert_eq!(import::page_lines(db, list.id, None, 0, 9).await.unwrap(), [], "there is room for what comes of them");
        let running = import::take(db, later, NOW.plus(30)).await.unwrap().unwrap();
        import::set_ended(db, &running, ImportState::Failed, Some("x y"), later).await.unwrap();
        assert_eq!(import::find_piece(db, list.id, 0).await.unwrap(), None, "the file is needed no more");
        assert_eq!(import::page(db, None, 5).await.unwrap()[0].trouble.as_deref(), Some("x y"));
        assert!(import::delete(db, list.id).await.unwrap() && !import::delete(db, list.id).await.unwrap());
    }

    async fn units_stand_below_earlier_lines_and_the_same_list_changes_nothing(store, db) {
        let columns = Columns::of_units(&cells(&["code", "name", "kind", "parent"])).unwrap();
        let unit = |line: &[&str]| columns.unit(&cells(line)).unwrap();
        let units = [
            unit(&["T", "Tỉnh", "province", ""]), unit(&["A", "Xã A", "commune", "T"]), unit(&["H", "Xóm", "hamlet", "A"]),
            unit(&["B", "Xã B", "commune", ""]), unit(&["C", "Xã C", "commune", "X"]),
        ];
        let none = BTreeMap::new();
        let expected = [Outcome::New, Outcome::New, Outcome::New, Outcome::Wrong("unit-kind"), Outcome::Wrong("unit-unknown")];
        assert_eq!(take_in_units(db, &units, &none, true, NOW).await.unwrap(), expected);
        assert_eq!(unit::count(db).await.unwrap(), 0, "a trial writes nothing");
        let earlier = BTreeMap::from([("A".to_owned(), UnitKind::Commune)]);
        assert_eq!(take_in_units(db, &units[2..3], &earlier, true, NOW).await.unwrap(), [Outcome::New]);
        assert_eq!(take_in_units(db, &units, &none, false, NOW).await.unwrap(), expected);
        assert_eq!(take_in_units(db, &units, &none, false, NOW).await.unwrap()[..3], [Outcome::Same; 3]);
        let renamed = [unit(&["A", "Xã A mới", "commune", "T"])];
        assert_eq!(take_in_units(db, &renamed, &none, false, NOW.plus(1)).await.unwrap(), [Outcome::Changed]);
        crate::unit_end::merge(db, "H", "H", NOW).await.unwrap_err();
    }

    async fn figures_are_entered_once_and_a_correction_is_a_new_one(store, db) {
        unit::put(db, "A", "Xã A", UnitKind::Commune, None, NOW).await.unwrap();
        let columns = Columns::of_figures(&cells(&["unit", "class", "value", "as_of", "source"])).unwrap();
        let figure = |unit: &str, value: &str| columns.figure(&cells(&[unit, "staff", value, "2026-06-30", "Báo cáo"])).unwrap();
        let list = [figure("A", "5"), figure("A", "5"), figure("X", "5")];
        let now = async |list: &[_], trial| take_in_figures(db, list, id(1), trial, NOW).await.unwrap();
        assert_eq!(now(&list[..1], true).await, [Outcome::New]);
        assert_eq!(population::list_of(db, "A").await.unwrap(), []);
        assert_eq!(now(&list, false).await, [Outcome::New, Outcome::Same, Outcome::Wrong("unit-unknown")]);
        assert_eq!(now(&[figure("A", "6")], false).await, [Outcome::New], "the document was corrected");
        assert_eq!(population::list_of(db, "A").await.unwrap().len(), 2);
    }
}
