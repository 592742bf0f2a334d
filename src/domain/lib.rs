//! What the course server knows, without a clock, a database, a network or randomness of its own.
//!
//! The pipeline, from a teacher's Markdown to a certificate:
//! 1. [`course`] compiles a folder of Markdown into a [`course::CompiledCourse`] and a list of diagnostics.
//! 2. [`learning`] says what a learner has done of it and what comes next.
//! 3. [`assessment`] draws the questions of an attempt, takes answers and grades them.
//! 4. [`competency`] works the flag 'capable of basic AI skills' out from evidence and a policy.
//! 5. [`marking`] says what people may give for practical work, and when their marks decide.
//! 6. [`certificate`] says what may be attested, and numbers it.
//!
//! [`practice`] says which questions somebody practises next; it decides nothing.
//! [`item_analysis`] says what answers say about the questions.
//! [`sitting`] is an exam under the eyes of a facilitator, [`class`] people who learn together; [`minute_code`] proves that
//! somebody is there, [`spoken_code`] is said and typed.
//! [`signals`] are patterns in attempts that people should look at.
//! [`emulation`] puts communes into bands.
//! [`exemplar`] is what a leading unit tells others.
//! [`exchange`] carries questions from and to other programs' formats.
//! [`reporting`] is what all of it comes to: figures of units against registers and targets.
//! [`roster`] reads lists of people, [`lists`] those of units and of the register; [`follow_up`] says whom to call;
//! [`plan`] is what units are to reach by when.
//! [`recheck`] draws who is asked again. [`mailing`] says when people are written to.
//! [`work_record`] is work with AI as its author tells it and somebody who was drawn confirms it.
//! [`boundary`] makes the outlines of units on a map from a file of surveyors.
//! [`people`], [`unit`] and [`affiliation`] say who takes part and whose affair it is, [`population`] of how many.
#![warn(missing_docs)]

pub mod affiliation;
pub mod assessment;
pub mod boundary;
pub mod certificate;
pub mod class;
pub mod competency;
pub mod course;
pub mod duplicate;
pub mod emulation;
pub mod exchange;
pub mod exemplar;
pub mod follow_up;
pub mod ids;
pub mod instant;
pub mod item_analysis;
pub mod language;
pub mod learning;
pub mod lists;
pub mod mailing;
pub mod marking;
pub mod minute_code;
pub mod oversight;
pub mod people;
pub mod personal_data;
pub mod pin;
pub mod plan;
pub mod population;
pub mod practice;
pub mod recheck;
pub mod reporting;
pub mod roster;
pub mod signals;
pub mod sitting;
pub mod spoken_code;
pub mod unit;
pub mod window;
mod words;
pub mod work_record;
pub mod working_day;
