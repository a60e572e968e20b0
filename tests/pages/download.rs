//! The flow `download`: the tenant's apps on the last page, before the way back.

use serde_json::{Value, json};

use crate::harness::{Guest, Tenant, World};

const MOBILE: &str = "082 123 4567";

/// A tenant with apps in both stores and on the web.
async fn with_apps(world: &World) -> Tenant {
    let tenant = world.tenant("Acme").await;
    tenant.put("/signup-form", &form()).await.expect(200);
    tenant
}

fn form() -> Value {
    json!({ "appLinks": {
        "web": "https://acme.example/app?from=a&b", "ios": "https://apps.apple.com/app/acme",
        "android": "https://play.google.com/store/apps/details?id=acme",
    } })
}

fn download() -> Value {
    json!({ "flows": ["download"], "state": "s 1" })
}

both! {
    async fn the_apps_come_before_the_way_back(world) {
        let tenant = with_apps(&world).await;
        let (invited, guest) = (tenant.invite_with(download()).await, Guest::new(&world.base));
        assert_eq!(tenant.session(&invited.id).await["flows"], json!(["download"]));
        // What the form says later is not this session's.
        tenant.put("/signup-form", &json!({})).await.expect(200);
        let check = guest.reach_check(&invited, MOBILE).await;
        let finished = guest.submit(&check, &[], "finish").await;
        let path = finished.location();
        assert_eq!(path, format!("/s/{}/done", invited.id), "nobody is sent past the apps");
        assert!(finished.cookie().is_some(), "nothing from before is brought back from memory");
        assert_eq!(guest.submit(&check, &[], "finish").await.location(), path, "a second click says the same");

        let done = guest.get(&path).await.expect(200);
        assert_eq!((done.heading().as_str(), &done.texts("main h2")[..]), ("You are signed up", &["Get the app".to_owned()][..]));
        assert!(done.text().contains("Acme has an app. You can get it now, or later."));
        let session = tenant.session(&invited.id).await;
        let back = format!(
            "https://tenant.example/app/done?from=enrol&status=completed&signupSessionId={}&customerId={}&state=s+1",
            invited.id, session["customerId"]
        );
        assert_eq!(done.attributes("main a", "href"), [
            "https://apps.apple.com/app/acme",
            "https://play.google.com/store/apps/details?id=acme",
            "https://acme.example/app?from=a&b",
            &back,
        ]);
        assert_eq!(done.header("referrer-policy"), Some("same-origin"), "nobody is told where the person comes from");
        assert_eq!(guest.get(&invited.link).await.expect(200).attributes("main a", "href").len(), 4);
        // The apps are for anyone, the way back is not.
        let other = Guest::new(&world.base).get(&path).await.expect(200);
        assert_eq!(other.attributes("main a", "href").len(), 3);
        assert!(!other.html.contains("tenant.example"));
    }

    async fn whoever_is_not_signed_up_is_not_shown_them(world) {
        let tenant = with_apps(&world).await;
        let (invited, guest) = (tenant.invite_with(download()).await, Guest::new(&world.base));
        let base = guest.start(&invited).await.replace("/personal", "");
        let ask = guest.get(&format!("{base}/cancel")).await.expect(200);
        let back = guest.submit(&ask, &[], "cancel").await.location();
        assert!(back.starts_with("https://tenant.example/app/done?from=enrol&status=cancelled"), "{back}");
        let done = guest.get(&format!("{base}/done")).await.expect(200);
        assert_eq!(done.attributes("main a.button", "href"), [back]);
        assert!(!done.html.contains("apple.com"));
    }

    async fn without_apps_there_is_nothing_to_show(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({ "returnUrl": "https://tenant.example/app", "flows": ["download"] });
        let reply = tenant.post("/customer-signup/sessions", &body).await;
        reply.problem(400, "invalid_request");
        let error = &reply.json["errors"][0];
        assert_eq!((&error["pointer"], &error["code"]), (&json!("/flows/0"), &json!("no_app_links")));
        tenant.put("/signup-form", &json!({ "appLinks": { "web": "https://acme.example/" } })).await.expect(200);
        tenant.post("/customer-signup/sessions", &body).await.expect(201);
        let twice = json!({ "returnUrl": "https://tenant.example/app", "flows": ["download", "download"] });
        let reply = tenant.post("/customer-signup/sessions", &twice).await;
        assert_eq!(reply.json["errors"][0]["code"], "repeated");
    }
}
