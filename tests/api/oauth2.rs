//! A stock OAuth client takes a token and uses it.

use oauth2::basic::{BasicClient, BasicErrorResponseType};
use oauth2::{
    AuthType, ClientId, ClientSecret, HttpRequest, HttpResponse, RequestTokenError, TokenResponse, TokenUrl,
};
use reqwest::{Client, Method};

use crate::harness::send;

/// Carries the library's requests, as a program of anybody would.
async fn carry(request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let response = Client::new().execute(request.try_into()?).await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut carried = HttpResponse::new(response.bytes().await?.to_vec());
    *carried.status_mut() = status;
    *carried.headers_mut() = headers;
    Ok(carried)
}

both! {
    async fn a_stock_client_takes_a_token_in_both_ways(world) {
        let tenant = world.tenant("Acme").await;
        let address = TokenUrl::new(format!("{}/oauth2/token", tenant.base)).expect("a URL");
        for way in [AuthType::BasicAuth, AuthType::RequestBody] {
            let client = |secret: &str| {
                BasicClient::new(ClientId::new(tenant.client_id.clone()))
                    .set_client_secret(ClientSecret::new(secret.to_owned()))
                    .set_auth_type(way.clone())
                    .set_token_uri(address.clone())
            };
            let token = client(&tenant.client_secret)
                .exchange_client_credentials()
                .request_async(&carry)
                .await
                .expect("a token");
            assert_eq!(token.token_type().as_ref(), "bearer");
            assert_eq!(token.expires_in().map(|time| time.as_secs()), Some(3600));
            assert!(token.refresh_token().is_none());
            let bearer = token.access_token().secret();
            assert_ne!(bearer, &tenant.token);
            let request = Client::new().request(Method::GET, tenant.url("/customers")).bearer_auth(bearer);
            send(request).await.expect(200);

            let refused = client("wrong").exchange_client_credentials().request_async(&carry).await;
            let Err(RequestTokenError::ServerResponse(why)) = refused else {
                panic!("{way:?}: {refused:?}");
            };
            assert_eq!(why.error(), &BasicErrorResponseType::InvalidClient, "{way:?}");
        }
    }
}
