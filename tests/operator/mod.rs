//! The program as those who run it meet it: its commands, its settings, its end, what it leaves behind.

/// Gives each test two names, one for each engine: `on_both! { async fn name(engine) { … } }`.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($engine:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "not every test needs all that its file imports")]
            use super::*;

            async fn body($engine: $crate::harness::Engine) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                body($crate::harness::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                body($crate::harness::Engine::Postgres).await;
            }
        }
    )+};
}

mod audit;
mod away;
mod backup;
mod change;
mod check;
mod cli;
mod demo;
mod deploy;
mod disk;
mod drills;
mod erased;
mod health;
mod hunt;
mod keys;
mod kill;
mod leak;
mod load;
mod look;
mod metrics;
mod pooler;
mod proxy;
mod schema;
mod settings;
mod spy;
mod texts;
mod traces;
