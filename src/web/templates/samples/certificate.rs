//! Certificates: the desk, the paper, its check, its revocation.

use super::{Sample, Say, Who, add, course_link, layout, link, mended, when};
use crate::web::view::When;
use crate::web::view::certificate::*;

pub(super) fn paper(say: Say, status: &'static str) -> CertificateView {
    CertificateView {
        number: "TN26-0004217-T".into(),
        holder: "Nguyễn Thị Hoa".into(),
        achievement: if status == "expired" { "completion" } else { "capability" },
        course: course_link(say).title,
        issuer: say.of("Sở Khoa học và Công nghệ tỉnh Thái Nguyên", "Department of Science, Thái Nguyên"),
        issued: When { iso: "2027-03-05T12:42:00Z".into(), text: say.of("05/03/2027", "5 March 2027") },
        expires: Some(When { iso: "2029-03-05T12:42:00Z".into(), text: say.of("05/03/2029", "5 March 2029") }),
        status,
        suspended: (status == "suspended").then(|| when(say)),
        revoked: (status == "revoked").then(|| when(say)),
        reason: (status == "revoked").then(|| say.of("In sai tên.", "The name was misprinted.")),
        rule: Some("R1@2026-12".into()),
        score: Some("27/30".into()),
        url: "/verify/TN26-0004217-T".into(),
    }
}

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let visitor = || layout(say, Who::Visitor, "verify");
    let here = || layout(say, Who::Staff, "admin");
    let verify = |number: &str, error| VerifyPage { number: number.into(), error };
    add(samples, "verify", "certificate/verify.html", visitor(), &verify("", None));
    let error = say.of("Không có giấy chứng nhận nào mang số này.", "No certificate has this number.");
    add(samples, "verify-error", "certificate/verify.html", visitor(), &verify("TN26-1", Some(error)));
    for status in ["valid", "suspended", "expired", "revoked"] {
        let page = CertificatePage {
            certificate: paper(say, status),
            pdf_url: (status == "valid").then(|| "/certificates/TN26-0004217-T.pdf".into()),
            credential_url: "/credentials/TN26-0004217-T".into(),
            revoke_url: (status == "valid").then(|| "/admin/certificates/TN26-0004217-T/revocation".into()),
        };
        add(samples, &format!("certificate-{status}"), "certificate/certificate.html", visitor(), &page);
    }
    let ready = |name: &str, id: &str| ReadyView {
        account: id.into(),
        name: name.into(),
        unit: "TN-0123".into(),
        since: when(say),
        score: "27/30".into(),
        why_url: "/admin/accounts/1/competency".into(),
    };
    let people = vec![ready("Nguyễn Thị Hoa", "a1"), ready("Ma Văn Khởi", "a2"), ready("Hoàng Thị Ngân", "a3")];
    let course = || course_link(say).title;
    let mut desk = DeskPage {
        query: String::new(),
        courses: vec![
            course_link(say),
            link(say.of("AI cho hợp tác xã chè", "AI for tea"), "/admin/certificates?course=che"),
        ],
        course: "ai-co-ban".into(),
        course_title: course(),
        ready_count: 143,
        ready: people.clone(),
        next_url: Some("/admin/certificates?cursor=x".into()),
        fallen: vec![paper(say, "valid")],
        issued: vec![paper(say, "valid"), paper(say, "revoked"), paper(say, "expired")],
        issued_next_url: Some("/admin/certificates?issued=x".into()),
    };
    add(samples, "desk", "certificate/desk.html", here(), &desk);
    desk.courses = Vec::new();
    desk.course = String::new();
    (desk.issued, desk.fallen) = (Vec::new(), Vec::new());
    add(samples, "desk-none", "certificate/desk.html", here(), &desk);
    desk.courses = vec![course_link(say)];
    desk.course = "ai-co-ban".into();
    desk.ready = Vec::new();
    desk.ready_count = 0;
    add(samples, "desk-nobody", "certificate/desk.html", here(), &desk);
    let confirm = ConfirmPage { course: "ai-co-ban".into(), course_title: course(), people };
    add(samples, "confirm", "certificate/confirm.html", here(), &confirm);
    let form = mended(say, &[("reason", "<x>")], &[("reason", "Bạn ghi lý do giúp nhé.", "Please give a reason.")]);
    let revoke = RevokePage { certificate: paper(say, "valid"), form };
    add(samples, "revoke", "certificate/revoke.html", here(), &revoke);
}
