//! How our own types are kept, and how rows become structs: what derives would do.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use sqlx::encode::{Encode, IsNull};
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Postgres, Type};
use time::OffsetDateTime;

use crate::domain::ids::{
    AuditId, CustomerId, DeliveryId, FormId, LocationId, NotifierId, SignupId, SourceId, SubscriptionId,
    SubscriptionTypeId,
};
use crate::domain::moment::{Moment, OutOfRange};
use crate::domain::profile::Section;
use crate::domain::signup::{FailureReason, Status};
use crate::domain::tenant::consent::{DecidedBy, Decision};
use crate::domain::webhook::delivery::{Channel, DeliveryError};
use crate::domain::webhook::event::Event;

/// Keeps tuple structs of one field as that field, on every engine that knows its type.
macro_rules! newtype {
    ($($name:ty as $inner:ty;)+) => {$(
        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                <$inner as rusqlite::types::FromSql>::column_result(value).map(Self)
            }
        }

        impl<DB: sqlx::Database> sqlx::Type<DB> for $name
        where
            $inner: sqlx::Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <$inner as sqlx::Type<DB>>::type_info()
            }

            fn compatible(kind: &DB::TypeInfo) -> bool {
                <$inner as sqlx::Type<DB>>::compatible(kind)
            }
        }

        impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for $name
        where
            $inner: sqlx::Encode<'q, DB>,
        {
            fn encode_by_ref(
                &self,
                to: &mut DB::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                self.0.encode_by_ref(to)
            }
        }

        impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for $name
        where
            $inner: sqlx::Decode<'r, DB>,
        {
            fn decode(from: DB::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                <$inner as sqlx::Decode<'r, DB>>::decode(from).map(Self)
            }
        }
    )+};
}

/// Keeps a closed set of words (`words!`) as text.
macro_rules! stored_string_enums {
    ($($name:ty),+ $(,)?) => {$(
        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                Self::parse(value.as_str()?)
                    .ok_or_else(|| rusqlite::types::FromSqlError::Other("an unknown word".into()))
            }
        }

        impl<DB: sqlx::Database> sqlx::Type<DB> for $name
        where
            str: sqlx::Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <str as sqlx::Type<DB>>::type_info()
            }

            fn compatible(kind: &DB::TypeInfo) -> bool {
                <str as sqlx::Type<DB>>::compatible(kind)
            }
        }

        impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for $name
        where
            &'static str: sqlx::Encode<'q, DB>,
        {
            fn encode_by_ref(
                &self,
                to: &mut DB::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                sqlx::Encode::<DB>::encode_by_ref(&self.as_str(), to)
            }
        }

        impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for $name
        where
            &'r str: sqlx::Decode<'r, DB>,
        {
            fn decode(from: DB::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                let word = <&'r str as sqlx::Decode<'r, DB>>::decode(from)?;
                Self::parse(word).ok_or_else(|| "an unknown word".into())
            }
        }
    )+};
}

/// Makes a struct that is read from the columns with the names of its fields, and says them.
macro_rules! record {
    ($(#[$doc:meta])* $vis:vis struct $name:ident {
        $($(#[$field_doc:meta])* $field_vis:vis $field:ident : $type:ty),+ $(,)?
    }) => {
        $(#[$doc])*
        $vis struct $name {
            $($(#[$field_doc])* $field_vis $field: $type),+
        }

        impl $crate::store::db::FromSqlite for $name {
            fn from_sqlite(row: &$crate::store::db::SqliteRow<'_>) -> rusqlite::Result<Self> {
                Ok(Self { $($field: row.get(stringify!($field))?),+ })
            }
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            $($type: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>),+
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                Ok(Self { $($field: row.try_get(stringify!($field))?),+ })
            }
        }
    };
}

pub(crate) use record;
#[cfg(test)]
pub(crate) use stored_string_enums;

stored_string_enums!(Section, Status, FailureReason, Event, Channel, DeliveryError, Decision, DecidedBy);

newtype! {
    SourceId as i64;
    CustomerId as i64;
    SubscriptionId as i64;
    SubscriptionTypeId as i64;
    LocationId as i64;
    FormId as i64;
    SignupId as uuid::Uuid;
    NotifierId as uuid::Uuid;
    AuditId as uuid::Uuid;
    DeliveryId as uuid::Uuid;
}

// SQLite has no type for times: microseconds since 1970.
impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.micros().into())
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_micros(value.as_i64()?).ok_or_else(|| FromSqlError::Other(OutOfRange.into()))
    }
}

impl Type<Postgres> for Moment {
    fn type_info() -> <Postgres as Database>::TypeInfo {
        <OffsetDateTime as Type<Postgres>>::type_info()
    }
}

impl Encode<'_, Postgres> for Moment {
    fn encode_by_ref(&self, to: &mut <Postgres as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Postgres>::encode(self.utc(), to)
    }
}

impl<'r> Decode<'r, Postgres> for Moment {
    fn decode(from: <Postgres as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self::try_from(<OffsetDateTime as Decode<Postgres>>::decode(from)?)?)
    }
}
