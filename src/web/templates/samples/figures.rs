//! Boards: full, of one audience, of a small unit; one figure with and without names and past.

use super::accounts::sort_head;
use super::{Sample, Say, Who, add, layout, link, when};
use crate::web::view::figures::*;

fn card(id: &str, untold: Option<&'static str>, percent: Option<&str>) -> Card {
    Card {
        counts: if id == "P5" { "places" } else { "people" },
        id: id.into(),
        word: id.to_lowercase(),
        url: format!("/units/T/figures/{}", id.to_lowercase()),
        percent: percent.map(Into::into),
        width: 58,
        numerator: (untold != Some("no-data")).then(|| "617.400".into()),
        denominator: percent.map(|_| "1.050.000".into()),
        target: 80,
        gap: percent.map(|_| "212".into()),
        met: false,
        over: false,
        untold,
        lines: Vec::new(),
        under_review: false,
        counted: None,
        adjusted: None,
        unknown: None,
    }
}

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Staff, "figures");
    let units = |units| UnitsPage { units };
    let two = vec![link("Xã <A>".into(), "/units/A/figures"), link("Phường B".into(), "/units/B/figures")];
    add(samples, "figures-units", "figures/units.html", here(), &units(two));
    add(samples, "figures-units-none", "figures/units.html", here(), &units(Vec::new()));
    for (name, full) in [("figures-board", true), ("figures-board-small", false)] {
        add(samples, name, "figures/board.html", here(), &board(say, full));
    }
    for (name, full) in [("figure", true), ("figure-bare", false)] {
        add(samples, name, "figures/figure.html", here(), &figure(say, full));
    }
}

fn board(say: Say, full: bool) -> BoardPage {
    let choice = |word, chosen| Choice { word, url: "/units/T/figures?tree=work".into(), chosen };
    let over = Card { over: true, met: true, gap: None, ..card("P2p", None, Some("120%")) };
    let part = |part, denominator: Option<&str>| LineView {
        part,
        counts: if part == "communes" { "places" } else { "people" },
        numerator: "12".into(),
        denominator: denominator.map(Into::into),
        percent: denominator.map(|_| "5%".into()),
    };
    let split = Card { lines: vec![part("a", None), part("b", None)], ..card("P2", None, Some("50%")) };
    let owners = Card {
        lines: vec![part("firm", Some("240")), part("household", None)],
        ..card("P4a", Some("no-denominator"), None)
    };
    let first = Card { unknown: Some("41".into()), ..card("P1", None, Some("58,8%")) };
    let effective = Card {
        lines: vec![part("applying", Some("31")), part("register", None)],
        adjusted: Some(AdjustedView {
            by: "audits",
            span: None,
            value: "11".into(),
            low: "9".into(),
            high: "12".into(),
            passed: "45".into(),
            judged: "50".into(),
        }),
        ..card("P3c", None, Some("38,7%"))
    };
    let borne = |id: &str, under_review| Card {
        under_review,
        counted: Some("41".into()),
        adjusted: Some(AdjustedView {
            by: "rechecks",
            span: Some(("19,1%".into(), "37,7%".into())),
            value: "30".into(),
            low: "19".into(),
            high: "37".into(),
            passed: "15".into(),
            judged: "20".into(),
        }),
        ..card(id, None, Some("30%"))
    };
    let substance =
        Card { lines: vec![part("communes", Some("92")), part("absent", None)], ..card("P8", None, Some("75%")) };
    let again = if full { borne("P2v", false) } else { card("P2v", Some("not-rechecked"), None) };
    let over = if full { over } else { borne("P2p", true) };
    let cards = vec![first, split, over, again, owners, effective, substance];
    let row = |name: &str| Row {
        unit: link(name.into(), "/units/A/figures"),
        cells: vec![
            card("P1", None, Some("58,8%")),
            card("P2", Some("nobody"), None),
            card("P2p", Some("no-denominator"), None),
            borne("P2v", true),
        ],
    };
    let column = |word: &str| Column { word: word.into(), head: sort_head("none") };
    let table = Below {
        by_name: sort_head("ascending"),
        columns: ["p1", "p2", "p2p", "p2v"].map(column).into(),
        rows: vec![row("Xã <Tân Cương>"), row("Phường Phổ Yên")],
        count: 92,
        turned: true,
        next_url: Some("/units/T/figures?page=1".into()),
    };
    let bands = ["a", "b", "c", "d", "none"].into_iter().enumerate();
    let tile = |(index, band)| Tile {
        unit: link("Xã \"A\"".into(), "/units/A/figures"),
        x: index * 50,
        y: 0,
        band,
        percent: (band != "none").then(|| "58,8%".into()),
    };
    BoardPage {
        above: if full { Vec::new() } else { vec![link("Tỉnh <T>".into(), "/units/T/figures")] },
        name: "Tỉnh <T>".into(),
        url: "/units/T/figures".into(),
        cards,
        untold: if full {
            vec![Untold { id: "P7".into(), word: "p7".into(), url: "/x".into(), why: "no-data" }]
        } else {
            Vec::new()
        },
        trees: if full { vec![choice("home", true), choice("work", false)] } else { Vec::new() },
        audiences: vec![choice("", full), choice("resident", !full), choice("official", false)],
        table: full.then_some(table),
        map: (!full).then(super::boundary::map),
        tiles: Some(Tiles { word: "p1".into(), height: 50, tiles: bands.map(tile).collect() }),
        bands: super::boundary::bands(),
        plan_url: "/units/T/plan".into(),
        at: when(say),
        version: "2026-11".into(),
        ages: (15, 60),
        rechecks_url: full.then(|| "/inspection/rechecks/A".into()),
        findings_url: full.then(|| "/units/T/findings".into()),
        tell_url: "/report?unit=T".into(),
        csv_url: "/units/T/figures.csv".into(),
        xlsx_url: "/units/T/figures.xlsx".into(),
    }
}

fn trend() -> Trend {
    let label = |y: &str, text: &str| TrendLabel { y: y.into(), text: text.into() };
    Trend {
        is_share: true,
        axis: vec![label("122.0", "0%"), label("67.0", "50%"), label("12.0", "100%")],
        target: Some(label("34.0", "80%")),
        path: "M46.0 110.0h0L90.0 96.0L134.0 90.0M222.0 60.0h0L310.0 40.0".into(),
        begin: "14/01/2027".into(),
        end: "20/01/2027".into(),
        from: "10,9%".into(),
        to: "74,5%".into(),
        missing: 2,
    }
}

fn figure(say: Say, full: bool) -> FigurePage {
    let past = |day: &str, percent: Option<&str>| Past {
        day: day.into(),
        numerator: "12".into(),
        denominator: percent.map(|_| "100".into()),
        percent: percent.map(Into::into),
    };
    let person = PersonView { name: "Nguyễn <An>".into(), unit: "Xóm \"1\"".into() };
    FigurePage {
        up: link("Xã <A>".into(), "/units/A/figures"),
        card: card("P1", None, Some("58,8%")),
        beside: full.then(|| card("P2v", None, Some("30%"))),
        version: "2026-11".into(),
        at: when(say),
        rows: if full {
            vec![Row {
                unit: link("Xóm 1".into(), "/x"),
                cells: vec![card("P1", None, Some("9%")), card("P2v", None, Some("3%"))],
            }]
        } else {
            Vec::new()
        },
        people: full.then(|| vec![person]),
        next_url: full.then(|| "/units/A/figures/p1?after=50".into()),
        history: if full { vec![past("14/01/2027", Some("12%")), past("15/01/2027", None)] } else { Vec::new() },
        trend: full.then(trend),
    }
}
