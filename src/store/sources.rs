//! Sources and their secrets.

use super::db::{Sql, record};
use super::{Mode, System, SystemTx, statements};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::{FormId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::phone::Region;
use crate::domain::tenant::source::Source;
use crate::error::{Error, Result};

/// The columns of a [`Row`] besides `source_id`.
macro_rules! source_columns {
    () => {
        "name, client_id, region, return_urls, payment_urls, token_seconds, disabled_at, source.form_id as current_form_id"
    };
}
pub(super) use source_columns;

statements! {
    INSERT = Sql::same(
        "insert into source (name, client_id, region, return_urls, token_seconds, created_at, payment_urls)
         values ($1, $2, $3, $4, $5, $6, $7) returning id",
    );
    ADD_SECRET = Sql::same("insert into source_secret (source_id, secret_fingerprint, created_at) values ($1, $2, $3)");
    // Locks the source, so that two rotations cannot both count one.
    LOCK = Sql::same("update source set name = name where id = $1");
    COUNT_SECRETS = Sql::same("select count(*) as number from source_secret where source_id = $1 and retired_at is null");
    RETIRE_OTHERS = Sql::same(
        "update source_secret set retired_at = $2
         where source_id = $1 and retired_at is null
           and id < (select max(id) from source_secret where source_id = $1)",
    );
    BY_SECRET = Sql::same(concat!(
        "select source_id, ", source_columns!(), " from source join source_secret on source_secret.source_id = source.id
         where client_id = $1 and secret_fingerprint = $2 and retired_at is null"
    ));
    BY_ID = Sql::same(concat!("select id as source_id, ", source_columns!(), " from source where id = $1"));
    LIST = Sql::same(concat!("select id as source_id, ", source_columns!(), " from source order by id"));
    UPDATE = Sql::same(
        "update source set name = coalesce($2, name), region = coalesce($3, region),
             return_urls = coalesce($4, return_urls), token_seconds = coalesce($5, token_seconds),
             payment_urls = coalesce($6, payment_urls)
         where id = $1",
    );
    DISABLE = Sql::same("update source set disabled_at = $2 where id = $1");
}

record! {
    pub(super) struct Row {
        source_id: SourceId,
        name: String,
        client_id: String,
        region: String,
        return_urls: String,
        payment_urls: String,
        token_seconds: i64,
        disabled_at: Option<Moment>,
        current_form_id: Option<FormId>,
    }
}

record! {
    struct Id { id: SourceId }
}

record! {
    struct Number { number: i64 }
}

/// A source to be made.
#[derive(Debug, Clone)]
pub struct NewSource<'a> {
    /// The name that people read.
    pub name: &'a str,
    /// The public half of its credentials.
    pub client_id: &'a str,
    /// Its region's code, already checked.
    pub region: &'a str,
    /// Its return addresses, already checked.
    pub return_urls: &'a [String],
    /// Its addresses of payment, already checked.
    pub payment_urls: &'a [String],
    /// How long its tokens live, in seconds.
    pub token_seconds: i64,
}

/// What is to change of a source; what is not named stays.
#[derive(Debug, Clone, Copy)]
pub struct SourceChange<'a> {
    /// The name that people read.
    pub name: Option<&'a str>,
    /// Its region's code, already checked.
    pub region: Option<&'a str>,
    /// Its return addresses, already checked, in place of all that were.
    pub return_urls: Option<&'a [String]>,
    /// Its addresses of payment, already checked, in place of all that were.
    pub payment_urls: Option<&'a [String]>,
    /// How long its tokens live from now on, in seconds.
    pub token_seconds: Option<i64>,
}

/// Two secrets may be live during a rotation (contract, section 1).
const MOST_SECRETS: i64 = 2;

