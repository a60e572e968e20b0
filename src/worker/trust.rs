//! Whether the time can be relied on, asked of every clock there is before anything is deleted by it.

use crate::app::{App, Reading};
use crate::error::Result;

/// Reads the time and compares it with the other clocks; tells the operator when it falls into doubt,
/// and when it is out of it.
///
/// # Errors
/// Those of the database.
pub async fn read(app: &App) -> Result<Reading> {
    let database = app.store.clock().await?;
    let reading = app.clock.read(database);
    if app.clock.is_news(&reading) {
        if reading.doubtful {
            tracing::warn!(
                off_by_seconds = reading.off_by,
                "this machine's clock disagrees with the steady clock or the database's: nothing expires, is \
                 deleted or delivered by it until they agree, or it has run steadily for 15 minutes; check NTP"
            );
        } else {
            tracing::info!("the clocks agree again");
        }
    }
    Ok(reading)
}
