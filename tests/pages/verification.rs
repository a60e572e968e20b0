//! Proving the mobile by a code: before anything else is asked, so often and so long as the contract says.

mod limits;
mod ways;

use enrol::domain::language::Language;
use serde_json::{Value, json};

use crate::harness::{Guest, Page, Texting, code_in, wrong_code};

const TITLE: &str = "Confirm your mobile number";
const MOBILE: &str = "082 123 4567";

/// Enters a code on the page that asks for it.
async fn enter(guest: &Guest, page: &Page, code: &str) -> Page {
    guest.submit(page, &[("code", code)], "check").await
}

/// What is said of a code beside its input.
#[track_caller]
fn refusal(page: Page) -> String {
    let page = page.expect(422);
    assert_eq!(page.heading(), TITLE);
    assert!(page.title().starts_with("Error: "), "{}", page.title());
    let errors = page.errors();
    assert_eq!((errors.len(), errors[0].0.as_str()), (1, "code"), "{errors:?}");
    assert_eq!(page.texts("#code-error"), [format!("Error: {}", errors[0].1)]);
    errors[0].1.clone()
}

/// What must be told before anything else.
#[track_caller]
fn notice(page: &Page) -> String {
    assert!(page.title().starts_with("Important: "), "{}", page.title());
    page.texts(".notice[role=alert] span").concat()
}

/// The session's path.
fn base(page: &Page) -> String {
    let url = url::Url::parse(&page.url).expect("an address");
    url.path().rsplit_once('/').expect("a page").0.to_owned()
}

async fn awaiting(texting: &Texting, id: &str) -> Value {
    texting.tenant.session(id).await["awaiting"].clone()
}

