//! A server with no room for one request more: it says so at once, and gives back what was typed.

use enrol::api::DOCUMENTS;
use reqwest::Client;

use super::devices::halfway;
use crate::harness::{Guest, filled, send};

both! {
    async fn a_step_that_is_refused_comes_back_with_what_was_typed(world) {
        let (guest, invited, base, _) = halfway(&world).await;
        let page = guest.get(&format!("{base}/vehicle")).await.expect(200);
        // The same database behind an instance that has no room at all.
        let full = world.with(|settings| settings.max_requests = 0).await;
        let there = guest.at(&full.base);
        let before = world.rows().await;
        let typed = filled(&page, &[("vehicleMake", "Typed <here>"), ("vehicleColour", "green")], "continue");
        let refused = there.post(&format!("{base}/vehicle"), &typed).await.expect(503);
        assert_eq!(refused.header("retry-after"), Some("1"));
        assert_eq!(refused.value("vehicleMake").as_deref(), Some("Typed <here>"));
        assert_eq!(refused.value("vehicleColour").as_deref(), Some("green"));
        let elsewhere = Guest::new(&full.base);
        let language = [typed.clone(), vec![("locale".to_owned(), "af".to_owned())]].concat();
        let refused = elsewhere.post(&format!("{base}/vehicle"), &language).await.expect(503);
        assert_eq!(refused.attribute("html", "lang").as_deref(), Some("af"), "as was asked for");
        assert_eq!(refused.value("vehicleMake").as_deref(), Some("Typed <here>"));
        assert_eq!(world.rows().await, before, "nothing was done for it");

        let secret = invited.link.rsplit('/').next().expect("a secret");
        let page = there.get(&format!("/signup/{secret}")).await.expect(503);
        assert_eq!((page.heading(), page.header("retry-after")), ("This signup is busy at the moment".to_owned(), Some("3")));
        let api = send(Client::new().get(format!("{}/panic-api/v2/source", full.base))).await;
        api.problem(503, "busy");
        assert_eq!(api.header("retry-after"), Some("3"));
        for monitor in ["/healthz", "/readyz"] {
            there.get(monitor).await.expect(200);
        }
        // What was made before anybody asked is there for those who are served.
        let style = page.attribute("link[rel=stylesheet]", "href").expect("a stylesheet");
        for prepared in [style.as_str()].into_iter().chain(DOCUMENTS) {
            there.get(prepared).await.expect(200);
        }
        // Where there is room, the person goes on.
        guest.post(&format!("{base}/vehicle"), &typed).await.expect(303);
    }
}
