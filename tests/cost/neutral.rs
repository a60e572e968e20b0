//! Nothing before the end tells a registered number from another, and nothing tells a stranger a session with answers from an
//! empty one: neither what is said, nor how long it is, nor how much is done for it.

use std::time::{Duration, Instant};

use enrol::store::db::Counts;
use serde_json::json;

use crate::harness::{Guest, Page, Tenant, Texting, World, code_in, wrong_code};

/// So many numbers of each kind.
const MANY: usize = 200;

/// What can be seen of a person's way to the step behind the code.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    /// Each answer: status, where it leads, what it says and how long it is.
    answers: Vec<(u16, String, String, usize)>,
    /// The message, and how long it is.
    message: (String, usize),
    /// How often the database was asked for each.
    asked: Vec<Counts>,
}

/// What is the same for everybody: ids, tokens and numbers are left out, each for as many characters.
fn masked(page: &Page, id: &str) -> String {
    let digits = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "0");
    digits(&page.masked(&[id]))
}

impl Seen {
    /// Waits for an answer, and notes all that can be seen of it.
    async fn note(
        &mut self,
        texting: &Texting,
        id: &str,
        answer: impl Future<Output = Page>,
    ) -> (Page, Duration) {
        let (before, begun) = (texting.world.app.store.counts(), Instant::now());
        let page = answer.await;
        let (took, after) = (begun.elapsed(), texting.world.app.store.counts());
        let location = page.header("location").unwrap_or_default().replace(id, "*");
        self.answers.push((page.status.as_u16(), location, masked(&page, id), page.html.len()));
        self.asked.push(Counts { probes: 0, prepared: 0, connects: 0, ..after - before });
        (page, took)
    }
}

async fn way(texting: &Texting, mobile: &str) -> (Seen, Duration) {
    let (guest, invited) = (Guest::new(&texting.world.base), texting.invite().await);
    let (id, personal) = (invited.id.as_str(), guest.start(&invited).await);
    let page = guest.get(&personal).await.expect(200);
    let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", mobile)];
    let mut seen = Seen::default();
    let (saved, first) = seen.note(texting, id, guest.submit(&page, &inputs, "continue")).await;
    let (page, second) = seen.note(texting, id, guest.get(&saved.location())).await;
    let came = texting.carry().await;
    let (text, code) = (came[0].json["text"].as_str().expect("a text").to_owned(), code_in(&came[0].json));
    let entered = [("code", wrong_code(&code))];
    let (_, third) = seen.note(texting, id, guest.submit(&page, &entered, "check")).await;
    let entered = [("code", code.as_str())];
    let (right, fourth) = seen.note(texting, id, guest.submit(&page, &entered, "check")).await;
    let (_, fifth) = seen.note(texting, id, guest.get(&right.location())).await;
    seen.message = (text.replace(|c: char| c.is_ascii_digit(), "0"), text.len());
    (seen, first + second + third + fourth + fifth)
}

/// What a stranger sees who opens the link of a session that somebody has started, enters codes until it is locked and
/// one more, and then tries one of its pages. In a full session that last code is the right one.
async fn seen_by_a_stranger(world: &World, tenant: &Tenant, full: bool) -> Vec<(u16, String, usize, Counts)> {
    let (owner, stranger, invited) =
        (Guest::new(&world.base), Guest::new(&world.base), tenant.invite().await);
    let base = format!("/s/{}", invited.id);
    let mut code = "2222-2222".to_owned();
    if full {
        owner.reach(&invited, "check", "0821234567").await;
        let page = owner.get(&format!("{base}/pause")).await.expect(200);
        code = owner.submit(&page, &[], "").await.expect(200).texts(".code").concat();
    } else {
        owner.start(&invited).await;
    }
    let wrong = if code.starts_with('2') { "3333-3333" } else { "2222-2222" };
    let secret = invited.link.rsplit('/').next().expect("a secret");
    let mut seen = Vec::new();
    let mut before = world.app.store.counts();
    let mut note = |page: &Page| {
        let after = world.app.store.counts();
        let asked = Counts { probes: 0, prepared: 0, connects: 0, ..after - before };
        let said = page.masked(&[&invited.id, secret, wrong, &code]);
        let said = said.replace(|c: char| c.is_ascii_digit(), "0");
        seen.push((page.status.as_u16(), said, page.html.len(), asked));
        before = after;
    };
    let page = stranger.get(&invited.link).await.expect(200);
    note(&page);
    for entered in [wrong, wrong, wrong, wrong, wrong, wrong, &code] {
        note(&stranger.submit(&page, &[("code", entered)], "").await.expect(422));
    }
    for path in ["personal", "check", "medical/shown"] {
        note(&stranger.get(&format!("{base}/{path}")).await.expect(401));
    }
    seen
}

/// The one in the middle.
fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}

both! {
    async fn registered_and_fresh_numbers_are_alike(world) {
        let texting = Texting::on(&world).await;
        for at in 0..MANY {
            let mobile = format!("+27821{at:06}");
            let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": mobile } });
            texting.tenant.post("/customers", &body).await.expect(201);
        }
        let (mut first, mut times) = (None, [Vec::new(), Vec::new()]);
        for at in 0..MANY {
            // By turns, so that neither kind has the quieter machine.
            for (kind, times) in times.iter_mut().enumerate() {
                let (seen, took) = way(&texting, &format!("+2782{}{at:06}", kind + 1)).await;
                times.push(took);
                match &first {
                    None => first = Some(seen),
                    Some(first) => assert_eq!(&seen, first, "number {at} of kind {kind}"),
                }
            }
        }
        // Shown, not held: what is done is the same to the statement, and a busy machine measures itself.
        let [registered, fresh] = times.map(median);
        println!("{:?}: registered {registered:?}, fresh {fresh:?} in the middle of {MANY}", world.engine);
    }

    async fn a_stranger_cannot_tell_a_full_session_from_an_empty_one(world) {
        let tenant = world.tenant("Acme").await;
        let empty = seen_by_a_stranger(&world, &tenant, false).await;
        let full = seen_by_a_stranger(&world, &tenant, true).await;
        assert_eq!(empty, full);
        // What is wrong and what is locked cost the same.
        let asked: Vec<_> = full[1..8].iter().map(|(_, _, _, asked)| asked).collect();
        assert!(asked.windows(2).all(|pair| pair[0] == pair[1]), "{asked:?}");
    }
}
