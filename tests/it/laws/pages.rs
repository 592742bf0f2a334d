//! Law 8: a page works without script, in both languages, by keyboard and by screen reader.

use crate::support::course::Fixture;
use crate::support::page::{parse, selector, text_of};
use crate::support::{Actor, Answer, Call, TestApp, both};
use scraper::{ElementRef, Html};
use std::collections::BTreeSet;
use xutra::locales::Locales;

/// Every page there is, as a path for the holder of a certificate.
fn pages(holder: &Actor, open: &str, done: &str, number: &str) -> Vec<String> {
    let mut paths: Vec<String> = [
        "/",
        "/courses",
        "/register",
        "/login",
        "/login?next=/me",
        "/help",
        "/settings/display",
        "/settings/display?next=/me",
        "/verify",
        "/verify?number=TN-1",
        "/me",
        "/me/competency",
        "/me/data",
        "/me/data/erasure",
        "/admin/requests",
        "/practice",
        "/practice/ai-thu",
        "/admin/certificates",
        "/admin/accounts",
        "/admin/accounts?q=zzz",
        "/admin/signals",
        "/admin/signals?seen=yes",
        "/admin/imports",
        "/teach",
        "/teach/courses/ai-thu",
        "/teach/courses/ai-thu/questions",
        "/teach/courses/ai-thu/questions/1",
        "/teach/courses/ai-thu/questions/1/withdrawal",
        "/teach/courses/ai-thu/revisions/1",
        "/teach/submissions",
        "/teach/agreement",
        "/api/docs",
        "/nowhere",
        "/courses/none",
        "/set-password/none",
    ]
    .map(str::to_owned)
    .into();
    paths.push(format!("/courses/{}", Fixture::ID));
    let items =
        [Fixture::LESSONS.as_slice(), &[Fixture::QUIZ, Fixture::PRACTICAL, Fixture::TIMED, Fixture::EXAM]].concat();
    paths.extend(items.iter().map(|item| format!("/courses/{}/{item}", Fixture::ID)));
    paths.extend((1..=5).map(|place| format!("/attempts/{open}?q={place}")));
    paths.extend([
        format!("/attempts/{open}?review=1"),
        format!("/attempts/{done}"),
        format!("/accounts/{}/competency", holder.id()),
        format!("/accounts/{}/competency/acts?do=void&about={done}", holder.id()),
        format!("/accounts/{}/competency/acts?do=suspend&about={}", holder.id(), Fixture::ID),
        format!("/accounts/{}/competency/session?flag={}", holder.id(), Fixture::ID),
    ]);
    paths.extend([
        format!("/admin/accounts/{}", holder.id()),
        format!("/verify/{number}"),
        format!("/admin/certificates/{number}/revocation"),
    ]);
    paths.push(format!("/courses/{}/bai-mot?check-tu-kiem=1&check=tu-kiem", Fixture::ID));
    paths
}

struct Seen<'a> {
    path: String,
    lang: &'static str,
    page: Html,
    keys: &'a BTreeSet<String>,
}

