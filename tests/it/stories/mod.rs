//! Whole ways through the program, as one person after another walks them.

mod commune_is_asked_again;
mod resident_becomes_capable;
