//! `enrol source`: the tenants.

use serde_json::json;

use crate::actions::access::{self, Credentials, SourceDescription};
use crate::app::App;
use crate::cli::{CommandError, Output, SourceCommand, SourceCreate};
use crate::domain::ids::SourceId;
use crate::domain::profile::{normalize, phone::Region};
use crate::domain::signup::return_url::{self, InvalidUrl};

pub(super) async fn run(app: &App, command: SourceCommand) -> Result<(), CommandError> {
    match command {
        SourceCommand::Create(create) => self::create(app, create).await,
        SourceCommand::List(output) => list(app, output).await,
        SourceCommand::RotateSecret(one) => {
            print_credentials(&access::rotate_secret(app, known(app, one.id).await?).await?, one.output);
            Ok(())
        }
        SourceCommand::RetireSecret(one) => {
            let retired = access::retire_secrets(app, known(app, one.id).await?).await?;
            done(
                one.output,
                &json!({ "retired": retired }),
                &format!("Retired: {retired}. Only the newest secret is good now."),
            );
            Ok(())
        }
        SourceCommand::Disable(one) => switch(app, one.id, true, one.output).await,
        SourceCommand::Enable(one) => switch(app, one.id, false, one.output).await,
    }
}

async fn create(app: &App, create: SourceCreate) -> Result<(), CommandError> {
    let name = normalize::line(&create.name).ok().filter(|name| (1..=200).contains(&name.chars().count()));
    let name =
        name.ok_or_else(|| CommandError("--name: a name has 1 to 200 readable characters".to_owned()))?;
    if Region::from_code(&create.region).is_none() {
        return Err(CommandError("--region: not a country's two letters, such as ZA".to_owned()));
    }
    for url in &create.return_urls {
        return_url::registrable(url)
            .map_err(|unfit| CommandError(format!("--return-url {url}: {}", why(unfit))))?;
    }
    payable(&create.payment_urls)?;
    let described = SourceDescription {
        name: &name,
        return_urls: &create.return_urls,
        payment_urls: &create.payment_urls,
        region: &create.region,
        token_seconds: i64::from(create.token_seconds),
    };
    print_credentials(&access::create_source(app, &described).await?, create.output);
    Ok(())
}

/// Whether people may be sent there to pay.
fn payable(urls: &[String]) -> Result<(), CommandError> {
    for url in urls {
        return_url::registrable_to_pay(url).map_err(|unfit| {
            let why = match unfit {
                InvalidUrl::Malformed => {
                    "not an absolute address of a browser such as https://pay.example/checkout"
                }
                InvalidUrl::Reserved => {
                    "must not have the parameters that we add: signupSessionId, paymentReturnUrl"
                }
                unfit => why(unfit),
            };
            CommandError(format!("--payment-url {url}: {why}"))
        })?;
    }
    Ok(())
}

async fn list(app: &App, output: Output) -> Result<(), CommandError> {
    for source in access::sources(app).await? {
        let state = if source.disabled_at.is_some() { "disabled" } else { "enabled" };
        let line = format!(
            "{}\t{}\t{}\t{state}\t{}",
            source.id,
            source.client_id,
            source.name,
            source.return_urls.join(" ")
        );
        let object = json!({
            "id": source.id,
            "clientId": source.client_id,
            "name": source.name,
            "returnUrls": source.return_urls,
            "paymentUrls": source.payment_urls,
            "tokenSeconds": source.token_seconds,
            "disabledAt": source.disabled_at,
        });
        done(output, &object, &line);
    }
    Ok(())
}

async fn switch(app: &App, id: i64, disabled: bool, output: Output) -> Result<(), CommandError> {
    access::disable_source(app, known(app, id).await?, disabled).await?;
    let word = if disabled { "disabled" } else { "enabled" };
    done(output, &json!({ "id": id, "disabled": disabled }), &format!("Source {id} is {word}."));
    Ok(())
}

/// The id of a source that exists.
pub(super) async fn known(app: &App, id: i64) -> Result<SourceId, CommandError> {
    let found = access::find_source(app, SourceId(id)).await;
    Ok(found
        .map_err(|_| CommandError(format!("there is no source {id}; `enrol source list` shows them all")))?
        .id)
}

/// Prints one result: JSON on one line for machines, words for people.
pub(super) fn done(output: Output, object: &serde_json::Value, words: &str) {
    if output.json { println!("{object}") } else { println!("{words}") }
}

fn print_credentials(credentials: &Credentials, output: Output) {
    let secret = credentials.client_secret.reveal();
    let object =
        json!({ "id": credentials.source, "clientId": credentials.client_id, "clientSecret": secret });
    let words = format!(
        "source        {}\nclientId      {}\nclientSecret  {secret}\n\nThe secret is shown this once; keep it where your backend's secrets are.",
        credentials.source, credentials.client_id,
    );
    done(output, &object, &words);
}

fn why(unfit: InvalidUrl) -> &'static str {
    match unfit {
        InvalidUrl::Malformed => "not an absolute address such as https://app.example/return",
        InvalidUrl::Extras => "must not have a user name, a password or a fragment",
        InvalidUrl::Insecure => "must be https, unless it is on this machine",
        InvalidUrl::Reserved => {
            "must not have the parameters that we add: status, error_code, signupSessionId, customerId, siteId, state"
        }
        InvalidUrl::Unregistered => "not registered",
    }
}