impl<M: Mode> System<M> {
    /// The source that these credentials are of, disabled or not.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn source_by_secret(
        &mut self,
        client_id: &str,
        secret: &Fingerprint,
    ) -> Result<Option<Source>> {
        let row = self.conn.optional::<Row>(BY_SECRET, &[&client_id, &secret.as_slice()]).await?;
        row.map(Source::try_from).transpose()
    }

    /// The source of this id, disabled or not.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn source(&mut self, id: SourceId) -> Result<Option<Source>> {
        self.conn.optional::<Row>(BY_ID, &[&id]).await?.map(Source::try_from).transpose()
    }

    /// How many of a source's secrets are good.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_secrets(&mut self, source: SourceId) -> Result<i64> {
        Ok(self.conn.one::<Number>(COUNT_SECRETS, &[&source]).await?.number)
    }

    /// All sources, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sources(&mut self) -> Result<Vec<Source>> {
        self.conn.all::<Row>(LIST, &[]).await?.into_iter().map(Source::try_from).collect()
    }
}

impl SystemTx {
    /// Makes a source.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_source(&mut self, new: &NewSource<'_>, now: Moment) -> Result<SourceId> {
        let (urls, payment_urls) = (written(new.return_urls)?, written(new.payment_urls)?);
        let params: super::db::Params<'_> =
            &[&new.name, &new.client_id, &new.region, &urls, &new.token_seconds, &now, &payment_urls];
        let id = self.conn.one::<Id>(INSERT, params).await?.id;
        self.mode.changes.source(id);
        Ok(id)
    }

    /// Changes a source.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn update_source(&mut self, id: SourceId, change: &SourceChange<'_>) -> Result<()> {
        let [urls, payment_urls] = [change.return_urls, change.payment_urls].map(|urls| urls.map(written));
        let (urls, payment_urls) = (urls.transpose()?, payment_urls.transpose()?);
        let [name, region] = [change.name, change.region].map(|text| text.map(str::to_owned));
        let params: super::db::Params<'_> =
            &[&id, &name, &region, &urls, &change.token_seconds, &payment_urls];
        let changed = self.conn.execute(UPDATE, params).await?;
        self.mode.changes.source(id);
        if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Gives a source one more secret, known by its fingerprint.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::TwoSecrets`].
    pub async fn add_secret(&mut self, source: SourceId, secret: &Fingerprint, now: Moment) -> Result<()> {
        if self.conn.execute(LOCK, &[&source]).await? == 0 {
            return Err(Error::NotFound);
        }
        if self.count_secrets(source).await? >= MOST_SECRETS {
            return Err(Error::TwoSecrets);
        }
        self.conn.execute(ADD_SECRET, &[&source, &secret.as_slice(), &now]).await?;
        self.mode.changes.source(source);
        Ok(())
    }

    /// Ends every secret of a source but the newest; says how many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn retire_secrets(&mut self, source: SourceId, now: Moment) -> Result<u64> {
        let retired = self.conn.execute(RETIRE_OTHERS, &[&source, &now]).await?;
        if retired > 0 {
            self.mode.changes.source(source);
        }
        Ok(retired)
    }

    /// Disables a source from `at` on, or enables it again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn disable_source(&mut self, id: SourceId, at: Option<Moment>) -> Result<()> {
        let changed = self.conn.execute(DISABLE, &[&id, &at]).await?;
        self.mode.changes.source(id);
        if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
    }
}

/// Addresses as they are kept.
fn written(urls: &[String]) -> Result<String> {
    serde_json::to_string(urls).map_err(|error| Error::Broken(error.to_string()))
}

impl TryFrom<Row> for Source {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let broken = |what: &str| Error::Broken(format!("source {} has a wrong {what}", row.source_id));
        Ok(Self {
            region: Region::from_code(&row.region).ok_or_else(|| broken("region"))?,
            return_urls: serde_json::from_str(&row.return_urls)
                .map_err(|_| broken("list of return addresses"))?,
            payment_urls: serde_json::from_str(&row.payment_urls)
                .map_err(|_| broken("list of addresses of payment"))?,
            id: row.source_id,
            name: row.name,
            client_id: row.client_id,
            token_seconds: row.token_seconds,
            disabled_at: row.disabled_at,
            form: row.current_form_id,
        })
    }
}
