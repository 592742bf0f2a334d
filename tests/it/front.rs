//! What a learner sees besides lessons and questions: the landing page, today, looks, help, and how little goes over the wire.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, Call, both};
use xutra_domain::people::Role;

const LESSON: &str = "/courses/ai-thu/bai-hai";

/// A lesson as long as those that are taught.
fn long_lesson() -> Fixture {
    let real = concat!(
        include_str!("../../courses/ai-co-ban/01-lam-quen/04-ai-gioi-gi-do-gi.md"),
        include_str!("../../courses/ai-co-ban/02-bat-dau/01-chon-cong-cu.md"),
        include_str!("../../courses/ai-co-ban/02-bat-dau/02-cuoc-tro-chuyen-dau-tien.md"),
        include_str!("../../courses/ai-co-ban/03-ra-yeu-cau/02-cho-vi-du.md"),
    );
    let prose = |line: &&str| line.starts_with(char::is_alphabetic) && !line.contains(['[', ':']);
    let text: Vec<&str> = real.lines().filter(prose).collect();
    let words = text.iter().map(|line| line.split_whitespace().count()).sum::<usize>();
    assert!(words > 350, "a lesson has up to 350 words, this one {words}");
    let text = format!("---\ntitle: Bài hai\n---\n# Bài hai\n\n{}\n", text.join("\n\n"));
    Fixture::new().with("01-lam-quen/02-bai-hai.md", &text)
}

fn weight(answer: &Answer) -> usize {
    answer.body.len() + answer.headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum::<usize>()
}

async fn packed(actor: &Actor, path: &str) -> Answer {
    let answer = actor.send(Call::get(path).header("accept-encoding", "gzip").header("accept", "text/html")).await;
    answer.is(200)
}

/// What a page asks for besides itself.
fn asked_for(page: &Answer) -> Vec<String> {
    [
        attributes(page, "link[rel=stylesheet], link[rel=icon]", "href"),
        attributes(page, "script", "src"),
        attributes(page, "img:not([loading=lazy])", "src"),
    ]
    .concat()
}

