//! Figures go on over minor versions of a question, whose choices may stand in another order.

use super::ItemSums;
use crate::course::question::{Choice, Question};
use crate::course::revision::letters;

/// The sums of an earlier version as sums of this one: choices are told apart by their text, whatever its punctuation.
#[must_use]
pub fn carried(sums: ItemSums, from: &Question, to: &Question) -> ItemSums {
    let (old, new) = (from.choices(), to.choices());
    let same = |one: &Choice, other: &Choice| one.right == other.right && letters(&one.html) == letters(&other.html);
    sums.renumbered(|source| {
        let at = usize::try_from(source).ok()?;
        let choice = old.get(at)?;
        // Where two have the same letters, or the words were mended, the place tells.
        let there = new.get(at).is_some_and(|other| same(choice, other));
        let place = if there { Some(at) } else { new.iter().position(|other| same(choice, other)) };
        let place = place.or_else(|| (new.len() == old.len() && new[at].right == choice.right).then_some(at));
        u32::try_from(place?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::samples::{choice, question};
    use crate::course::question::Answers;
    use crate::item_analysis::ChoiceSums;
    use crate::language::Localized;

    fn of(choices: &[(&str, bool)]) -> Question {
        let make = |(text, right): &(&str, bool)| Choice { html: Localized::new((*text).into()), ..choice(*right) };
        question("q", &[], Answers::Single { choices: choices.iter().map(make).collect() })
    }

    #[test]
    fn choices_keep_their_sums_in_another_order() {
        let mut sums = ItemSums::default();
        for source in 0..3 {
            sums.choices.insert(source, ChoiceSums { n: i64::from(source) + 1, rest: 0 });
        }
        let old = of(&[("Chè", true), ("Cà phê", false), ("Nước", false)]);
        let counts = |new: &Question| -> Vec<(u32, i64)> {
            carried(sums.clone(), &old, new).choices.into_iter().map(|(source, sums)| (source, sums.n)).collect()
        };
        assert_eq!(counts(&of(&[("Nước!", false), ("Chè", true), ("cà phê", false)])), [(0, 3), (1, 1), (2, 2)]);
        assert_eq!(counts(&of(&[("Trà", true), ("Cà phê", false), ("Nước", false)])), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(counts(&of(&[("Chè", true), ("Nước", false)])), [(0, 1), (1, 3)]);
    }
}
