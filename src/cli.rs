//! The command line: its words and their order. What each command does is told elsewhere.

#![expect(clippy::doc_markdown, reason = "clap prints these words as they are")]

mod audit;
mod form;
mod key;
mod look;
mod source;

use std::fmt;
use std::path::PathBuf;

use clap::{ArgGroup, ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;

use crate::config::Options;

pub use self::audit::{AuditCommand, AuditList, AuditVerify};
pub use self::form::{FormCommand, FormLogo, FormOf, FormPreview, FormSet};
pub use self::key::{KeyCommand, KeyKind};
pub use self::look::{DeliveriesCommand, LookList, LookOne, SessionsCommand};
pub use self::source::{SourceCommand, SourceCreate, SourceOne, SourceUpdate};

/// Hosted customer signup: a tenant invites, a person signs up, the customer exists.
#[derive(Debug, Parser)]
#[command(name = "enrol", version, max_term_width = 100)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
    /// The command in words, such as `source update`.
    #[arg(skip)]
    pub words: String,
    /// Settings, accepted after any command.
    #[command(flatten)]
    pub options: Options,
}

impl Cli {
    /// The command line of this process; a wrong one ends it, with what is wrong.
    #[must_use]
    pub fn read() -> Self {
        let matches = Self::command().get_matches();
        let read = Self::from_arg_matches(&matches);
        let cli = read.unwrap_or_else(|error| error.format(&mut Self::command()).exit());
        Self { words: words(&matches), ..cli }
    }
}

/// The names of a command and of what it does, without what they were given.
fn words(matches: &ArgMatches) -> String {
    let mut words = Vec::new();
    let mut rest = matches.subcommand();
    while let Some((word, matches)) = rest {
        words.push(word);
        rest = matches.subcommand();
    }
    words.join(" ")
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
    /// Make, list and change the kinds of subscription that a source offers
    #[command(subcommand)]
    SubscriptionType(SubscriptionTypeCommand),
    /// Look at and replace a source's form: what it asks, and how it looks
    #[command(subcommand)]
    Form(FormCommand),
    /// Show how people get on with a source's form, step by step, in numbers alone
    Funnel(FunnelOf),
    /// Look at signup sessions, without what people typed, and end them
    #[command(subcommand)]
    Sessions(SessionsCommand),
    /// Look at deliveries of events, without what they tell, and send them again
    #[command(subcommand)]
    Deliveries(DeliveriesCommand),
    /// Erase what is kept of a customer, whatever its retention
    #[command(subcommand)]
    Customer(CustomerCommand),
    /// Look at who changed what, and check that nobody changed that
    #[command(subcommand)]
    Audit(AuditCommand),
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
    /// Change a subscription type for those who subscribe from now on; what is not named stays
    Update(SubscriptionTypeUpdate),
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

/// Changes to a subscription type. Whether it is for families stays: subscriptions are shared by it.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").required(true).multiple(true).args(["name", "description", "months"]))]
pub struct SubscriptionTypeUpdate {
    /// The number of the source that offers it
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// The type's number, as `enrol subscription-type list` shows it
    pub id: i64,
    /// Its name, such as WEB_SIGNUP_SINGLE
    #[arg(long)]
    pub name: Option<String>,
    /// What it is, in a sentence
    #[arg(long)]
    pub description: Option<String>,
    /// How long a subscription lasts
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1200))]
    pub months: Option<u32>,
    /// How to print the result.
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

/// How people got on with a form.
#[derive(Debug, Args)]
pub struct FunnelOf {
    /// The source's number
    #[arg(long, value_name = "ID")]
    pub source: i64,
    /// The first day (UTC), such as 2026-11-01; 30 days, unless said
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// The last day (UTC); today, unless said
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// How to print it.
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

#[cfg(test)]
mod tests {
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