both! {
    async fn a_lesson_is_small_on_the_first_visit_and_smaller_on_the_next(app) {
        app.publish(&long_lesson()).await;
        let (visitor, learner) = (app.visitor(), app.learner("an").await);
        for (actor, path) in [(&visitor, LESSON), (&learner, LESSON), (&learner, "/me"), (&visitor, "/")] {
            let parts = asked_for(&actor.page(path).await.is(200));
            assert!(parts.len() < 4, "{path}: {parts:?}");
            let page = weight(&packed(actor, path).await);
            let mut whole = page;
            for part in &parts {
                whole += weight(&packed(actor, part).await);
            }
            assert!(whole <= 25_000, "{path}: {whole} bytes on the first visit");
            assert!(page <= 8_000, "{path}: {page} bytes on later visits");
        }
    }

    async fn looks_are_chosen_without_script_and_kept_by_the_device(app) {
        let visitor = app.visitor();
        let root = |answer: &Answer| answer.text().split("<head>").next().unwrap_or_default().to_owned();
        assert!(root(&visitor.page(LESSON).await).contains("<html lang=\"vi\">"));
        let shown = visitor.page("/settings/display?next=/courses/ai-thu/bai-hai").await.is(200);
        assert_eq!(texts(&shown, "[aria-pressed=true]"), ["Vừa", "Theo máy", "Theo máy"]);
        let pressed = form(&shown, "/settings/display").press("text", "largest");
        let shown = visitor.submit_and_follow(&pressed).await.is(200);
        assert_eq!(attributes(&shown, "main .actions a", "href"), ["/courses/ai-thu/bai-hai"], "and back");
        let pressed = form(&shown, "/settings/display").press("theme", "dark");
        let shown = visitor.submit_and_follow(&pressed).await.is(200);
        assert_eq!(texts(&shown, "[aria-pressed=true]"), ["Rất to", "Tối", "Theo máy"], "one choice leaves the other");
        for path in ["/", "/courses/ai-thu", LESSON, "/nowhere"] {
            let page = visitor.page(path).await;
            let expected = "<html lang=\"vi\" data-theme=\"dark\" data-text=\"largest\">";
            assert!(root(&page).contains(expected), "{path}: {}", root(&page));
            assert!(page.header("vary").contains("Cookie"), "{path}");
        }
        let mut unpacked = String::new();
        let page = packed(&visitor, LESSON).await;
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(page.body.as_slice()), &mut unpacked).unwrap();
        assert_eq!(unpacked, visitor.page(LESSON).await.text(), "packed and plain are one page");
        assert!(root(&app.visitor().page(LESSON).await).contains("<html lang=\"vi\">"), "on this device alone");
    }

    async fn what_is_not_known_of_looks_changes_nothing(app) {
        let visitor = app.visitor();
        let fields = [("theme", "pink"), ("text", "\"><script>"), ("next", "https://evil.example/")];
        let answer = visitor.post("/settings/display", &fields).await.is(303);
        assert_eq!(answer.header("location"), "/settings/display");
        let page = visitor.page("/").await.is(200);
        assert!(page.text().contains("<html lang=\"vi\">"), "{}", &page.text()[..200]);
        let page = app.call(Call::get(LESSON).cookie("display", "\"onload=x-large")).await.is(200);
        assert!(page.text().contains("<html lang=\"vi\" data-text=\"large\">"), "{}", &page.text()[..200]);
    }

    async fn help_names_who_looks_after_a_place_and_says_where_it_does_not_know(app) {
        app.units().await;
        let here = app.person("phu-trach", None, &[(Role::Facilitator, Some("A"))]).await;
        app.person("noi-khac", None, &[(Role::Facilitator, Some("B"))]).await;
        let learner = app.person("an", Some("A1"), &[]).await;
        let page = learner.page("/help").await.is(200);
        assert_eq!(texts(&page, "main .card b"), ["Nguyễn phu-trach"], "{}", page.text());
        assert!(page.text().contains("Phụ trách Xã A"));
        for (actor, said) in [
            (app.person("cuong", Some("T"), &[]).await, "Tỉnh chưa có người phụ trách"),
            (app.learner("binh").await, "chưa ghi nơi ở"),
            (app.visitor(), "Bạn đăng nhập"),
        ] {
            let page = actor.page("/help").await.is(200);
            assert!(texts(&page, "main .card").is_empty() && page.text().contains(said), "{}", page.text());
        }
        here.page("/help").await.is(200);
    }

    async fn today_says_what_to_do_next(app) {
        let learner = app.learner("an").await;
        let page = learner.page("/me").await.is(200);
        assert_eq!(attributes(&page, "main .card a", "href"), ["/courses/ai-thu"], "a course to choose");
        learner.submit(&form(&learner.page("/courses/ai-thu").await, "/enrollment")).await.is(303);
        let page = learner.page("/me").await.is(200);
        assert_eq!(attributes(&page, ".resume a", "href"), ["/courses/ai-thu/bai-mot"]);
        assert_eq!(texts(&page, "main .path li.now").len(), 1, "{}", page.text());
        assert!(texts(&page, ".resume").concat().contains("Xong 0"));
        learner.submit(&form(&learner.page("/courses/ai-thu/bai-mot").await, "/completion")).await.is(303);
        for path in ["/me", "/"] {
            let page = learner.page(path).await.is(200);
            assert_eq!(attributes(&page, ".resume a", "href"), [LESSON], "{path}");
            assert!(texts(&page, ".resume").concat().contains("Xong 1"), "{path}");
        }
        let map = learner.page("/courses/ai-thu").await.is(200);
        assert_eq!(attributes(&map, "[aria-current=step]", "href"), [LESSON]);
        assert_eq!(attributes(&map, "main a.button.big", "href"), [LESSON]);
    }

    async fn a_visitor_is_led_to_the_first_lesson_without_an_account(app) {
        let page = app.visitor().page("/").await.is(200);
        let first = attributes(&page, "main a.big", "href");
        assert_eq!(first, ["/courses/ai-thu/bai-mot"]);
        app.visitor().page(&first[0]).await.is(200);
    }
}
