//! Reads a GeoJSON file (RFC 7946) of areas. What it holds is bounded while it is read, so that a hostile file takes no more
//! memory than a few times its own size; what is wrong with one feature does not stop the others.

use super::coordinates::Coordinates;
use super::{Area, Feature, FeatureFault, FileFault, Position};
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Most features: a province has some 3,500 hamlets.
pub const MOST_FEATURES: usize = 5_000;
/// Most points of a file: five megabytes of a good surveyor hold a third of it.
pub const MOST_POINTS: usize = 400_000;
/// Most properties of a feature that are looked at, and the longest name and value.
const MOST_PROPERTIES: usize = 60;
const LONGEST: usize = 200;
/// What is smaller, in square degrees, encloses nothing: about a square metre.
const SMALLEST: f64 = 1e-10;

/// The features of a file.
///
/// # Errors
/// Where it is no collection of features of WGS 84, or a larger one than is drawn.
pub fn read(file: &[u8]) -> Result<Vec<Feature>, FileFault> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let root: Root = serde_json::from_slice(file)
        .map_err(|error| FileFault::Unreadable { line: error.line(), column: error.column() })?;
    if root.kind.0.as_deref() != Some("FeatureCollection") {
        return Err(FileFault::NoCollection);
    }
    if let Some(system) = root.crs {
        system.check()?;
    }
    let Features { all, count, points } = root.features;
    match count {
        0 => Err(FileFault::Empty),
        _ if count > MOST_FEATURES => Err(FileFault::TooManyFeatures),
        _ if points > MOST_POINTS => Err(FileFault::TooManyPoints),
        _ => Ok(all),
    }
}

#[derive(Deserialize)]
struct Root {
    #[serde(rename = "type", default)]
    kind: Scalar,
    #[serde(default)]
    crs: Option<System>,
    #[serde(default)]
    features: Features,
}

/// The system of coordinates, which files from before RFC 7946 name.
#[derive(Deserialize)]
struct System {
    #[serde(default)]
    properties: Properties,
}

impl System {
    fn check(&self) -> Result<(), FileFault> {
        let name = self.properties.0.iter().find(|(key, _)| key == "name").map_or("?", |(_, name)| name.as_str());
        let end = name.rsplit([':', '/']).next().unwrap_or_default();
        let is_ours = matches!(end, "CRS84" | "CRS84h" | "4326" | "4979") || name.eq_ignore_ascii_case("wgs84");
        if is_ours { Ok(()) } else { Err(FileFault::OtherSystem(name.chars().take(60).collect())) }
    }
}

#[derive(Deserialize)]
struct RawFeature {
    #[serde(default)]
    id: Scalar,
    #[serde(default)]
    properties: Properties,
    #[serde(default)]
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type", default)]
    kind: Scalar,
    #[serde(default)]
    coordinates: Coordinates,
}

impl RawFeature {
    fn feature(self, number: usize) -> Feature {
        let mut properties = self.properties.0;
        if let Some(id) = self.id.0.filter(|_| !properties.iter().any(|(name, _)| name == "id")) {
            properties.insert(0, ("id".to_owned(), id));
        }
        Feature { number, properties, area: self.geometry.map_or(Err(FeatureFault::NoGeometry), |one| one.area()) }
    }
}

impl Geometry {
    fn area(&self) -> Result<Area, FeatureFault> {
        let height = match self.kind.0.as_deref() {
            Some("Polygon") => 3,
            Some("MultiPolygon") => 4,
            _ => return Err(FeatureFault::NoArea),
        };
        if self.coordinates.height != Some(height) {
            return Err(FeatureFault::Malformed);
        }
        if !self.coordinates.points.iter().all(|point| point.is_on_earth()) {
            return Err(FeatureFault::OffEarth);
        }
        let mut rings = Vec::new();
        for ring in self.coordinates.rings() {
            let [first, .., last] = ring else { return Err(FeatureFault::TooShort) };
            if ring.len() < 4 {
                return Err(FeatureFault::TooShort);
            }
            if first != last {
                return Err(FeatureFault::NotClosed);
            }
            rings.push(ring[1..].to_vec());
        }
        if rings.iter().all(|ring| enclosed(ring) < SMALLEST) {
            return Err(FeatureFault::Flat);
        }
        Ok(Area { rings })
    }
}

/// What a ring encloses, in square degrees.
fn enclosed(ring: &[Position]) -> f64 {
    let Some(start) = ring.first() else { return 0.0 };
    let pairs = ring.iter().zip(ring.iter().skip(1));
    // From the first point, as far numbers would eat the digits of a small ring.
    let twice: f64 =
        pairs.map(|(a, b)| (a.lon - start.lon) * (b.lat - start.lat) - (b.lon - start.lon) * (a.lat - start.lat)).sum();
    (twice / 2.0).abs()
}

/// The features, as far as there is room for them.
#[derive(Default)]
struct Features {
    all: Vec<Feature>,
    count: usize,
    points: usize,
}

impl<'de> Deserialize<'de> for Features {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Features;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of features")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Features, A::Error> {
                let mut read = Features::default();
                while read.count < MOST_FEATURES && read.points <= MOST_POINTS {
                    let Some(raw) = seq.next_element::<RawFeature>()? else { return Ok(read) };
                    read.count += 1;
                    read.points += raw.geometry.as_ref().map_or(0, |geometry| geometry.coordinates.points.len());
                    read.all.push(raw.feature(read.count));
                }
                while seq.next_element::<IgnoredAny>()?.is_some() {
                    read.count += 1;
                }
                Ok(read)
            }
        }
        deserializer.deserialize_seq(List)
    }
}

/// What a feature says of itself: words and numbers, as text; whatever is nested is left out.
#[derive(Default)]
struct Properties(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Properties;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("properties")
            }

            fn visit_unit<E>(self) -> Result<Properties, E> {
                Ok(Properties::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
                let mut read = Vec::new();
                while let Some((name, Scalar(value))) = map.next_entry::<String, Scalar>()? {
                    let fits = |text: &str| (1..=LONGEST).contains(&text.chars().take(LONGEST + 1).count());
                    if let Some(value) =
                        value.filter(|value| fits(value) && fits(&name)).filter(|_| read.len() < MOST_PROPERTIES)
                    {
                        read.push((name, value));
                    }
                }
                Ok(Properties(read))
            }
        }
        deserializer.deserialize_any(Pairs)
    }
}

/// A word or a number as text; nothing for whatever else.
#[derive(Default)]
struct Scalar(Option<String>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Word;
        impl<'de> Visitor<'de> for Word {
            type Value = Scalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar(Some(text.trim().to_owned())))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
                Ok(Scalar(Some(number.to_string())))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
                Ok(Scalar(Some(number.to_string())))
            }

            // Programs that know no whole numbers write codes as 1840.0; without a fraction they print as 1840.
            fn visit_f64<E>(self, number: f64) -> Result<Scalar, E> {
                Ok(Scalar(Some(number.to_string())))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Scalar, E> {
                Ok(Scalar(None))
            }

            fn visit_unit<E>(self) -> Result<Scalar, E> {
                Ok(Scalar(None))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar(None))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar(None))
            }
        }
        deserializer.deserialize_any(Word)
    }
}
