//! Boundaries: what files are refused and why, that pictures have no gaps, and that nothing breaks whatever is drawn.

use super::matching::{Names, Verdict, guess, properties, verdicts};
use super::outline::parse;
use super::simplify::weigh;
use super::{Area, Boundary, FeatureFault, FileFault, Frame, MOST_FEATURES, Position, draw, in_one_frame, read};
use crate::instant::Instant;
use crate::unit::{Unit, UnitKind};
use proptest::prelude::*;

fn file(features: &str) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

fn feature(properties: &str, kind: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )
}

const SQUARE: &str = "[[[105,21],[106,21],[106,22],[105,22],[105,21]]]";

#[test]
fn a_file_is_refused_with_what_is_wrong_with_it() {
    let with = |crs: &str| file(&feature("{}", "Polygon", SQUARE)).replacen('{', &format!("{{\"crs\":{crs},"), 1);
    let named = |name: &str| with(&format!(r#"{{"type":"name","properties":{{"name":"{name}"}}}}"#));
    let unreadable = |line, column| Some(FileFault::Unreadable { line, column });
    let deep = format!("{{\"type\":\"FeatureCollection\",\"features\":{}", "[".repeat(100_000));
    for (text, fault) in [
        (file(&feature("{}", "Polygon", SQUARE)), None),
        (format!("\u{feff}{}", file(&feature("null", "Polygon", SQUARE))), None),
        (named("urn:ogc:def:crs:OGC:1.3:CRS84"), None),
        (named("EPSG:4326"), None),
        (with("null"), None),
        (named("EPSG:3405"), Some(FileFault::OtherSystem("EPSG:3405".into()))),
        (with(r#"{"type":"link"}"#), Some(FileFault::OtherSystem("?".into()))),
        (file(""), Some(FileFault::Empty)),
        (r#"{"type":"Topology","objects":{}}"#.into(), Some(FileFault::NoCollection)),
        ("{}".into(), Some(FileFault::NoCollection)),
        (feature("{}", "Polygon", SQUARE), Some(FileFault::NoCollection)),
        ("7".into(), unreadable(1, 1)),
        ("\n  nothing".into(), unreadable(2, 4)),
        (file(&feature("{}", "Polygon", "[[[NaN,1]]]")), unreadable(1, 121)),
        (file(&vec!["{}"; MOST_FEATURES + 1].join(",")), Some(FileFault::TooManyFeatures)),
        (
            file(&feature("{}", "Polygon", &format!("[[{}]]", vec!["[1,2]"; 500_000].join(",")))),
            Some(FileFault::TooManyPoints),
        ),
    ] {
        let told = read(text.as_bytes()).err();
        assert_eq!(told, fault, "{}", text.chars().take(200).collect::<String>());
    }
    for hostile in [deep, file("1e999"), file(&"[".repeat(200)), "\u{0}".into(), String::new()] {
        assert!(matches!(read(hostile.as_bytes()), Err(FileFault::Unreadable { .. })));
    }
}

#[test]
fn what_is_wrong_with_one_feature_does_not_stop_the_others() {
    let polygon = |coordinates: &str| feature("{}", "Polygon", coordinates);
    let cases = [
        (polygon(SQUARE), None),
        (feature("{}", "MultiPolygon", &format!("[{SQUARE}]")), None),
        (polygon("[[[105,21,8.5],[106,21,8],[106,22,7],[105,21,8.5]]]"), None),
        (r#"{"type":"Feature","properties":{},"geometry":null}"#.to_owned(), Some(FeatureFault::NoGeometry)),
        (feature("{}", "Point", "[105,21]"), Some(FeatureFault::NoArea)),
        (r#"{"geometry":{"type":"GeometryCollection","geometries":[]}}"#.to_owned(), Some(FeatureFault::NoArea)),
        (polygon("[[105,21],[106,21],[106,22],[105,21]]"), Some(FeatureFault::Malformed)),
        (feature("{}", "MultiPolygon", SQUARE), Some(FeatureFault::Malformed)),
        (polygon("[[[105,21],[106],[106,22],[105,21]]]"), Some(FeatureFault::Malformed)),
        (polygon("[[[105,\"x\"],[106,21],[106,22],[105,21]]]"), Some(FeatureFault::Malformed)),
        (polygon("[[[105,21],{\"a\":[]},[106,22],[105,21]]]"), Some(FeatureFault::Malformed)),
        (polygon("[]"), Some(FeatureFault::Malformed)),
        (polygon("7"), Some(FeatureFault::Malformed)),
        // Metres of VN-2000, latitude first, and numbers that are merely large.
        (
            polygon("[[[430000,2390000],[430001,2390000],[430001,2390001],[430000,2390000]]]"),
            Some(FeatureFault::OffEarth),
        ),
        (polygon("[[[21,105],[21,106],[22,106],[21,105]]]"), Some(FeatureFault::OffEarth)),
        (polygon("[[[1e308,21],[106,21],[106,22],[1e308,21]]]"), Some(FeatureFault::OffEarth)),
        (polygon("[[[105,21],[106,21],[105,21]]]"), Some(FeatureFault::TooShort)),
        (polygon("[[[105,21]]]"), Some(FeatureFault::TooShort)),
        (polygon("[[[105,21],[106,21],[106,22],[105,22]]]"), Some(FeatureFault::NotClosed)),
        (polygon("[[[105,21],[106,21],[107,21],[105,21]]]"), Some(FeatureFault::Flat)),
    ];
    let all: Vec<&str> = cases.iter().map(|(text, _)| text.as_str()).collect();
    let features = read(file(&all.join(",")).as_bytes()).unwrap();
    assert_eq!(features.len(), cases.len());
    for ((text, fault), (feature, number)) in cases.iter().zip(features.iter().zip(1..)) {
        assert_eq!((feature.area.as_ref().err(), feature.number), (fault.as_ref(), number), "{text}");
    }
}

#[test]
fn what_a_feature_says_of_itself_is_text() {
    let text = r#"{"id":7,"properties":{"ma":1840.0,"ten":" Xã A ","dien_tich":12.5,"x":null,"y":[1,[2]],"z":{"a":1},"":"e"},"geometry":null}"#;
    let features = read(file(text).as_bytes()).unwrap();
    let told: Vec<String> = features[0].properties.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(told, ["id=7", "ma=1840", "ten=Xã A", "dien_tich=12.5"]);
    let long = format!(r#"{{"properties":{{"a":"{}","b":"c"}}}}"#, "x".repeat(1_000));
    assert_eq!(read(file(&long).as_bytes()).unwrap()[0].properties, [("b".to_owned(), "c".to_owned())]);
}

fn unit(code: &str, name: &str, kind: UnitKind) -> Unit {
    Unit {
        code: code.into(),
        name: name.into(),
        kind,
        parent: None,
        path: "/1/".into(),
        valid_from: Instant(0),
        ended_at: None,
        successor: None,
    }
}

#[test]
fn features_are_found_by_code_with_or_without_zeros_and_by_a_name_that_one_unit_bears() {
    let units = [
        unit("19", "Tỉnh Thái Nguyên", UnitKind::Province),
        unit("01840", "Phường Đức Xuân", UnitKind::Commune),
        unit("X-1", "Xã Tân Thành", UnitKind::Commune),
        unit("X-2", "Xã Tân Thành", UnitKind::Commune),
        unit("01840-3", "3", UnitKind::Hamlet),
        unit("3", "Xóm 4", UnitKind::Hamlet),
        unit("S1", "Sở Y tế", UnitKind::Agency),
    ];
    let names = Names::of(&units);
    for (value, found) in [
        ("01840", Some("01840")),
        ("1840", Some("01840")),
        ("0001840", Some("01840")),
        ("x-2", Some("X-2")),
        ("  phường  ĐỨC XUÂN ", Some("01840")),
        ("Phu\u{31b}o\u{31b}\u{300}ng Đư\u{301}c Xuân", Some("01840")),
        ("Xã Tân Thành", None),
        ("Duc Xuan", None),
        // A code goes before a name.
        ("3", Some("3")),
        ("19", None),
        ("S1", None),
        ("", None),
        ("0", None),
    ] {
        assert_eq!(names.find(value).map(|unit| unit.code.as_str()), found, "{value:?}");
    }
}

#[test]
fn the_property_that_finds_most_units_is_guessed_and_one_feature_a_unit_counts() {
    let units = [
        unit("A", "Xã A", UnitKind::Commune),
        unit("B", "Xã B", UnitKind::Commune),
        unit("C", "Xã C", UnitKind::Commune),
    ];
    let one =
        |tinh: &str, ma: &str, ring: &str| feature(&format!(r#"{{"tinh":"{tinh}","ma":"{ma}"}}"#), "Polygon", ring);
    let text = file(
        &[
            one("A", "B", SQUARE),
            one("A", "C", SQUARE),
            one("A", "B", SQUARE),
            one("A", "A", "[]"),
            one("A", "D", SQUARE),
        ]
        .join(","),
    );
    let features = read(text.as_bytes()).unwrap();
    let names = Names::of(&units);
    assert_eq!(properties(&features), ["tinh", "ma"]);
    assert_eq!(guess(&features, &names), Some("ma"), "'tinh' finds one unit, however often");
    let told: Vec<String> = verdicts(&features, "ma", &names)
        .into_iter()
        .map(|verdict| match verdict {
            Verdict::Of(unit, _) => unit.code.clone(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(told, ["B", "C", "Twice(1)", "Faulty(Malformed)", "NoUnit"]);
    assert!(verdicts(&features, "none", &names).iter().all(|verdict| *verdict == Verdict::NoUnit));
    assert_eq!(guess(&features, &Names::of(&[])), None);
}

#[test]
fn a_degree_of_longitude_is_shorter_in_the_north() {
    let corners = |north: f64| [(105.0, north), (106.0, north + 1.0)].map(|(lon, lat)| Position { lon, lat });
    let shape_of = |north: f64| {
        let [low, high] = corners(north);
        let ring = [low, Position { lat: low.lat, ..high }, high, Position { lon: low.lon, ..high }];
        draw(&[&Area { rings: vec![ring.to_vec()] }]).unwrap().1.remove(0).bounds
    };
    let (equator, here, far) = (shape_of(-0.5), shape_of(21.5), shape_of(59.5));
    assert_eq!((equator.right, equator.bottom), (1_000, 1_000));
    assert_eq!((here.right, here.bottom), (927, 1_000), "cos 22°");
    assert_eq!(far.right, 500, "cos 60°");
}

#[test]
fn points_on_a_line_weigh_nothing_and_a_corner_stays_longest() {
    let line = [(0, 0), (10, 0), (20, 0), (30, 1), (40, 0), (50, 40), (60, 0)];
    let weights = weigh(&line);
    assert_eq!((weights[0], weights[6]), (u64::MAX, u64::MAX), "the ends stay");
    assert_eq!(weights[1], 0);
    assert!(weights[5] > weights[3] && weights[3] >= weights[2], "{weights:?}");
    assert_eq!(weigh(&[]), [0_u64; 0]);
    assert_eq!(weigh(&[(1, 1)]), [u64::MAX]);
}

/// A number from 0 to 1 that a seed and a place give.
fn noise(seed: u64, at: u64) -> f64 {
    let mixed = (seed ^ at.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    f64::from(u32::try_from(mixed >> 40).unwrap()) / f64::from(1 << 24)
}

/// A province of `side` × `side` units with ragged borders, which neighbours share point by point.
pub(crate) fn province(side: u64, seed: u64) -> Vec<Area> {
    const STEPS: u64 = 24;
    let at = |x: u64, y: u64| {
        let key = x * 100_003 + y;
        let shake = |more: u64| (noise(seed, key * 2 + more) - 0.5) * 0.12 / f64::from(u32::try_from(STEPS).unwrap());
        let degrees =
            |steps: u64| f64::from(u32::try_from(steps).unwrap()) / f64::from(u32::try_from(STEPS).unwrap()) * 0.1;
        Position { lon: 105.0 + degrees(x) + shake(0), lat: 21.0 + degrees(y) + shake(1) }
    };
    let unit = |column: u64, row: u64| {
        let (left, low) = (column * STEPS, row * STEPS);
        let ring = (0..STEPS)
            .map(|step| at(left + step, low))
            .chain((0..STEPS).map(|step| at(left + STEPS, low + step)))
            .chain((0..STEPS).map(|step| at(left + STEPS - step, low + STEPS)))
            .chain((0..STEPS).map(|step| at(left, low + STEPS - step)));
        Area { rings: vec![ring.collect()] }
    };
    (0..side * side).map(|place| unit(place % side, place / side)).collect()
}

fn drawn(areas: &[Area]) -> (Frame, Vec<Boundary>) {
    draw(&areas.iter().collect::<Vec<_>>()).unwrap()
}

/// Twice what a path encloses, turned one way or the other.
fn enclosed(path: &str) -> i64 {
    let rings = parse(path).unwrap().rings;
    let one = |ring: &Vec<(i32, i32)>| -> i64 {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum()
    };
    rings.iter().map(one).sum()
}

#[test]
fn neighbours_leave_no_gap_and_the_path_of_a_province_is_short() {
    let (_, all) = drawn(&province(10, 7));
    let bytes: usize = all.iter().map(|one| one.path.len()).sum();
    assert!((4_000..=28_000).contains(&bytes), "{bytes}");
    assert_eq!(loose(&all, 10), []);
    assert!(all.iter().all(|one| one.label.room > 40), "there is room for a letter in each");
}

/// Edges that only one unit has, other than those around the whole: there a gap would show.
fn loose(all: &[Boundary], side: u64) -> Vec<((i32, i32), (i32, i32))> {
    let whole = all.iter().map(|one| one.bounds).reduce(super::Bounds::with).unwrap();
    // How far the ragged edge of the whole reaches in.
    let edge = i32::try_from(80 / side).unwrap() + 2;
    let is_outside = |(x, y): (i32, i32)| {
        x - whole.left < edge || whole.right - x < edge || y - whole.top < edge || whole.bottom - y < edge
    };
    let mut edges = std::collections::BTreeMap::new();
    for ring in all.iter().flat_map(|one| parse(&one.path).unwrap().rings) {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            *edges.entry((*a.min(b), *a.max(b))).or_insert(0) += 1;
        }
    }
    edges.retain(|(a, b), count| *count == 1 && !(is_outside(*a) && is_outside(*b)));
    edges.into_keys().collect()
}

#[test]
fn a_unit_too_small_to_be_seen_is_a_dot_and_not_nothing() {
    let tiny = |lon: f64, size: f64| {
        let ring = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size)];
        Area { rings: vec![ring.iter().map(|(x, y)| Position { lon: lon + x, lat: 21.0 + y }).collect()] }
    };
    let (_, all) = drawn(&[tiny(105.0, 1.0), tiny(107.0, 0.00002), tiny(108.0, 0.001)]);
    for one in &all {
        assert!(one.bounds.right - one.bounds.left >= 1 && enclosed(&one.path) != 0, "{one:?}");
    }
    assert!(all[1].bounds.left > 500, "where it lies: {:?}", all[1]);
}

#[test]
fn a_hole_is_a_ring_and_its_label_stands_outside_of_it() {
    let square = |low: f64, high: f64| {
        [(low, low), (high, low), (high, high), (low, high)].map(|(x, y)| Position { lon: 105.0 + x, lat: y }).to_vec()
    };
    let around = Area { rings: vec![square(0.0, 1.0), square(0.3, 0.9)] };
    let (_, all) = drawn(&[around, Area { rings: vec![square(0.3, 0.9)] }]);
    assert_eq!(all[0].path.matches('M').count(), 2);
    assert!(all[0].path.ends_with(&all[1].path), "the hole and what fills it are one line: {all:?}");
    let (label, hole) = (all[0].label, all[1].bounds);
    assert!(
        !(hole.left..hole.right).contains(&label.x) || !(hole.top..hole.bottom).contains(&label.y),
        "{label:?} {hole:?}"
    );
}

#[test]
fn boundaries_of_two_files_come_into_one_picture() {
    let units = province(2, 3);
    let (left, right): (Vec<Area>, Vec<Area>) =
        (vec![units[0].clone(), units[2].clone()], vec![units[1].clone(), units[3].clone()]);
    let (first, second) = (drawn(&left), drawn(&right));
    assert_ne!(first.0, second.0);
    let of = |(frame, all): &(Frame, Vec<Boundary>)| all.iter().map(|one| (*frame, one.clone())).collect::<Vec<_>>();
    let alone = in_one_frame(of(&first));
    assert_eq!(alone, first.1, "those of one file stay as they are");
    let both = in_one_frame([of(&first), of(&second)].concat());
    let (west, east) = (both[0].bounds.with(both[1].bounds), both[2].bounds.with(both[3].bounds));
    assert!(
        west.left <= 1 && east.right >= 900 && (east.left - west.right).abs() < 30,
        "side by side: {west:?} {east:?}"
    );
    assert_eq!(in_one_frame(Vec::new()), []);
}

#[test]
fn a_path_reads_as_it_was_written_and_nothing_else_is_read() {
    let text = "M5 -3l10 0-2 7 0 4zM-1-1l1 0 0 1z";
    let outline = parse(text).unwrap();
    assert_eq!(outline.rings, [vec![(5, -3), (15, -3), (13, 4), (13, 8)], vec![(-1, -1), (0, -1), (0, 0)]]);
    for other in ["", "M5", "M1 2l3z", "l1 1z", "M1 2l3 4", "M1 2lx yz", "M1 2l99999999999 1z", "M2147483647 0l9 9z"] {
        assert_eq!(parse(other), None, "{other:?}");
    }
}

fn position() -> impl Strategy<Value = Position> {
    let degrees = |most: f64| prop_oneof![4 => -most..=most, 1 => Just(0.0), 1 => Just(most), 1 => Just(-most)];
    (degrees(180.0), degrees(90.0)).prop_map(|(lon, lat)| Position { lon, lat })
}

proptest! {
    #[test]
    fn whatever_is_drawn_lies_in_the_picture_and_closes(
        areas in prop::collection::vec(prop::collection::vec(prop::collection::vec(position(), 3..40), 1..3), 1..6)
    ) {
        let areas: Vec<Area> = areas.into_iter().map(|rings| Area { rings }).collect();
        let references: Vec<&Area> = areas.iter().collect();
        if let Some((frame, all)) = draw(&references) {
            prop_assert_eq!(all.len(), areas.len());
            prop_assert!(frame.scale.is_finite() && frame.squeeze > 0.0);
            for one in &all {
                let outline = parse(&one.path);
                prop_assert!(outline.is_some(), "{}", one.path);
                for (x, y) in outline.unwrap().rings.into_iter().flatten() {
                    // A dot at the edge reaches over it.
                    prop_assert!((-3..=1_003).contains(&x) && (-3..=1_003).contains(&y), "{} {}", x, y);
                }
                let inside = (one.bounds.left..=one.bounds.right).contains(&one.label.x) && (one.bounds.top..=one.bounds.bottom).contains(&one.label.y);
                prop_assert!(inside, "{:?}", one);
            }
        }
    }

    #[test]
    fn a_line_backwards_weighs_the_same(line in prop::collection::vec((0_i32..400, 0_i32..400), 0..60)) {
        let mut turned: Vec<(i32, i32)> = line.clone();
        turned.reverse();
        let mut weights = weigh(&turned);
        weights.reverse();
        prop_assert_eq!(weigh(&line), weights);
    }

    #[test]
    fn neighbours_of_any_province_share_their_borders(seed in 0_u64..1_000_000, side in 2_u64..6) {
        let (_, all) = drawn(&province(side, seed));
        prop_assert_eq!(loose(&all, side), []);
    }

    #[test]
    fn whatever_is_uploaded_is_read_or_refused(text in "(?s).{0,300}") {
        let _ = read(text.as_bytes());
        let _ = read(file(&text).as_bytes());
    }
}
