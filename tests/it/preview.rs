//! `xutra preview`: an author sees every save, may try everything, and nobody else gets in.

use crate::support::process::{Client, Server, command, folder_with_course, run};
use crate::support::{Answer, Call};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

const LESSON: &str = "---\ntitle: Bài một\ndraft: yes\naudience: official\n---\n# Bài một\n\nCÂU ĐẦU TIÊN.\n";
const QUIZ: &str = "---\ntitle: Thi thử\nattempts: 1\ncooldown: 7d\nrequires: bai\nopen: 2099-01-01\n---\n# Thi thử\n\n\
    ## Một cộng một? {#mot}\n\n- [x] Hai\n- [ ] Ba\n- [ ] Bốn\n";

/// A folder with the course `thu` in it: a draft, a translation that is missing, an exam that nobody may try.
fn author() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        (
            "thu/course.toml",
            "lang = \"vi\"\nlanguages = [\"vi\", \"en\"]\n[title]\nvi = \"Khóa thử\"\nen = \"A trial\"\n",
        ),
        ("thu/01-a/01-bai.md", LESSON),
        ("thu/01-a/01-bai.en.md", "# Lesson one\n\nFIRST WORDS.\n"),
        ("thu/01-a/02-chua-dich.md", "# Chưa dịch\n\nChữ.\n"),
        ("thu/01-a/thi.exam.md", QUIZ),
        ("thu/media/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ] {
        write(&folder, path, text);
    }
    folder
}

/// Saves as editors do: a new file takes the old one's place.
fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let fresh = path.with_extension("new~");
    fs::write(&fresh, text).unwrap();
    fs::rename(fresh, path).unwrap();
}

fn start(folder: &TempDir) -> Server {
    Server::start(command(folder.path(), &["preview", "thu"]))
}

#[track_caller]
fn get(client: &Client, path: &str) -> Answer {
    client.send(&Call::get(path)).unwrap_or_else(|| panic!("no answer to {path}"))
}

