//! `enrol form`: what a source's form asks, and how it looks.

use std::io::Read;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::source::done;
use crate::actions::preview::Preview;
use crate::actions::{access, form};
use crate::api;
use crate::app::App;
use crate::cli::{CommandError, FormCommand, FormLogo, FormPreview, FormSet};
use crate::domain::form::logo::MOST_BYTES;
use crate::domain::ids::SourceId;
use crate::domain::tenant::source::Source;

pub(super) async fn run(app: &App, command: FormCommand) -> Result<(), CommandError> {
    match command {
        FormCommand::Show(one) => show(app, one.source).await,
        FormCommand::Set(set) => self::set(app, set).await,
        FormCommand::Preview(preview) => self::preview(app, preview).await,
        FormCommand::Logo(logo) => self::logo(app, logo).await,
    }
}

async fn show(app: &App, source: i64) -> Result<(), CommandError> {
    let form = form::current(app, &find(app, source).await?).await?;
    println!("{:#}", api::written_form(&form, app));
    Ok(())
}

async fn set(app: &App, set: FormSet) -> Result<(), CommandError> {
    let source = find(app, set.source).await?;
    let new = api::read_form(&read(&set.file)?, &source).map_err(|problem| {
        let all: Vec<String> = problem.details().collect();
        CommandError(format!("{}: {}", set.file.display(), all.join(" ")))
    })?;
    let form = form::replace(app, source.id, &new, |_| true).await?;
    let words =
        format!("Source {} has version {} of its form. Open sessions keep theirs.", source.id, form.version);
    done(set.output, &json!({ "version": form.version }), &words);
    Ok(())
}

async fn preview(app: &App, of: FormPreview) -> Result<(), CommandError> {
    let preview = Preview::of(app, &find(app, of.source).await?)?;
    let url = format!("{}{}", app.settings.origin(), preview.path(app));
    let until = preview.until.to_string();
    done(of.output, &json!({ "url": url, "expiresAt": until }), &format!("{url}\nIt works until {until}."));
    Ok(())
}

async fn logo(app: &App, logo: FormLogo) -> Result<(), CommandError> {
    let source = find(app, logo.source).await?;
    let picture = match &logo.file {
        Some(file) => {
            let said = |error: &dyn std::fmt::Display| CommandError(format!("{}: {error}", file.display()));
            let bytes = std::fs::read(file).map_err(|error| said(&error))?;
            if bytes.len() > MOST_BYTES {
                return Err(said(&"larger than 256 KiB: make it smaller"));
            }
            let fitted = form::fit_logo(None, bytes).await?;
            Some(fitted.map_err(|fault| said(&api::words_of_fault(fault)))?)
        }
        None => None,
    };
    let form = form::set_logo(app, source.id, picture.as_ref(), |_| true).await?;
    let has = if form.logo.is_some() { "has the logo" } else { "has no logo" };
    let words =
        format!("Version {} of source {}'s form {has}. Open sessions keep theirs.", form.version, source.id);
    done(logo.output, &json!({ "version": form.version }), &words);
    Ok(())
}

fn read(file: &Path) -> Result<Map<String, Value>, CommandError> {
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(file).map(|read| text = read)
    };
    read.map_err(|error| CommandError(format!("{}: {error}", file.display())))?;
    serde_json::from_str(&text)
        .map_err(|error| CommandError(format!("{}: not a JSON object: {error}", file.display())))
}

async fn find(app: &App, id: i64) -> Result<Source, CommandError> {
    let found = access::find_source(app, SourceId(id)).await;
    found.map_err(|_| CommandError(format!("there is no source {id}; `enrol source list` shows them all")))
}
