//! The arguments of the program. Names are fixed by contract.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The course server on which a province learns to use AI.
#[derive(Debug, Parser)]
#[command(name = "xutra", version, about)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve (what `xutra` alone does): bring SQLite's schema up to date, compile the courses, listen.
    Serve,
    /// Compile course folders and print what is wrong; no database is touched.
    Check(CheckArguments),
    /// Show one course folder to its author, and reload the browser when a file is saved.
    Preview {
        /// The course folder; the current folder, or the only course of `courses_dir`, where none is given.
        path: Option<PathBuf>,
    },
    /// Bring the schema up to date: the only writer of schema on PostgreSQL.
    Migrate {
        /// Change nothing; exit with 1 where something is to be done.
        #[arg(long)]
        check: bool,
    },
    /// Begin something new.
    New {
        #[command(subcommand)]
        what: NewCommand,
    },
    /// Write the questions of another program's file into the bank of a course.
    Import {
        /// gift, aiken, moodle-xml, qti, mdbook-quiz, liascript, hf, quiz-app or freecodecamp.
        format: String,
        /// The file.
        file: PathBuf,
        /// Folder of the course.
        #[arg(long, value_name = "PATH")]
        into: PathBuf,
    },
    /// Write the questions of a course, or of one of its files, for another program.
    Export {
        /// gift, moodle-xml, qti (3.0) or qti22.
        format: String,
        /// Folder of the course, or one of its files.
        path: PathBuf,
        /// The file to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        into: PathBuf,
    },
    /// Accounts from the shell.
    Account {
        #[command(subcommand)]
        what: AccountCommand,
    },
    /// Look after what was done: the audit and the ledger.
    Audit {
        #[command(subcommand)]
        what: AuditCommand,
    },
    /// Fill an empty database with an invented province: units, people, and what they did.
    Demo {
        /// How many learners.
        #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(..=1_000_000))]
        learners: u64,
    },
    /// Draw who is asked again, so that anybody can check that nobody was chosen.
    Draw {
        #[command(subcommand)]
        what: DrawCommand,
    },
    /// Work every flag out again from the stored attempts.
    Recompute {
        /// Change nothing; exit with 1 where something differs.
        #[arg(long)]
        check: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// Take in a list of people, CSV or XLSX; the same list again changes nothing. Exit with 1 where a line is wrong.
    Import {
        /// The list; its first line names the columns.
        file: PathBuf,
        /// Change nothing, say what would come of each line.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum DrawCommand {
    /// Commit to a seed, freeze who may be drawn, and write what is to be published now.
    New {
        /// Code of the unit whose holders of the flag are drawn.
        #[arg(long)]
        unit: String,
        /// The flag, where courses grant several.
        #[arg(long)]
        flag: Option<String>,
        /// How many are drawn.
        #[arg(long, default_value_t = 19)]
        count: usize,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        into: PathBuf,
    },
    /// Publish the seed: write the file with who was drawn.
    Reveal {
        /// Code of the unit.
        #[arg(long)]
        unit: String,
        /// The quarter, such as 2026Q4; this one where none is named.
        #[arg(long)]
        quarter: Option<String>,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        into: PathBuf,
    },
    /// Check a published file with nothing else.
    Verify {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Check every chain of hashes, the evidence that they tell of, and the signed roots; exit with 1 where one is wrong.
    Verify,
}

#[derive(Debug, Subcommand)]
pub(super) enum NewCommand {
    /// A course skeleton that compiles clean.
    Course {
        /// The folder to make; it must not exist, or be empty.
        path: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Course folders, or folders of courses; `courses` (or the setting `courses_dir`) where none is given.
    pub(super) paths: Vec<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Say what a code means, and check nothing.
    #[arg(long, value_name = "CODE")]
    pub(super) explain: Option<String>,
    /// What makes the check fail besides errors.
    #[arg(long, value_enum)]
    pub(super) deny: Option<Deny>,
    /// Repair what cannot be wrong (quotes, ids of questions, markers, names of files) and print what was changed.
    #[arg(long)]
    pub(super) fix: bool,
    /// With --fix: every translation was looked at and fits its original as it is now; write that down.
    #[arg(long, requires = "fix")]
    pub(super) stamp: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Deny {
    Warnings,
}
