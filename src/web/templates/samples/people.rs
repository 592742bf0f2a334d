//! Signing in and up, the profile, a new password.

use super::{Sample, Say, Who, add, layout, mended};
use crate::web::view::people::*;
use crate::web::view::{FormState, Link};

pub(super) fn register_page(form: FormState, unit: UnitField, next: String) -> RegisterPage {
    RegisterPage { form, next, login_url: "/login?next=%2Fcourses%2Fai-co-ban".into(), unit }
}

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let next = || "/courses/ai-co-ban".to_owned();
    let here = |section| layout(say, Who::Visitor, section);
    let empty = FormState::default();
    let place = |title: &str, code: &str| Link { title: title.into(), url: code.into() };
    let options = vec![place("Xã Tân Cương, Tỉnh \"T\"", "TC"), place("Xã Tân Khánh, Tỉnh <b>", "TK")];
    let few = UnitField { options, ..UnitField::default() };
    let name = "people/register.html";
    add(samples, "register", name, here("register"), &register_page(empty.clone(), UnitField::default(), next()));
    let form = mended(
        say,
        &[("display_name", "Nguyễn Thị \"Hoa\" <b>"), ("login", "hoa tan cuong"), ("audience", "business")],
        &[
            ("login", "Tên đăng nhập viết liền, không có dấu cách.", "A sign-in name has no spaces."),
            ("password", "Mật khẩu cần ít nhất 8 ký tự.", "A password has at least 8 characters."),
            ("audience", "Không có nhóm này.", "There is no such group."),
        ],
    );
    add(samples, "register-errors", name, here("register"), &register_page(form, few.clone(), next()));
    let found = UnitField { options: Vec::new(), search: true, found: few.options, more: true };
    let form = mended(
        say,
        &[("unit_search", "Tân"), ("display_name", "Hoa")],
        &[("unit_search", "Bạn chọn một nơi trong danh sách bên dưới.", "Pick one from the list below.")],
    );
    add(samples, "register-search", name, here("register"), &register_page(form, found, next()));
    let name = "people/login.html";
    add(
        samples,
        "login",
        name,
        here("login"),
        &LoginPage { form: empty.clone(), next: next(), register_url: "/register?next=%2Fme".into(), shared: false },
    );
    let form = mended(
        say,
        &[("login", "hoa")],
        &[("form", "Tên đăng nhập hoặc mật khẩu chưa đúng.", "The sign-in name or the password is not right.")],
    );
    add(
        samples,
        "login-errors",
        name,
        here("login"),
        &LoginPage { form, next: next(), register_url: "/register?next=%2Fme".into(), shared: true },
    );
    let page = SetPasswordPage { form: empty, action: "/password/abc".into() };
    add(samples, "set-password", "people/set_password.html", here("password"), &page);
}
