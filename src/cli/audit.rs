//! The words of `enrol audit`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Output;

/// What can be done with the audit.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// List the newest changes: who, what, which records, by which request
    List(AuditList),
    /// Look for rows that were changed, moved or removed; exit code 1 when there are any
    Verify(AuditVerify),
    /// Print where the chain ends, to be kept elsewhere: `verify --checkpoint` then sees whether its end was removed
    Checkpoint(Output),
}

/// Some of the changes.
#[derive(Debug, Args)]
pub struct AuditList {
    /// Only those that concern this source
    #[arg(long, value_name = "ID")]
    pub source: Option<i64>,
    /// At most so many
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    /// How to print them.
    #[command(flatten)]
    pub output: Output,
}

/// A check of the whole chain.
#[derive(Debug, Args)]
pub struct AuditVerify {
    /// A file with what `checkpoint` printed
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Option<PathBuf>,
    /// How to print the result.
    #[command(flatten)]
    pub output: Output,
}
