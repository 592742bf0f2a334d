//! Files that attack, files of others, and too many of them.

use super::{TASK, id, parts, picture, publish};
use crate::support::course::Fixture;
use crate::support::page::form;
use crate::support::{Call, both, json};

const KEPT: &str = "SELECT COUNT(*) FROM task_file";

both! {
    async fn hostile_files_are_refused_with_a_clear_sentence(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let attempt = an.begin(TASK).await;
        let whole = picture();
        // A small PNG that claims to be 60,000 by 60,000.
        let mut bomb = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(4, 4).write_to(&mut bomb, image::ImageFormat::Png).unwrap();
        let mut bomb = bomb.into_inner();
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let check = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&check);
        for (name, content, key) in [
            ("a.jpg", &b"<svg onload=alert(1)>"[..], "file-kind"),
            ("a.jpg", b"<!doctype html><script>alert(1)</script>", "file-kind"),
            ("a.png", b"GIF89a", "file-kind"),
            ("a.jpg", b"MZ\x90\0\x03", "file-kind"),
            ("a.jpg", b"PK\x03\x04", "file-kind"),
            ("a.jpg", &whole[..whole.len() / 2], "file-broken"),
            ("a.png", &bomb, "file-too-many-pixels"),
            ("a.pdf", b"%PDF-1.7\n%%EOF\nPK\x05\x06", "file-broken"),
            ("a.jpg", b"", "file-empty"),
        ] {
            let refused = an.upload(&attempt, "1", name, content).await.expect(422);
            let said = app.app.locales.text("vi", key, &[]);
            assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["detail"]), (&json!("/file"), &json!(said)), "{name} {key}");
        }
        an.upload(&attempt, "1", "a.jpg", &vec![0xff; 10 * 1_024 * 1_024 + 1]).await.expect(413);
        assert_eq!(app.count(KEPT).await, 0);
        let mut polyglot = whole.clone();
        polyglot.extend(b"<script>alert(1)</script>");
        let kept = an.upload(&attempt, "1", "../../x.html", &polyglot).await.expect(201);
        assert_eq!((&kept["name"], &kept["type"]), (&json!("x.jpg"), &json!("image/jpeg")));
        let shown = an.page(kept["url"].as_str().unwrap()).await.is(200);
        assert!(!shown.text().contains("<script>"), "it was written anew");
        let pdf = an.upload(&attempt, "1", "a.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n").await.expect(201);
        let fetched = an.page(pdf["url"].as_str().unwrap()).await.is(200);
        assert!(fetched.header("content-disposition").starts_with("attachment; filename=\""));
        an.upload(&attempt, "1", "b.jpg", &whole).await.expect(422);
        assert_eq!(app.count(KEPT).await, 2, "two are as many as the task takes");
    }

    async fn files_belong_to_their_attempt_and_place(app) {
        publish(&app).await;
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        let (own, others) = (an.begin(TASK).await, binh.begin(TASK).await);
        let (mine, foreign) = (an.upload(&own, "1", "a.jpg", &picture()).await.expect(201), binh.upload(&others, "1", "b.jpg", &picture()).await.expect(201));
        an.upload(&others, "1", "a.jpg", &picture()).await.expect(404);
        an.upload(&own, "2", "a.jpg", &picture()).await.expect(404);
        let plain = an.begin(Fixture::QUIZ).await;
        an.upload(&plain, "1", "a.jpg", &picture()).await.expect(422);
        for (files, pointer) in [
            (json!([foreign["id"]]), "/files/0"),
            (json!([mine["id"], foreign["id"]]), "/files/1"),
            (json!([mine["id"], mine["id"]]), "/files/1"),
            (json!(["x"]), "/files/0"),
            (json!([7]), "/files/0"),
            (json!("x"), "/files"),
        ] {
            let refused = an.save(&own, "1", json!({ "text": "x", "files": files })).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], pointer, "{files}");
        }
        assert_eq!(an.open_one(TASK).await["answers"], json!({}), "nothing is stored");
        an.save(&own, "1", json!({ "files": [mine["id"]] })).await.expect(200);
        let path = |attempt: &crate::support::Value, file: &crate::support::Value| format!("/attempts/{}/questions/1/files/{}", id(attempt), id(file));
        binh.api("DELETE", &path(&own, &mine), None).await.expect(404);
        an.api("DELETE", &path(&own, &foreign), None).await.expect(404);
        an.api("DELETE", &path(&own, &mine), None).await.is(204);
        assert_eq!(an.open_one(TASK).await["answers"]["1"], json!({ "text": "", "files": [] }));
        let again = an.upload(&own, "1", "a.jpg", &picture()).await.expect(201);
        an.save(&own, "1", json!({ "text": "Bài", "files": [again["id"]] })).await.expect(200);
        an.hand_in(&own).await.expect(200);
        an.upload(&own, "1", "a.jpg", &picture()).await.expect(409);
        an.api("DELETE", &path(&own, &again), None).await.expect(409);
        assert_eq!(app.count("SELECT COUNT(*) FROM task_submission").await, 1);
    }

    async fn a_page_says_what_is_wrong_and_keeps_what_was_written(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let attempt = an.begin(TASK).await;
        let path = format!("/attempts/{}", id(&attempt));
        let work = format!("{path}/questions/1/work");
        let send = async |fields: &[(&str, &str)], files: &[(&str, &[u8])]| {
            let (kind, body) = parts(fields, files);
            an.send(Call::post(&work).header("sec-fetch-site", "same-origin").body(&kind, body)).await
        };
        let refused = send(&[("text", "Tôi viết dở"), ("go", "next")], &[("a.jpg", b"x")]).await.is(422);
        assert!(refused.text().contains("Tôi viết dở") && refused.text().contains(&app.app.locales.text("vi", "file-kind", &[])));
        // Two pictures, of which the second is one too many together with what is there.
        let one = picture();
        send(&[("text", "Tôi viết"), ("go", "files")], &[("1.jpg", &one)]).await.is(303);
        send(&[("text", "Tôi viết"), ("go", "files")], &[("2.jpg", &one), ("3.jpg", &one)]).await.is(422);
        let page = an.page(&format!("{path}?q=1")).await.is(200);
        assert!(page.text().contains("1.jpg") && page.text().contains("2.jpg") && !page.text().contains("3.jpg"));
        let buttons = |page: &crate::support::Answer| crate::support::page::attributes(page, "button[formaction$='/removal']", "formaction");
        assert_eq!(buttons(&page).len(), 2);
        let remove = buttons(&page).remove(0);
        an.post(&remove, &[("text", "Tôi viết thêm")]).await.is(303);
        let page = an.page(&format!("{path}?q=1")).await.is(200);
        assert!(page.text().contains("Tôi viết thêm") && buttons(&page).len() == 1);
        assert_eq!(form(&page, "/questions/1/work").method, "post");
        for (kind, body, status) in [
            ("text/plain", "x".as_bytes(), 415),
            ("multipart/form-data", b"x", 400),
            ("multipart/form-data; boundary=x7", b"--x7\r\nbroken", 400),
        ] {
            let call = Call::post(&work).header("sec-fetch-site", "same-origin").body(kind, body);
            assert_eq!(an.send(call).await.status, status, "{kind}");
        }
        let many: Vec<(&str, &str)> = vec![("text", "x"); 1_001];
        send(&many, &[]).await.is(400);
        send(&[("text", &"x".repeat(70_000))], &[]).await.is(413);
    }
}

fn crc32(bytes: &[u8]) -> [u8; 4] {
    let step = |mut rest: u32, byte: &u8| {
        rest ^= u32::from(*byte);
        (0..8).for_each(|_| rest = if rest & 1 == 1 { rest >> 1 ^ 0xedb8_8320 } else { rest >> 1 });
        rest
    };
    (!bytes.iter().fold(!0_u32, step)).to_be_bytes()
}
