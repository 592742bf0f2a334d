//! Pictures and recordings: whole or in parts, never run, never anything else of the disk.

use crate::support::course::Fixture;
use crate::support::{Answer, Call, TestApp, both};
use xutra::media::Place;

const FILM: &str = "/media/ai-thu/phim.mp4";

/// A film of 200,000 bytes on the disk, a drawing in the program.
fn with_media(app: &TestApp) -> (tempfile::TempDir, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let film: Vec<u8> = (0..200_000_u32).map(|number| u8::try_from(number % 251).unwrap()).collect();
    std::fs::write(folder.path().join("phim.mp4"), &film).unwrap();
    app.app.media.add(Fixture::ID, "phim.mp4", Place::Disk(folder.path().join("phim.mp4")));
    app.app.media.add(Fixture::ID, "gone.mp4", Place::Disk(folder.path().join("gone.mp4")));
    app.app.media.add(Fixture::ID, "hinh.svg", Place::BuiltIn(b"<svg xmlns='http://www.w3.org/2000/svg'/>"));
    (folder, film)
}

async fn range(app: &TestApp, range: &str) -> Answer {
    app.call(Call::get(FILM).header("range", range)).await
}

both! {
    async fn a_film_comes_whole_or_in_parts(app) {
        let (folder, film) = with_media(&app);
        let whole = app.call(Call::get(FILM)).await.is(200);
        assert_eq!((whole.body == film, whole.header("content-type"), whole.header("accept-ranges")), (true, "video/mp4", "bytes"));
        for (asked, from, to) in [("bytes=0-", 0, 200_000), ("bytes=100000-165535", 100_000, 165_536), ("bytes=-7", 199_993, 200_000), ("bytes=199999-999999", 199_999, 200_000)] {
            let part = range(&app, asked).await.is(206);
            assert_eq!(part.header("content-range"), format!("bytes {from}-{}/200000", to - 1), "{asked}");
            assert!(part.body == film[from..to], "{asked}");
        }
        let none = range(&app, "bytes=200000-").await.is(416);
        assert_eq!((none.header("content-range"), none.body.len()), ("bytes */200000", 0));
        for odd in ["bytes=5-1", "lines=1-2", "bytes=0-1,4-5", "bytes=x"] {
            assert_eq!(range(&app, odd).await.is(200).body.len(), 200_000, "{odd}");
        }
        let tag = whole.header("etag").to_owned();
        let again = app.call(Call::get(FILM).header("if-none-match", &format!("\"x\", {tag}"))).await.is(304);
        assert_eq!((again.body.len(), again.header("etag")), (0, tag.as_str()));
        let asked = |known: &str| Call::get(FILM).header("range", "bytes=1-2").header("if-range", known);
        assert_eq!(app.call(asked(&tag)).await.is(206).body, film[1..3]);
        for changed in ["\"other\"", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            assert_eq!(app.call(asked(changed)).await.is(200).body.len(), 200_000, "{changed}");
        }
        std::fs::write(folder.path().join("phim.mp4"), b"a new film").unwrap();
        assert_eq!(app.call(asked(&tag)).await.is(200).body, b"a new film");
        let head = app.call(Call::new("HEAD", FILM)).await.is(200);
        assert_eq!(head.header("content-type"), "video/mp4");
        drop(folder);
        assert_eq!(app.call(Call::get(FILM)).await.status, 404, "a file that is gone is not there");
    }

    async fn a_drawing_that_is_opened_by_itself_runs_nothing(app) {
        let (_folder, _) = with_media(&app);
        for path in ["/media/ai-thu/hinh.svg", FILM] {
            let file = app.call(Call::get(path)).await.is(200);
            let policy = file.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("unsafe"), "{policy}");
            assert_eq!(file.header("x-content-type-options"), "nosniff");
        }
        let part = app.call(Call::get("/media/ai-thu/hinh.svg").header("range", "bytes=1-3")).await.is(206);
        assert_eq!(part.body, b"svg");
        for path in ["/media/ai-thu/gone.mp4", "/media/ai-thu/course.toml", "/media/ai-thu/../ai-thu/phim.mp4", "/media/other/phim.mp4", "/media/ai-thu/phim.mp4/", "/media/ai-thu//phim.mp4"] {
            assert_eq!(app.call(Call::get(path)).await.status, 404, "{path}");
        }
    }
}