both! {
    async fn the_mobile_is_proved_before_anything_else_is_asked(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite().await;
        assert_eq!(texting.tenant.session(&invited.id).await["flows"], json!(["auth"]));
        let (guest, page) = texting.ask(&invited, MOBILE).await;
        assert!(page.url.ends_with("/verify") && page.heading() == TITLE, "{}", page.url);
        assert!(page.text().contains("+27 82 123 4567") && page.text().contains("Step 2 of 6"), "{}", page.text());
        assert_eq!(page.attribute("#code", "autocomplete").as_deref(), Some("one-time-code"));
        assert_eq!(page.attribute("#code", "inputmode").as_deref(), Some("numeric"));
        assert_eq!(awaiting(&texting, &invited.id).await, json!("verification"));
        let base = base(&page);
        for later in ["vehicle", "medical", "next-of-kin", "check", "medical/shown", "done"] {
            let answer = guest.get(&format!("{base}/{later}")).await;
            assert_eq!(answer.location(), format!("{base}/verify"), "{later}");
        }
        // Neither a step nor the finish that is posted unasked gets past it.
        let mut pairs = page.fields();
        pairs.push(("action".to_owned(), "finish".to_owned()));
        assert_eq!(guest.post(&format!("{base}/check"), &pairs).await.location(), format!("{base}/verify"));
        pairs.push(("hasVehicle".to_owned(), "no".to_owned()));
        guest.post(&format!("{base}/vehicle"), &pairs).await.expect(303);
        assert_eq!(guest.get(&format!("{base}/vehicle")).await.location(), format!("{base}/verify"));

        let code = texting.code().await;
        assert_eq!(enter(&guest, &page, &code).await.location(), format!("{base}/medical"), "the vehicle is answered");
        assert_eq!(awaiting(&texting, &invited.id).await, Value::Null);
        assert_eq!(guest.get(&format!("{base}/verify")).await.location(), format!("{base}/medical"));
        let mut next = format!("{base}/medical");
        while !next.ends_with("/check") {
            next = guest.answer(&next, &[]).await;
        }
        let check = guest.get(&next).await.expect(200);
        assert!(check.text().contains("Step 6 of 6"), "{}", check.text());
        assert!(guest.submit(&check, &[], "finish").await.location().contains("status=completed"));
        let session = texting.tenant.session(&invited.id).await;
        assert_eq!((&session["status"], &session["awaiting"]), (&json!("completed"), &Value::Null));
        assert!(texting.carry().await.is_empty(), "one code was enough");
    }

    async fn the_message_is_short_names_the_tenant_and_ends_in_what_a_phone_reads(world) {
        let texting = Texting::on(&world).await;
        texting.world.speak(&texting.tenant, Language::ALL).await;
        for language in Language::ALL {
            let invited = texting.invite_with(json!({ "locale": language.as_str() })).await;
            let mobile = format!("082 123 450{}", *language as u8);
            let (_, page) = texting.ask(&invited, &mobile).await;
            assert_eq!(page.attribute("html", "lang").as_deref(), Some(language.as_str()));
            let came = texting.carry().await;
            let (message, code) = (&came[0].json, code_in(&came[0].json));
            assert_eq!(message["to"], json!(format!("+2782123450{}", *language as u8)));
            let text = message["text"].as_str().expect("a text");
            assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
            assert_eq!(text.lines().last(), Some(format!("@127.0.0.1 #{code}").as_str()));
            let said = text.lines().next().expect("words");
            assert!(said.starts_with(&code) && said.contains("Acme"), "{language}: {said}");
            assert!(text.chars().count() <= 120, "{language}: {text}");
            assert!(!text.contains(['\u{2068}', '\u{2069}', '{']), "{language}: {text}");
        }
    }

    async fn how_a_code_is_typed_does_not_matter(world) {
        let texting = Texting::on(&world).await;
        let arabic = |code: &str| -> String {
            code.bytes().filter_map(|byte| char::from_u32(0x660 + u32::from(byte - b'0'))).collect()
        };
        let ways: [&dyn Fn(&str) -> String; 5] = [
            &|code| format!(" {} {} ", &code[..3], &code[3..]),
            &|code| format!("{}-{}", &code[..3], &code[3..]),
            &|code| format!("{}\u{2013}{}\n", &code[..2], &code[2..]),
            &arabic,
            &|code| format!("{code} is your code to sign up with Acme.\n\n@127.0.0.1 #{code}"),
        ];
        for (at, way) in ways.iter().enumerate() {
            let (guest, page) = texting.ask(&texting.invite().await, &format!("082 123 450{at}")).await;
            for typed in ["", "12345", "1234567", "code"] {
                assert_eq!(refusal(enter(&guest, &page, typed).await), "Enter all 6 digits of the code");
            }
            let code = texting.code().await;
            assert!(enter(&guest, &page, &way(&code)).await.location().ends_with("/vehicle"), "{at}");
        }
    }

    async fn a_wrong_code_is_told_with_the_tries_that_are_left(world) {
        let texting = Texting::on(&world).await;
        let (guest, page) = texting.ask(&texting.invite().await, MOBILE).await;
        let code = texting.code().await;
        let wrong = wrong_code(&code);
        for left in ["4 tries", "3 tries", "2 tries", "1 try"] {
            let shown = enter(&guest, &page, wrong).await;
            assert_eq!(shown.value("code").as_deref(), Some(wrong), "what was typed stays");
            let told = refusal(shown);
            assert!(told.starts_with("This code is not right") && told.ends_with(&format!("You have {left} left")), "{told}");
        }
        for entered in [wrong, &code, wrong] {
            let shown = enter(&guest, &page, entered).await.expect(422);
            assert_eq!(notice(&shown), "The code cannot be used any more. Have a new one sent.");
            assert!(!shown.has_input("code"), "there is nothing to enter");
        }
        texting.world.pass(30);
        let spent = guest.get(&page.url).await.expect(200);
        assert!(spent.text().contains("The code cannot be used any more."));
        let shown = guest.submit(&spent, &[], "first").await.location();
        let page = guest.get(&shown).await.expect(200);
        let next = texting.code().await;
        assert!(enter(&guest, &page, &next).await.location().ends_with("/vehicle"));
    }

    async fn a_code_is_valid_for_ten_minutes(world) {
        let texting = Texting::on(&world).await;
        let (guest, page) = texting.ask(&texting.invite().await, MOBILE).await;
        let code = texting.code().await;
        texting.world.pass(590);
        let wrong = enter(&guest, &page, wrong_code(&code)).await;
        assert!(refusal(wrong).contains("You have 4 tries left"));
        texting.world.pass(10);
        let late = enter(&guest, &page, &code).await.expect(422);
        assert_eq!(notice(&late), "The code is too old: it was valid for 10 minutes. Have a new one sent.");
        let late = guest.get(&page.url).await.expect(200);
        assert!(late.text().contains("The code is too old") && !late.has_input("code"));
        let page = guest.get(&guest.submit(&late, &[], "first").await.location()).await.expect(200);
        assert!(enter(&guest, &page, &texting.code().await).await.location().ends_with("/vehicle"));
    }

    async fn a_changed_number_is_proved_again(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite().await;
        let (guest, page) = texting.ask(&invited, MOBILE).await;
        let base = base(&page);
        assert_eq!(page.link("Change the number"), Some(format!("{base}/personal")));
        let personal = format!("{base}/personal");
        // Another number before the first one is proved: its code is another one.
        let first = texting.code().await;
        texting.world.pass(30);
        assert_eq!(guest.answer(&personal, &[("mobile", "083 123 4567")]).await, format!("{base}/verify"));
        let page = guest.get(&page.url).await.expect(200);
        assert!(page.text().contains("+27 83 123 4567"));
        assert!(refusal(enter(&guest, &page, &first).await).contains("4 tries left"), "it was for the other number");
        let second = texting.code().await;
        assert_eq!(enter(&guest, &page, &second).await.location(), format!("{base}/vehicle"));
        // The same number in another spelling stays proved, also with another name.
        let same = [("mobile", "+27 (0)83-123-4567"), ("name", "Thando")];
        assert_eq!(guest.answer(&personal, &same).await, format!("{base}/vehicle"));
        assert_eq!(awaiting(&texting, &invited.id).await, Value::Null);
        // A mistake on the way changes nothing of it.
        let step = guest.get(&personal).await.expect(200);
        guest.submit(&step, &[("mobile", "083")], "continue").await.expect(422);
        assert_eq!(awaiting(&texting, &invited.id).await, Value::Null);
        assert_eq!(guest.answer(&personal, &[("mobile", "083 123 4567")]).await, format!("{base}/vehicle"));
        // The first number was never proved, and the proof of the second goes with it.
        texting.world.pass(30);
        assert_eq!(guest.answer(&personal, &[("mobile", MOBILE)]).await, format!("{base}/verify"));
        assert_eq!(awaiting(&texting, &invited.id).await, json!("verification"));
        let third = texting.code().await;
        // Back to the second: it has to be proved again, and neither old code does it.
        assert_eq!(guest.answer(&personal, &[("mobile", "083 123 4567")]).await, format!("{base}/verify"));
        let page = guest.get(&page.url).await.expect(200);
        assert!(!page.has_input("code"), "no code was sent to it: {}", page.text());
        for code in [second, third] {
            let mut pairs = page.fields();
            pairs.extend([("code".to_owned(), code), ("action".to_owned(), "check".to_owned())]);
            guest.post(&page.url, &pairs).await.expect(422);
        }
        assert_eq!(awaiting(&texting, &invited.id).await, json!("verification"));
    }

    async fn a_number_that_is_registered_looks_the_same_until_the_end(world) {
        let texting = Texting::on(&world).await;
        let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": MOBILE } });
        texting.tenant.post("/customers", &body).await.expect(201);
        let (guest, page) = texting.ask(&texting.invite().await, MOBILE).await;
        let base = base(&page);
        let next = enter(&guest, &page, &texting.code().await).await.location();
        let mut next = guest.answer(&next, &[("hasVehicle", "no")]).await;
        while !next.ends_with("/check") {
            next = guest.answer(&next, &[]).await;
        }
        let check = guest.get(&next).await.expect(200);
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        assert_eq!(taken.heading(), "This mobile number cannot be signed up here");
        // Another number is proved before it can be finished with.
        let change = taken.link("Change the number").expect("a way on");
        texting.world.pass(30);
        assert_eq!(guest.answer(&change, &[("mobile", "084 123 4567")]).await, format!("{base}/verify"));
        let page = guest.get(&format!("{base}/verify")).await.expect(200);
        let code = texting.code().await;
        assert_eq!(guest.submit(&check, &[], "finish").await.location(), format!("{base}/verify"));
        assert_eq!(enter(&guest, &page, &code).await.location(), format!("{base}/check"));
        let check = guest.get(&format!("{base}/check")).await.expect(200);
        assert!(guest.submit(&check, &[], "finish").await.location().contains("status=completed"));
    }
}
