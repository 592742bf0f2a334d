//! Samples of the pages about accounts.

use super::{Sample, Say, Who, add, layout, link, mended, when};
use crate::web::view::people::*;
use crate::web::view::{FormState, SortHead};

fn account_row(say: Say, name: &str, login: &str, roles: Vec<&'static str>, disabled: bool) -> AccountRow {
    AccountRow {
        link: link(name.into(), "/admin/accounts/1"),
        login: login.into(),
        audience: if roles.is_empty() { "business" } else { "official" },
        unit: "TN-0123".into(),
        roles,
        disabled,
        created: when(say),
    }
}

pub(super) fn sort_head(now: &'static str) -> SortHead {
    SortHead { url: "/admin/accounts?q=a%22b&sort=name".into(), now }
}

pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Staff, "admin");
    let rows = vec![
        account_row(say, "Nguyễn Thị Hoa", "hoa.tancuong", Vec::new(), false),
        account_row(say, "Trần Văn Bình", "binh.phoyen", vec!["administrator", "certifier"], false),
        account_row(say, "Ma Văn Khởi Nguyễn Hoàng Trường Giang", "khoi.dinhhoa.2026@thainguyen", vec![], true),
    ];
    let page = AccountsPage {
        query: "a\"b".into(),
        role: "certifier",
        audience: "",
        unit: "TN-0123".into(),
        state: "disabled",
        sort: "newest",
        roles: vec!["instructor", "facilitator", "leader", "inspector", "certifier", "administrator"],
        audiences: vec!["resident", "official", "business", "facilitator"],
        sorts: vec!["newest", "oldest", "name", "name-back"],
        units: vec![link("Xã Tân Cương".into(), "TN-0123"), link("Phường Phổ Yên".into(), "TN-0456")],
        unit_error: None,
        narrowed: true,
        by_name: sort_head("none"),
        by_created: sort_head("descending"),
        accounts: rows,
        next_url: Some("/admin/accounts?after=2".into()),
        csv_url: "/admin/accounts.csv?role=certifier".into(),
    };
    add(samples, "accounts", "people/accounts.html", here(), &page);
    let page = AccountsPage {
        accounts: Vec::new(),
        units: Vec::new(),
        unit_error: Some("unit-unknown"),
        next_url: None,
        ..page
    };
    add(samples, "accounts-none", "people/accounts.html", here(), &page);
    let role = |role, unit: &str, until| RoleView { role, unit: unit.into(), until };
    let mut page = AccountPage {
        id: "0190".into(),
        row: account_row(say, "Nguyễn Thị Hoa", "hoa.tancuong", vec!["facilitator"], false),
        roles: vec![role("facilitator", "TN-0123", Some(when(say))), role("inspector", "", None)],
        all_roles: vec!["instructor", "facilitator", "leader", "inspector", "certifier", "administrator"],
        scope: UnitField {
            options: vec![link("Xã Tân Cương".into(), "TN-0123"), link("Phường Phổ Yên".into(), "TN-0456")],
            ..UnitField::default()
        },
        birth_year: Some(1980),
        audiences: vec!["resident", "official", "business", "facilitator"],
        about: mended(say, &[("birth_year", "1980"), ("audience", "official")], &[]),
        why_url: "/admin/accounts/0190/competency".into(),
        merged_url: None,
        own: false,
        form: mended(say, &[("unit", "TN-0456")], &[("unit", "Không có đơn vị này.", "There is no such unit.")]),
    };
    add(samples, "account", "people/account.html", here(), &page);
    page.form = FormState::default();
    page.row.disabled = true;
    page.roles = Vec::new();
    page.birth_year = None;
    add(samples, "account-disabled", "people/account.html", here(), &page);
    page.own = true;
    add(samples, "account-own", "people/account.html", here(), &page);
}
