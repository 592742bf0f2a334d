//! The verifiable draw: what the program publishes, a script of thirty lines in another language finds out alone.

use crate::support::{TestApp, both};
use std::process::Command;
use xutra::actions::ActionError;
use xutra::actions::draw_recheck::{draw_recheck, reveal_recheck};
use xutra::actions::fill_demo::fill_demo;
use xutra_domain::recheck::Draw;

/// What the script says of a draw: whether it is fair, and its words.
fn script(draw: &Draw) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draw.json");
    std::fs::write(&file, serde_json::to_string(draw).unwrap()).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/verify_draw.py");
    let done = Command::new("python3").arg(path).arg(&file).output().expect("python3");
    let words = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    (done.status.success(), words)
}

async fn capable_province(app: &TestApp) {
    fill_demo(&app.app, 1_000, |_| {}).await.unwrap();
    assert!(app.count("SELECT COUNT(*) FROM capability WHERE capable = TRUE").await > 25);
}

both! {
    async fn what_is_drawn_can_be_drawn_again_by_anybody(app) {
        capable_province(&app).await;
        let sealed = draw_recheck(&app.app, None, "T19", None, 19).await.unwrap();
        assert_eq!((&sealed.seed, sealed.drawn.len()), (&None, 0), "nobody knows yet who it will be");
        assert_eq!(sealed.verify(), Ok(false));
        assert!(script(&sealed).0);
        let open = reveal_recheck(&app.app, None, "T19", None).await.unwrap();
        assert_eq!((open.verify(), open.drawn.len()), (Ok(true), 19));
        assert_eq!((&open.commitment, &open.population), (&sealed.commitment, &sealed.population), "what was said first");
        let (agrees, said) = script(&open);
        assert!(agrees, "{said}");
        assert_eq!(reveal_recheck(&app.app, None, "T19", None).await.unwrap(), open, "again it is the same");
        let mut chosen = open.clone();
        chosen.drawn.swap(0, 1);
        assert!(chosen.verify().is_err() && !script(&chosen).0, "somebody was put first");
        let mut fewer = open.clone();
        fewer.population.pop();
        assert!(fewer.verify().is_err() && !script(&fewer).0, "somebody was left out");
        let other = Draw { seed: Some("00".repeat(32)), ..open };
        assert!(other.verify().is_err() && !script(&other).0, "another seed");
    }

    async fn a_unit_is_drawn_once_a_quarter(app) {
        capable_province(&app).await;
        assert!(matches!(reveal_recheck(&app.app, None, "T19", None).await, Err(ActionError::NotFound)));
        let few = draw_recheck(&app.app, None, "T19", Some("flag-nobody-knows"), 19).await;
        assert!(matches!(few, Err(ActionError::NotFound)), "{few:?}");
        draw_recheck(&app.app, None, "T19", None, 5_000).await.unwrap();
        let again = draw_recheck(&app.app, None, "T19", None, 19).await;
        assert!(matches!(again, Err(ActionError::Conflict { .. })), "{again:?}");
        let nobody = draw_recheck(&app.app, None, "SO-15", None, 19).await;
        assert!(matches!(nobody, Err(ActionError::Conflict { .. })), "nobody lives in an agency: {nobody:?}");
        app.wait(100 * 86_400_000);
        draw_recheck(&app.app, None, "T19", None, 19).await.unwrap();
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'draw.made'").await, 2);
    }
}
