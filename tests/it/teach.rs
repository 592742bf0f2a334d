//! Instructors in the browser: upload, findings, differences, publishing with what becomes of marks, going back.

use crate::support::course::{Edition, Fixture};
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, Call, TestApp, both};
use std::io::{Cursor, Write as _};
use xutra::actions::publish_courses::Published;
use xutra::actions::recompute::recompute;
use xutra_domain::people::Role;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The fixture as a teacher packs it.
fn packed(fixture: &Fixture) -> Vec<u8> {
    let source = &fixture.source;
    let mut files: Vec<(String, Vec<u8>)> = source
        .tree
        .texts
        .iter()
        .map(|(path, text)| (format!("{}/{path}", Fixture::ID), text.clone().unwrap()))
        .collect();
    files.push(("skills.toml".into(), source.skills.clone().unwrap().1));
    files.push(("capability.toml".into(), source.capability.clone().unwrap().1));
    zip(&files)
}

/// A quiz whose right choice is `right` of three, in a module of its own.
fn quiz(right: usize, first: &str) -> String {
    let choice = |place: usize, text: &str| format!("- [{}] {text}\n", if place == right { 'x' } else { ' ' });
    format!(
        "---\ntitle: Bài chè\npass: 80%\n---\n# Bài chè\n\n## Chè nào mk? {{#che}}\n\n{}{}{}\n",
        choice(0, first),
        choice(1, "La Bằng"),
        choice(2, "Trại Cài")
    )
}

fn with_quiz(right: usize, first: &str) -> Fixture {
    Fixture::new().with("03-che/bai-che.quiz.md", &quiz(right, first))
}

async fn instructor(app: &TestApp) -> Actor {
    app.person("giang-vien", None, &[(Role::Instructor, None)]).await
}

/// A form with an archive.
fn form_with(call: Call, archive: &[u8]) -> Call {
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"archive\"; filename=\"khoa.zip\"\r\n\
        Content-Type: application/zip\r\n\r\n"
        .to_vec();
    body.extend_from_slice(archive);
    body.extend_from_slice(b"\r\n--x--\r\n");
    call.body("multipart/form-data; boundary=x", body)
}

/// Sends an archive as a browser does that says where the form stood.
async fn upload(actor: &Actor, archive: &[u8]) -> Answer {
    let call = Call::post("/teach/uploads").header("sec-fetch-site", "same-origin");
    actor.send(form_with(call, archive)).await
}

/// Uploads, and gives the draft's address.
async fn drafted(actor: &Actor, fixture: &Fixture) -> String {
    upload(actor, &packed(fixture)).await.is(303).header("location").to_owned()
}

/// Publishes a draft with choices, and gives the page that asked before.
async fn publish(actor: &Actor, draft: &str, choices: &[(&str, &str)]) -> Answer {
    let page = actor.page(draft).await.is(200);
    let mut ask = form(&page, "/confirm");
    for (name, value) in choices {
        let name = format!("choice.{name}");
        assert!(ask.fields.iter().any(|(field, _)| *field == name), "{name} is asked: {}", page.text());
        ask.fields.retain(|(field, _)| *field != name);
        ask.fields.push((name, (*value).to_owned()));
    }
    let asked = actor.submit(&ask).await.is(200);
    let mut sure = form(&asked, "/publication");
    assert_eq!(actor.submit(&sure).await.status, 422, "a box has to be ticked");
    sure.fields.push(("sure".into(), "yes".into()));
    if !attributes(&asked, "input[name=provisional]", "value").is_empty() {
        assert_eq!(actor.submit(&sure).await.status, 422, "ids made from headings are agreed to by themselves");
        sure.fields.push(("provisional".into(), "yes".into()));
    }
    actor.submit(&sure).await.is(303);
    asked
}

async fn clean(app: &TestApp) {
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, Vec::<String>::new());
}

/// Answers the quiz about tea by the text of a choice; whether it passed.
async fn drink(actor: &Actor, text: &str) -> bool {
    let attempt = actor.begin("bai-che").await;
    let question = &attempt["questions"][0];
    let choices = question["choices"].as_array().unwrap();
    let picked = choices.iter().find(|one| one["html"].as_str().unwrap().contains(text)).unwrap();
    let reply = serde_json::json!({ "choices": [picked["id"]] });
    actor.save(&attempt, question["id"].as_str().unwrap(), reply).await.expect(200);
    actor.hand_in(&attempt).await.expect(200)["passed"] == true
}