impl Seen<'_> {
    fn all<'p>(&'p self, css: &str) -> Vec<ElementRef<'p>> {
        self.page.select(&selector(css)).collect()
    }

    fn none(&self, css: &str, why: &str) {
        let found: Vec<String> = self.all(css).iter().map(|one| one.html()).collect();
        assert!(found.is_empty(), "{} ({}): {why}: {found:?}", self.path, self.lang);
    }

    fn check(&self) {
        let place = format!("{} ({})", self.path, self.lang);
        assert_eq!(self.all("html")[0].attr("lang"), Some(self.lang), "{place}");
        assert_eq!(self.all("h1").len(), 1, "{place}: one h1");
        assert_eq!(self.all("main").len(), 1, "{place}: one main");
        self.none("[style], style", "no style but that of the style sheet");
        self.none("script:not([src])", "no inline script");
        self.none("iframe, object, embed, base", "nothing from elsewhere");
        self.none("img:not([alt]), a:not([href]), form:not([action])", "complete elements");
        self.none("[tabindex]:not([tabindex='-1'])", "the order of the page is the order of the keyboard");
        self.none("form form, a a, a button, button a", "nothing that can be pressed inside another");
        for element in self.all("*") {
            let handler = element.value().attrs().find(|(name, _)| name.starts_with("on"));
            assert!(handler.is_none(), "{place}: {handler:?}");
            for (name, value) in
                element.value().attrs().filter(|(name, _)| ["href", "src", "action", "formaction"].contains(name))
            {
                let outside = value.starts_with("//") || value.contains("://") || value.starts_with("javascript:");
                assert!(!outside || element.value().name() == "a", "{place}: {name}={value}");
            }
        }
        self.check_names(&place);
        self.check_ids(&place);
        self.check_words(&place);
    }

    /// Whatever can be filled in or pressed has a name.
    fn check_names(&self, place: &str) {
        for input in self.all("input:not([type=hidden]), select, textarea, progress") {
            let id = input.attr("id").unwrap_or("-");
            let by_for =
                self.all("label[for]").iter().any(|label| label.attr("for") == Some(id) && !text_of(*label).is_empty());
            let around = input
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|one| one.value().name() == "label" && !text_of(one).is_empty());
            assert!(by_for || around || input.attr("aria-label").is_some(), "{place}: no label: {}", input.html());
        }
        for pressed in self.all("a, button, summary") {
            let named = !text_of(pressed).is_empty() || pressed.attr("aria-label").is_some();
            assert!(named, "{place}: no name: {}", pressed.html());
        }
        for form in self.all("form[method=post]") {
            let token =
                form.select(&selector("input[name=csrf]")).next().and_then(|one| one.attr("value")).unwrap_or("");
            assert!(!token.is_empty(), "{place}: a form without its token: {}", form.html());
        }
    }

    /// An id stands once, and whatever is pointed at is there.
    fn check_ids(&self, place: &str) {
        let all = self.all("[id]");
        let ids: BTreeSet<&str> = all.iter().filter_map(|one| one.attr("id")).collect();
        assert_eq!(ids.len(), all.len(), "{place}: an id stands twice");
        for element in self.all("[aria-describedby], [aria-labelledby], [for], a[href^='#']") {
            let pointers = ["aria-describedby", "aria-labelledby", "for", "href"]
                .into_iter()
                .filter_map(|name| element.attr(name));
            for id in pointers.flat_map(str::split_whitespace).filter(|id| !id.starts_with('/') && !id.contains(':')) {
                let id = id.trim_start_matches('#');
                assert!(ids.contains(id), "{place}: nothing is called {id}");
            }
        }
    }

    /// No key of `locales/` stands where its words should.
    fn check_words(&self, place: &str) {
        let text = text_of(self.all("html")[0]);
        let attributes = self.all("[aria-label], [title], [placeholder], script[src]");
        let said = attributes
            .iter()
            .flat_map(|one| one.value().attrs().filter(|(name, _)| !["src", "class", "href", "id"].contains(name)));
        for words in said.map(|(_, value)| value.to_owned()).chain([text]) {
            for word in words.split_whitespace() {
                assert!(!self.keys.contains(word), "{place}: the key {word} has no words");
            }
            assert!(
                !words.contains("{$") && !words.contains("{ $") && !words.contains('\u{E000}'),
                "{place}: a fact is missing: {words}"
            );
        }
    }
}

/// Keys that are no words of a language, as `sign-in` is.
fn keys() -> BTreeSet<String> {
    let locales = Locales::embedded();
    let all: Vec<&str> = locales.keys("vi").into_iter().filter(|key| key.contains('-')).collect();
    let words: BTreeSet<String> = ["vi", "en"]
        .into_iter()
        .flat_map(|lang| all.iter().map(move |key| (lang, *key)))
        .flat_map(|(lang, key)| {
            locales.text(lang, key, &[]).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>()
        })
        .collect();
    all.into_iter().filter(|key| !words.contains(*key)).map(str::to_owned).collect()
}

pub async fn look(app: &TestApp, actors: &[(&str, Actor)], paths: &[String]) -> usize {
    let keys = keys();
    let mut count = 0;
    for path in paths {
        for (name, actor) in actors {
            for lang in ["vi", "en"] {
                let answer: Answer =
                    actor.send(Call::get(path).header("accept-language", lang).header("accept", "text/html")).await;
                assert_ne!(answer.status, 500, "{path}: {}", answer.text());
                if answer.header("content-type").starts_with("text/html") {
                    let seen = Seen { path: format!("{path} as {name}"), lang, page: parse(&answer), keys: &keys };
                    seen.check();
                    count += 1;
                }
            }
        }
    }
    let _ = app;
    count
}

