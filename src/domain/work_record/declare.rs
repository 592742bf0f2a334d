//! What somebody types of a use of AI, and what of it is taken: short, with what was wrong of the answer, and with nothing
//! that leads to another person.

use super::Task;
use crate::people::Unfit;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;

/// Most characters of what was asked, of what was changed and of a reason.
pub const TEXT: usize = 1_000;
/// Fewest characters of what was changed: 'nothing' is no answer to what the AI got wrong.
pub const CHANGED: usize = 10;
/// Most characters of the name of a tool.
pub const TOOL: usize = 100;
/// Most characters of the reference to a product.
pub const PRODUCT: usize = 300;
/// Most minutes, before and after.
pub const MINUTES: u32 = 10_000;

/// The fields as they were typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Word of the task.
    pub task: String,
    /// Which AI.
    pub tool: String,
    /// What was asked.
    pub asked: String,
    /// What the AI got wrong, or what was changed.
    pub changed: String,
    /// Minutes that it took before.
    pub before: String,
    /// Minutes that it took now.
    pub after: String,
    /// Where the product is to be found.
    pub product: String,
    /// The box 'no personal or secret data' is ticked.
    pub clean: bool,
}

/// What is taken of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What for.
    pub task: Task,
    /// Which AI.
    pub tool: String,
    /// What was asked.
    pub asked: String,
    /// What the AI got wrong, or what was changed.
    pub changed: String,
    /// Minutes that it took before.
    pub before: u32,
    /// Minutes that it took now.
    pub after: u32,
    /// Where the product is to be found; may be empty.
    pub product: String,
}

/// Reads what was typed; `for_business` asks for a product.
///
/// # Errors
/// By field, why it does not fit.
pub fn read(typed: &Typed, for_business: bool) -> Result<Told, BTreeMap<&'static str, Unfit>> {
    let mut faults = BTreeMap::new();
    let mut keep = |field: &'static str, found: Result<String, Unfit>| {
        found.unwrap_or_else(|fault| {
            faults.insert(field, fault);
            String::new()
        })
    };
    let tool = keep("tool", line(&typed.tool, 1, TOOL, "work-tool-length"));
    let asked = keep("asked", passage(&typed.asked, 1, "work-asked-length"));
    let changed = keep("changed", passage(&typed.changed, CHANGED, "work-changed-length"));
    let least = usize::from(for_business);
    let wrong = if typed.product.trim().is_empty() { "work-product-missing" } else { "work-product-length" };
    let product = keep("product", line(&typed.product, least, PRODUCT, wrong));
    let task = Task::parse(&typed.task);
    if task.is_none() {
        faults.insert("task", Unfit("work-task-missing"));
    }
    let mut minutes = |field: &'static str, text: &str| {
        let found = text.trim().parse().ok().filter(|minutes| (1..=MINUTES).contains(minutes));
        if found.is_none() {
            faults.insert(field, Unfit("work-minutes"));
        }
        found.unwrap_or(1)
    };
    let (before, after) = (minutes("before", &typed.before), minutes("after", &typed.after));
    if !typed.clean {
        faults.insert("clean", Unfit("work-clean-missing"));
    }
    match task.filter(|_| faults.is_empty()) {
        Some(task) => Ok(Told { task, tool, asked, changed, before, after, product }),
        None => Err(faults),
    }
}

/// Why a record comes back, or why somebody appeals.
///
/// # Errors
/// `work-reason-length`, `work-names-somebody`.
pub fn read_reason(text: &str) -> Result<String, Unfit> {
    passage(text, CHANGED, "work-reason-length")
}

fn line(text: &str, least: usize, most: usize, wrong: &'static str) -> Result<String, Unfit> {
    let text = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if (least..=most).contains(&text.chars().count()) { Ok(text) } else { Err(Unfit(wrong)) }
}

fn passage(text: &str, least: usize, wrong: &'static str) -> Result<String, Unfit> {
    // Browsers send two characters for each end of a line.
    let text = text.replace("\r\n", "\n").trim().nfc().collect::<String>();
    match text.chars().count() {
        length if !(least..=TEXT).contains(&length) => Err(Unfit(wrong)),
        _ if names_somebody(&text) => Err(Unfit("work-names-somebody")),
        _ => Ok(text),
    }
}

/// Whether a text looks as if it held a phone number, the number of an identity card or of an account, or an e-mail
/// address. Sums of money with their dots, years and days pass.
#[must_use]
pub fn names_somebody(text: &str) -> bool {
    let at_sign = |word: &str| word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    let counted = |parts: &Vec<String>| {
        names_one(&parts.concat(), parts.len() == 1) || parts.iter().any(|part| names_one(part, true))
    };
    text.split_whitespace().any(at_sign) || numbers(text).iter().any(counted)
}

