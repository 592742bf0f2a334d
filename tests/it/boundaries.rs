//! Boundaries of units: looked at before anything changes, refused with what is wrong and where, shown on boards as a map on
//! which nobody is missing.

use crate::figures::{leader, programme, register};
use crate::support::page::{attributes, form, forms, texts};
use crate::support::{Actor, Answer, Call, TestApp, both};
use xutra_domain::unit::UnitKind;
use xutra_store::unit;

/// A feature of a unit, `place` squares to the east.
pub(crate) fn square(code: &str, place: u32) -> String {
    let (west, east) = (1_050 + place, 1_051 + place);
    let [west, east] = [west, east].map(|tenths| f64::from(tenths) / 10.0);
    format!(
        r#"{{"type":"Feature","properties":{{"ma_tinh":"T","ma_xa":"{code}"}},"geometry":{{"type":"Polygon","coordinates":
        [[[{west},21.5],[{east},21.5],[{east},21.6],[{west},21.6],[{west},21.5]]]}}}}"#
    )
}

pub(crate) fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

async fn upload(admin: &Actor, text: &str) -> Answer {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"xa.geojson\"\r\n\
         Content-Type: application/geo+json\r\n\r\n{text}\r\n--x--\r\n"
    );
    let call = Call::post("/admin/boundaries").header("sec-fetch-site", "same-origin");
    admin.send(call.body("multipart/form-data; boundary=x", body)).await
}

/// Uploads a file; its page.
pub(crate) async fn uploaded(admin: &Actor, text: &str) -> String {
    upload(admin, text).await.is(303).header("location").to_owned()
}

/// Uploads and keeps a file, by the property that is guessed.
async fn kept(admin: &Actor, text: &str) {
    let draft = uploaded(admin, text).await;
    kept_of(admin, &admin.page(&draft).await.is(200), &draft).await.is(303);
}

/// Presses keep on the page of a file; the choice of a property beside it has the same address.
pub(crate) async fn kept_of(admin: &Actor, page: &Answer, draft: &str) -> Answer {
    let keep = forms(page).into_iter().find(|form| form.method == "post" && form.action == draft).unwrap();
    admin.submit(&keep).await
}

async fn drawn(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) FROM unit_boundary").await
}

fn main_of(answer: &Answer) -> String {
    texts(answer, "main").concat()
}

/// A province of ragged communes with five digits as codes, 10 in a row, and a file that draws them.
async fn province(app: &TestApp, communes: u32) -> String {
    let now = app.app.clock.now();
    let code = |number: u32| format!("{:05}", 1_840 + 3 * number);
    app.app
        .store
        .write(move |tx| {
            Box::pin(async move {
                unit::put(tx, "19", "Tỉnh Thái Nguyên", UnitKind::Province, None, now).await?;
                for number in 0..communes {
                    let name = format!("Xã Số {number}");
                    unit::put(tx, &code(number), &name, UnitKind::Commune, Some("19"), now).await?;
                }
                Ok::<_, xutra_store::StoreError>(())
            })
        })
        .await
        .unwrap();
    let features: Vec<String> = (0..communes).map(|number| ragged(&code(number), number % 10, number / 10)).collect();
    collection(&features)
}

/// A cell of a grid whose borders wander; neighbours share each point.
fn ragged(code: &str, column: u32, row: u32) -> String {
    const STEPS: u32 = 30;
    let at = |x: u32, y: u32| {
        let mixed = (x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77)).wrapping_mul(0xc2b2_ae3d);
        let shake = |bits: u32| f64::from((mixed >> bits) & 0xff) / 255.0 - 0.5;
        let degrees = |steps: u32, shake: f64| (f64::from(steps) + 3.0 * shake) / f64::from(STEPS) * 0.1;
        format!("[{:.6},{:.6}]", 105.3 + degrees(x, shake(8)), 22.4 - degrees(y, shake(20)))
    };
    let (left, top) = (column * STEPS, row * STEPS);
    let ring: Vec<String> = (0..STEPS)
        .map(|step| at(left + step, top))
        .chain((0..STEPS).map(|step| at(left + STEPS, top + step)))
        .chain((0..STEPS).map(|step| at(left + STEPS - step, top + STEPS)))
        .chain((0..=STEPS).map(|step| at(left, top + STEPS - step)))
        .collect();
    // As programs write codes that know no text: a number, without the zero before it.
    let number: u32 = code.parse().unwrap();
    format!(
        r#"{{"type":"Feature","id":{row},"properties":{{"OBJECTID":{column},"MAXA":{number}.0}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
        ring.join(",")
    )
}

