//! Ways through a session that nobody planned: whatever is pressed, in whatever order, what is open follows from what is
//! answered, and it ends once.

use serde_json::{Value, json};

use crate::harness::{Guest, Invited, Page, Tenant};

const STEPS: [&str; 4] = ["personal", "vehicle", "medical", "next-of-kin"];

/// What each step takes, besides the mobile.
const RIGHT: [&[(&str, &str)]; 4] = [
    &[("name", "Thandi"), ("surname", "Mokoena")],
    &[("hasVehicle", "no"), ("vehicleLicensePlate", "")],
    &[("allergies", "")],
    &[("nextOfKinName", ""), ("nextOfKinNumber", "")],
];

/// What each step refuses.
const WRONG: [&[(&str, &str)]; 4] = [
    &[("mobile", "12")],
    &[("hasVehicle", "yes"), ("vehicleLicensePlate", "no plate is as long as this one is")],
    &[("allergies", "nuts")],
    &[("nextOfKinName", "Sipho"), ("nextOfKinNumber", "12")],
];

/// Numbers that look drawn, and are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1000).expect("a number") % most
    }
}

/// A person who presses anything, and what must be so.
struct Walker<'a> {
    tenant: &'a Tenant,
    guest: Guest,
    invited: Invited,
    mobile: String,
    answered: [bool; 4],
    ended: Option<&'static str>,
    old: Vec<(usize, Page)>,
}

impl Walker<'_> {
    fn path(&self, page: &str) -> String {
        format!("/s/{}/{page}", self.invited.id)
    }

    /// Where everything leads that is not open.
    fn next(&self) -> String {
        let gap = self.answered.iter().zip(STEPS).find(|(answered, _)| !**answered);
        self.path(if self.ended.is_some() { "done" } else { gap.map_or("check", |(_, step)| step) })
    }

    /// Opens a page, if it is open.
    async fn open(&self, page: &str, is_answered: bool) -> Option<Page> {
        let path = self.path(page);
        let shown = self.guest.get(&path).await;
        if self.ended.is_none() && (is_answered || self.next() == path) {
            return Some(shown.expect(200));
        }
        assert_eq!(shown.location(), self.next(), "{page}: {:?}", self.answered);
        None
    }

    async fn step(&mut self, at: usize, inputs: &[(&str, &str)], is_right: bool) {
        let Some(page) = self.open(STEPS[at], self.answered[at]).await else { return };
        let sent = self.guest.submit(&page, inputs, "continue").await;
        sent.expect(if is_right { 303 } else { 422 });
        self.answered[at] = is_right;
        self.old.push((at, page));
    }

    async fn press(&mut self, draw: &mut Draw) {
        let at = draw.below(STEPS.len());
        match draw.below(12) {
            0 | 1 => drop(self.open(STEPS[at], self.answered[at]).await),
            2..=7 => {
                let mobile = self.mobile.clone();
                let own = [("mobile", mobile.as_str())];
                self.step(at, &[RIGHT[at], if at == 0 { &own } else { &[] }].concat(), true).await;
            }
            8 => self.step(at, WRONG[at], false).await,
            9 => {
                if let Some(check) = self.open("check", false).await {
                    let back = self.guest.submit(&check, &[], "finish").await.location();
                    assert!(back.contains("status=completed"), "{back}");
                    self.ended = Some("completed");
                }
            }
            10 if draw.below(6) == 0 && self.ended.is_none() => {
                let asks = self.guest.get(&self.path("cancel")).await.expect(200);
                self.guest.submit(&asks, &[], "cancel").await.location();
                self.ended = Some("cancelled");
            }
            _ => self.replay(draw).await,
        }
        self.holds().await;
    }

    /// Sends an old page again: it may be taken, or be shown beside what is saved since, and concerns its step alone.
    async fn replay(&mut self, draw: &mut Draw) {
        if self.old.is_empty() {
            return;
        }
        let (at, page) = &self.old[draw.below(self.old.len())];
        let sent = self.guest.submit(page, WRONG[*at], "continue").await;
        assert!(sent.status.as_u16() < 500, "{}", sent.status);
        if self.ended.is_none() {
            let session = self.tenant.session(&self.invited.id).await;
            let answered = session["progress"]["answered"].as_array().expect("steps");
            self.answered[*at] = answered.contains(&json!(STEPS[*at]));
        }
    }

    async fn holds(&self) {
        let session = self.tenant.session(&self.invited.id).await;
        assert_eq!(session["status"], self.ended.unwrap_or("in_progress"));
        assert_eq!(session["customerId"] == Value::Null, self.ended != Some("completed"));
        if self.ended.is_none() {
            let answered: Vec<_> =
                STEPS.iter().zip(self.answered).filter(|(_, is)| *is).map(|(step, _)| step).collect();
            assert_eq!(session["progress"]["answered"], json!(answered));
        }
    }
}

both! {
    async fn what_is_open_follows_from_what_is_answered_and_it_ends_once(world) {
        let tenant = world.tenant("Acme").await;
        let (mut draw, mut completed) = (Draw(0x9e37_79b9_7f4a_7c15), 0);
        for walk in 0..16 {
            let (guest, invited) = (Guest::new(&world.base), tenant.invite().await);
            guest.start(&invited).await;
            let (mobile, old) = (format!("08212300{walk:02}"), Vec::new());
            let mut walker = Walker { tenant: &tenant, guest, invited, mobile, answered: [false; 4], ended: None, old };
            for _ in 0..60 {
                walker.press(&mut draw).await;
            }
            completed += usize::from(walker.ended == Some("completed"));
            assert_eq!(tenant.count_customers().await, completed);
        }
        assert!((1..16).contains(&completed), "not all ways are alike: {completed}");
    }
}
