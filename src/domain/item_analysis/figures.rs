//! What people read of the sums, and what wants a look.

use super::quiz::{real, wide};
use super::sums::{ItemSums, SHARE, window_start};
use crate::instant::Instant;

/// Fewer answers than this are too few to decide anything by.
pub const ENOUGH: i64 = 200;

/// What wants a look. The thresholds are those of the field; see each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Fewer than [`ENOUGH`] were asked. Then there is no other flag.
    NotEnough,
    /// A wrong choice goes with knowing more than the right one does: the key may be wrong.
    Key,
    /// The discrimination is below 0.05: the question does not measure what the others do.
    Withdraw,
    /// The discrimination is below 0.15.
    Review,
    /// Fewer than 30 % answer rightly.
    TooHard,
    /// More than 95 % answer rightly.
    TooEasy,
    /// The share of right answers of the newest month differs by more than 0.10 from an earlier one's: it may have leaked.
    Drift,
    /// Fewer than 3 % pick one of its wrong choices.
    Dead,
}

impl Flag {
    /// Every flag, the gravest first.
    pub const ALL: [Self; 8] = [
        Self::NotEnough,
        Self::Key,
        Self::Withdraw,
        Self::Review,
        Self::TooHard,
        Self::TooEasy,
        Self::Drift,
        Self::Dead,
    ];

    /// The word for it in the API and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotEnough => "not_enough_data",
            Self::Key => "key_suspect",
            Self::Withdraw => "withdraw",
            Self::Review => "review",
            Self::TooHard => "too_hard",
            Self::TooEasy => "too_easy",
            Self::Drift => "drift",
            Self::Dead => "dead_distractor",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.word() == word)
    }
}

/// The figures of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemFigures {
    /// How many were asked.
    pub n: i64,
    /// Mean share of the points, 0 to 1: the share of right answers where nothing between is earned.
    pub difficulty: Option<f64>,
    /// Corrected item-rest correlation (point-biserial), -1 to 1.
    pub discrimination: Option<f64>,
    /// Standard error of the discrimination, about 1 / √n.
    pub error: Option<f64>,
    /// Share of those who did not answer.
    pub skipped: f64,
    /// By choice, in source order; empty for types without choices.
    pub choices: Vec<ChoiceFigures>,
    /// Mean share of the points by what the rest earned, from the lowest fifth; none where nobody was.
    pub groups: Vec<Option<f64>>,
    /// By 30 days, oldest first.
    pub windows: Vec<WindowFigures>,
    /// Median time in milliseconds.
    pub median: Option<i64>,
    /// What wants a look, the gravest first.
    pub flags: Vec<Flag>,
}

/// The figures of a choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChoiceFigures {
    /// Whether it is right.
    pub right: bool,
    /// How many picked it.
    pub n: i64,
    /// Their share, 0 to 1.
    pub share: f64,
    /// How picking it goes with what the rest earned, -1 to 1.
    pub discrimination: Option<f64>,
}

/// The figures of 30 days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WindowFigures {
    /// Their first instant.
    pub from: Instant,
    /// How many were asked.
    pub n: i64,
    /// Mean share of the points.
    pub difficulty: f64,
}

/// Works the figures out. `keys` says of each choice, in source order, whether it is right; it is empty for types without
/// choices and for questions with variants.
#[must_use]
pub fn figures(sums: &ItemSums, keys: &[bool]) -> ItemFigures {
    let n = sums.n;
    let rest = Moments { sum: sums.rest, squares: sums.rest_squared };
    let share = Moments { sum: sums.share, squares: sums.share_squared };
    let mut figures = ItemFigures {
        n,
        difficulty: (n > 0).then(|| real(sums.share) / real(SHARE * n)),
        discrimination: correlation(n, share, rest, sums.share_rest),
        error: (n > 0).then(|| real(n).sqrt().recip()),
        skipped: if n > 0 { real(sums.skipped) / real(n) } else { 0.0 },
        choices: keys.iter().zip(0..).map(|(right, source)| choice(sums, rest, source, *right)).collect(),
        groups: sums.groups.iter().map(|group| mean(group.share, group.n)).collect(),
        windows: sums
            .windows
            .iter()
            .filter_map(|(at, window)| {
                let difficulty = mean(window.share, window.n)?;
                Some(WindowFigures { from: window_start(*at), n: window.n, difficulty })
            })
            .collect(),
        median: sums.times.median(),
        flags: Vec::new(),
    };
    figures.flags = flags(&figures);
    figures
}

fn mean(share: i64, n: i64) -> Option<f64> {
    (n > 0).then(|| real(share) / real(SHARE * n))
}

fn choice(sums: &ItemSums, rest: Moments, source: u32, right: bool) -> ChoiceFigures {
    let picked = sums.choices.get(&source).copied().unwrap_or_default();
    let own = Moments { sum: picked.n, squares: picked.n };
    ChoiceFigures {
        right,
        n: picked.n,
        share: if sums.n > 0 { real(picked.n) / real(sums.n) } else { 0.0 },
        discrimination: correlation(sums.n, own, rest, picked.rest),
    }
}

/// Sum and sum of squares.
#[derive(Clone, Copy)]
struct Moments {
    sum: i64,
    squares: i64,
}

impl Moments {
    /// n² times the variance.
    fn spread(self, n: i64) -> i128 {
        i128::from(n) * i128::from(self.squares) - i128::from(self.sum) * i128::from(self.sum)
    }
}

/// Pearson's correlation from sums; none where one of both never varies. Worked out in whole numbers up to the last step,
/// so that large sums do not cancel.
fn correlation(n: i64, one: Moments, other: Moments, products: i64) -> Option<f64> {
    let both = i128::from(n) * i128::from(products) - i128::from(one.sum) * i128::from(other.sum);
    let (one, other) = (one.spread(n), other.spread(n));
    (one > 0 && other > 0).then(|| (wide(both) / (wide(one).sqrt() * wide(other).sqrt())).clamp(-1.0, 1.0))
}

fn flags(figures: &ItemFigures) -> Vec<Flag> {
    if figures.n < ENOUGH {
        return vec![Flag::NotEnough];
    }
    let below = |limit: f64| figures.discrimination.is_some_and(|r| r < limit);
    let p = figures.difficulty.unwrap_or_default();
    let is = |flag: &Flag| match flag {
        Flag::NotEnough => false,
        Flag::Key => has_suspect_key(&figures.choices),
        Flag::Withdraw => below(0.05),
        Flag::Review => below(0.15) && !below(0.05),
        Flag::TooHard => p < 0.30,
        Flag::TooEasy => p > 0.95,
        Flag::Drift => drifts(&figures.windows),
        Flag::Dead => figures.choices.iter().any(|choice| !choice.right && choice.share < 0.03),
    };
    Flag::ALL.into_iter().filter(is).collect()
}

/// Whether a wrong choice discriminates better than each right one.
fn has_suspect_key(choices: &[ChoiceFigures]) -> bool {
    let best = |right: bool| {
        let all = choices.iter().filter(|choice| choice.right == right).filter_map(|choice| choice.discrimination);
        all.fold(None, |best: Option<f64>, r| Some(best.map_or(r, |best| best.max(r))))
    };
    matches!((best(true), best(false)), (Some(right), Some(wrong)) if wrong > right)
}

/// Whether the newest span differs from an earlier one; each with enough answers.
fn drifts(windows: &[WindowFigures]) -> bool {
    let mut full = windows.iter().rev().filter(|window| window.n >= ENOUGH);
    let Some(newest) = full.next() else { return false };
    full.any(|earlier| (newest.difficulty - earlier.difficulty).abs() > 0.10)
}
