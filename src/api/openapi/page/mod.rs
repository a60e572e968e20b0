//! The document as a page that needs no script and no other host.

mod call;
mod guide;
mod members;

use std::sync::{Arc, LazyLock};

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use self::call::CallView;
use self::members::{Member, Text};
use super::super::routes::{Group, calls};
use super::super::{BASE, FieldCode};
use super::{Documents, examples, make};
use crate::app::App;
use crate::domain::webhook::event::Event;
use crate::http::{ContentCoding, Precompressed, ProblemCode};

pub use self::guide::show as guide;

#[derive(Template)]
#[template(path = "docs.html")]
struct DocsHtml {
    server: String,
    groups: Vec<GroupView>,
    webhooks: Vec<WebhookView>,
    payload: Vec<Member>,
    problem: String,
    problem_members: Vec<Member>,
    codes: Vec<(u16, &'static str, Text)>,
    field_codes: Vec<(&'static str, Text)>,
    schemas: Vec<(String, String)>,
}

/// A group of calls, as the contract has them.
struct GroupView {
    id: String,
    name: &'static str,
    about: Text,
    calls: Vec<CallView>,
}

/// A webhook.
struct WebhookView {
    event: Event,
    example: String,
}

/// Shows every call with an example, every webhook, every schema.
pub async fn show(
    State(app): State<App>,
    Extension(documents): Extension<Arc<Documents>>,
    coding: ContentCoding,
) -> Response {
    let origin = app.settings.origin();
    respond(documents.page.get_or_init(|| ready(&page(origin, &make(origin)))), coding)
}

static STYLE: LazyLock<Precompressed> = LazyLock::new(|| {
    Precompressed::new("text/css; charset=utf-8", include_str!("../../../../static/docs.css"))
});

/// The style of the pages.
pub async fn style(coding: ContentCoding) -> Response {
    ([(header::CACHE_CONTROL, "no-cache")], STYLE.respond(coding)).into_response()
}

/// A page that is drawn once. Drawing writes to memory, which does not fail.
fn ready(page: &impl Template) -> Precompressed {
    Precompressed::new("text/html; charset=utf-8", page.render().unwrap_or_default())
}

/// A page that may load its style and nothing else.
fn respond(page: &Precompressed, coding: ContentCoding) -> Response {
    let policy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], page.respond(coding)).into_response()
}

fn page(origin: &str, document: &Value) -> DocsHtml {
    let server = format!("{origin}{BASE}");
    let mut views: Vec<(Group, CallView)> =
        vec![(Group::Tokens, CallView::new(document, &server, "post", "/oauth/token"))];
    for call in calls() {
        let method = call.method.as_str().to_lowercase();
        views.push((call.about.group, CallView::new(document, &server, &method, call.path)));
    }
    let mut groups: Vec<GroupView> = Group::ALL.iter().map(|group| GroupView::new(*group)).collect();
    for (group, view) in views {
        groups
            .iter_mut()
            .filter(|known| known.name == group.as_str())
            .for_each(|known| known.calls.push(view.clone()));
    }
    let schemas = &document["components"]["schemas"];
    let schemas =
        schemas.as_object().into_iter().flatten().map(|(name, schema)| (name.clone(), pretty(schema)));
    let (codes, field_codes) = (ProblemCode::ALL.iter(), FieldCode::ALL.iter());
    DocsHtml {
        groups,
        webhooks: Event::ALL.iter().map(|event| WebhookView::new(*event)).collect(),
        payload: members::of(
            document,
            &document["webhooks"]["CREATED_CUSTOMER"]["post"]["requestBody"]["content"]["application/json"]["schema"],
        ),
        problem: examples::problem().map(pretty).unwrap_or_default(),
        problem_members: members::of(document, &document["components"]["schemas"]["Problem"]),
        codes: codes.map(|code| (code.status().as_u16(), code.as_str(), Text::new(code.meaning()))).collect(),
        field_codes: field_codes.map(|code| (code.as_str(), Text::new(code.meaning()))).collect(),
        schemas: schemas.collect(),
        server,
    }
}

impl GroupView {
    fn new(group: Group) -> Self {
        let id = group.as_str().to_lowercase().replace(' ', "-");
        Self { id, name: group.as_str(), about: Text::new(group.meaning()), calls: Vec::new() }
    }
}

impl WebhookView {
    fn new(event: Event) -> Self {
        let example = examples::webhook(event).map(pretty).unwrap_or_default();
        Self { event, example }
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
