//! The words of `enrol source`.

use clap::{ArgGroup, Args, Subcommand};

use super::Output;

/// What can be done with sources.
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// Make a source; its client secret is printed once, now
    Create(SourceCreate),
    /// List all sources
    List(Output),
    /// Show one, with all that can be set
    Show(SourceOne),
    /// Change what `create` has set; what is not named stays
    Update(SourceUpdate),
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

/// Changes to a source.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").required(true).multiple(true).args(["name", "return_urls", "payment_urls", "region", "token_seconds"]))]
pub struct SourceUpdate {
    /// The source's number, as `enrol source list` shows it
    pub id: i64,
    /// The tenant's name, as people will read it
    #[arg(long)]
    pub name: Option<String>,
    /// Where people may be sent back to, in place of all that were; open sessions keep theirs
    #[arg(long = "return-url", value_name = "PREFIX", num_args = 1..)]
    pub return_urls: Option<Vec<String>>,
    /// Where people may be sent to pay, in place of all that were
    #[arg(long = "payment-url", value_name = "PREFIX", num_args = 1..)]
    pub payment_urls: Option<Vec<String>>,
    /// The country whose national phone numbers people type
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    pub region: Option<String>,
    /// How long an access token lasts that is taken from now on
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(60..=86_400))]
    pub token_seconds: Option<u32>,
    /// How to print the result.
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

fn country(text: &str) -> Result<String, &'static str> {
    let code = text.to_ascii_uppercase();
    let known = code.parse::<phonenumber::country::Id>().is_ok();
    if known { Ok(code) } else { Err("not a country's two letters, such as ZA") }
}
