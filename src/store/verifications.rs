//! What is known of the codes by which people prove their numbers: the last one of a session, and how many were sent.

use super::db::{Params, Sql, record};
use super::{Tx, sealing, statements};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::DeliveryId;
use crate::domain::moment::Moment;
use crate::domain::signup::verification::{LastCode, MOST_OF_SOURCE, MOST_TO_NUMBER, NotSent, Verification};
use crate::error::{Error, Result};

/// Writes the code of a session in the place of the one before: parameters 22 to 27, behind those of the session's move.
macro_rules! save_verification {
    ($from:literal) => {
        concat!(
            "insert into verification (signup_id, source_id, mobile_fingerprint, code_fingerprint, sent, tried, expires_at,
                delivery_id)
             select $2, $1, $24, $25, $26, $27, $28, $29",
            $from,
            " on conflict (signup_id) do update set mobile_fingerprint = excluded.mobile_fingerprint,
                code_fingerprint = excluded.code_fingerprint, sent = excluded.sent, tried = excluded.tried,
                expires_at = excluded.expires_at, delivery_id = excluded.delivery_id"
        )
    };
}
pub(super) use save_verification;

statements! {
    // Always in this order, so that two who count do not wait for each other.
    COUNT = Sql::same(
        "insert into code_count (source_id, about_fingerprint, begins_at, sent) values ($1, $2, $3, 1), ($1, $4, $5, 1)
         on conflict (source_id, about_fingerprint, begins_at) do update set sent = code_count.sent + 1
         returning about_fingerprint, sent",
    );
    TAKE_BACK = Sql::same(
        "delete from delivery where id = $2 and source_id is not distinct from $1 and channel = 'sms'
         and delivered_at is null and parked_at is null",
    );
}

record! {
    struct Count { about_fingerprint: Vec<u8>, sent: i64 }
}

record! {
    /// The columns of a session's code and of the message that carries it.
    pub(super) struct Columns {
        pub(super) mobile_fingerprint: Option<Vec<u8>>,
        pub(super) code_fingerprint: Option<Vec<u8>>,
        pub(super) codes_sent: Option<i64>,
        pub(super) codes_tried: Option<i64>,
        pub(super) code_expires_at: Option<Moment>,
        pub(super) code_delivery_id: Option<DeliveryId>,
        pub(super) code_delivered_at: Option<Moment>,
        pub(super) code_error: Option<String>,
    }
}

impl Columns {
    /// What is known of the code, if there is one.
    pub(super) fn read(self) -> Result<Option<LastCode>> {
        let (Some(mobile), Some(code)) = (self.mobile_fingerprint, self.code_fingerprint) else {
            return Ok(None);
        };
        let (Some(expires_at), Some(message)) = (self.code_expires_at, self.code_delivery_id) else {
            return Ok(None);
        };
        let known = Verification {
            mobile: sealing::read_fingerprint(&mobile)?,
            code: sealing::read_fingerprint(&code)?,
            sent: self.codes_sent.unwrap_or_default(),
            tried: self.codes_tried.unwrap_or_default(),
            expires_at,
            message,
        };
        let is_delayed = self.code_delivered_at.is_none() && self.code_error.is_some();
        Ok(Some(LastCode { known, is_delayed }))
    }
}

impl Tx {
    /// Counts a code that is sent to this number.
    ///
    /// # Errors
    /// [`Error::CodeNotSent`] where it must not be; then nothing of the transaction is to be kept.
    pub async fn count_code(&mut self, mobile: &Fingerprint, now: Moment) -> Result<()> {
        const DAY: i64 = 86_400;
        const HOUR: i64 = 3600;
        let begins = |length| now.plus_seconds(-now.seconds().rem_euclid(length)).map(Moment::whole_second);
        let (day, hour) = (begins(DAY).unwrap_or(now), begins(HOUR).unwrap_or(now));
        let source = self.vault.fingerprint("codes", Some(self.source), b"");
        let params: Params<'_> = &[&self.source, &mobile.to_vec(), &day, &source.to_vec(), &hour];
        let counts = self.conn.all::<Count>(COUNT, params).await?;
        let of = |about: &Fingerprint| {
            let count = counts.iter().find(|count| count.about_fingerprint == about.as_slice());
            count.map_or(0, |count| count.sent)
        };
        if of(mobile) > MOST_TO_NUMBER {
            return Err(Error::CodeNotSent(NotSent::NumberSpent));
        }
        if of(&source) > MOST_OF_SOURCE {
            let left = HOUR - now.seconds().rem_euclid(HOUR);
            return Err(Error::CodeNotSent(NotSent::Crowded(left.unsigned_abs())));
        }
        Ok(())
    }

    /// Takes back a message that nobody has sent yet: another one replaces it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_text_back(&mut self, id: DeliveryId) -> Result<()> {
        self.conn.execute(TAKE_BACK, &[&self.source, &id]).await?;
        Ok(())
    }
}
