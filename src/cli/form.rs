//! The words of `enrol form`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Output;

/// What can be done with a source's form.
#[derive(Debug, Subcommand)]
pub enum FormCommand {
    /// Show the form that new sessions begin with, as JSON
    Show(FormOf),
    /// Replace it whole; open sessions keep theirs
    Set(FormSet),
    /// Print an address that shows every page with made-up answers, for an hour
    Preview(FormPreview),
    /// Make a picture the logo at the top of each page, or remove it; open sessions keep theirs
    Logo(FormLogo),
}

/// The form of one source.
#[derive(Debug, Args)]
pub struct FormOf {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
}

/// An address to look at.
#[derive(Debug, Args)]
pub struct FormPreview {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// How to print the result.
    #[command(flatten)]
    pub output: Output,
}

/// A new form.
#[derive(Debug, Args)]
pub struct FormSet {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// A file with the form, as `show` prints it; `-` reads it from the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How to print the result.
    #[command(flatten)]
    pub output: Output,
}

/// A new logo, or none.
#[derive(Debug, Args)]
pub struct FormLogo {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// A PNG, JPEG or WebP of at most 256 KiB and 2000 pixels a side
    #[arg(value_name = "FILE", required_unless_present = "remove", conflicts_with = "remove")]
    pub file: Option<PathBuf>,
    /// Remove the logo
    #[arg(long)]
    pub remove: bool,
    /// How to print the result.
    #[command(flatten)]
    pub output: Output,
}
