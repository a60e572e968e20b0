//! Load that outlives the server: people and backends who try again until they are done, and who
//! remember what they were told.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::harness::{Guest, Invited, Page, Program, Reply, Tenant, filled, until};

/// How many do so at once.
const PEOPLE: usize = 6;
const BACKENDS: usize = 3;

/// Why a try came to nothing: no answer was received, or one that says to try again (503).
type Unanswered = reqwest::Error;

/// Everybody, and what they remember.
pub struct Load {
    tenant: Tenant,
    base: String,
    next: AtomicUsize,
    told: AtomicUsize,
    over: AtomicBool,
    people: Mutex<Vec<Person>>,
    created: Mutex<Vec<(i64, Value)>>,
}

/// Somebody whose journey is over.
struct Person {
    invited: Invited,
    reference: String,
    mobile: String,
    /// The customer's id in the address that finishing led to, when that answer came.
    told: Option<String>,
}

/// A person on the way.
struct Journey {
    guest: Guest,
    invited: Invited,
    number: usize,
    started: bool,
    saved: Vec<String>,
}

impl Load {
    /// Nobody yet.
    pub async fn of(program: &Program) -> Arc<Self> {
        Arc::new(Self {
            tenant: program.tenant("Load").await,
            base: program.base(),
            next: AtomicUsize::default(),
            told: AtomicUsize::default(),
            over: AtomicBool::default(),
            people: Mutex::default(),
            created: Mutex::default(),
        })
    }

    /// Lets everybody begin; they go on until [`Self::end`].
    pub fn begin(self: &Arc<Self>) -> JoinSet<()> {
        let mut all = JoinSet::new();
        for _ in 0..PEOPLE {
            all.spawn(self.clone().sign_people_up());
        }
        for _ in 0..BACKENDS {
            all.spawn(self.clone().create_customers());
        }
        all
    }

    /// Nobody new begins; whoever has begun comes to an end.
    pub async fn end(&self, all: JoinSet<()>) {
        self.over.store(true, Ordering::Relaxed);
        all.join_all().await;
    }

    /// Has something copied while people sign up, who are neither held up by it nor turned away: all that was acknowledged
    /// before it, which is given with what came of it, must be in the copy.
    pub async fn meanwhile<T>(program: &Program, copy: impl AsyncFnOnce() -> T) -> (Arc<Self>, T) {
        let before = Self::of(program).await;
        let people = before.begin();
        before.told(60).await;
        before.end(people).await;
        let meanwhile = Self::of(program).await;
        let people = meanwhile.begin();
        meanwhile.told(20).await;
        let copied = copy().await;
        meanwhile.told(20).await;
        meanwhile.end(people).await;
        (before, copied)
    }

    /// Waits until so many more answers have said that something was kept.
    pub async fn told(&self, more: usize) {
        let enough = self.told.load(Ordering::Relaxed) + more;
        until("enough was answered", || async { self.told.load(Ordering::Relaxed) >= enough }).await;
    }

    fn begins(&self) -> Option<usize> {
        (!self.over.load(Ordering::Relaxed)).then(|| self.next.fetch_add(1, Ordering::Relaxed))
    }