both! {
    async fn a_file_is_looked_at_first_and_changes_the_map_when_it_is_kept(app) {
        let app = programme(&app).await;
        let admin = app.administrator().await;
        let open = square("B", 2).replace("[105.2,21.5]]]", "[105.2,21.7]]]");
        assert_eq!(open.matches("21.7").count(), 1);
        let file = collection(&[square("A", 0), square("X", 1), square("A", 3), open]);
        let draft = uploaded(&admin, &file).await;
        let page = admin.page(&draft).await.is(200);
        let said = main_of(&page);
        for words in ["có 4 vùng, nhận ra 1 đơn vị", "1 đơn vị không có trong tệp: Xã B", "đã có ở vùng thứ 1", "không khép kín", "Không đơn vị nào có mã hay tên này"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert_eq!(texts(&page, "table tbody th"), ["2", "3", "4"], "which feature it is");
        assert_eq!((texts(&page, "svg.map title"), drawn(&app).await), (vec!["Xã A".to_owned()], 0));
        let other = admin.page(&format!("{draft}?property=ma_tinh")).await.is(200);
        assert!(main_of(&other).contains("không nhận ra đơn vị nào"), "{}", main_of(&other));
        assert!(forms(&other).iter().all(|form| form.action != draft || form.method == "get"), "there is nothing to keep");
        assert_eq!(admin.post(&draft, &[("property", "ma_tinh")]).await.status, 409, "and the file is not lost");
        let keep = form(&page, &draft).fields;
        assert_eq!(keep.iter().find(|(name, _)| name == "property").unwrap().1, "ma_xa", "it was guessed");
        kept_of(&admin, &page, &draft).await.is(303);
        assert_eq!((drawn(&app).await, app.count("SELECT COUNT(*) FROM boundary_draft").await), (1, 0));
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'boundaries.set' AND subject = 'unit:T'").await, 1);
        assert_eq!(kept_of(&admin, &page, &draft).await.status, 404, "pressed twice it is kept once");
        // What was left out comes later, and stands where it lies.
        let second = uploaded(&admin, &collection(&[square("B", 1)])).await;
        kept_of(&admin, &admin.page(&second).await.is(200), &second).await.is(303);
        assert_eq!(drawn(&app).await, 2);
        let board = admin.page("/units/T/figures").await.is(200);
        let paths = attributes(&board, "svg.map a path", "d");
        let begins: Vec<i32> = paths.iter().map(|path| path[1..].split(' ').next().unwrap().parse().unwrap()).collect();
        assert!(begins[0] == 0 && (495..505).contains(&begins[1]), "side by side: {paths:?}");
        let again = uploaded(&admin, &file).await;
        assert!(main_of(&admin.page(&again).await).contains("1 đơn vị đã có ranh giới"));
        admin.submit(&form(&admin.page(&again).await, "/removal")).await.is(303);
        assert_eq!((drawn(&app).await, admin.page(&again).await.status), (2, 404));
    }

    async fn a_file_that_cannot_be_taken_is_refused_with_why_and_nothing_is_lost(app) {
        app.units().await;
        let admin = app.administrator().await;
        kept(&admin, &collection(&[square("A", 0), square("B", 1)])).await;
        let named = collection(&[square("A", 0)]).replacen('{', r#"{"crs":{"type":"name","properties":{"name":"EPSG:3405"}},"#, 1);
        let many = |points: usize| collection(&[format!(r#"{{"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#, vec!["[1,2]"; points].join(","))]);
        for (file, words) in [
            (String::new(), "có nội dung"),
            ("{\n\"type\": nothing".into(), "dòng 2"),
            (r#"{"type":"Topology"}"#.into(), "FeatureCollection"),
            (named, "EPSG:3405"),
            (collection(&[]), "không có vùng nào"),
            (collection(&vec!["{}".to_owned(); 5_001]), "5.000 vùng"),
            (many(450_000), "400.000 điểm"),
            (many(1_000_000), "5 MB"),
            (collection(&["[".repeat(100_000)]), "dòng 1"),
            (collection(&["NaN".to_owned()]), "dòng 1"),
            (collection(&["1e999".to_owned()]), "dòng 1"),
            ("\u{0}\u{1}\u{2}PK".into(), "dòng 1"),
        ] {
            let answer = upload(&admin, &file).await;
            let said = texts(&answer, "#file-error").concat();
            assert!(answer.status == 422 && said.contains(words), "{words}: {} {said}", answer.status);
        }
        assert_eq!(upload(&admin, &"x".repeat(21 * 1024 * 1024)).await.status, 413);
        // Metres of another system, and numbers beyond every map: what is wrong stands beside the feature.
        let metres = square("A", 0).replace("21.5", "2390000").replace("[105,", "[430000,");
        let page = admin.page(&uploaded(&admin, &collection(&[metres])).await).await.is(200);
        assert!(main_of(&page).contains("VN-2000"), "{}", main_of(&page));
        let nowhere = collection(&[square("A", 0).replace("ma_xa", "<b>ten</b>").replace("\"A\"", "\"<i>&\"")]);
        let page = admin.page(&format!("{}?property=%3Cb%3Eten%3C/b%3E", uploaded(&admin, &nowhere).await)).await.is(200);
        assert!(page.text().contains("&lt;i&gt;&amp;") && !page.text().contains("<i>"), "it is text, whatever it says");
        assert_eq!(drawn(&app).await, 2, "what was there is there");
        app.wait(2 * xutra_domain::instant::DAY);
        uploaded(&admin, &collection(&[square("A", 0)])).await;
        assert_eq!(app.count("SELECT COUNT(*) FROM boundary_draft").await, 1, "nobody came back to the others");
        assert_eq!(admin.page("/admin/boundaries/01890000-0000-7000-8000-000000000000").await.status, 404);
        assert_eq!(app.learner("an").await.page("/admin/boundaries").await.status, 403);
    }

    async fn a_board_is_a_map_on_which_nobody_is_missing(app) {
        let app = programme(&app).await;
        let (of_a, admin) = (leader(&app, "A").await, app.administrator().await);
        let learner = app.person("hoc-vien", Some("A1"), &[]).await;
        learner.read_all().await;
        register(&app, "A", "1").await;
        let before = admin.page("/units/T/figures").await.is(200);
        assert_eq!((texts(&before, "svg.tiles:not(.map) a").len(), texts(&before, "svg.map").len()), (2, 0));
        kept(&admin, &collection(&[square("A", 0), square("A1", 0)])).await;
        let board = admin.page("/units/T/figures").await.is(200);
        assert_eq!(attributes(&board, "svg.map a", "href"), ["/units/A/figures"]);
        assert_eq!(attributes(&board, "svg.map a", "class"), ["tile-a"], "its only resident takes part");
        assert_eq!(texts(&board, "svg.map a title"), ["Xã A: A, 100%"]);
        assert_eq!(texts(&board, "svg.map a text"), ["A"]);
        assert_eq!(attributes(&board, "svg.tiles:not(.map) a", "href"), ["/units/B/figures"], "who has no boundary");
        assert_eq!(texts(&board, "h3#tiles"), ["Chưa có ranh giới (1)"]);
        let counts = texts(&board, ".two > ul > li");
        assert!(counts[0].ends_with(": 1") && counts[4].ends_with("Chưa tính được: 1"), "{counts:?}");
        assert!(texts(&board, "section[aria-labelledby=below] tbody th").len() == 2, "the table says it all");
        // A leader sees the map of their own unit; of the province there is nothing for them.
        let own = of_a.page("/units/A/figures").await.is(200);
        assert_eq!(attributes(&own, "svg.map a", "href"), ["/units/A1/figures"]);
        assert_eq!(of_a.page("/units/T/figures").await.status, 404);
        assert_eq!(texts(&admin.page("/units/T/figures?tree=work").await, "svg.map").len(), 0, "of workplaces there is no map");
        let asked = admin.page("/admin/units/T/boundaries").await.is(200);
        assert_eq!(admin.submit(&form(&asked, "/boundaries")).await.status, 422, "nothing before it is sure");
        admin.submit(&form(&asked, "/boundaries").tick("sure", "yes")).await.is(303);
        assert_eq!((drawn(&app).await, app.count("SELECT COUNT(*) FROM audit WHERE action = 'boundaries.removed'").await), (1, 1));
        assert_eq!(texts(&admin.page("/units/T/figures").await, "svg.map").len(), 0);
    }

    async fn a_province_of_ninety_two_communes_fits_into_a_page(app) {
        let admin = app.administrator().await;
        let file = province(&app, 92).await;
        let before = admin.page("/units/19/figures").await.is(200).text().len();
        let draft = uploaded(&admin, &file).await;
        let page = admin.page(&draft).await.is(200);
        assert!(main_of(&page).contains("nhận ra 92 đơn vị"), "by numbers without their zeros: {}", main_of(&page));
        kept_of(&admin, &page, &draft).await.is(303);
        let board = admin.page("/units/19/figures").await.is(200);
        assert_eq!(texts(&board, "svg.map a title").len(), 92);
        assert!(texts(&board, "svg.map a text").len() >= 80, "there is room for a letter in most");
        let more = board.text().len() - before;
        assert!(more < 32_000, "{more} bytes more than tiles");
    }
}
