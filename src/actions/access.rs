//! Who may come in: sources, their secrets, and the tokens they take for them.

use uuid::Uuid;

use crate::app::App;
use crate::domain::ids::SourceId;
use crate::domain::tenant::source::Source;
use crate::error::{Error, Result};
use crate::store::{NewSource, SourceChange};
use crate::vault::{Claims, Expected, Hidden, secret};

/// Who issues our tokens and for whom; we alone do both.
const ISSUER: &str = "enrol";

/// Credentials as they are shown, once.
#[derive(Debug)]
pub struct Credentials {
    /// The source they are of.
    pub source: SourceId,
    /// The public half.
    pub client_id: String,
    /// The secret half; only its keyed hash is kept.
    pub client_secret: Hidden<String>,
}

/// An access token.
#[derive(Debug)]
pub struct Token {
    /// What the client sends back.
    pub value: Hidden<String>,
    /// For how many seconds it is good.
    pub expires_in: i64,
}

/// A source as the operator describes it; addresses and region are checked already.
#[derive(Debug)]
pub struct SourceDescription<'a> {
    /// The name that people read.
    pub name: &'a str,
    /// Where browsers may be sent back to.
    pub return_urls: &'a [String],
    /// Where people may be sent to pay.
    pub payment_urls: &'a [String],
    /// Its region's code.
    pub region: &'a str,
    /// How long its tokens live, in seconds.
    pub token_seconds: i64,
}

/// Makes a source with the two kinds of subscription that every source starts with.
///
/// # Errors
/// Those of the database.
pub async fn create_source(app: &App, described: &SourceDescription<'_>) -> Result<Credentials> {
    let now = app.now();
    let client_id = format!("src_{}", Uuid::new_v4().simple());
    let client_secret = client_secret();
    let fingerprint = app.vault.fingerprint("client-secret", None, client_secret.reveal().as_bytes());
    let new = NewSource {
        name: described.name,
        client_id: &client_id,
        region: described.region,
        return_urls: described.return_urls,
        payment_urls: described.payment_urls,
        token_seconds: described.token_seconds,
    };
    let mut system = app.store.system_write().await?.at(app.now());
    let source = system.add_source(&new, now).await?;
    system.add_secret(source, &fingerprint, now).await?;
    let mut tx = system.of(source);
    for (name, description, is_family) in [
        ("WEB_SIGNUP_SINGLE", "One person, 12 months", false),
        ("WEB_SIGNUP_FAMILY", "A person and dependants, 12 months", true),
    ] {
        tx.add_subscription_type(name, description, is_family, 12, now).await?;
    }
    tx.commit().await?;
    Ok(Credentials { source, client_id, client_secret })
}

/// Changes a source; what is checked already, as for a new one. Sessions keep the addresses that they were opened with.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn update_source(app: &App, source: SourceId, change: &SourceChange<'_>) -> Result<Source> {
    let mut system = app.store.system_write().await?.at(app.now());
    system.update_source(source, change).await?;
    let changed = system.source(source).await?.ok_or(Error::NotFound)?;
    system.commit().await?;
    Ok(changed)
}

/// How many of a source's secrets are good: two while they are rotated.
///
/// # Errors
/// Those of the database.
pub async fn live_secrets(app: &App, source: SourceId) -> Result<i64> {
    app.store.system().count_secrets(source).await
}

/// Gives a source a second secret; the first goes on working until it is retired.
///
/// # Errors
/// [`Error::NotFound`], [`Error::TwoSecrets`].
pub async fn rotate_secret(app: &App, source: SourceId) -> Result<Credentials> {
    let known = find_source(app, source).await?;
    let client_secret = client_secret();
    let fingerprint = app.vault.fingerprint("client-secret", None, client_secret.reveal().as_bytes());
    let mut system = app.store.system_write().await?.at(app.now());
    system.add_secret(source, &fingerprint, app.now()).await?;
    system.commit().await?;
    Ok(Credentials { source, client_id: known.client_id, client_secret })
}

/// Ends every secret of a source but the newest; says how many.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn retire_secrets(app: &App, source: SourceId) -> Result<u64> {
    find_source(app, source).await?;
    let mut system = app.store.system_write().await?.at(app.now());
    let retired = system.retire_secrets(source, app.now()).await?;
    system.commit().await?;
    Ok(retired)
}

/// Disables a source, tokens in use included, or enables it again.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn disable_source(app: &App, source: SourceId, disabled: bool) -> Result<()> {
    let mut system = app.store.system_write().await?.at(app.now());
    system.disable_source(source, disabled.then(|| app.now())).await?;
    system.commit().await
}

/// A source that exists.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find_source(app: &App, source: SourceId) -> Result<Source> {
    app.store.system().source(source).await?.ok_or(Error::NotFound)
}

/// All sources, oldest first.
///
/// # Errors
/// Those of the database.
pub async fn sources(app: &App) -> Result<Vec<Source>> {
    app.store.system().sources().await
}

/// Exchanges credentials for a token.
///
/// # Errors
/// [`Error::Unauthorised`] when they are wrong or the source is disabled.
pub async fn issue_token(app: &App, client_id: &str, client_secret: &str) -> Result<Token> {
    // The fingerprint is computed for unknown clients too, and is all the work there is.
    let fingerprint = app.vault.fingerprint("client-secret", None, client_secret.as_bytes());
    let source = app.store.system().source_by_secret(client_id, &fingerprint).await?;
    let source = source.filter(|source| !source.is_disabled()).ok_or(Error::Unauthorised)?;
    let now = app.now().seconds();
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: ISSUER.to_owned(),
        sub: source.client_id,
        src: source.id.0,
        iat: now,
        nbf: now,
        exp: now + source.token_seconds,
        jti: Uuid::new_v4().to_string(),
    };
    let value = app.vault.sign_token(&claims);
    Ok(Token { value: Hidden::new(value), expires_in: source.token_seconds })
}

/// What a token of ours says that is not over. Its source must be read still: it may be disabled.
#[derive(Debug)]
pub struct VerifiedToken(Claims);

impl VerifiedToken {
    /// The public half of the credentials that it was taken with.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.0.sub
    }

    /// Whether it lets somebody in as this source, as that is now.
    #[must_use]
    pub fn admits(&self, source: &Source) -> bool {
        let named = source.id == SourceId(self.0.src) && source.client_id == self.0.sub;
        named && !source.is_disabled()
    }
}

/// Reads a token.
///
/// # Errors
/// [`Error::Unauthorised`] when it is not ours or is over.
pub fn verify_token(app: &App, token: &str) -> Result<VerifiedToken> {
    let expected = Expected { iss: ISSUER, aud: ISSUER };
    let claims = app.vault.verify_token(token, expected, app.now());
    claims.map(VerifiedToken).map_err(|_| Error::Unauthorised)
}

/// The source that a token names, as it is now.
///
/// # Errors
/// [`Error::Unauthorised`] when it is disabled.
pub async fn source_of_token(app: &App, token: &VerifiedToken) -> Result<Source> {
    let source = app.store.system().source(SourceId(token.0.src)).await?;
    source.filter(|source| token.admits(source)).ok_or(Error::Unauthorised)
}

/// Recognisable, so that scanners of leaked text find it; 256 random bits.
fn client_secret() -> Hidden<String> {
    Hidden::new(format!("enrol_{}", secret().reveal()))
}
