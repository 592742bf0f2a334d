//! Codes that people read aloud, copy from paper and type with a thumb: no sign in them is taken for another one.

/// Signs of a code that a facilitator says to a room: also no two whose Vietnamese names sound alike (B and P, D and T, M
/// and N, S and X).
const SAID: &[u8] = b"23456789ACEHKMPRTXY";
/// Signs of a code that stands on a card: none that looks like another one.
const PRINTED: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// Code of a class: six signs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClassCode(String);

/// Code of a card: eight signs, of about forty bits.
#[derive(Clone, PartialEq, Eq)]
pub struct CardCode(String);

impl ClassCode {
    /// A code of random bytes.
    #[must_use]
    pub fn of(random: [u8; 8]) -> Self {
        Self(spell(SAID, 6, random))
    }

    /// The code that somebody typed, however they wrote it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        read(SAID, 6, text).map(Self)
    }

    /// Its six signs, as an address holds them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Three signs, a space, three signs.
    #[must_use]
    pub fn shown(&self) -> String {
        let (left, right) = self.0.split_at(3);
        format!("{left} {right}")
    }
}

impl CardCode {
    /// A code of random bytes.
    #[must_use]
    pub fn of(random: [u8; 8]) -> Self {
        Self(spell(PRINTED, 8, random))
    }

    /// The code that somebody typed, however they wrote it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        read(PRINTED, 8, text).map(Self)
    }

    /// Its eight signs, as an address holds them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: `KXQ4-7MPD`.
    #[must_use]
    pub fn shown(&self) -> String {
        let (left, right) = self.0.split_at(4);
        format!("{left}-{right}")
    }
}

impl std::fmt::Debug for CardCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CardCode")
    }
}

/// So many signs of an alphabet. Of 64 bits the remainder favours no code that anybody could notice.
fn spell(signs: &[u8], length: usize, random: [u8; 8]) -> String {
    let (mut rest, base) = (u64::from_be_bytes(random), signs.len() as u64);
    let mut code = String::with_capacity(length);
    for _ in 0..length {
        let at = usize::try_from(rest % base).unwrap_or_default();
        code.push(char::from(signs[at]));
        rest /= base;
    }
    code
}

fn read(signs: &[u8], length: usize, text: &str) -> Option<String> {
    let kept = text.chars().filter(|c| !(c.is_whitespace() || matches!(c, '-' | '.')));
    let code: String = kept.take(length + 1).map(|c| c.to_ascii_uppercase()).collect();
    let fits = code.len() == length && code.bytes().all(|sign| signs.contains(&sign));
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_code_is_none() {
        for bad in ["", "K7A2C", "K7A2CH3", "K7A2C0", "K7A2CI", "Đ7A2CH", "K7A2C\u{200b}"] {
            assert_eq!(ClassCode::parse(bad), None, "{bad:?}");
        }
        assert_eq!(CardCode::parse("KXQ4-7MPO"), None);
        assert_eq!(ClassCode::parse(" k7a-2ch ").unwrap().shown(), "K7A 2CH");
        assert_eq!(CardCode::parse("kxq4 7mpd").unwrap().shown(), "KXQ4-7MPD");
        assert_eq!(format!("{:?}", CardCode::of([7; 8])), "CardCode", "none stands in a log");
    }

    #[test]
    fn no_two_signs_look_or_sound_alike() {
        for confused in ["01", "OI", "L", "BP", "DT", "MN", "SX", "UV"] {
            let held = confused.bytes().filter(|sign| SAID.contains(sign)).count();
            assert!(held <= 1, "{confused}");
        }
        assert!(b"01ILO".iter().all(|sign| !PRINTED.contains(sign)));
    }

    proptest! {
        #[test]
        fn what_is_made_is_read_again_however_it_is_typed(random: [u8; 8]) {
            let (class, card) = (ClassCode::of(random), CardCode::of(random));
            prop_assert_eq!(ClassCode::parse(&class.shown().to_lowercase()), Some(class.clone()));
            prop_assert_eq!(ClassCode::parse(class.as_str()), Some(class));
            prop_assert_eq!(CardCode::parse(&card.shown().to_lowercase()), Some(card.clone()));
            prop_assert_eq!(CardCode::parse(card.as_str()), Some(card));
        }

        #[test]
        fn other_bytes_make_other_codes(one: u64, other: u64) {
            prop_assume!(one % 31_u64.pow(8) != other % 31_u64.pow(8));
            prop_assert_ne!(CardCode::of(one.to_be_bytes()), CardCode::of(other.to_be_bytes()));
        }
    }
}
