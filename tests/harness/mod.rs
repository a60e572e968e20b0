//! Speaks as the visitors do: a world is a running server on one engine, a tenant calls its API,
//! a guest opens its pages without script, a person in Chromium; at the end they land at the tenant.

mod checkout;
mod chromium;
mod cluster;
mod coding;
mod collector;
mod daemon;
mod failing;
mod gateway;
mod guest;
mod landing;
mod markup;
mod outside;
mod page;
mod person;
mod pgbouncer;
mod postgres;
mod process;
mod proxy;
mod receiver;
mod rows;
mod tenant;
mod world;

pub use checkout::Checkout;
pub use chromium::variable;
pub use cluster::{Cluster, postgres_program};
pub use coding::decoded;
pub use collector::{Collector, attributes};
pub use daemon::Daemon;
pub use failing::Failing;
pub use gateway::{Gateway, TOKEN as GATEWAY_TOKEN, Texting, code_in, wrong_code};
pub use guest::{Guest, filled};
pub use landing::Landing;
pub use markup::Markup;
pub use outside::Outside;
pub use page::Page;
pub use person::Person;
pub use pgbouncer::PgBouncer;
pub use postgres::empty as empty_postgres;
pub use process::{Program, Running, free_address, until};
pub use proxy::Proxy;
pub use receiver::{Answer, Came, Receiver, raw};
pub use tenant::{Invited, Reply, Tenant, send};
pub use world::{Engine, World};

/// Runs each test on both engines: `both! { async fn name(world) { … } }` gives `name::sqlite` and
/// `name::postgres`.
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "not every test needs all that its file imports")]
            use super::*;

            #[allow(clippy::too_many_lines, reason = "a test tells its story in one piece")]
            async fn body($world: $crate::harness::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                body($crate::harness::World::on($crate::harness::Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                body($crate::harness::World::on($crate::harness::Engine::Postgres).await).await;
            }
        }
    )+};
}
