//! `ENROL_SMS_URL=console:`: whoever develops reads codes on the terminal, and nowhere else.

use serde_json::json;

use crate::harness::{Engine, Guest, Program};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_console_prints_codes_and_the_log_does_not() {
    let program =
        Program::on(Engine::Sqlite).await.set("ENROL_SMS_URL", "console:").set("ENROL_LOG", "debug");
    let mut server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    let invited = tenant.invite_with(json!({ "flows": ["auth"] })).await;
    let guest = Guest::new(&program.base());
    let personal = guest.start(&invited).await;
    let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "082 555 0177")];
    let page = guest.get(&guest.answer(&personal, &inputs).await).await.expect(200);
    let printed =
        server.tells(|text| Some(text.split_once("Text message to +27825550177:\n")?.1.to_owned())).await;
    let line = server
        .tells(|text| text.lines().find(|line| line.starts_with("@127.0.0.1 #")).map(str::to_owned))
        .await;
    let code = line.rsplit('#').next().expect("a code").to_owned();
    assert!(printed.starts_with(&format!("{code} is your code to sign up with Acme.")), "{printed}");
    assert!(guest.submit(&page, &[("code", &code)], "check").await.location().ends_with("/vehicle"));
    let log = server.log();
    assert!(log.contains("ENROL_SMS_URL is console:"), "it is no setting for earnest: {log}");
    assert!(!log.contains("825550177") && !log.contains("@127.0.0.1 #") && !log.contains("is your code"));
    assert_eq!(server.stop().await, Some(0));
}
