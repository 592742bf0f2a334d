//! Coordinates of any depth, read into one flat list: a tree of lists would take many times the memory of the file. How
//! deep they were nested is told by the geometry's type, which may stand after them.

use super::Position;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The height of a ring: a list of positions.
const RING: u8 = 2;

/// Points and where their rings end.
#[derive(Debug, Default)]
pub(super) struct Coordinates {
    pub(super) points: Vec<Position>,
    pub(super) ring_ends: Vec<usize>,
    /// How deep they are nested: 1 is a position, 3 a polygon, 4 several. None where that differs from place to place.
    pub(super) height: Option<u8>,
}

impl Coordinates {
    /// The rings, in their order.
    pub(super) fn rings(&self) -> impl Iterator<Item = &[Position]> {
        let begins = std::iter::once(0).chain(self.ring_ends.iter().copied());
        begins.zip(&self.ring_ends).map(|(begin, end)| &self.points[begin..*end])
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut into = Self::default();
        let node = Nested { into: &mut into }.deserialize(deserializer)?;
        into.height = match node {
            Node::List(height) => Some(height),
            Node::Number(_) | Node::Broken => None,
        };
        Ok(into)
    }
}

/// What a value came to.
#[derive(Clone, Copy, PartialEq)]
enum Node {
    Number(f64),
    /// A list, by how deep it is.
    List(u8),
    /// Nothing that coordinates are made of.
    Broken,
}

struct Nested<'a> {
    into: &'a mut Coordinates,
}

impl<'de> DeserializeSeed<'de> for Nested<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value))
    }

    // Integers past 2^53 lose their last digits, and are nowhere on earth anyway.
    #[expect(clippy::cast_precision_loss, reason = "said above")]
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "said above")]
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Broken)
    }

    fn visit_str<E>(self, _: &str) -> Result<Node, E> {
        Ok(Node::Broken)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Broken)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Node::Broken)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        // Numbers past the second are heights above the sea.
        let (mut numbers, mut count) = ([0.0; 2], 0_usize);
        let (mut below, mut is_broken) = (None, false);
        while let Some(node) = seq.next_element_seed(Nested { into: self.into })? {
            let height = match node {
                Node::Number(value) => {
                    if let Some(place) = numbers.get_mut(count) {
                        *place = value;
                    }
                    count += 1;
                    0
                }
                Node::List(height) => height,
                Node::Broken => {
                    is_broken = true;
                    continue;
                }
            };
            is_broken |= *below.get_or_insert(height) != height;
        }
        match below {
            Some(0) if count >= 2 => self.into.points.push(Position { lon: numbers[0], lat: numbers[1] }),
            Some(below) if below + 1 == RING => self.into.ring_ends.push(self.into.points.len()),
            Some(0) | None => is_broken = true,
            Some(_) => {}
        }
        Ok(below.filter(|_| !is_broken).map_or(Node::Broken, |below| Node::List(below + 1)))
    }
}
