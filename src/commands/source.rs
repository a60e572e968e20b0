//! `enrol source`: the tenants.

use serde_json::{Value, json};

use crate::actions::access::{self, Credentials, SourceDescription};
use crate::app::App;
use crate::cli::{CommandError, Output, SourceCommand, SourceCreate, SourceOne, SourceUpdate};
use crate::domain::ids::SourceId;
use crate::domain::profile::{normalize, phone::Region};
use crate::domain::signup::return_url::{self, InvalidUrl};
use crate::domain::tenant::source::Source;
use crate::store::SourceChange;

pub(super) async fn run(app: &App, command: SourceCommand) -> Result<(), CommandError> {
    match command {
        SourceCommand::Create(create) => self::create(app, create).await,
        SourceCommand::List(output) => list(app, output).await,
        SourceCommand::Show(one) => show(app, one).await,
        SourceCommand::Update(update) => self::update(app, update).await,
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
    let name = name(&create.name)?;
    check(Some(&create.region), &create.return_urls)?;
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

async fn update(app: &App, update: SourceUpdate) -> Result<(), CommandError> {
    let name = update.name.as_deref().map(name).transpose()?;
    check(update.region.as_deref(), update.return_urls.as_deref().unwrap_or_default())?;
    payable(update.payment_urls.as_deref().unwrap_or_default())?;
    let change = SourceChange {
        name: name.as_deref(),
        region: update.region.as_deref(),
        return_urls: update.return_urls.as_deref(),
        payment_urls: update.payment_urls.as_deref(),
        token_seconds: update.token_seconds.map(i64::from),
    };
    let changed = access::update_source(app, known(app, update.id).await?, &change).await?;
    print(app, &changed, update.output).await
}

async fn show(app: &App, one: SourceOne) -> Result<(), CommandError> {
    let source = access::find_source(app, known(app, one.id).await?).await?;
    print(app, &source, one.output).await
}

/// Prints a source with all that can be set.
async fn print(app: &App, source: &Source, output: Output) -> Result<(), CommandError> {
    let secrets = access::live_secrets(app, source.id).await?;
    let mut object = object(source);
    object["secrets"] = secrets.into();
    let state = source.disabled_at.map_or_else(|| "enabled".to_owned(), |at| format!("disabled since {at}"));
    let words = format!(
        "source         {}\nname           {}\nclientId       {}\nsecrets        {secrets} good\nreturn URLs    {}\npayment URLs   {}\nregion         {}\ntoken seconds  {}\nstate          {state}",
        source.id,
        source.name,
        source.client_id,
        source.return_urls.join(" "),
        source.payment_urls.join(" "),
        source.region.code(),
        source.token_seconds,
    );
    done(output, &object, &words);
    Ok(())
}

fn name(text: &str) -> Result<String, CommandError> {
    let name = normalize::line(text).ok().filter(|name| (1..=200).contains(&name.chars().count()));
    name.ok_or_else(|| CommandError("--name: a name has 1 to 200 readable characters".to_owned()))
}

/// Whether a source can have this region and these return addresses.
fn check(region: Option<&str>, return_urls: &[String]) -> Result<(), CommandError> {
    if region.is_some_and(|region| Region::from_code(region).is_none()) {
        return Err(CommandError("--region: not a country's two letters, such as ZA".to_owned()));
    }
    for url in return_urls {
        return_url::registrable(url)
            .map_err(|unfit| CommandError(format!("--return-url {url}: {}", why(unfit))))?;
    }
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

fn object(source: &Source) -> Value {
    json!({
        "id": source.id,
        "clientId": source.client_id,
        "name": source.name,
        "returnUrls": source.return_urls,
        "paymentUrls": source.payment_urls,
        "region": source.region.code(),
        "tokenSeconds": source.token_seconds,
        "disabledAt": source.disabled_at,
    })
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
        done(output, &object(&source), &line);
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
