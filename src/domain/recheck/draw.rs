//! A draw as it is published: with it alone, and nothing of the server, anybody finds out whether it was fair.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a published draw calls itself.
pub const FORMAT: &str = "xutra-draw-1";

/// 32 random bytes that nobody sees before the draw is over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed")
    }
}

impl Seed {
    /// As it is published: 64 digits of hex.
    #[must_use]
    pub fn text(&self) -> String {
        hex(&self.0)
    }

    /// Reads what was published.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok();
        let bytes: Option<Vec<u8>> = (0..32).map(byte).collect();
        bytes?.try_into().ok().map(Self)
    }
}

/// What is published: at first without the seed and without who was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// [`FORMAT`].
    pub format: String,
    /// Code of the unit.
    pub unit: String,
    /// The quarter, `2026Q4`.
    pub quarter: String,
    /// When the commitment was made, RFC 3339.
    pub made_at: String,
    /// How many are drawn.
    pub count: usize,
    /// SHA-256 of the seed's 32 bytes.
    pub commitment: String,
    /// SHA-256 of the sorted population, a person to a line.
    pub population_hash: String,
    /// Ids of everybody who may be drawn, sorted.
    pub population: Vec<String>,
    /// The seed; none before it is published.
    pub seed: Option<String>,
    /// Ids of who is drawn, in the order of the draw; empty before the seed is published.
    pub drawn: Vec<String>,
}

/// What is wrong with a published draw; the word is the end of a message key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub &'static str);

/// SHA-256 of a seed, in hex.
#[must_use]
pub fn commitment(seed: &Seed) -> String {
    hex(&Sha256::digest(seed.0))
}

/// SHA-256 of people sorted, each with a line feed, in hex.
#[must_use]
pub fn population_hash(people: &[String]) -> String {
    let mut sorted: Vec<&String> = people.iter().collect();
    sorted.sort();
    let mut hash = Sha256::new();
    for person in sorted {
        hash.update(person);
        hash.update(b"\n");
    }
    hex(&hash.finalize())
}

/// People in the order of HMAC-SHA256 with the seed as key over their ids.
#[must_use]
pub fn order(seed: &Seed, people: &[String]) -> Vec<String> {
    // A key of any length is one.
    let Ok(key) = Hmac::<Sha256>::new_from_slice(&seed.0) else { return Vec::new() };
    let mut drawn: Vec<([u8; 32], &String)> =
        people.iter().map(|person| (key.clone().chain_update(person).finalize().into_bytes().into(), person)).collect();
    drawn.sort();
    drawn.into_iter().map(|(_, person)| person.clone()).collect()
}

impl Draw {
    /// Does everything again. Without the seed only the population can be checked; then the answer is `false`.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn verify(&self) -> Result<bool, Fault> {
        if self.format != FORMAT {
            return Err(Fault("draw-fault-format"));
        }
        if self.population.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(Fault("draw-fault-sorted"));
        }
        if population_hash(&self.population) != self.population_hash {
            return Err(Fault("draw-fault-population"));
        }
        let Some(seed) = &self.seed else {
            return if self.drawn.is_empty() { Ok(false) } else { Err(Fault("draw-fault-early")) };
        };
        let seed = Seed::parse(seed).ok_or(Fault("draw-fault-seed"))?;
        if commitment(&seed) != self.commitment {
            return Err(Fault("draw-fault-seed"));
        }
        let expected: Vec<String> = order(&seed, &self.population).into_iter().take(self.count).collect();
        if expected == self.drawn { Ok(true) } else { Err(Fault("draw-fault-drawn")) }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn people(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("person-{number:03}")).collect()
    }

    fn published(seed: Seed, count: usize, of: usize) -> Draw {
        let population = people(of);
        Draw {
            format: FORMAT.into(),
            unit: "01840".into(),
            quarter: "2026Q4".into(),
            made_at: "2026-11-22T00:00:00Z".into(),
            count,
            commitment: commitment(&seed),
            population_hash: population_hash(&population),
            drawn: order(&seed, &population).into_iter().take(count).collect(),
            population,
            seed: Some(seed.text()),
        }
    }

    /// Worked out with Python's `hashlib` and `hmac`.
    #[test]
    fn the_figures_are_those_of_another_language() {
        let seed = Seed([7; 32]);
        assert_eq!(commitment(&seed), "4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0");
        assert_eq!(population_hash(&people(3)), "61727ca3df8b3436f611605e38740981a0b0ea13200e186d72198ec4d4cf3944");
        assert_eq!(order(&seed, &people(5)), ORDER_OF_FIVE);
    }

    const ORDER_OF_FIVE: [&str; 5] = ["person-001", "person-003", "person-004", "person-002", "person-000"];

    #[test]
    fn whatever_is_changed_shows() {
        let good = published(Seed([1; 32]), 3, 10);
        assert_eq!(good.verify(), Ok(true));
        assert_eq!(
            Draw { seed: None, drawn: Vec::new(), ..good.clone() }.verify(),
            Ok(false),
            "before the seed is known"
        );
        let mut shuffled = good.drawn.clone();
        shuffled.swap(0, 1);
        let without = |at: usize| {
            let mut people = good.population.clone();
            people.remove(at);
            people
        };
        let cases = [
            (Draw { format: "x".into(), ..good.clone() }, "draw-fault-format"),
            (Draw { population: without(2), ..good.clone() }, "draw-fault-population"),
            (Draw { population: good.population.iter().rev().cloned().collect(), ..good.clone() }, "draw-fault-sorted"),
            (Draw { seed: None, ..good.clone() }, "draw-fault-early"),
            (Draw { seed: Some(Seed([2; 32]).text()), ..good.clone() }, "draw-fault-seed"),
            (Draw { seed: Some("zz".into()), ..good.clone() }, "draw-fault-seed"),
            (Draw { drawn: shuffled, ..good.clone() }, "draw-fault-drawn"),
            (Draw { count: 4, ..good.clone() }, "draw-fault-drawn"),
        ];
        for (draw, fault) in cases {
            assert_eq!(draw.verify(), Err(Fault(fault)));
        }
    }

    proptest! {
        #[test]
        fn everybody_has_one_place_whatever_the_order_they_come_in(seed: [u8; 32], of in 0usize..40) {
            let (seed, mut people) = (Seed(seed), people(of));
            let drawn = order(&seed, &people);
            people.reverse();
            prop_assert_eq!(order(&seed, &people), drawn.clone());
            let mut sorted = drawn;
            sorted.sort();
            people.sort();
            prop_assert_eq!(sorted, people);
            prop_assert_eq!(Seed::parse(&seed.text()), Some(seed));
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,70}") {
            let _ = Seed::parse(&text);
        }
    }
}
