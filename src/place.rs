//! Room for one request among those that are worked on at once, which it gives up while it waits for the disk alone.
//!
//! It goes along with the task, so that nothing between the gate, which gives it, and the database has to pass it on.

use std::sync::Arc;

/// So many wait for the disk together, and no more than so many have given up their place.
pub const MOST_AWAY: usize = 64;

tokio::task_local! {
    static PLACE: Option<Arc<dyn Place>>;
}

/// Room for one request.
pub trait Place: Send + Sync {
    /// Somebody else has it from now on, if that is not too many.
    fn give_up(&self);
}

/// Does something that has this place; what monitors ask for needs none.
pub async fn scope<F: Future>(place: Option<Arc<dyn Place>>, work: F) -> F::Output {
    PLACE.scope(place, work).await
}

/// Gives up the place of what is being done, if it has one: what is done unasked has none. It never has it back: what is left to do is little.
pub fn give_up() {
    let _ = PLACE.try_with(|place| place.as_deref().map(Place::give_up));
}
