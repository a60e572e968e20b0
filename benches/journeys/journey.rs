//! One person after the other, from the invitation to what the tenant reads at the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::Failure;
use crate::client::{Answer, Client};
use crate::figures::Figures;
use crate::server::Server;

/// The steps, and what people answer: the mobile is each person's own, and consent is to the words
/// that the page shows.
const ANSWERS: [(&str, &str, &str); 4] = [
    (
        "personal: open",
        "personal: save",
        "name=Thandi&surname=Mokoena&email=thandi%40example.org&dateOfBirth-day=28&dateOfBirth-month=2\
         &dateOfBirth-year=1985&gender=female&mobile=MOBILE",
    ),
    (
        "vehicle: open",
        "vehicle: save",
        "hasVehicle=yes&vehicleMake=Toyota&vehicleModel=Corolla+Cross&vehicleColour=White&vehicleLicensePlate=CA+123-456",
    ),
    (
        "medical: open",
        "medical: save",
        "medicalConditions=Asthma+since+childhood&medications=Salbutamol+inhaler%2C+as+needed&allergies=Penicillin\
         &medicalOther=&bloodtype=O%2B&hasMedicalAid=yes&medicalAidScheme=Discovery&medicalAidNumber=1234567890\
         &medicalAidPlan=Classic&familyDoctorName=Dr+P.+Naidoo&familyDoctorPhoneNumber=011+555+0199&medicalConsent=CONSENT",
    ),
    ("next of kin: open", "next of kin: save", "nextOfKinName=Sipho+Mokoena&nextOfKinNumber=083+555+0142"),
];

/// A backend that invites people.
#[derive(Clone)]
pub struct Tenant {
    address: std::net::SocketAddr,
    token: Arc<str>,
    subscription_type: i64,
    /// Every person has a number of its own.
    people: Arc<AtomicU32>,
}

impl Tenant {
    /// Takes a token and finds out what can be subscribed to.
    pub async fn sign_in(server: &Server) -> Result<Self, Failure> {
        let mut backend = Client::connect(server.address).await?;
        let credentials =
            json!({ "clientId": server.client_id, "clientSecret": server.client_secret }).to_string();
        let reply = backend.call(Method::POST, "/oauth/token", "", credentials).await?;
        let token = text(&read(&reply.expect(StatusCode::OK)?)?, "accessToken")?;
        let types = "/subscriptions/subscriptionTypes";
        let types = backend.call(Method::GET, types, &token, String::new()).await?;
        let types = read(&types.expect(StatusCode::OK)?)?;
        Ok(Self {
            address: server.address,
            token: token.into(),
            subscription_type: types[0]["id"].as_i64().ok_or("a source without subscription types")?,
            people: Arc::default(),
        })
    }
}

impl Tenant {
    /// Invites one person; the path of the link.
    pub async fn invite(&self) -> Result<String, Failure> {
        let mut backend = Client::connect(self.address).await?;
        let wanted = json!({ "returnUrl": "https://tenant.example/app/done" }).to_string();
        let session = backend.call(Method::POST, "/customer-signup/sessions", &self.token, wanted).await?;
        let link = text(&read(&session.expect(StatusCode::CREATED)?)?, "url")?;
        Ok(link.find("/signup/").map_or("", |at| &link[at..]).to_owned())
    }
}

/// The kinds of request in the order in which a journey meets them.
pub fn requests() -> Vec<&'static str> {
    let steps = ANSWERS.iter().flat_map(|(open, save, _)| [*open, *save]);
    let (before, after) = (
        ["session: create", "start: open", "start: press"],
        ["check: open", "check: finish", "session: read"],
    );
    before.into_iter().chain(steps).chain(after).collect()
}

/// Signs up one person after the other until the time has come; what ends after `from` counts.
pub async fn keep_signing_up(tenant: Tenant, from: Instant, until: Instant) -> Result<Figures, Failure> {
    let mut backend = Client::connect(tenant.address).await?;
    let mut figures = Figures::between(from, until);
    while Instant::now() < until {
        sign_up(&tenant, &mut backend, &mut figures).await?;
        figures.finished();
    }
    Ok(figures)
}

async fn sign_up(tenant: &Tenant, backend: &mut Client, figures: &mut Figures) -> Result<(), Failure> {
    let number = tenant.people.fetch_add(1, Ordering::Relaxed);
    let mobile = format!("082{}", 1_000_000 + number);
    let wanted = json!({
        "returnUrl": "https://tenant.example/app/done?from=enrol",
        "customerReferenceId": format!("A-{number}"),
        "email": "thandi@example.org",
        "state": "s",
        "subscription": { "subscriptionTypeId": tenant.subscription_type },
    });
    let sessions = "/customer-signup/sessions";
    let session = backend.call(Method::POST, sessions, &tenant.token, wanted.to_string()).await?;
    let session = read(&figures.note("session: create", session, StatusCode::CREATED)?)?;
    let (id, link) = (text(&session, "sessionId")?, text(&session, "url")?);

    // Everybody comes with a connection of their own.
    let mut person = Client::connect(tenant.address).await?;
    let path = link.find("/signup/").map_or("", |at| &link[at..]);
    let page = figures.note("start: open", person.open(path).await?, StatusCode::OK)?;
    let next = person.post(path, page.hidden()).await?;
    let mut path = figures.note("start: press", next, StatusCode::SEE_OTHER)?.location()?;
    for (open, save, answers) in ANSWERS {
        let page = figures.note(open, person.open(&path).await?, StatusCode::OK)?;
        let answers = answers.replace("MOBILE", &mobile).replace("CONSENT", page.value("medicalConsent"));
        let next = person.post(&path, format!("{}{answers}&action=continue", page.hidden())).await?;
        path = figures.note(save, next, StatusCode::SEE_OTHER)?.location()?;
    }
    let page = figures.note("check: open", person.open(&path).await?, StatusCode::OK)?;
    let next = person.post(&path, format!("{}action=finish", page.hidden())).await?;
    let back = figures.note("check: finish", next, StatusCode::SEE_OTHER)?.location()?;
    if !back.starts_with("https://tenant.example/app/done?from=enrol&status=completed") {
        return Err(format!("a journey ended at {back}").into());
    }

    let session = format!("{sessions}/{id}");
    let session = backend.call(Method::GET, &session, &tenant.token, String::new()).await?;
    let session = read(&figures.note("session: read", session, StatusCode::OK)?)?;
    if session["status"] == "completed" { Ok(()) } else { Err(format!("not completed: {session}").into()) }
}

fn read(answer: &Answer) -> Result<Value, Failure> {
    Ok(serde_json::from_str(&answer.body)?)
}

fn text(object: &Value, member: &str) -> Result<String, Failure> {
    Ok(object[member].as_str().ok_or_else(|| format!("no {member} in {object}"))?.to_owned())
}
