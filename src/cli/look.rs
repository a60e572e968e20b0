//! The words of `enrol sessions` and `enrol deliveries`.

use clap::{Args, Subcommand};

use super::Output;

/// What can be done with signup sessions.
#[derive(Debug, Subcommand)]
pub enum SessionsCommand {
    /// List the newest
    List(LookList),
    /// Show one
    Show(LookOne),
    /// End one that is open; its link and its pages stop working
    Cancel(LookOne),
    /// Give an open one a new link, printed once; the old one stops working
    Link(LookOne),
}

/// What can be done with deliveries.
#[derive(Debug, Subcommand)]
pub enum DeliveriesCommand {
    /// List the newest
    List(LookList),
    /// Show one
    Show(LookOne),
    /// Make one due again, with all its tries before it
    Resend(LookOne),
}

/// Some of a source's.
#[derive(Debug, Args)]
pub struct LookList {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// Only those of this status
    #[arg(long)]
    pub status: Option<String>,
    /// At most so many
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub limit: u32,
    /// How to print them.
    #[command(flatten)]
    pub output: Output,
}

/// One of a source's.
#[derive(Debug, Args)]
pub struct LookOne {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// Its id, as `list` shows it
    pub id: String,
    /// How to print it.
    #[command(flatten)]
    pub output: Output,
}