/// Asks until the answer is the one that a save should bring.
#[track_caller]
fn wait_for(client: &Client, path: &str, comes: impl Fn(&Answer) -> bool) -> Answer {
    for _ in 0..150 {
        let answer = get(client, path);
        if comes(&answer) {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("it does not come: {}", get(client, path).text());
}

fn post(client: &Client, path: &str) -> Answer {
    client.send(&Call::post(path).header("sec-fetch-site", "same-origin").form(&[("sure", "yes")])).unwrap()
}

#[test]
fn a_save_is_shown_and_a_broken_one_keeps_the_last_good_version() {
    let folder = author();
    let server = start(&folder);
    let client = server.client();
    let frame = get(&client, "/preview?page=/courses/thu/bai&lang=vi").is(200);
    for part in [
        "src=\"/courses/thu/bai?lang=vi\"",
        "width=\"360\"",
        "01-a/01-bai.md",
        "bản nháp</span>",
        "Chỉ dành cho: ",
        "Chưa dịch",
    ] {
        assert!(frame.text().contains(part), "{part}: {}", frame.text());
    }
    let lesson = get(&client, "/courses/thu/bai?lang=vi").is(200);
    assert!(lesson.text().contains("CÂU ĐẦU TIÊN") && lesson.text().contains("(bản nháp)"));
    assert!(get(&client, "/courses/thu/bai?lang=en").text().contains("FIRST WORDS"));

    write(&folder, "thu/01-a/01-bai.md", &LESSON.replace("ĐẦU TIÊN", "THỨ HAI"));
    wait_for(&client, "/courses/thu/bai?lang=vi", |page| page.text().contains("CÂU THỨ HAI"));

    write(&folder, "thu/01-a/01-bai.md", &LESSON.replace("ĐẦU TIÊN", "THỨ BA").replace("draft", "darft"));
    let frame = wait_for(&client, "/preview?page=/courses/thu/bai&lang=vi", |page| page.text().contains("E103"));
    for part in ["01-a/01-bai.md:3:1", "<mark>darft</mark>: yes", "^^^^^", "Bản vừa lưu có 1 lỗi"] {
        assert!(frame.text().contains(part), "{part}: {}", frame.text());
    }
    assert!(get(&client, "/courses/thu/bai?lang=vi").text().contains("CÂU THỨ HAI"), "the last good version stays");

    write(&folder, "thu/01-a/01-bai.md", &LESSON.replace("ĐẦU TIÊN", "THỨ TƯ").replace("draft: yes\n", ""));
    let lesson = wait_for(&client, "/courses/thu/bai?lang=vi", |page| page.text().contains("CÂU THỨ TƯ"));
    assert!(!lesson.text().contains("bản nháp"));
    fs::remove_file(folder.path().join("thu/01-a/02-chua-dich.md")).unwrap();
    wait_for(&client, "/courses/thu/chua-dich", |page| page.status == 404);
    write(&folder, "thu/01-a/03-moi.md", "# Bài mới\n\nChữ.\n");
    wait_for(&client, "/courses/thu/moi", |page| page.status == 200);
    assert!(get(&client, "/media/thu/media/a.svg").is(200).header("cache-control").contains("no-store"));
    fs::remove_file(folder.path().join("thu/media/a.svg")).unwrap();
    wait_for(&client, "/media/thu/media/a.svg", |page| page.status == 404);
}

#[test]
fn browsers_are_told_of_saves() {
    let folder = author();
    let server = start(&folder);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
    write!(stream, "GET /preview/saves HTTP/1.1\r\nhost: {}\r\n\r\n", server.address).unwrap();
    let mut said = String::new();
    let mut until = |part: &str| {
        while !said.contains(part) {
            let mut bytes = [0; 1_024];
            let count = stream.read(&mut bytes).unwrap();
            assert!(count > 0, "it ended: {said}");
            said.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    };
    until("data: 1\n\n");
    write(&folder, "thu/01-a/01-bai.md", &LESSON.replace("ĐẦU TIÊN", "MỚI"));
    until("data: 2\n\n");
    assert!(said.to_lowercase().contains("content-type: text/event-stream"), "{said}");
}

#[test]
fn every_quiz_may_be_tried_again_and_again_and_follows_its_questions() {
    let folder = author();
    let server = start(&folder);
    let client = server.client();
    for _ in 0..3 {
        let started = post(&client, "/courses/thu/thi/attempts").is(303);
        let attempt = started.header("location").to_owned();
        assert!(get(&client, &attempt).is(200).text().contains("Một cộng một?"));
        post(&client, &format!("{attempt}/submission")).is(303);
        get(&client, &attempt).is(200);
    }
    let attempt = post(&client, "/courses/thu/thi/attempts").is(303).header("location").to_owned();
    write(&folder, "thu/01-a/thi.exam.md", &QUIZ.replace("Một cộng một", "Hai trừ không"));
    let left = wait_for(&client, &attempt, |page| page.status == 303);
    assert_eq!(left.header("location"), "/courses/thu/thi", "an old question is not shown any more");
    let again = post(&client, "/courses/thu/thi/attempts").is(303).header("location").to_owned();
    assert!(get(&client, &again).text().contains("Hai trừ không?"));
    post(&client, "/logout");
    assert_eq!(get(&client, &again).status, 200, "nobody is locked out of a preview");
}

#[test]
fn nothing_but_this_machine_under_its_own_name_gets_in() {
    let folder = author();
    let mut command = command(folder.path(), &["preview", "thu"]);
    command.env("XUTRA_LISTEN", "0.0.0.0:0").env("XUTRA_PUBLIC_URL", "https://hoc.example.vn");
    let server = Server::start(command);
    assert!(server.address.starts_with("127.0.0.1:"), "{}", server.address);
    let port = server.address.rsplit(':').next().unwrap();
    for (host, status) in [
        (server.address.clone(), "200"),
        (format!("localhost:{port}"), "200"),
        (format!("evil.example:{port}"), "421"),
        ("hoc.example.vn".to_owned(), "421"),
        (format!("127.0.0.1.evil.example:{port}"), "421"),
        ("127.0.0.1:1".to_owned(), "421"),
    ] {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        write!(stream, "GET /preview HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
        let mut said = Vec::new();
        stream.read_to_end(&mut said).unwrap();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{host}: {said}");
    }
    let client = server.client();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let forged = Call::post("/courses/thu/thi/attempts").header(name, value).form(&[]);
        assert_eq!(client.send(&forged).unwrap().status, 403, "{name}");
    }
    assert_eq!(client.send(&Call::post("/courses/thu/thi/attempts").form(&[])).unwrap().status, 403, "no form token");
    for path in ["/preview", "/courses/thu", "/courses/thu/thi"] {
        let answer = get(&client, path).is(200);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'self'") && policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(answer.cookies().iter().all(|cookie| !cookie.starts_with("xutra=") && !cookie.starts_with("lang=")));
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = author();
    write(&folder, "secret.md", "# Bí mật\n\nMẬT KHẨU\n");
    write(&folder, "secret.svg", "<svg>MẬT</svg>");
    write(&folder, "outside/bai.md", "# Ngoài\n\nMẬT KHẨU\n");
    symlink(folder.path().join("secret.md"), folder.path().join("thu/01-a/04-bi-mat.md")).unwrap();
    symlink(folder.path().join("outside"), folder.path().join("thu/02-ngoai")).unwrap();
    symlink("/", folder.path().join("thu/03-goc")).unwrap();
    let server = start(&folder);
    let client = server.client();
    for path in ["/courses/thu/bi-mat", "/courses/thu/bai-1", "/media/thu/03-goc/etc/hostname"] {
        assert_eq!(get(&client, path).status, 404, "{path}");
    }
    assert!(!get(&client, "/preview").text().contains("MẬT KHẨU"));
    get(&client, "/media/thu/media/a.svg").is(200);
    fs::remove_file(folder.path().join("thu/media/a.svg")).unwrap();
    symlink(folder.path().join("secret.svg"), folder.path().join("thu/media/a.svg")).unwrap();
    wait_for(&client, "/media/thu/media/a.svg", |page| page.status == 404);
}

#[test]
fn a_server_has_no_preview_and_lets_nobody_frame_it() {
    let folder = folder_with_course();
    let server = Server::start(command(folder.path(), &["serve"]));
    for path in ["/preview", "/preview/saves"] {
        assert_eq!(get(&server.client(), path).status, 404, "{path}");
    }
    let home = get(&server.client(), "/").is(200);
    assert!(home.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(home.header("x-frame-options"), "DENY");
}

#[test]
fn an_author_is_told_which_course_to_choose() {
    let folder = author();
    write(&folder, "khac/course.toml", "lang = \"vi\"\n");
    write(&folder, "khac/bai.md", "# Bài\n");
    let told = |arguments: &[&str]| run(command(folder.path(), arguments));
    let (code, said) = told(&["preview"]);
    assert!(code == Some(1) && said.contains("thu") && said.contains("khac"), "{said}");
    let (code, said) = told(&["preview", "nowhere"]);
    assert!(code == Some(1) && said.contains("nowhere"), "{said}");
    assert!(!Path::new(&folder.path().join("data")).exists(), "a preview leaves nothing behind");
}