/// Numbers of a text, each in the parts between single blanks, dots and hyphens.
fn numbers(text: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    let mut gap = 0;
    for c in text.chars().chain(['\n']) {
        match parts.last_mut() {
            Some(part) if c.is_ascii_digit() && gap == 0 => part.push(c),
            _ if c.is_ascii_digit() => {
                parts.push(c.to_string());
                gap = 0;
            }
            Some(_) if gap == 0 && matches!(c, ' ' | '.' | '-') => gap = 1,
            _ => {
                found.extend((!parts.is_empty()).then(|| std::mem::take(&mut parts)));
                gap = 0;
            }
        }
    }
    found
}

fn names_one(digits: &str, whole: bool) -> bool {
    let starts = |start: &str| digits.starts_with(start);
    match digits.len() {
        // Identity cards of old: what is written without dots is no sum of money.
        9 => whole && ["0", "1", "2", "3"].iter().any(|digit| starts(digit)),
        // Phones, in the country and with its prefix.
        10 => starts("0"),
        11 => starts("84"),
        // Identity cards begin with the number of a province, 001 to 096.
        12 => starts("0") || whole,
        13.. => whole,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        let text = str::to_owned;
        Typed {
            task: text("document"),
            tool: text(" Trợ lý  AI "),
            asked: text("Soạn thông báo họp xóm,\r\nnửa trang"),
            changed: text("AI ghi sai ngày họp, tôi sửa lại"),
            before: text("60"),
            after: text(" 25 "),
            product: String::new(),
            clean: true,
        }
    }

    #[test]
    fn what_is_typed_is_tidied() {
        let told = read(&typed(), false).expect("it fits");
        assert_eq!((told.task, told.tool.as_str(), told.before, told.after), (Task::Document, "Trợ lý AI", 60, 25));
        assert_eq!(told.asked, "Soạn thông báo họp xóm,\nnửa trang");
    }

    #[test]
    fn each_field_says_for_itself_what_does_not_fit() {
        type Case<'a> = (&'a str, &'a str, &'a dyn Fn(&mut Typed));
        let long = "a".repeat(TEXT + 1);
        let cases: [Case<'_>; 12] = [
            ("task", "work-task-missing", &|one| one.task = "essay".into()),
            ("tool", "work-tool-length", &|one| one.tool = "  ".into()),
            ("asked", "work-asked-length", &|one| one.asked = String::new()),
            ("asked", "work-asked-length", &|one| one.asked.clone_from(&long)),
            ("asked", "work-names-somebody", &|one| one.asked = "gọi 0912 345 678".into()),
            ("changed", "work-changed-length", &|one| one.changed = "không".into()),
            ("changed", "work-names-somebody", &|one| one.changed = "bỏ thư lan@xa.vn đi".into()),
            ("before", "work-minutes", &|one| one.before = "0".into()),
            ("before", "work-minutes", &|one| one.before = "10001".into()),
            ("after", "work-minutes", &|one| one.after = "-5".into()),
            ("product", "work-product-length", &|one| one.product = "b".repeat(PRODUCT + 1)),
            ("clean", "work-clean-missing", &|one| one.clean = false),
        ];
        for (field, key, change) in cases {
            let mut one = typed();
            change(&mut one);
            assert_eq!(read(&one, false), Err(BTreeMap::from([(field, Unfit(key))])), "{field}");
        }
        assert_eq!(read(&Typed::default(), true).expect_err("nothing fits").len(), 8);
    }

    #[test]
    fn a_business_names_its_product() {
        assert_eq!(read(&typed(), true), Err(BTreeMap::from([("product", Unfit("work-product-missing"))])));
        assert!(read(&Typed { product: "bài đăng chè ngày 5".into(), ..typed() }, true).is_ok());
    }

    #[test]
    fn numbers_of_people_are_told_from_other_numbers() {
        for bad in [
            "0912345678",
            "số 091.234.5678 nhé",
            "+84 912 345 678",
            "CCCD 019085001234",
            "019 085 001 234",
            "CMND 090123456",
            "tổ 5 0912345678",
            "thẻ 9704360123456789",
            "tk 190345678901",
            "gửi lan@gmail.com",
        ] {
            assert!(names_somebody(bad), "{bad}");
        }
        for good in [
            "họp ngày 22-11-2026 lúc 8 giờ",
            "kinh phí 120.000.000 đồng",
            "1.250.000.000 đồng",
            "120.000.000.000 đồng",
            "công văn 1234/UBND-VP",
            "từ 2020 - 2026",
            "45 phút, 3 trang",
            "@trợ lý",
        ] {
            assert!(!names_somebody(good), "{good}");
        }
    }
}
