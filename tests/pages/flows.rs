//! Flows in any combination, in the order of the contract; and a session without any, which is as if there were none.

use serde_json::{Value, json};

use super::taken::headers;
use crate::api::payment::tell;
use crate::harness::{Guest, Invited, Page, Tenant, Texting, World};

const BACK: &str = "https://tenant.example/app";
const PAGE: &str = "https://pay.example/checkout";

/// A tenant that could have every flow.
async fn ready(world: &World) -> Tenant {
    let tenant = world.tenant_with("Acme", &[BACK.to_owned()], &[PAGE.to_owned()]).await;
    tenant
        .put("/signup-form", &json!({ "appLinks": { "web": "https://acme.example/app" } }))
        .await
        .expect(200);
    tenant
}

/// Everything that a session shows from its link to its end, without what is new each time.
async fn seen(world: &World, invited: &Invited, customer: &str) -> Vec<String> {
    let guest = Guest::new(&world.base);
    let mut seen = Vec::new();
    let mut note = |page: &Page| {
        let words =
            [invited.id.as_str(), invited.link.as_str(), invited.link.rsplit('/').next().unwrap_or_default()];
        let shown =
            format!("{} {}\n{}", page.status, headers(page), page.masked(&words).replace(customer, "#"));
        let place =
            page.header("location").unwrap_or_default().replace(&invited.id, "*").replace(customer, "#");
        let from = words.iter().fold(page.url.clone(), |url, word| url.replace(word, "*"));
        seen.push(format!("{} → {place}\n{shown}", from.rsplit('/').next().unwrap_or_default()));
    };
    let mut path = invited.link.clone();
    for inputs in [
        &[][..],
        &[("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "082 123 4567")],
        &[("hasVehicle", "no")],
        &[],
        &[],
    ] {
        let page = guest.get(&path).await.expect(200);
        let next = guest.submit(&page, inputs, "continue").await;
        note(&page);
        note(&next);
        path = next.location();
    }
    let base = format!("/s/{}", invited.id);
    for page in ["pause", "cancel", "personal?return=check", "done", "payment", "check"] {
        note(&guest.get(&format!("{base}/{page}")).await);
    }
    note(&Guest::new(&world.base).get(&invited.link).await.expect(200));
    let check = guest.get(&path).await.expect(200);
    note(&guest.submit(&check, &[], "finish").await);
    note(&guest.submit(&check, &[], "finish").await);
    for page in ["done", "check", "payment"] {
        note(&guest.get(&format!("{base}/{page}")).await);
    }
    seen
}

both! {
    async fn without_flows_a_session_is_as_if_there_were_none(world) {
        let (plain, able) = (world.tenant_at("Acme", &[BACK.to_owned()]).await, ready(&world).await);
        let (one, other) = (
            plain.invite_with(json!({ "returnUrl": BACK, "customerReferenceId": "C-1" })).await,
            able.invite_with(json!({ "returnUrl": BACK, "customerReferenceId": "C-1", "flows": [] })).await,
        );
        let (before, after) = (seen(&world, &one, "customerId=1").await, seen(&world, &other, "customerId=2").await);
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after);
        }
        let all = before.concat();
        for part in ["you pay", "noscript", "pay.example", "acme.example/app"] {
            assert!(!all.contains(part), "{part}");
        }
        let finished = format!("check → {BACK}?status=completed&signupSessionId=*&#");
        assert_eq!(before.iter().filter(|page| page.starts_with(&finished)).count(), 2, "{all}");
        let policy = "form-action 'self' https://tenant.example\"";
        assert_eq!(before.iter().filter(|page| page.contains(policy)).count(), 2, "the cancel page and the check page");
        for tenant in [plain, able] {
            let session = &tenant.get("/customer-signup/sessions").await.expect(200)["sessions"][0];
            assert_eq!((&session["flows"], &session["awaiting"], &session["payment"]), (&json!([]), &json!(null), &json!(null)));
        }
    }

    async fn they_come_in_the_order_of_the_contract_in_any_combination(world) {
        let texting = Texting::on(&world).await;
        let tenant = ready(&texting.world).await;
        let combinations = [
            json!(["download"]), json!(["payment"]), json!(["auth"]), json!(["download", "payment"]), json!(["download", "auth"]),
            json!(["payment", "auth"]), json!(["payment", "download", "auth"]),
        ];
        for (at, named) in combinations.iter().enumerate() {
            let has = |flow: &str| named.as_array().is_some_and(|flows| flows.iter().any(|known| known == flow));
            let mut body = json!({ "returnUrl": BACK, "flows": named });
            if has("payment") {
                body["payment"] = json!({ "url": PAGE });
            }
            let (invited, guest) = (tenant.invite_with(body).await, Guest::new(&texting.world.base));
            let order: Vec<Value> = ["auth", "payment", "download"].into_iter().filter(|flow| has(flow)).map(Value::from).collect();
            assert_eq!(tenant.session(&invited.id).await["flows"], Value::Array(order));
            let check = to_check(&texting, &guest, &invited, (&format!("08212345{at:02}"), has("auth"))).await;
            assert_eq!(tenant.session(&invited.id).await["awaiting"], json!(null));
            let next = guest.submit(&check, &[], "finish").await.location();
            let done = format!("/s/{}/done", invited.id);
            if has("payment") {
                assert!(next.starts_with(PAGE), "{next}");
                assert_eq!(guest.get(&done).await.location(), format!("/s/{}/payment", invited.id), "nothing is shown before it is paid");
                assert_eq!(tenant.session(&invited.id).await["awaiting"], "payment");
                tell(&tenant, &invited, json!({ "status": "failed" })).await.expect(200);
                tell(&tenant, &invited, json!({ "status": "succeeded" })).await.expect(200);
            } else if has("download") {
                assert_eq!(next, done);
            } else {
                assert!(next.starts_with(&format!("{BACK}?status=completed&")), "{next}");
            }
            let last = guest.get(&done).await.expect(200);
            let links = last.attributes("main a.button", "href");
            assert_eq!(links.len(), if has("download") { 2 } else { 1 }, "{named}");
            assert_eq!(links[0] == "https://acme.example/app", has("download"));
            assert!(links.last().is_some_and(|back| back.starts_with(&format!("{BACK}?status=completed&"))), "{links:?}");
            assert_eq!(tenant.session(&invited.id).await["status"], "completed");
        }
    }
}

/// From the link to the page of checks; the number is proved on the way where that is asked for, and nothing else opens before.
async fn to_check(
    texting: &Texting,
    guest: &Guest,
    invited: &Invited,
    (mobile, proves): (&str, bool),
) -> Page {
    let personal = guest.start(invited).await;
    let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", mobile)];
    let mut path = guest.answer(&personal, &inputs).await;
    let base = format!("/s/{}", invited.id);
    if proves {
        let verify = format!("{base}/verify");
        assert_eq!(path, verify);
        for ahead in ["vehicle", "check", "payment", "done"] {
            assert_eq!(guest.get(&format!("{base}/{ahead}")).await.location(), verify, "{ahead}");
        }
        let (page, code) = (guest.get(&path).await.expect(200), texting.code().await);
        path = guest.submit(&page, &[("code", &code)], "check").await.location();
    }
    for inputs in [&[("hasVehicle", "no")][..], &[], &[]] {
        path = guest.answer(&path, inputs).await;
    }
    guest.get(&path).await.expect(200)
}
