//! Lists from the browser: uploaded, tried, looked at, taken in; gone on with after a restart, and nothing made twice.

use crate::support::page::{form, texts};
use crate::support::{Actor, Answer, Call, TestApp, both};
use std::fmt::Write as _;
use xutra::actions::run_import::work_at_imports;

async fn upload(admin: &Actor, kind: &str, name: &str, text: &str) -> Answer {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n--x\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--x--\r\n"
    );
    let call = Call::post("/admin/imports").header("sec-fetch-site", "same-origin");
    admin.send(call.body("multipart/form-data; boundary=x", body)).await
}

/// Uploads and tries a list; its page.
async fn tried(app: &TestApp, admin: &Actor, kind: &str, text: &str) -> String {
    let answer = upload(admin, kind, "danh-sach.csv", text).await.is(303);
    let url = answer.header("location").to_owned();
    work_at_imports(&app.app).await.unwrap();
    url
}

/// What a page says of its lines: the number and the rest of each.
async fn lines(admin: &Actor, url: &str) -> Vec<String> {
    texts(&admin.page(url).await.is(200), "main table tbody tr")
        .into_iter()
        .map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

async fn run(app: &TestApp, admin: &Actor, url: &str) {
    let page = admin.page(url).await.is(200);
    admin.submit(&form(&page, "/run")).await.is(303);
    work_at_imports(&app.app).await.unwrap();
}

const UNITS: &str = "Mã,Tên,Loại,Thuộc\n19,Tỉnh Thái Nguyên,tỉnh,\n01840,Phường Đức Xuân,phường,19\n01840-1,Tổ 1,xóm,01840\nx y,Sai,xóm,01840\nh9,Xóm lạc,xóm,99\n";

both! {
    async fn units_are_tried_first_and_the_same_list_again_changes_nothing(app) {
        let admin = app.administrator().await;
        let url = tried(&app, &admin, "units", UNITS).await;
        let seen = lines(&admin, &url).await;
        assert_eq!(seen.len(), 5);
        assert!(seen[2].contains("Thêm mới"), "what earlier lines would make is known: {seen:?}");
        assert!(seen[3].contains("Sai") && seen[4].contains("Không có đơn vị này"), "{seen:?}");
        assert_eq!(app.count("SELECT COUNT(*) FROM unit").await, 0, "a trial writes nothing");
        run(&app, &admin, &url).await;
        assert_eq!(app.count("SELECT COUNT(*) FROM unit").await, 3);
        assert_eq!(app.count("SELECT COUNT(*) FROM import_piece").await, 0, "the file is needed no more");
        let again = tried(&app, &admin, "units", UNITS).await;
        assert!(!admin.page(&again).await.text().contains("/run\""), "there is nothing to do");
        let renamed = UNITS.replace("Tổ 1", "Tổ dân phố 1");
        let url = tried(&app, &admin, "units", &renamed).await;
        run(&app, &admin, &url).await;
        assert_eq!(texts(&admin.page(&format!("{url}?only=changed")).await, "main table tbody tr").len(), 1);
        assert_eq!(app.count("SELECT COUNT(*) FROM unit_name").await, 4);
    }

    async fn figures_wait_for_a_second_person_and_are_entered_once(app) {
        let admin = app.administrator().await;
        run(&app, &admin, &tried(&app, &admin, "units", "code,name,kind\nA,Tỉnh A,province\n").await).await;
        let list = "Mã đơn vị,Nhóm,Số người,Ngày,Nguồn\nA,Tuổi lao động,1.234,30/06/2026,Báo cáo 12\nA,ai đó,x,hôm qua,\nB,staff,4,2026-06-30,Báo cáo 12\n";
        let url = tried(&app, &admin, "population", list).await;
        run(&app, &admin, &url).await;
        assert_eq!(app.count("SELECT CAST(SUM(value) + COUNT(*) AS BIGINT) FROM population").await, 1_235);
        assert_eq!(app.count("SELECT COUNT(*) FROM population_approval").await, 0);
        let again = tried(&app, &admin, "population", list).await;
        assert_eq!(texts(&admin.page(&format!("{again}?only=same")).await, "main table tbody tr").len(), 1);
    }

    async fn people_are_taken_in_where_a_broken_run_stood(app) {
        let admin = app.administrator().await;
        let mut list = "Họ tên,Mã\n".to_owned();
        for number in 0..1_000 {
            writeln!(list, "Nguyễn An,{number}").unwrap();
        }
        let before = app.count("SELECT COUNT(*) FROM account").await;
        let url = tried(&app, &admin, "people", &list).await;
        let page = admin.page(&url).await.is(200);
        assert!(page.text().contains("Nhập 1.000 dòng"), "{}", page.text());
        assert_eq!(app.count("SELECT COUNT(*) FROM account").await, before);
        admin.submit(&form(&page, "/run")).await.is(303);
        assert_eq!(admin.submit(&form(&page, "/run")).await.status, 409, "it runs already");
        // As after a crash: some of it was stored, and somebody else holds it.
        let now = app.app.clock.now().0;
        app.sql(&format!("UPDATE import SET done = 600, taken_until = {}", now + 1_000)).await.unwrap();
        work_at_imports(&app.app).await.unwrap();
        assert_eq!(app.count("SELECT COUNT(*) FROM account").await, before, "another process works at it");
        let shown = admin.page(&url).await.is(200);
        assert!(shown.text().contains("http-equiv=\"refresh\"") && shown.text().contains("value=\"60\""), "{}", shown.text());
        app.wait(2_000);
        work_at_imports(&app.app).await.unwrap();
        assert_eq!(app.count("SELECT COUNT(*) FROM account").await, before + 400, "the lines that were left");
        assert_eq!(app.count("SELECT COUNT(*) FROM import WHERE state = 'done' AND done = 1000 AND lines = 1000").await, 1);
        let csv = admin.page(&format!("{url}/results.csv")).await.is(200);
        assert_eq!(csv.text().lines().count(), 401);
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'people.imported'").await, 1);
        admin.submit(&form(&admin.page(&url).await, "/removal")).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM import_line").await, 0);
    }

    async fn what_cannot_be_read_is_said_in_words(app) {
        let admin = app.administrator().await;
        let url = tried(&app, &admin, "units", "Mã,Tên,Ngày sinh\n1,A,2\n").await;
        assert!(admin.page(&url).await.text().contains("Ngày sinh"));
        let url = tried(&app, &admin, "people", "Điện thoại\n0912345678\n").await;
        assert!(texts(&admin.page(&url).await, "main .note").concat().contains("Họ tên"));
        assert_eq!(upload(&admin, "people", "x.xlsx", "PK\x03\x04 no workbook").await.status, 422);
        assert_eq!(upload(&admin, "people", "x.csv", "").await.status, 422);
        assert_eq!(upload(&admin, "houses", "x.csv", "a").await.status, 422);
        assert_eq!(admin.page("/admin/imports/01890000-0000-7000-8000-000000000000").await.status, 404);
        assert_eq!(app.learner("an").await.page("/admin/imports").await.status, 403);
        admin.page("/admin/imports?lang=en").await.is(200);
    }
}
