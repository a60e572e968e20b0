//! The tenant's face as a person sees it: readable in every colour, light and dark.

use serde_json::json;

use super::look::Look;
use super::{Office, reach_check};
use crate::harness::{Engine, Person, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_in_a_tenants_colour_look_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    // White is read on the first, ink on the second; the third is nearly too light.
    for (name, colour) in [("plum", "#8a1c5a"), ("orange", "#c8650a"), ("grey", "#767676")] {
        let form = json!({
            "displayName": "Acme Armed Response", "shortName": "Acme", "accentColour": colour, "emergencyNumber": "10111",
            "support": { "phone": "+27117654321", "email": "a-rather-long-address-for-help@acme-armed-response.example" },
            "privacyUrl": "https://acme.example/privacy",
            "texts": { "en": { "confirmation": "We call you within a day.", "returnButton": "Back to Acme" } },
        });
        let reply = office.tenant.put("/signup-form", &form).await;
        let form = match reply.json["errors"][0]["suggestion"].as_str() {
            Some(nearest) => {
                let mut form = form;
                form["accentColour"] = json!(nearest);
                office.tenant.put("/signup-form", &form).await
            }
            None => reply,
        };
        form.expect(200);
        let invited = office.invite().await;
        person.open(&invited.link).await;
        look.at(&format!("face-{name}-start"), "Sign up with Acme Armed Response").await;
        person.start(&invited).await;
        person.press("Continue").await;
        look.at(&format!("face-{name}-errors"), "About you").await;
        if name == "plum" {
            let base = reach_check(&person, &office.invite().await).await;
            look.at("face-check", "Check your answers").await;
            person.press("Finish signing up").await;
            person.open(&format!("{base}/done")).await;
            look.at("face-done", "You are signed up").await;
        }
    }
    look.finds_nothing();
}
