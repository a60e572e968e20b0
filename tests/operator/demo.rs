//! `enrol demo`: one command, a link that opens, a tenant to come back to.

use std::net::TcpListener;

use enrol::domain::language::Language;

use crate::harness::{Guest, Program, Running, free_address};

/// The link, Enrol's address and the tenant's, as the demo prints them.
async fn printed(demo: &mut Running) -> (String, String, String) {
    let text = demo.tells(|text| text.contains("Stop with Ctrl-C").then(|| text.to_owned())).await;
    let link = text.lines().find_map(|line| line.strip_prefix("  http")).expect("a link");
    let (_, addresses) = text.split_once("Enrol is at ").expect("addresses");
    let (enrol, tenant) = addresses.split_once(", the demo tenant at ").expect("both addresses");
    let tenant = tenant.lines().next().unwrap_or_default();
    (format!("http{link}"), enrol.to_owned(), tenant.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_is_the_whole_thing() {
    let address = free_address();
    let program = Program::bare().set("ENROL_LISTEN", &address);
    let mut demo = program.start(&["demo"]);
    let (link, enrol, tenant) = printed(&mut demo).await;
    assert_eq!(enrol, format!("http://{address}"));
    assert!(link.starts_with(&format!("{enrol}/signup/")), "{link}");

    let guest = Guest::new(&enrol);
    let invited = crate::harness::Invited { id: String::new(), link };
    wears_a_face(&guest, &invited.link).await;
    let back = guest.sign_up(&invited, "082 123 4567").await;
    assert!(back.starts_with(&format!("{tenant}/return?status=completed&signupSessionId=")), "{back}");
    assert!(back.ends_with("&state=from-the-demo"), "{back}");
    let page = guest.get(&back).await.expect(200);
    let told = page.texts("pre").join("\n");
    for part in
        ["\"status\": \"completed\"", "\"mobile\": \"+27821234567\"", "\"externalReferenceId\": \"demo-1\""]
    {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    assert!(page.text().contains("WEB_SIGNUP") || told.contains("\"validTo\""), "{told}");

    // The tenant invites the next one, whose link opens too.
    let home = guest.get(&tenant).await.expect(200);
    let next = guest.submit(&home, &[], "").await.location();
    let next = Guest::new(&enrol).get(&next).await.expect(200);
    assert!(next.has_input("token"));
    let preview = guest.post(&format!("{tenant}/preview"), &[]).await.location();
    let all = guest.get(&preview).await.expect(200);
    assert_eq!(all.texts("main h2"), ["English", "isiZulu"]);
    assert!(demo.out().contains("Look at every page"));
    // Whoever comes without a session, or with a wrong one, is told so.
    guest.get(&format!("{tenant}/return")).await.expect(200);
    guest.get(&format!("{tenant}/return?signupSessionId=nonsense")).await.expect(502);

    let text = demo.out();
    let (_, directory) = text.split_once("keys in ").expect("a directory");
    let directory = std::path::Path::new(directory.lines().next().unwrap_or_default());
    assert!(directory.join("enrol.db").exists() && directory.starts_with(program.directory.path()));
    assert!(!text.contains("enrol_"), "the demo prints its secret");
    assert_eq!(demo.stop().await, Some(0));
}

/// The tenant has a logo, contacts and a number to call, speaks two languages, and has filled something in.
async fn wears_a_face(guest: &Guest, link: &str) {
    let start = guest.get(link).await.expect(200);
    assert_eq!(start.heading(), "Sign up with Demo Armed Response");
    assert!(start.text().contains("In an emergency call 112."));
    assert!(start.text().contains("already filled in some answers"));
    let contacts = start.attributes("footer a", "href");
    assert_eq!(contacts, ["tel:+27115550100", "mailto:help@demo.example", "https://demo.example/privacy"]);
    assert_eq!(start.attributes("header button", "value"), ["zu"]);
    let logo = start.attributes("header img", "src").remove(0);
    let picture = reqwest::get(guest.url(&logo)).await.expect("an answer");
    assert_eq!(picture.headers()["content-type"], "image/png");
    let other = guest.choose_language(&start, &[], Language::Zulu).await.location();
    assert_eq!(guest.get(&other).await.expect(200).heading(), "Bhalisa no-Demo Armed Response");
    let zulu = guest.get(&other).await.expect(200);
    guest.choose_language(&zulu, &[], Language::English).await.location();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_takes_other_ports_when_its_own_are_busy() {
    let address = free_address();
    let _taken = TcpListener::bind(&address).expect("a free port");
    let program = Program::bare().set("ENROL_LISTEN", &address);
    let mut demo = program.start(&["demo"]);
    let (link, enrol, tenant) = printed(&mut demo).await;
    assert_ne!(enrol, format!("http://{address}"));
    let guest = Guest::new(&enrol);
    assert!(guest.get(&link).await.expect(200).has_input("token"));
    guest.get(&tenant).await.expect(200);

    // A second one beside the first has a database and ports of its own.
    let mut other = program.start(&["demo"]);
    let (second, ..) = printed(&mut other).await;
    assert!(Guest::new(&enrol).get(&second).await.expect(200).has_input("token"));
    assert_eq!(other.stop().await, Some(0));
    assert_eq!(demo.stop().await, Some(0));
}
