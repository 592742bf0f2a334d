//! What lets a learner guess: the right choice is the longest (W301), always in the same place (W304), the only one
//! without 'always' and 'never' (W305), the only one that repeats the question (W307).

use super::words::{Word, find, place};
use super::{Asked, Finding, Sheet};
use crate::course::page::ChoiceKind;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// So much longer than every wrong choice is a cue, times and letters.
const LONGER: (f64, usize) = (1.3, 8);

/// With fewer questions nothing is said of the places of right choices.
const FEWEST_QUESTIONS: usize = 5;

/// Words that allow no exception, by language.
const ABSOLUTE: &[(&str, &[&str])] = &[
    (
        "vi",
        &[
            "luôn luôn",
            "luôn",
            "không bao giờ",
            "chẳng bao giờ",
            "không khi nào",
            "tuyệt đối",
            "hoàn toàn không",
            "lúc nào cũng",
            "bao giờ cũng",
            "trong mọi trường hợp",
            "mọi lúc",
        ],
    ),
    ("en", &["always", "never", "absolutely", "under no circumstances", "in all cases", "without exception"]),
];

/// Words that say nothing of the matter, so that two texts may share them.
const EMPTY_VI: &str = "ai ạ bạn bao bằng bên bị bởi các cách cái cần cho chỉ chị chiếc chưa chứ chú có có \
    con còn của cùng cũng cô cụ cả cậu dù do dưới dùng đang đã để đến đều đi điều đó đây đấy được em gì giúp giữa hai hay \
    hãy hơn họ hoặc khi không khác là lại làm lên lời lúc luôn mà mình mọi một mới mỗi muốn này nào nên nếu nói nữa nhau \
    nhất nhiều như những nhờ nhưng ở ông phải qua ra rằng rất rồi sao sau sẽ sự sau ta tại thế theo thì thêm tôi tới trên \
    trong trước từ từng tự và vào vẫn vậy về vì việc viết với vừa xem xong xuống bà bác anh cháu người thầy hỏi đúng sai \
    thể ba bốn năm bài câu ý chọn dưới";

const EMPTY_EN: &str = "about above after again almost along already also although always among another answer \
    answers anything asked asking asks because before being below best between choose could describes does doing \
    during each either enough every everything example explains first following gives goes going have having here \
    itself just know least like likely made make makes many might more most much must need needs never nothing often \
    only other others over people person question rather right same says should since some someone something still \
    such sure tell than that their them then there these they thing things think this those thought through today \
    true under until useful using very want wants well were what when where whether which while will with without \
    words would write writes wrong your yourself";