both! {
    async fn a_course_is_uploaded_looked_at_published_and_taken_back(app) {
        let (teacher, an) = (instructor(&app).await, app.learner("an").await);
        let home = teacher.page("/teach").await.is(200);
        assert!(home.text().contains("/teach/courses/ai-thu"));
        let fresh = Fixture::edition(Edition { number: 2, strict: false });
        let draft = drafted(&teacher, &fresh).await;
        assert!(an.page("/courses/ai-thu/bai-mot").await.text().contains("bản 1"), "a draft shows to nobody");
        assert!(teacher.page("/teach").await.text().contains(&draft), "it waits for another day");
        let page = teacher.page(&draft).await.is(200);
        assert!(page.text().contains("qid-0001"), "{}", page.text());
        for path in attributes(&page, "a[href*='/items/']", "href") {
            teacher.page(&path).await.is(200);
        }
        publish(&teacher, &draft, &[]).await;
        assert!(an.page("/courses/ai-thu/bai-mot").await.text().contains("bản 2"));
        teacher.page(&draft).await.is(404);
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'course.published'").await, 1);
        let course = teacher.page("/teach/courses/ai-thu").await.is(200);
        let sources = attributes(&course, "a[href$='/sources']", "href");
        let archive = teacher.page(&sources[0]).await.is(200);
        assert_eq!(archive.header("content-type"), "application/zip");
        assert_eq!(upload(&teacher, &archive.body).await.is(303).status, 303, "what is downloaded can be uploaded");
        let versions = app.count("SELECT COUNT(*) FROM question_version").await;
        let ask = teacher.page("/teach/courses/ai-thu/revisions/1").await.is(200);
        teacher.submit(&form(&ask, "/revisions/1")).await.is(303);
        assert!(an.page("/courses/ai-thu/bai-mot").await.text().contains("bản 1"));
        assert_eq!(app.count("SELECT COUNT(*) FROM question_version").await, versions, "equal versions serve again");
        assert_eq!(app.count("SELECT number FROM course_revision ORDER BY id DESC LIMIT 1").await, 3);
        assert_eq!(teacher.post("/teach/courses/ai-thu/revisions/3", &[]).await.status, 409, "it is live");
        clean(&app).await;
    }

    async fn an_older_folder_does_not_come_back_at_the_next_start(app) {
        let teacher = instructor(&app).await;
        let draft = drafted(&teacher, &Fixture::edition(Edition { number: 2, strict: false })).await;
        publish(&teacher, &draft, &[]).await;
        assert_eq!(app.publish(&Fixture::new()).await, [Published::Older(Fixture::ID.into())]);
        assert_eq!(app.publish(&Fixture::edition(Edition { number: 2, strict: false })).await, [Published::Unchanged(Fixture::ID.into())]);
        assert_eq!(app.publish(&Fixture::edition(Edition { number: 3, strict: false })).await, [Published::New(Fixture::ID.into())]);
        // The folder alone may go back and forth.
        assert_eq!(app.publish(&Fixture::edition(Edition { number: 2, strict: false })).await, [Published::New(Fixture::ID.into())]);
        assert_eq!(app.publish(&Fixture::new()).await, [Published::Older(Fixture::ID.into())]);
    }

    async fn errors_are_shown_with_their_lines_in_both_languages_and_nothing_is_published(app) {
        let teacher = instructor(&app).await;
        let broken = Fixture::new().with("03-che/bai-che.quiz.md", "# Bài\n\n## Chè nào? {#che}\n\n- [ ] Một\n- [ ] Hai\n");
        let draft = drafted(&teacher, &broken).await;
        for lang in ["vi", "en"] {
            let page = teacher.page(&format!("{draft}?lang={lang}")).await.is(200);
            let text = page.text();
            assert!(text.contains("E201") && text.contains("03-che/bai-che.quiz.md:"), "{text}");
            assert!(texts(&page, "pre").iter().any(|line| line.contains('^')), "{text}");
            assert!(!text.contains("/confirm"), "{text}");
        }
        let refused = teacher.post(&format!("{draft}/publication"), &[("sure", "yes"), ("live", "1")]).await;
        assert_eq!((refused.status, refused.header("location")), (303, draft.as_str()));
        assert_eq!(app.count("SELECT COUNT(*) FROM course_revision").await, 1);
        let removal = form(&teacher.page(&draft).await, "/removal");
        assert_eq!(teacher.submit(&removal).await.is(303).header("location"), draft, "nobody was asked");
        teacher.submit(&removal.tick("sure", "yes")).await.is(303);
        teacher.page(&draft).await.is(404);
    }

    async fn hostile_archives_are_refused_and_nothing_is_kept(app) {
        let teacher = instructor(&app).await;
        let page = |name: &str| vec![("ai/a.md".to_owned(), b"# A\n".to_vec()), (name.to_owned(), b"# B\n".to_vec())];
        let mut link = zip(&page("ai/b.md"));
        let at = link.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        link[at + 38..at + 42].copy_from_slice(&(0o120_777_u32 << 16).to_le_bytes());
        let svg = vec![("ai/a.md".to_owned(), b"# A\n".to_vec()), ("ai/x.svg".to_owned(), b"<svg onload='alert(1)'/>".to_vec())];
        let bomb = vec![("ai/a.md".to_owned(), b"# A\n".to_vec()), ("ai/x.png".to_owned(), [b"\x89PNG\r\n\x1a\n".to_vec(), vec![0; 4_000_000]].concat())];
        for (what, archive) in [
            ("../", zip(&page("../b.md"))), ("absolute", zip(&page("/b.md"))), ("drive", zip(&page("C:/b.md"))),
            ("backslash", zip(&page("ai\\b.md"))), ("case", zip(&page("ai/A.md"))), ("html", zip(&page("ai/b.html"))),
            ("nested", zip(&page("ai/b.zip"))), ("kind", zip(&page("ai/b.exe"))), ("png", zip(&page("ai/b.png"))),
            ("link", link), ("svg", zip(&svg)), ("bomb", zip(&bomb)), ("no archive", b"hello".to_vec()), ("nothing", Vec::new()),
        ] {
            let answer = upload(&teacher, &archive).await;
            assert_eq!(answer.status, 422, "{what}: {}", answer.text());
            assert_eq!(texts(&answer, "#archive-error").len(), 1, "{what}: {}", answer.text());
        }
        let large = upload(&teacher, &vec![b'x'; 33 * 1_024 * 1_024]).await;
        assert_eq!(large.status, 413);
        for table in ["course_draft", "medium", "course_medium", "revision_source"] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
        let foreign = Call::post("/teach/uploads").header("sec-fetch-site", "cross-site");
        assert_eq!(teacher.send(foreign.body("multipart/form-data; boundary=x", "--x--\r\n")).await.status, 403);
        let silent = form_with(Call::post("/teach/uploads"), &packed(&Fixture::new()));
        assert_eq!(teacher.send(silent).await.status, 403, "without a word of where it stood, the token is asked for");
    }

    async fn pictures_of_an_upload_are_served_by_every_server(app) {
        let teacher = instructor(&app).await;
        let png = b"\x89PNG\r\n\x1a\nrest".to_vec();
        let mut files: Vec<(String, Vec<u8>)> = Fixture::new().source.tree.texts.iter().map(|(path, text)| (format!("ai-thu/{path}"), text.clone().unwrap())).collect();
        files.push(("ai-thu/01-lam-quen/che.png".into(), png.clone()));
        let draft = upload(&teacher, &zip(&files)).await.is(303).header("location").to_owned();
        // Without skills and policies in the archive, those of the live course would stay if its sources were kept.
        teacher.page(&draft).await.is(200);
        let with_policy = [files, vec![("skills.toml".into(), Fixture::new().source.skills.unwrap().1), ("capability.toml".into(), Fixture::new().source.capability.unwrap().1)]].concat();
        let changed = with_policy.into_iter().map(|(path, text)| if path.ends_with("02-bai-hai.md") { (path, b"# B\xc3\xa0i hai\n\n![che](che.png)\n".to_vec()) } else { (path, text) }).collect::<Vec<_>>();
        let draft = upload(&teacher, &zip(&changed)).await.is(303).header("location").to_owned();
        // Before it is published, only its author sees the picture, and sees it in its place.
        let item = teacher.page(&format!("{draft}/items/bai-hai")).await.is(200);
        let shown = attributes(&item, "img", "src");
        assert_eq!(shown, [format!("{draft}/media/01-lam-quen/che.png")]);
        assert_eq!(teacher.page(&shown[0]).await.is(200).body, png);
        assert_eq!(teacher.page(&format!("{draft}/media/01-lam-quen/none.png")).await.status, 404);
        assert_eq!(teacher.page(&format!("{draft}/media/01-lam-quen/02-bai-hai.md")).await.status, 404);
        assert_eq!(app.learner("la").await.page(&shown[0]).await.status, 404);
        assert_eq!(app.visitor().page("/media/ai-thu/01-lam-quen/che.png").await.status, 404);
        publish(&teacher, &draft, &[]).await;
        let second = app.beside(|_| {}).await;
        let answer = second.visitor().page("/media/ai-thu/01-lam-quen/che.png").await.is(200);
        let fresh = app.visitor().page("/courses/ai-thu/bai-hai").await.is(200);
        assert!(attributes(&fresh, "img", "src").contains(&"/media/ai-thu/01-lam-quen/che.png".to_owned()), "{}", fresh.text());
        let tag = answer.header("etag").to_owned();
        let again = second.visitor().send(Call::get("/media/ai-thu/01-lam-quen/che.png").header("if-none-match", &tag)).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!((answer.body, answer.headers.iter().any(|(name, value)| name == "content-type" && value == "image/png")), (png, true));
    }

    async fn marks_are_kept_regraded_or_void_as_the_author_chooses(app) {
        let teacher = instructor(&app).await;
        app.publish(&with_quiz(0, "Tân Cương")).await;
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        assert!(drink(&an, "Tân Cương").await && !drink(&binh, "La Bằng").await);
        // Kept.
        let asked = publish(&teacher, &drafted(&teacher, &with_quiz(2, "Tân Cương")).await, &[("che", "keep")]).await;
        assert!(!asked.text().contains("Nguyễn an"), "nobody changes");
        assert_eq!(app.count("SELECT COUNT(*) FROM rejudgement").await, 0);
        assert!(drink(&an, "Trại Cài").await);
        clean(&app).await;
        // Regraded: those who met the key of the last revision, by the new one.
        let cung = app.learner("cung").await;
        assert!(!drink(&cung, "La Bằng").await);
        let draft = drafted(&teacher, &with_quiz(1, "Tân Cương")).await;
        let page = teacher.page(&draft).await.is(200).text();
        assert!(page.contains("4 lượt đã nộp, 0 lượt đang làm"), "{page}");
        let asked = publish(&teacher, &draft, &[("che", "regrade")]).await.text();
        assert!(asked.contains("Nguyễn cung") && asked.contains("Nguyễn an") && !asked.contains("Nguyễn binh"), "{asked}");
        assert_eq!(app.count("SELECT COUNT(*) FROM rejudgement").await, 2);
        assert_eq!(app.count("SELECT COUNT(*) FROM rejudgement WHERE passed = TRUE").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE passed = TRUE").await, 2, "own results stay");
        let front = cung.page("/courses/ai-thu/bai-che").await.is(200);
        let result = cung.page(&attributes(&front, "a[href^='/attempts/']", "href")[0]).await.is(200).text();
        assert!(result.contains("được chấm lại: 100%") && result.contains("Câu này đã được sửa"), "{result}");
        let front = binh.page("/courses/ai-thu/bai-che").await.is(200);
        let result = binh.page(&attributes(&front, "a[href^='/attempts/']", "href")[0]).await.is(200).text();
        assert!(!result.contains("được chấm lại"), "nobody judged it anew: {result}");
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'course.published'").await, 2);
        let progress = cung.ask("/courses/ai-thu/progress").await.expect(200);
        assert!(progress["items"].as_array().unwrap().iter().any(|one| one["id"] == "bai-che" && one["state"] == "completed"), "{progress}");
        clean(&app).await;
        // Void: full marks for who met it.
        let dung = app.learner("dung").await;
        assert!(!drink(&dung, "Tân Cương").await);
        let asked = publish(&teacher, &drafted(&teacher, &with_quiz(0, "Khe Cốc")).await, &[("che", "void")]).await.text();
        assert!(asked.contains("Nguyễn dung"), "{asked}");
        clean(&app).await;
        for sql in ["UPDATE rejudgement SET percent = 100", "DELETE FROM rejudgement", "UPDATE regrade SET to_version = NULL", "DELETE FROM regrade"] {
            assert!(app.sql(sql).await.is_err(), "{sql}");
        }
    }

    async fn an_edited_lesson_is_read_again_where_its_author_asks(app) {
        let (teacher, an) = (instructor(&app).await, app.learner("an").await);
        let done = |lesson: &str| format!("/courses/ai-thu/{lesson}/completion");
        an.post(&done("bai-mot"), &[]).await.is(303);
        let before = an.ask("/courses/ai-thu/progress").await.expect(200);
        app.wait(60_000);
        let draft = drafted(&teacher, &Fixture::edition(Edition { number: 2, strict: false })).await;
        let page = teacher.page(&draft).await.is(200);
        assert!(attributes(&page, "input[name=reread]", "value").contains(&"bai-mot".to_owned()), "{}", page.text());
        let mut ask = form(&page, "/confirm");
        ask.fields.push(("reread".into(), "bai-mot".into()));
        ask.fields.push(("reread".into(), "thi-cuoi".into()));
        let asked = teacher.submit(&ask).await.is(200);
        let mut sure = form(&asked, "/publication");
        assert_eq!(sure.fields.iter().filter(|(name, _)| name == "reread").count(), 1, "quizzes are not read");
        sure.fields.push(("sure".into(), "yes".into()));
        teacher.submit(&sure).await.is(303);
        let said = "đã được sửa sau khi bạn học xong";
        assert!(an.page("/courses/ai-thu/bai-mot").await.text().contains(said));
        assert_eq!(an.ask("/courses/ai-thu/progress").await.expect(200), before, "nothing that was done is lost");
        let binh = app.learner("binh").await;
        binh.post(&done("bai-mot"), &[]).await.is(303);
        assert!(!binh.page("/courses/ai-thu/bai-mot").await.text().contains(said), "who read it as it is now");
        app.wait(60_000);
        an.post(&done("bai-mot"), &[]).await.is(303);
        assert!(!an.page("/courses/ai-thu/bai-mot").await.text().contains(said));
    }

    async fn only_words_is_a_minor_version(app) {
        let teacher = instructor(&app).await;
        app.publish(&with_quiz(0, "Tân Cương")).await;
        publish(&teacher, &drafted(&teacher, &with_quiz(0, "Tân Cươngg")).await, &[("che", "wording")]).await;
        let minor = "SELECT COUNT(*) FROM question_version v JOIN question q ON q.id = v.question_id WHERE q.word = 'che' AND v.number = 2 AND v.major = FALSE";
        assert_eq!(app.count(minor).await, 1);
        publish(&teacher, &drafted(&teacher, &with_quiz(0, "Tân Cương")).await, &[]).await;
        assert_eq!(app.count("SELECT COUNT(*) FROM question_version v JOIN question q ON q.id = v.question_id WHERE q.word = 'che'").await, 2, "the first serves again");
    }

    async fn a_void_question_of_the_exam_can_make_capable_and_takes_nothing_away(app) {
        let teacher = instructor(&app).await;
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        an.become_capable().await;
        binh.work(Fixture::QUIZ, true).await;
        binh.work(Fixture::PRACTICAL, true).await;
        let failed = binh.work(Fixture::EXAM, false).await;
        assert_eq!(failed["passed"], false);
        let since = an.ask("/me/competency").await.expect(200)["since"].clone();
        app.wait(60_000);
        let draft = drafted(&teacher, &Fixture::edition(Edition { number: 2, strict: false })).await;
        let page = teacher.page(&draft).await.is(200);
        let asked: Vec<String> = attributes(&page, "select", "name").iter().map(|name| name.replace("choice.", "")).collect();
        let void: Vec<(&str, &str)> = asked.iter().map(|id| (id.as_str(), "void")).collect();
        publish(&teacher, &draft, &void).await;
        let now = binh.ask("/me/competency").await.expect(200);
        assert_eq!(now["capable"], true, "{now}");
        let own = an.ask("/me/competency").await.expect(200);
        assert_eq!((&own["capable"], &own["since"]), (&serde_json::json!(true), &since));
        clean(&app).await;
        assert_eq!(recompute(&app.app, false).await.unwrap().differences, Vec::<String>::new());
    }

    async fn what_was_published_meanwhile_is_not_overrun(app) {
        let teacher = instructor(&app).await;
        let draft = drafted(&teacher, &Fixture::edition(Edition { number: 2, strict: false })).await;
        let ask = form(&teacher.page(&draft).await.is(200), "/confirm");
        app.publish(&Fixture::edition(Edition { number: 3, strict: false })).await;
        let answer = teacher.submit(&ask).await.is(303);
        assert_eq!(answer.header("location"), draft);
        let revisions = app.count("SELECT COUNT(*) FROM course_revision").await;
        assert_eq!(revisions, 2);
        publish(&teacher, &draft, &[]).await;
    }

    async fn a_role_over_a_unit_or_another_role_opens_no_page(app) {
        app.units().await;
        let of_unit = app.person("xa", None, &[(Role::Instructor, Some("A"))]).await;
        for actor in [&of_unit, &app.learner("an").await, &app.certifier().await] {
            for path in ["/teach", "/teach/courses/ai-thu", "/teach/courses/ai-thu/revisions/1/sources"] {
                assert_eq!(actor.page(path).await.status, 404, "{path}");
            }
            assert_eq!(upload(actor, b"PK").await.status, 404);
            assert!(!actor.page("/").await.text().contains("href=\"/teach\""));
        }
        let visitor = app.visitor().page("/teach").await;
        assert!(visitor.status == 303 && visitor.header("location").starts_with("/login"));
    }
}
