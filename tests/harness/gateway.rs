//! A gateway for text messages: keeps what is handed to it, and answers as it is told to.

use enrol::worker::dispatch::Dispatcher;
use serde_json::{Value, json};

use super::{Answer, Came, Guest, Invited, Page, Receiver, Tenant, World};

/// What authorises a server at the gateway.
pub const TOKEN: &str = "q9gateway7x";

/// A running gateway; it stops when it is dropped.
pub struct Gateway {
    receiver: Receiver,
}

impl Gateway {
    /// One that takes everything.
    pub async fn start() -> Self {
        Self { receiver: Receiver::start().await }
    }

    /// Where messages are posted.
    pub fn url(&self) -> String {
        self.receiver.url.clone()
    }

    /// Answers so from now on.
    pub fn answer(&self, answer: Answer) {
        self.receiver.answer(answer);
    }

    /// What was handed over until now.
    pub fn came(&self) -> Vec<Came> {
        self.receiver.came()
    }

    /// What was handed over until now, taken away.
    pub fn take(&self) -> Vec<Came> {
        self.receiver.take()
    }
}

/// A server that sends text messages by a gateway, a tenant of it, and a worker that carries when it is told to.
pub struct Texting {
    /// The server.
    pub world: World,
    /// The gateway.
    pub gateway: Gateway,
    /// The tenant, which is called Acme.
    pub tenant: Tenant,
    dispatcher: Dispatcher,
}

impl Texting {
    /// On the database of this world.
    pub async fn on(world: &World) -> Self {
        let gateway = Gateway::start().await;
        let world = world.texting(&gateway).await;
        let tenant = world.tenant("Acme").await;
        let dispatcher = Dispatcher::new(world.app.clone()).expect("a courier");
        Self { world, gateway, tenant, dispatcher }
    }

    /// The same with a new token for the tenant, after so much time that the old one is over.
    pub async fn renewed(self) -> Self {
        Self { tenant: self.tenant.renewed().await, ..self }
    }

    /// A session whose person proves the mobile, with these members besides.
    pub async fn invite_with(&self, mut body: Value) -> Invited {
        body["flows"] = json!(["auth"]);
        self.tenant.invite_with(body).await
    }

    /// A session whose person proves the mobile.
    pub async fn invite(&self) -> Invited {
        self.invite_with(json!({})).await
    }

    /// Carries what waits, and returns what came to the gateway.
    pub async fn carry(&self) -> Vec<Came> {
        while self.dispatcher.round().await.expect("a round") > 0 {}
        self.gateway.take()
    }

    /// Carries what waits, which is one message, and returns its code.
    pub async fn code(&self) -> String {
        let came = self.carry().await;
        assert_eq!(came.len(), 1, "{came:?}");
        code_in(&came[0].json)
    }

    /// A person who has answered the personal step with this number, on the page that asks for the code.
    pub async fn ask(&self, invited: &Invited, mobile: &str) -> (Guest, Page) {
        let guest = Guest::new(&self.world.base);
        let personal = guest.start(invited).await;
        let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", mobile)];
        let next = guest.answer(&personal, &inputs).await;
        let page = guest.get(&next).await.expect(200);
        (guest, page)
    }
}

/// The code that a message carries: what its last line says for the phone.
#[track_caller]
pub fn code_in(message: &Value) -> String {
    let text = message["text"].as_str().expect("a text");
    text.rsplit_once('#').expect("a code").1.to_owned()
}

/// A code that is not this one.
pub fn wrong_code(code: &str) -> &'static str {
    if code == "000000" { "111111" } else { "000000" }
}