/// The same, for looking up: Vietnamese and the rest.
static EMPTY: LazyLock<[HashSet<&'static str>; 2]> =
    LazyLock::new(|| [EMPTY_VI, EMPTY_EN].map(|words| words.split_whitespace().collect()));

pub(super) fn all(sheet: &Sheet<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for asked in &sheet.questions {
        if asked.has_key() && asked.kind != ChoiceKind::TrueFalse {
            findings.extend(longest(asked));
            findings.extend(absolute(sheet.language, asked));
            findings.extend(repeated(sheet.language, asked));
        }
    }
    findings.extend(same_place(sheet));
    findings
}

/// W301: as many letters as there are, from the first word to the last.
fn longest(asked: &Asked<'_>) -> Option<Finding> {
    let length = |words: &[Word]| {
        let letters: usize = words.iter().map(|word| word.text.chars().count()).sum();
        letters + words.len().saturating_sub(1)
    };
    let wrong = asked.options().filter(|(choice, _)| !choice.right).map(|(_, words)| length(words)).max()?;
    let right = asked.options().filter(|(choice, _)| choice.right);
    let (choice, shortest) = right.map(|(choice, words)| (choice, length(words))).min_by_key(|(_, length)| *length)?;
    let enough = f64::from(u32::try_from(wrong).ok()?) * LONGER.0;
    (f64::from(u32::try_from(shortest).ok()?) >= enough && shortest >= wrong + LONGER.1).then(|| {
        Finding::new("W301", choice.span.clone()).arg("count", shortest.to_string()).arg("wrong", wrong.to_string())
    })
}

/// W305, at the first of the words.
fn absolute(language: &str, asked: &Asked<'_>) -> Option<Finding> {
    let (_, phrases) = ABSOLUTE.iter().find(|(known, _)| *known == language)?;
    if asked.options().any(|(choice, words)| choice.right && find(words, phrases).is_some()) {
        return None;
    }
    asked.options().filter(|(choice, _)| !choice.right).find_map(|(_, words)| {
        let (start, end) = find(words, phrases)?;
        let said: Vec<&str> = words[start..end].iter().map(|word| word.text.as_str()).collect();
        Some(Finding::new("W305", place(&words[start..end])).arg("word", said.join(" ")))
    })
}

/// W307, at the words in the question, with those in the choice as a second place.
fn repeated(language: &str, asked: &Asked<'_>) -> Option<Finding> {
    let vietnamese = match language {
        "vi" => true,
        "en" => false,
        _ => return None,
    };
    let mut right = asked.options().filter(|(choice, _)| choice.right);
    let (Some((_, right)), None) = (right.next(), right.next()) else { return None };
    let wrong: HashSet<Key<'_>> = asked
        .options()
        .filter(|(choice, _)| !choice.right)
        .flat_map(|(_, words)| terms(words, vietnamese))
        .map(|(key, _)| key)
        .collect();
    let only: HashMap<Key<'_>, &[Word]> =
        terms(right, vietnamese).into_iter().filter(|(key, _)| !wrong.contains(key)).collect();
    let (words, choice) =
        terms(&asked.stem, vietnamese).into_iter().find_map(|(key, words)| Some((words, *only.get(&key)?)))?;
    let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let mut finding = Finding::new("W307", place(words)).arg("word", said.join(" "));
    finding.other = Some(place(choice));
    Some(finding)
}

/// What is compared: two syllables of a Vietnamese term, or one word without its ending.
type Key<'w> = (&'w str, &'w str);

fn terms(words: &[Word], vietnamese: bool) -> Vec<(Key<'_>, &[Word])> {
    let empty = &EMPTY[usize::from(!vietnamese)];
    let solid = |word: &Word| {
        let plain = word.text.chars().all(|character| character.is_alphabetic() || character == '\'');
        plain && !empty.contains(word.text.as_str())
    };
    if !vietnamese {
        let long = words.iter().enumerate().filter(|(_, word)| word.text.len() > 4 && solid(word));
        return long.map(|(at, word)| ((bare(&word.text), ""), &words[at..=at])).collect();
    }
    let pairs = words.windows(2).filter(|pair| pair[0].stop.is_none() && pair.iter().all(solid));
    pairs.map(|pair| ((pair[0].text.as_str(), pair[1].text.as_str()), pair)).collect()
}

/// An English word without the ending of a plural or a genitive.
fn bare(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    word.strip_suffix('s').unwrap_or(word)
}

/// W304: where nothing is shuffled, the right choice stands nearly always in one place.
fn same_place(sheet: &Sheet<'_>) -> Option<Finding> {
    if sheet.checks || !sheet.original {
        return None;
    }
    let mut places: Vec<usize> = Vec::new();
    for asked in &sheet.questions {
        let fixed = asked.kind == ChoiceKind::Single && !asked.shuffled && asked.choices.len() > 2;
        places.extend(asked.choices.iter().position(|choice| choice.right).filter(|_| fixed));
    }
    if places.len() < FEWEST_QUESTIONS {
        return None;
    }
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for place in &places {
        *counts.entry(*place).or_default() += 1;
    }
    let (place, count) = counts.into_iter().max_by_key(|(place, count)| (*count, usize::MAX - place))?;
    (count * 3 >= places.len() * 2).then(|| {
        Finding::new("W304", sheet.first_heading.clone())
            .arg("place", (place + 1).to_string())
            .arg("count", count.to_string())
            .arg("total", places.len().to_string())
    })
}
