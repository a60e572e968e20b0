//! A client that costs little: one connection, one cookie, no parsing of pages.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::http::request::Builder;
use hyper::{HeaderMap, Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Failure;

/// One connection, kept alive, and the cookie that was given over it.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    origin: String,
    cookie: Option<String>,
}

/// An answer, and how long it took.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub took: Duration,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, origin: format!("http://{address}"), cookie: None })
    }

    /// Opens a page as a browser does.
    pub async fn open(&mut self, path: &str) -> Result<Answer, Failure> {
        let request = self.browser(Method::GET, path).header("sec-fetch-site", "none");
        self.send(request, String::new()).await
    }

    /// Posts a form as a browser does.
    pub async fn post(&mut self, path: &str, form: String) -> Result<Answer, Failure> {
        let request = self
            .browser(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, &self.origin)
            .header("sec-fetch-site", "same-origin");
        self.send(request, form).await
    }

    /// Calls the API as a backend does.
    pub async fn call(
        &mut self,
        method: Method,
        path: &str,
        token: &str,
        body: String,
    ) -> Result<Answer, Failure> {
        let request = self
            .request(method, &format!("/panic-api/v2{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request, body).await
    }

    fn request(&self, method: Method, path: &str) -> Builder {
        let host = self.origin.trim_start_matches("http://");
        Request::builder().method(method).uri(path).header(header::HOST, host)
    }

    fn browser(&self, method: Method, path: &str) -> Builder {
        let request = self
            .request(method, path)
            .header(header::USER_AGENT, "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile")
            .header(header::ACCEPT, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
            .header(header::ACCEPT_LANGUAGE, "en-ZA,en;q=0.9")
            .header(header::ACCEPT_ENCODING, "gzip, deflate, br");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    async fn send(&mut self, request: Builder, body: String) -> Result<Answer, Failure> {
        let request = request.body(Full::from(body))?;
        let started = Instant::now();
        self.sender.ready().await?;
        let (head, body) = self.sender.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        let took = started.elapsed();
        if let Some(given) = head.headers.get(header::SET_COOKIE) {
            self.cookie = given.to_str()?.split(';').next().map(str::to_owned);
        }
        let body = String::from_utf8(body.into())?;
        Ok(Answer { status: head.status, headers: head.headers, body, took })
    }
}

impl Answer {
    /// The same answer, which must have this status.
    pub fn expect(self, status: StatusCode) -> Result<Self, Failure> {
        if self.status == status {
            return Ok(self);
        }
        Err(format!("{} in place of {status}: {}", self.status, self.body).into())
    }

    /// Where it leads.
    pub fn location(&self) -> Result<String, Failure> {
        let location = self.headers.get(header::LOCATION).ok_or("an answer leads nowhere")?;
        Ok(location.to_str()?.to_owned())
    }

    /// The hidden inputs of a page, as the beginning of a form.
    pub fn hidden(&self) -> String {
        let inputs = self.body.split(r#"type="hidden" name=""#).skip(1);
        let pairs = inputs.filter_map(|rest| {
            let (name, rest) = rest.split_once(r#"" value=""#)?;
            Some(format!("{name}={}&", rest.split_once('"')?.0))
        });
        pairs.collect()
    }

    /// What an input of a page holds; nothing where there is no such input.
    pub fn value(&self, name: &str) -> &str {
        let rest = self.body.split_once(&format!(r#"name="{name}""#)).map_or("", |(_, rest)| rest);
        let rest = rest.split_once(r#"value=""#).map_or("", |(_, rest)| rest);
        rest.split_once('"').map_or("", |(value, _)| value)
    }
}
