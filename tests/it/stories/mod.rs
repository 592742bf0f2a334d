//! Whole ways through the program, as one person after another walks them.

mod resident_becomes_capable;
