//! Who causes what is being done, and by which request: told once where it begins, and read where it is written down.
//!
//! It goes along with the task, so that nothing between the door and the database has to pass it on.

use std::sync::{Arc, OnceLock};

tokio::task_local! {
    static CAUSE: Arc<Cause>;
}

/// What causes a change.
#[derive(Debug)]
pub struct Cause {
    /// The request's id; none of a command.
    pub request: Option<String>,
    /// What is asked for: method and route, or the command.
    pub action: String,
    /// By what others continue the trace that it is a part of (W3C Trace Context).
    pub traceparent: Option<String>,
    /// Who asks, as soon as that is known; a person of a session until then.
    who: OnceLock<Who>,
}

/// Who causes a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A tenant's backend, by its client id.
    Tenant(String),
    /// Somebody with a shell on the machine, by the number of their user.
    Operator(String),
}

impl Cause {
    /// A request that may change something.
    #[must_use]
    pub fn of_request(id: String, action: String, traceparent: Option<String>) -> Self {
        Self { request: Some(id), action, traceparent, who: OnceLock::new() }
    }

    /// A command of an operator.
    #[must_use]
    pub fn of_command(command: String, user: String) -> Self {
        Self { request: None, action: command, traceparent: None, who: Who::Operator(user).into() }
    }

    /// Who asks; nobody is known where a person does.
    #[must_use]
    pub fn who(&self) -> Option<&Who> {
        self.who.get()
    }

    /// Does something that has this cause.
    pub async fn scope<F: Future>(self, work: F) -> F::Output {
        CAUSE.scope(Arc::new(self), work).await
    }

    /// The cause of what is being done; none of what is done unasked, or changes nothing.
    #[must_use]
    pub fn current() -> Option<Arc<Self>> {
        CAUSE.try_with(Arc::clone).ok()
    }
}

/// Tells who asks, once that is proved.
pub fn is(who: impl FnOnce() -> Who) {
    if let Some(cause) = Cause::current() {
        cause.who.get_or_init(who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_told_at_the_door_is_known_behind_it_and_nowhere_else() {
        assert!(Cause::current().is_none());
        is(|| Who::Tenant("nobody listens".to_owned()));
        let cause = Cause::of_request("q7".to_owned(), "POST /customers".to_owned(), None);
        cause
            .scope(async {
                assert!(Cause::current().is_some_and(|cause| cause.who().is_none()));
                is(|| Who::Tenant("src_1".to_owned()));
                is(|| Who::Tenant("src_2".to_owned()));
                tokio::task::yield_now().await;
                let cause = Cause::current().expect("a cause");
                assert_eq!(cause.who(), Some(&Who::Tenant("src_1".to_owned())), "the first who is proved");
                assert_eq!(cause.request.as_deref(), Some("q7"));
            })
            .await;
        assert!(Cause::current().is_none());
    }
}
