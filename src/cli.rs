//! The command line: its words and their order. What each command does is told elsewhere.

#![expect(clippy::doc_markdown, reason = "clap prints these words as they are")]

mod form;
mod key;

use std::fmt;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::config::Options;

pub use self::form::{FormCommand, FormLogo, FormOf, FormPreview, FormSet};
pub use self::key::{KeyCommand, KeyKind};

/// Hosted customer signup: a tenant invites, a person signs up, the customer exists.
#[derive(Debug, Parser)]
#[command(name = "enrol", version, max_term_width = 100)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
    /// Settings, accepted after any command.
    #[command(flatten)]
    pub options: Options,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the whole thing: a fresh database, a source, a running server and a link to open
    Demo(Demo),
    /// Bring the database up to date, then run the server
    Serve,
    /// Bring the database up to date and stop
    Migrate,
    /// Make and look after customer sources: the tenants
    #[command(subcommand)]
    Source(SourceCommand),
    /// Make and list the kinds of subscription that a source offers
    #[command(subcommand)]
    SubscriptionType(SubscriptionTypeCommand),
    /// Look at and replace a source's form: what it asks, and how it looks
    #[command(subcommand)]
    Form(FormCommand),
    /// Look at signup sessions, without what people typed
    #[command(subcommand)]
    Sessions(LookCommand),
    /// Look at deliveries of events, without what they tell
    #[command(subcommand)]
    Deliveries(LookCommand),
    /// Erase what is kept of a customer, whatever its retention
    #[command(subcommand)]
    Customer(CustomerCommand),
    /// Erase what no source keeps any longer, as the server does every hour
    Purge(Purge),
    /// Copy the SQLite database into a new file, checked, while servers go on; the keys are not in it
    Backup {
        /// The file to make
        file: PathBuf,
    },
    /// Put a copy that `backup` made in the place of a database that is not there
    Restore {
        /// The copy
        file: PathBuf,
    },
    /// Look at settings, keys, database, clock and what is around the server; changes nothing, exit code 1 when something is wrong
    Check(Output),
    /// Ask the server that runs with these settings whether it is ready; exit code 1 when it is not
    Health,
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual pages
    Man {
        /// A directory that exists
        directory: PathBuf,
    },
    /// Make, add and retire encryption and signing keys
    #[command(subcommand)]
    Key(KeyCommand),
}

/// What the demo shows.
#[derive(Debug, Clone, Copy, Args)]
pub struct Demo {
    /// With every flow: the demo's tenant takes a payment, has an app, and shows the events that it is told
    #[arg(long)]
    pub flows: bool,
}

/// What can be done with sources.
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// Make a source; its client secret is printed once, now
    Create(SourceCreate),
    /// List all sources
    List(Output),
    /// Give a source a second client secret, printed once; the one before stays valid
    RotateSecret(SourceOne),
    /// End the older of two client secrets
    RetireSecret(SourceOne),
    /// Refuse a source's tokens and close its links, losing nothing
    Disable(SourceOne),
    /// Undo `disable`
    Enable(SourceOne),
}

/// A new source.
#[derive(Debug, Args)]
pub struct SourceCreate {
    /// The tenant's name, as people will read it
    #[arg(long)]
    pub name: String,
    /// Where people may be sent back to; one or more
    #[arg(long = "return-url", value_name = "PREFIX", required = true, num_args = 1..)]
    pub return_urls: Vec<String>,
    /// Where people may be sent to pay, for sessions with the flow `payment`; none or more
    #[arg(long = "payment-url", value_name = "PREFIX", num_args = 1..)]
    pub payment_urls: Vec<String>,
    /// The country whose national phone numbers people type
    #[arg(long, value_name = "COUNTRY", default_value = "ZA", value_parser = country)]
    pub region: String,
    /// How long an access token lasts
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 3600,
        value_parser = clap::value_parser!(u32).range(60..=86_400)
    )]
    pub token_seconds: u32,
    /// How to print it.
    #[command(flatten)]
    pub output: Output,
}

/// One source.
#[derive(Debug, Args)]
pub struct SourceOne {
    /// The source's number, as `enrol source list` shows it
    pub id: i64,
    /// How to print the result.
    #[command(flatten)]
    pub output: Output,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, Args)]
pub struct Output {
    /// Print JSON, for machines
    #[arg(long)]
    pub json: bool,
}

/// What can be done with subscription types.
#[derive(Debug, Subcommand)]
pub enum SubscriptionTypeCommand {
    /// Make a subscription type
    Create(SubscriptionTypeCreate),
    /// List a source's subscription types
    List(SubscriptionTypeList),
}

/// A new subscription type.
#[derive(Debug, Args)]
pub struct SubscriptionTypeCreate {
    /// The number of the source that offers it
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// Its name, such as WEB_SIGNUP_SINGLE
    #[arg(long)]
    pub name: String,
    /// What it is, in a sentence
    #[arg(long, default_value = "")]
    pub description: String,
    /// How long a subscription lasts
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=1200))]
    pub months: u32,
    /// Dependants may be covered too
    #[arg(long)]
    pub family: bool,
    /// How to print it.
    #[command(flatten)]
    pub output: Output,
}

/// The subscription types of one source.
#[derive(Debug, Args)]
pub struct SubscriptionTypeList {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// How to print them.
    #[command(flatten)]
    pub output: Output,
}

/// Looking at what a source has.
#[derive(Debug, Subcommand)]
pub enum LookCommand {
    /// List the newest
    List(LookList),
    /// Show one
    Show(LookOne),
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

/// What can be done with a customer.
#[derive(Debug, Subcommand)]
pub enum CustomerCommand {
    /// Erase its profile, its sessions and what was to be told of it, for good; it is deleted first where it is not
    Erase(CustomerOne),
}

/// One of a source's customers.
#[derive(Debug, Args)]
pub struct CustomerOne {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// The customer's number
    pub id: i64,
    /// How to print the result.
    #[command(flatten)]
    pub output: Output,
}

/// Erasing what is kept no longer.
#[derive(Debug, Args)]
pub struct Purge {
    /// Only say how much that would be
    #[arg(long)]
    pub dry_run: bool,
    /// How to print it.
    #[command(flatten)]
    pub output: Output,
}

/// Why a command could not be done, in one line with all its causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError(pub String);

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// `CommandError` is no `Error` itself, so that `?` can turn any error into one.
impl<E: std::error::Error> From<E> for CommandError {
    fn from(error: E) -> Self {
        let mut line = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            line = format!("{line}: {error}");
            cause = error.source();
        }
        Self(line.replace('\n', " "))
    }
}

fn country(text: &str) -> Result<String, &'static str> {
    let code = text.to_ascii_uppercase();
    let known = code.parse::<phonenumber::country::Id>().is_ok();
    if known { Ok(code) } else { Err("not a country's two letters, such as ZA") }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn settings_may_follow_the_verb() {
        let words = ["enrol", "source", "disable", "7", "--allow-private-targets", "--listen=x"];
        let cli = Cli::try_parse_from(words).unwrap();
        assert_eq!(cli.options.allow_private_targets.as_deref(), Some("yes"));
        assert_eq!(cli.options.listen.as_deref(), Some("x"));
        assert!(matches!(cli.command, Command::Source(SourceCommand::Disable(SourceOne { id: 7, .. }))));
    }
}
