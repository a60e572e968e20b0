//! PostgreSQL: connections are made (`connect`) to a server (`hosts`), kept (`pool`) and lent to one user at a time
//! (`lease`), and nothing that they are asked waits without a deadline (`deadline`).

mod connect;
mod deadline;
mod hosts;
mod lease;
mod pool;
#[cfg(test)]
mod tests;

pub(super) use self::lease::Lease;
pub(super) use self::pool::Pool;
