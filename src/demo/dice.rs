//! Dice that fall the same way each time: what they say follows from what they are thrown for.

/// A row of numbers that looks random and is none (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The dice of a topic and a number.
    #[must_use]
    pub fn of(topic: &str, number: u64) -> Self {
        // FNV-1a, so that topics lie far from each other.
        let seed = topic
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The next number.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.throw().checked_rem(end).unwrap_or(0)).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0);
        low.saturating_add(i64::try_from(self.below(span.saturating_add(1))).unwrap_or(0))
    }

    /// Whether something happens that happens so many times in a thousand.
    pub fn chance(&mut self, per_thousand: usize) -> bool {
        self.below(1_000) < per_thousand
    }

    /// From 0 to below 1.
    pub fn share(&mut self) -> f64 {
        // 53 bits are what a float holds.
        let bits = u32::try_from(self.throw() >> 32).unwrap_or(0);
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// About normally distributed, around 0 with a deviation of 1: the sum of twelve.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    /// Some bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.throw().to_le_bytes()[0])
    }

    /// One of several; the list is not empty.
    pub fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_topic_and_number_fall_the_same_way_and_others_do_not() {
        let row = |topic: &str, number| {
            let mut dice = Dice::of(topic, number);
            (0..20).map(|_| dice.throw()).collect::<Vec<_>>()
        };
        assert_eq!(row("a", 1), row("a", 1));
        assert_ne!(row("a", 1), row("a", 2));
        assert_ne!(row("a", 1), row("b", 1));
    }

    #[test]
    fn they_are_fair_enough() {
        let mut dice = Dice::of("fair", 0);
        let tens: usize = (0..10_000).map(|_| dice.below(10)).sum();
        assert!((43_000..47_000).contains(&tens), "{tens}");
        let mean = (0..1_000).map(|_| dice.normal()).sum::<f64>() / 1_000.0;
        assert!(mean.abs() < 0.2, "{mean}");
        assert!((0..1_000).all(|_| (3..=5).contains(&dice.between(3, 5)) && dice.share() < 1.0));
        assert_eq!(dice.below(0), 0);
    }
}
