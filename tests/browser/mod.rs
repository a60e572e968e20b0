//! The pages as a person in Chromium meets them.

mod adapted;
mod autofill;
mod back;
mod consents;
mod demo;
mod devices;
mod docs;
mod download;
mod ends;
mod entry;
mod face;
mod faults;
mod heights;
mod hostile;
mod journey;
mod keyboard;
mod languages;
mod levels;
mod lighthouse;
mod look;
mod overlong;
mod payment;
mod pictures;
mod preview;
mod secrets;
mod steps;
mod typing;
mod verification;

use serde_json::{Value, json};

use crate::harness::{Invited, Landing, Person, Tenant, World};

/// No more than is needed, page by page.
const ENOUGH: [&[(&str, &str)]; 4] = [
    &[("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "082 123 4567")],
    &[("hasVehicle", "no")],
    &[],
    &[],
];

/// A tenant with a site of its own.
struct Office {
    tenant: Tenant,
    landing: Landing,
}

impl Office {
    async fn open(world: &World) -> Self {
        let landing = Landing::new().await;
        let tenant = world.tenant_at("Acme Armed Response", &[landing.url("/back")]).await;
        Self { tenant, landing }
    }

    async fn invite(&self) -> Invited {
        self.invite_with(json!({})).await
    }

    async fn invite_with(&self, mut body: Value) -> Invited {
        body["returnUrl"] = json!(self.landing.url("/back"));
        self.tenant.invite_with(body).await
    }
}

/// Goes from the first step to the check page; returns where the session's pages are.
async fn reach_check(person: &Person, invited: &Invited) -> String {
    let base = person.start(invited).await;
    for inputs in ENOUGH {
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    assert_eq!(person.page().await, "check");
    base
}

/// Has a resume code shown on a step, and carries on there; returns the code.
async fn resume_code(person: &Person) -> String {
    person.press("Save and come back later").await;
    let code = person.text(".code").await;
    person.press("Carry on now").await;
    code
}
