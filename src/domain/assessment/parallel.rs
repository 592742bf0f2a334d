//! Parallel forms of a supervised sitting: everybody with the same letter is asked the same questions, and no question
//! is in two letters while the pool lasts. What a class can copy from its neighbour is then of no use.

use super::Form;
use super::draw::{DrawPlan, Seen, choose, form_of};
use super::pick::Picker;
use crate::instant::Instant;
use rand::SeedableRng;
use rand::rngs::ChaCha12Rng;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Which of the parallel forms of a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormLetter {
    /// The first.
    A,
    /// The second.
    B,
    /// The third.
    C,
}

impl FormLetter {
    /// Every letter.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The word for it in the API and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|letter| letter.word() == word)
    }
}

/// The form of a letter, drawn by the same blueprint as any other from the sitting's own seed.
///
/// `plan.seed` still decides what each attempt has for itself: the order of the questions and of their choices. What the
/// person met before and how often forms held a question do not count: they differ between people and between minutes.
/// A question that is withdrawn or published during a sitting moves its neighbours in the order, and no others.
#[must_use]
pub fn fixed_form(plan: &DrawPlan<'_>, sitting_seed: [u8; 32], letter: FormLetter) -> Form {
    let (mut before, none) = (Seen::new(), BTreeSet::new());
    let mut turn = 0;
    loop {
        let one = FormLetter::ALL[turn];
        let blind = DrawPlan { seen: &before, exposed: &none, ..*plan };
        let mut picker = Picker::avoiding(&blind, |id| rank(&sitting_seed, id));
        choose(&blind, &mut picker);
        if one == letter {
            let random = &mut ChaCha12Rng::from_seed(plan.seed);
            return form_of(plan, picker, random, |rows, question, _| {
                let [a, b, c, d, ..] = rank(&sitting_seed, &format!("{}#", question.id));
                u32::from_be_bytes([a, b, c, d]) % rows
            });
        }
        let at = Instant(i64::try_from(turn).unwrap_or_default());
        let taken = picker.picked.iter().flat_map(|picked| &picker.units[picked.unit].members);
        let taken: Vec<String> = taken.map(|question| question.id.clone()).collect();
        before.extend(taken.into_iter().map(|id| (id, at)));
        turn += 1;
    }
}

/// The place of a question in the sitting's order.
fn rank(seed: &[u8; 32], id: &str) -> [u8; 32] {
    Sha256::new().chain_update(seed).chain_update(id).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::samples::{course, pool, question, quiz, settings, single, versions};
    use crate::competency::Policy;
    use crate::competency::samples::r1;
    use crate::course::{CompiledCourse, Part, Quiz, QuizSettings};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The bank of R1 with so many questions of each skill for one that is drawn.
    fn exam(times: usize) -> (CompiledCourse, Quiz, Policy) {
        let (policy, mut questions, mut parts) = (r1(), Vec::new(), Vec::new());
        for rule in &policy.exam.skills {
            let count = times * usize::try_from(rule.draw).expect("few");
            let ids: Vec<String> = (0..count).map(|number| format!("{}{number:02}", rule.skill)).collect();
            questions.extend(ids.iter().map(|id| question(id, &[&rule.skill], single("0100"))));
            parts.push(pool(1, &ids));
        }
        let shuffled = QuizSettings { shuffle_questions: true, shuffle_options: true, ..settings() };
        (course(questions), quiz(true, shuffled, parts), policy)
    }

    type Exam<'a> = (&'a CompiledCourse, &'a Quiz, Option<&'a Policy>);

    fn form((course, quiz, policy): Exam<'_>, seen: &Seen, seed: u8, letter: FormLetter) -> Form {
        let (exposed, versions) = (BTreeSet::new(), versions(course));
        let seed = [seed; 32];
        let plan = DrawPlan { course, quiz, policy, versions: &versions, seen, exposed: &exposed, seed };
        fixed_form(&plan, [7; 32], letter)
    }

    fn names(form: &Form) -> BTreeSet<String> {
        form.items.iter().map(|item| item.question.clone()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_letter_asks_everybody_the_same_and_letters_share_nothing(one: u8, other: u8, times in 1_usize..5) {
            let (course, quiz, policy) = exam(times);
            let exam = (&course, &quiz, Some(&policy));
            let mut met: BTreeMap<String, usize> = BTreeMap::new();
            for letter in FormLetter::ALL {
                let mine = form(exam, &Seen::new(), one, letter);
                let seen = names(&mine).into_iter().map(|id| (id, Instant(5))).collect();
                let yours = form(exam, &seen, other, letter);
                prop_assert_eq!(names(&mine), names(&yours), "whatever either met before");
                prop_assert_eq!(mine.items.len(), 30);
                prop_assert!(one == other || mine.items != yours.items, "each attempt has its own order");
                for id in names(&mine) {
                    *met.entry(id).or_default() += 1;
                }
            }
            let most = FormLetter::ALL.len().div_ceil(times.min(FormLetter::ALL.len()));
            prop_assert!(met.values().all(|count| *count <= most), "{:?}", met);
        }
    }

    #[test]
    fn a_question_that_goes_moves_only_its_neighbours() {
        let (course, quiz, policy) = exam(5);
        let (exposed, seen, mut versions) = (BTreeSet::new(), Seen::new(), versions(&course));
        let draw = |versions: &BTreeMap<String, i64>| {
            let seed = [1; 32];
            let (course, quiz, policy) = (&course, &quiz, Some(&policy));
            let plan = DrawPlan { course, quiz, policy, versions, seen: &seen, exposed: &exposed, seed };
            names(&fixed_form(&plan, [7; 32], FormLetter::A))
        };
        let before = draw(&versions);
        let gone = before.first().expect("30 questions").clone();
        versions.remove(&gone);
        let after = draw(&versions);
        assert_eq!(before.difference(&after).collect::<Vec<_>>(), [&gone]);
    }

    #[test]
    fn everybody_of_a_letter_gets_the_same_row_of_variants() {
        use crate::course::question::Variant;
        use crate::language::Localized;
        let row = |word: &str| Variant {
            stem: Localized::new(word.into()),
            hints: Vec::new(),
            explanation: None,
            answers: single("10"),
        };
        let mut one = question("q", &[], single("10"));
        one.variants = ["a", "b", "c", "d", "e"].map(row).into();
        let course = course(vec![one]);
        let quiz = quiz(false, settings(), vec![Part::Question("q".into())]);
        let rows = (0..20).map(|seed| form((&course, &quiz, None), &Seen::new(), seed, FormLetter::B).items[0].variant);
        assert_eq!(rows.collect::<BTreeSet<_>>().len(), 1);
    }

    #[test]
    fn letters_have_words() {
        assert!(FormLetter::ALL.into_iter().all(|letter| FormLetter::parse(letter.word()) == Some(letter)));
        assert_eq!(FormLetter::parse("D"), None);
    }
}
