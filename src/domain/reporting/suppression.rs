//! Small cells are not told outside duty, nor what lets one work them out: of cells whose sum is known, those that are hidden
//! are at least two and together no small cell themselves.

/// Cells below this many people are hidden.
pub const SMALL: u64 = 5;

/// What may be told of cells that stand beside their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// By cell, whether it is told.
    pub cells: Vec<bool>,
    /// Whether the sum is.
    pub sum: bool,
}

/// Which cells may be told beside their sum. A hidden cell does not say why it is hidden.
#[must_use]
pub fn suppress(cells: &[u64]) -> Told {
    let mut told: Vec<bool> = cells.iter().map(|cell| *cell >= SMALL).collect();
    loop {
        let hidden: Vec<u64> = cells.iter().zip(&told).filter(|(_, told)| !**told).map(|(cell, _)| *cell).collect();
        if hidden.is_empty() || hidden.len() >= 2 && hidden.iter().sum::<u64>() >= SMALL {
            return Told { cells: told, sum: true };
        }
        let smallest = (0..cells.len()).filter(|index| told[*index]).min_by_key(|index| cells[*index]);
        match smallest {
            Some(index) => told[index] = false,
            // Everything is hidden, and the sum would still give it away.
            None => return Told { cells: told, sum: false },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_smallest_other_hides_with_a_single_small_cell() {
        for (cells, told, sum) in [
            (&[9, 12, 30][..], &[true, true, true][..], true),
            (&[3, 12, 30], &[false, false, true], true),
            (&[3, 4, 30], &[false, false, true], true),
            (&[1, 0, 8, 30], &[false, false, false, true], true),
            (&[2, 1], &[false, false], false),
            (&[4], &[false], false),
            (&[], &[], true),
        ] {
            assert_eq!(suppress(cells), Told { cells: told.to_vec(), sum }, "{cells:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_told_never_gives_a_small_group_away(cells in prop::collection::vec(0u64..20, 0..12)) {
            let told = suppress(&cells);
            let hidden: Vec<u64> = cells.iter().zip(&told.cells).filter(|(_, told)| !**told).map(|(cell, _)| *cell).collect();
            prop_assert!(cells.iter().zip(&told.cells).all(|(cell, told)| !*told || *cell >= SMALL));
            if told.sum && !hidden.is_empty() {
                // What is left of the sum is that of several people of several cells.
                prop_assert!(hidden.len() >= 2 && hidden.iter().sum::<u64>() >= SMALL);
            }
        }
    }
}