both! {
    async fn every_page_is_whole_in_both_languages_for_whoever_looks(app) {
        app.units().await;
        let holder = app.person("nguoi-giu", Some("A"), &[]).await;
        holder.api("PUT", "/courses/ai-thu/enrollment", None).await.expect(201);
        let admin = app.administrator().await;
        let ready = app.learner("san-sang").await;
        ready.become_capable().await;
        holder.become_capable().await;
        let number = admin.issue_to(&holder).await;
        let done = holder.work(Fixture::QUIZ, false).await["id"].as_str().unwrap().to_owned();
        let open = holder.begin(Fixture::QUIZ).await;
        let open_id = open["id"].as_str().unwrap();
        holder.api("POST", &format!("/attempts/{open_id}/questions/1/hint"), None).await.expect(200);
        let paths = pages(&holder, open_id, &done, &number);
        let actors = [("visitor", app.visitor()), ("holder", holder), ("administrator", admin)];
        let count = look(&app, &actors, &paths).await;
        assert!(count > 150, "{count} pages");
    }

    async fn the_pages_of_units_are_whole_in_both_languages(app) {
        let admin = app.administrator().await;
        let mut count = look(&app, &[("administrator", admin.clone())], &["/admin/units".to_owned()]).await;
        app.units().await;
        let an = app.person("an", Some("A1"), &[]).await;
        let paths = [
            "/admin/units".to_owned(), "/admin/units?q=x%C3%A3".to_owned(), "/admin/units/T".to_owned(), "/admin/units/A".to_owned(),
            "/admin/units/A1/end".to_owned(), format!("/admin/accounts/{}/affiliations", an.id()),
        ];
        count += look(&app, &[("administrator", admin)], &paths).await;
        assert!(count >= 14, "{count} pages");
    }

    async fn the_pages_of_a_sitting_are_whole_in_both_languages(app) {
        app.units().await;
        let (fa, an) = (app.facilitator("huong-dan").await, app.person("an", Some("A"), &[]).await);
        let empty = ["/sittings", "/sitting"].map(str::to_owned);
        let mut count = look(&app, &[("facilitator", fa.clone()), ("learner", an.clone())], &empty).await;
        let desk = fa.open_sitting().await;
        let joined = an.join(&fa.code(&desk).await).await;
        let paths = ["/sittings".to_owned(), desk.clone(), format!("{desk}/end"), joined];
        count += look(&app, &[("facilitator", fa), ("learner", an)], &paths).await;
        assert!(count >= 24, "{count} pages");
    }

    async fn the_language_is_remembered_and_a_page_says_which_it_is(app) {
        let visitor = app.visitor();
        assert!(visitor.page("/courses").await.text().contains("<html lang=\"vi\">"));
        assert!(visitor.page("/courses?lang=en").await.text().contains("<html lang=\"en\">"));
        assert!(visitor.page("/courses").await.text().contains("<html lang=\"en\">"), "it is remembered");
        assert!(visitor.page("/courses?lang=xx").await.text().contains("<html lang=\"en\">"));
        let lesson = visitor.page("/courses/ai-thu/bai-mot").await.text();
        assert!(lesson.contains("Lesson one") && lesson.contains("Read this."), "{lesson}");
        let untranslated = visitor.page("/courses/ai-thu/bai-hai").await;
        let article = parse(&untranslated);
        let lang = article.select(&selector("article")).next().unwrap().attr("lang").map(str::to_owned);
        assert_eq!(lang.as_deref(), Some("vi"), "a text that is Vietnamese says so on an English page");
    }

    async fn a_language_that_is_switched_to_goes_with_the_account(app) {
        let an = app.learner("an").await;
        let switched = an.page("/me?lang=en").await.is(200);
        let line = switched.cookies().iter().find(|line| line.starts_with("lang=")).unwrap().to_string();
        assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax") && !line.contains("Secure"), "{line}");
        let elsewhere = app.signed_in(an.id()).await;
        assert!(elsewhere.page("/me").await.text().contains("<html lang=\"en\">"), "on another device");
        assert_eq!(elsewhere.ask("/me").await.expect(200)["locale"], "en");
        elsewhere.page("/me?lang=vi").await.is(200);
        assert!(an.page("/me").await.text().contains("<html lang=\"vi\">"), "the account's choice is the newest");
        an.page("/me?lang=xx").await.is(200);
        assert_eq!(an.ask("/me?lang=en").await.expect(200)["locale"], "vi", "a call of the API switches nothing");
        let public = app.beside(|config| config.public_url = Some("https://hoc.example.vn".into())).await;
        let line = public.visitor().page("/?lang=en").await.cookies().iter().find(|line| line.starts_with("lang=")).unwrap().to_string();
        assert!(line.contains("Secure"), "{line}");
    }

    async fn a_form_that_does_not_fit_comes_back_with_what_was_typed(app) {
        for lang in ["vi", "en"] {
            let visitor = app.visitor();
            let fields = [("login", "a b"), ("display_name", "Lê Văn <b>A</b>"), ("password", "ngan"), ("phone", "12"), ("email", "x"), ("audience", "king")];
            let answer = visitor.send(Call::post(&format!("/register?lang={lang}")).header("sec-fetch-site", "same-origin").form(&fields)).await.is(422);
            let page = parse(&answer);
            let value = |name: &str| page.select(&selector(&format!("input[name={name}]"))).next().unwrap().attr("value").map(str::to_owned);
            assert_eq!((value("login").as_deref(), value("display_name").as_deref()), (Some("a b"), Some("Lê Văn <b>A</b>")));
            assert_eq!(value("password"), None, "but for the password");
            for field in ["login", "password", "phone", "email"] {
                assert_eq!(page.select(&selector(&format!("#{field}[aria-invalid=true]"))).count(), 1, "{field} ({lang})");
            }
            let keys = keys();
            Seen { path: "/register again".into(), lang, page, keys: &keys }.check();
        }
    }
}
