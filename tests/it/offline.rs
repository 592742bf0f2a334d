//! What may be kept on a device: nothing of a person, its size said before, and what waited is taken from who read it.

use crate::support::course::Fixture;
use crate::support::page::attributes;
use crate::support::{Call, Value, both, json};
use xutra::media::Place;
use xutra_store::publication::find_medium_size;

const LESSON: &str = "/courses/ai-thu/bai-mot";

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

both! {
    async fn the_worker_and_the_manifest_are_served_where_browsers_look_for_them(app) {
        let worker = app.call(Call::get("/service-worker.js")).await.is(200);
        assert_eq!((worker.header("cache-control"), worker.header("service-worker-allowed")), ("no-cache", "/"));
        assert!(worker.header("content-type").starts_with("text/javascript"));
        let text = worker.text();
        let shell: Value = serde_json::from_str(text.lines().next().unwrap().trim_start_matches("const SHELL = ").trim_end_matches(';')).unwrap();
        for url in strings(&shell) {
            app.call(Call::get(&url)).await.is(200);
        }
        for lang in ["vi", "en"] {
            let manifest = app.call(Call::get(&format!("/manifest.webmanifest?in={lang}"))).await.is(200);
            assert!(manifest.header("content-type").starts_with("application/manifest+json"));
            assert!(manifest.cookies().is_empty());
            let body = manifest.json();
            assert_eq!((&body["lang"], &body["display"], &body["start_url"]), (&json!(lang), &json!("standalone"), &json!("/")));
            for icon in body["icons"].as_array().unwrap() {
                let file = app.call(Call::get(icon["src"].as_str().unwrap())).await.is(200);
                assert!(file.body.len() < 6_000, "{icon}");
            }
        }
        let linked = attributes(&app.visitor().page("/").await, "link[rel=manifest]", "href");
        assert_eq!(linked, ["/manifest.webmanifest?in=vi"]);
        assert!(attributes(&app.visitor().page(LESSON).await, "link[rel=manifest]", "href").is_empty(), "a lesson is four requests");
    }

    async fn what_is_kept_is_the_same_for_everybody_and_holds_nothing_of_a_person(app) {
        let (visitor, an) = (app.visitor(), app.learner("an").await);
        let list = visitor.page("/offline/ai-thu").await.is(200);
        assert_eq!(an.page("/offline/ai-thu").await.is(200).text(), list.text());
        let body = list.json();
        let (mut count, mut bytes) = (0, 0);
        for page in body["pages"].as_array().unwrap() {
            let from = page["from"].as_str().unwrap();
            let (kept, own) = (visitor.page(from).await.is(200), an.page(from).await.is(200));
            assert_eq!(kept.text(), own.text(), "{from}");
            assert_eq!(own.header("cache-control"), "no-store");
            for personal in ["csrf", "/logout", "data-who", "an@"] {
                assert!(!own.text().contains(personal), "{personal} in {from}");
            }
            let packed = visitor.send(Call::get(from).header("accept-encoding", "gzip")).await.is(200);
            bytes += packed.body.len();
            count += 1;
            assert!(page["at"].as_str().unwrap().starts_with("/courses/ai-thu"));
        }
        assert!(count >= 2, "contents and lessons: {count}");
        let said = body["bytes"].as_u64().unwrap();
        for url in strings(&body["assets"]) {
            bytes += app.call(Call::get(&url).header("accept-encoding", "gzip")).await.is(200).body.len();
        }
        let real = u64::try_from(bytes).unwrap();
        assert!(said.abs_diff(real) < 1_000, "{said} bytes are said, {real} come");
        let page = an.page("/courses/ai-thu").await.is(200).text();
        assert!(page.contains(&format!("({} KB)", said.div_ceil(1_024))), "the size is said before");
        let kept = visitor.page("/offline/ai-thu/lessons/bai-mot?look=dark-largest").await.text();
        assert!(kept.contains("data-theme=\"dark\" data-text=\"largest\"") && kept.contains("data-kept"));
        assert_eq!(visitor.page("/offline/ai-thu/lessons/nothing").await.status, 404);
        assert_eq!(visitor.page("/offline/ai-thu/lessons/hen-gio").await.status, 404, "a quiz is never kept");
        assert_eq!(visitor.page("/offline/nothing").await.status, 404);
    }

    async fn pictures_are_said_apart_and_recordings_stay_where_they_are(app) {
        let text = "---\ntitle: Bài hai\n---\n# Bài hai\n\n![Đồi chè](hinh.svg)\n";
        let svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
        app.publish(&Fixture::new().with("01-lam-quen/02-bai-hai.md", text).with_medium("01-lam-quen/hinh.svg", svg)).await;
        app.app.media.add(Fixture::ID, "01-lam-quen/hinh.svg", Place::BuiltIn(svg.as_bytes()));
        let body = app.visitor().page("/offline/ai-thu").await.is(200).json();
        assert_eq!(strings(&body["pictures"]), ["/media/ai-thu/01-lam-quen/hinh.svg"]);
        assert_eq!(body["picture_bytes"], 41);
        let page = app.visitor().page("/courses/ai-thu").await.is(200);
        assert_eq!(attributes(&page, "[data-keep] input", "type"), ["checkbox"], "pictures are asked for");
    }

    async fn the_size_of_an_uploaded_picture_is_known_without_reading_it(app) {
        app.sql("INSERT INTO medium (id, content) VALUES ('h', 'abc')").await.unwrap();
        app.sql("INSERT INTO course_medium (course_id, path, medium_id) VALUES ('ai-thu', 'a.svg', 'h')").await.unwrap();
        let size = async |path: &str| find_medium_size(app.app.store.reader(), Fixture::ID, path).await.unwrap();
        assert_eq!((size("a.svg").await, size("b.svg").await), (Some(3), None));
    }

    async fn what_waited_is_completed_only_for_who_read_it(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        let tag = attributes(&an.page(LESSON).await.is(200), "[data-who]", "data-who").remove(0);
        let form = attributes(&an.page(LESSON).await, "form[data-complete]", "data-complete").remove(0);
        let sent = format!("{form}?who={tag}");
        let path = sent.strip_prefix("/api/v1").unwrap();
        assert_eq!(binh.api("PUT", path, None).await.status, 409, "another person on the same phone");
        let done = "SELECT COUNT(*) FROM lesson_completion";
        assert_eq!(app.count(done).await, 0);
        for _ in 0..2 {
            assert_eq!(an.api("PUT", path, None).await.status, 204);
        }
        assert_eq!(app.count(done).await, 1, "sent twice, done once");
        assert_eq!(app.visitor().send(Call::new("PUT", &sent)).await.status, 401);
        assert_ne!(attributes(&binh.page(LESSON).await, "[data-who]", "data-who").remove(0), tag);
        assert!(attributes(&app.visitor().page(LESSON).await, "[data-who]", "data-who").is_empty());
    }
}