    fn remember(&self) {
        self.told.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits for the server's return.
    async fn back(&self) {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let url = format!("{}/readyz", self.base);
        let ready = async || client.get(&url).send().await.is_ok_and(|answer| answer.status() == 200);
        until("the server is back", ready).await;
    }

    /// Posts under an idempotency key until there is an answer.
    async fn post(&self, path: &str, key: &str, body: &Value) -> Reply {
        loop {
            let request = self.tenant.request(Method::POST, path).header("idempotency-key", key).json(body);
            match answer(request, path).await {
                Ok(Page { status, headers, html: text, .. }) => {
                    let json = serde_json::from_str(&text).unwrap_or_default();
                    return Reply { status, headers, text, json };
                }
                Err(_) => self.back().await,
            }
        }
    }

    async fn create_customers(self: Arc<Self>) {
        while let Some(number) = self.begins() {
            let reference = format!("created-{number}");
            let body = json!({ "customer": {
                "name": "Sipho", "surname": "Dlamini", "mobile": mobile(number), "externalReferenceId": reference,
            } });
            let customer = self.post("/customers", &reference, &body).await.expect(201)["customer"].clone();
            self.remember();
            self.created.lock().expect("a list").push((customer["id"].as_i64().expect("an id"), customer));
        }
    }

    async fn sign_people_up(self: Arc<Self>) {
        while let Some(number) = self.begins() {
            let reference = format!("person-{number}");
            let asked =
                json!({ "returnUrl": "https://tenant.example/app/done", "customerReferenceId": reference });
            let session = self.post("/customer-signup/sessions", &reference, &asked).await.expect(201);
            let text = |name: &str| session[name].as_str().expect(name).to_owned();
            let invited = Invited { id: text("sessionId"), link: text("url") };
            let guest = Guest::new(&self.base);
            let (saved, started) = (Vec::new(), false);
            let mut journey = Journey { guest, invited: invited.clone(), number, started, saved };
            let told = loop {
                match self.go_on(&mut journey).await {
                    Ok(None) => {}
                    Ok(Some(end)) => break end,
                    Err(_) => self.back().await,
                }
            };
            let person = Person { invited, reference, mobile: mobile(number), told };
            self.people.lock().expect("a list").push(person);
        }
    }

    /// Opens the link, which leads to wherever the journey is, and does what that page asks for.
    /// At the end returns the address at the tenant, or nothing when it was not received.
    async fn go_on(&self, journey: &mut Journey) -> Result<Option<Option<String>>, Unanswered> {
        let page = journey.open().await?.expect(200);
        let name = page.url.rsplit('/').next().unwrap_or_default().to_owned();
        if page.url.contains("/signup/") && page.has_input("token") {
            assert!(!journey.started, "an acknowledged start is lost");
            journey.press(&page, &[], "").await?.location();
            journey.started = true;
        } else if name == "check" {
            let shown = page.text();
            // What is about health is covered there.
            let open = journey.saved.iter().filter(|step| *step != "medical");
            for (_, value) in open.flat_map(|step| journey.inputs(step)) {
                // Numbers and choices are shown in other words.
                assert!(shown.contains(&value) || !value.contains(' '), "{value} is lost");
            }
            let back = journey.press(&page, &[], "finish").await?.location();
            self.remember();
            return Ok(Some(Some(back)));
        } else if page.has_input("revision") {
            assert!(!journey.saved.contains(&name), "the acknowledged step {name} is lost");
            let inputs = journey.inputs(&name);
            let inputs: Vec<(&str, &str)> =
                inputs.iter().map(|(name, value)| (*name, value.as_str())).collect();
            journey.press(&page, &inputs, "continue").await?.location();
            journey.saved.push(name);
            self.remember();
            return Ok(None);
        } else {
            return Ok(Some(None));
        }
        self.remember();
        Ok(None)
    }

    /// Holds that everything that was acknowledged is there, once.
    pub async fn check(&self) {
        let tenant = &self.tenant;
        let mut ids = BTreeSet::new();
        let people = std::mem::take(&mut *self.people.lock().expect("a list"));
        for person in people {
            let session = tenant.session(&person.invited.id).await;
            assert_eq!(session["status"], "completed", "{}", person.reference);
            let id = &session["customerId"];
            if let Some(told) = person.told {
                assert!(told.contains(&format!("status=completed&signupSessionId={}", person.invited.id)));
                assert!(told.contains(&format!("&customerId={id}")), "{told}, but now {id}");
            }
            let customer = tenant.customer(id).await;
            assert_eq!(customer["mobile"], person.mobile);
            assert_eq!(customer["externalReferenceId"], person.reference);
            assert_eq!(customer["medicalConditions"], format!("Asthma {}", person.mobile));
            assert!(ids.insert(id.as_i64().expect("an id")), "one customer of two sessions");
        }
        let created = std::mem::take(&mut *self.created.lock().expect("a list"));
        for (id, customer) in created {
            assert_eq!(tenant.customer(&id.into()).await, customer);
            assert!(ids.insert(id), "one customer of two requests");
        }
        assert!(ids.len() > PEOPLE + BACKENDS, "hardly anybody came: {}", ids.len());
        assert_eq!(self.all_customers().await, ids);
    }

    async fn all_customers(&self) -> BTreeSet<i64> {
        let (mut ids, mut path) = (BTreeSet::new(), "/customers?limit=100".to_owned());
        loop {
            let list = self.tenant.get(&path).await.expect(200);
            for customer in list["customers"].as_array().expect("a list") {
                assert!(ids.insert(customer["id"].as_i64().expect("an id")), "twice in the list");
            }
            let Some(cursor) = list["nextCursor"].as_str() else { return ids };
            path = format!("/customers?limit=100&cursor={cursor}");
        }
    }
}

impl Journey {
    /// Opens the link and follows it within Enrol.
    async fn open(&self) -> Result<Page, Unanswered> {
        let mut url = self.invited.link.clone();
        loop {
            let page = answer(self.guest.client().get(&url), &url).await?;
            if page.status != 303 {
                return Ok(page);
            }
            url = self.guest.url(&page.location());
        }
    }

    async fn press(&self, page: &Page, inputs: &[(&str, &str)], button: &str) -> Result<Page, Unanswered> {
        let url = self.guest.url(&page.action());
        answer(self.guest.client().post(&url).form(&filled(page, inputs, button)), &url).await
    }

    fn inputs(&self, step: &str) -> Vec<(&'static str, String)> {
        let own = mobile(self.number);
        let consent =
            enrol::i18n::Catalog::of(enrol::domain::language::Language::English).consent("Load").version;
        match step {
            "personal" => {
                vec![
                    ("name", format!("Thandi {own}")),
                    ("surname", format!("Mokoena {own}")),
                    ("mobile", own),
                ]
            }
            "vehicle" => vec![("hasVehicle", "yes".to_owned()), ("vehicleMake", format!("Toyota {own}"))],
            "medical" => vec![("medicalConditions", format!("Asthma {own}")), ("medicalConsent", consent)],
            _ => vec![
                ("nextOfKinName", format!("Lerato {own}")),
                ("nextOfKinNumber", "+27821230000".to_owned()),
            ],
        }
    }
}

/// Nobody else's, and in E.164 already.
fn mobile(number: usize) -> String {
    format!("+2782{:07}", 2_000_000 + number)
}

/// The whole answer, body included; without that it counts as none, as does one that says to try again.
async fn answer(request: RequestBuilder, url: &str) -> Result<Page, Unanswered> {
    let response = request.send().await?;
    if response.status() == 503 {
        assert!(response.headers().contains_key("retry-after"), "{url}");
        response.error_for_status_ref()?;
    }
    let (status, headers) = (response.status(), response.headers().clone());
    Ok(Page { status, headers, url: url.to_owned(), html: response.text().await? })
}
