//! The one HTTP client for hospital servers: FHIR JSON over rustls, with hard limits and no redirects.
//! It says what failed and where, never what was in a body or a query: those may name a patient.

use std::io::Read;
use std::time::{Duration, Instant};

use reqwest::blocking as http;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};

use crate::limits;

/// A FHIR server at one base address.
#[derive(Debug, Clone)]
pub struct Client {
    http: http::Client,
    base: Url,
    body: u64,
    idle: Duration,
    total: Duration,
}

/// What a server answered.
#[derive(Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// `ETag` as sent: `W/"2"`.
    pub etag: Option<String>,
    /// `Location` as sent.
    pub location: Option<String>,
    /// `Retry-After` as sent.
    pub retry_after: Option<String>,
    /// The body after decompression, never longer than the cap.
    pub body: Vec<u8>,
}

impl Reply {
    /// 200 to 299.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reply {{ status: {}, body: {} bytes }}", self.status, self.body.len())
    }
}

/// Why there is no whole answer. Never names a patient: addresses are given without path and query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// Not a web address we can use.
    #[error("`{0}` is not an http or https address")]
    Address(String),
    /// Unencrypted HTTP to another machine.
    #[error("{0} would be spoken to without encryption: only https, or http on this PC")]
    Unencrypted(String),
    /// The certificate given for the server cannot be read.
    #[error("the certificate given for the server cannot be read")]
    Certificate,
    /// A path that leads to another server.
    #[error("the address points to another server than {0}")]
    ElsewhereAddress(String),
    /// A header that cannot be sent.
    #[error("a header cannot be sent")]
    Header,
    /// Nobody answered: refused, unknown name, no trust.
    #[error("{server} cannot be reached: {why}")]
    Unreachable {
        /// Scheme, host and port.
        server: String,
        /// In the transport's words.
        why: String,
    },
    /// The server did not answer, or stopped answering, in time.
    #[error("{0} did not answer in time")]
    TimedOut(String),
    /// The connection broke after the request had begun: whether it was carried out is not known.
    #[error("{server} broke off: {why}")]
    BrokenOff {
        /// Scheme, host and port.
        server: String,
        /// In the transport's words.
        why: String,
    },
    /// More than we take.
    #[error("{server} sent more than {limit} bytes")]
    TooLarge {
        /// Scheme, host and port.
        server: String,
        /// The cap.
        limit: u64,
    },
}

/// How a client is made.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Trust only this certificate authority (PEM) instead of the system's.
    pub ca_pem: Option<Vec<u8>>,
    /// The site has said that this server is spoken to without encryption.
    pub unencrypted: bool,
}

impl Client {
    /// For a base address such as `https://fhir.example/R4`. Plain http only to this PC.
    ///
    /// # Errors
    /// When the address is not http(s), or is http to another machine.
    pub fn new(base: &str) -> Result<Self, ClientError> {
        Self::trusting(base, &Trust::default())
    }

    /// As [`Client::new`], with the site's own trust.
    ///
    /// # Errors
    /// As for [`Client::new`], and when the certificate cannot be read.
    pub fn trusting(base: &str, trust: &Trust) -> Result<Self, ClientError> {
        let mut url = Url::parse(base.trim()).map_err(|_| ClientError::Address(base.trim().to_owned()))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(ClientError::Address(base.trim().to_owned()));
        }
        if url.scheme() == "http" && !trust.unencrypted && !is_this_pc(&url) {
            return Err(ClientError::Unencrypted(origin(&url)));
        }
        url.set_query(None);
        url.set_fragment(None);
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        // Another part of the program may have installed it already: both are ring.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = http::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .connect_timeout(limits::CONNECT)
            .timeout(limits::IDLE)
            .user_agent("Holdfast");
        if let Some(pem) = &trust.ca_pem {
            let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(|_| ClientError::Certificate)?;
            if certificates.is_empty() {
                return Err(ClientError::Certificate);
            }
            builder = builder.tls_certs_only(certificates);
        }
        let http =
            builder.build().map_err(|error| ClientError::Unreachable { server: origin(&url), why: words(&error) })?;
        Ok(Self { http, base: url, body: limits::REPLY, idle: limits::IDLE, total: limits::TOTAL })
    }

    /// Waits less than the usual limits: never more.
    #[must_use]
    pub fn waiting(mut self, idle: Duration, total: Duration) -> Self {
        self.idle = idle.min(limits::IDLE);
        self.total = total.min(limits::TOTAL);
        self
    }

    /// The base address, with a slash at its end.
    #[must_use]
    pub fn base(&self) -> &str {
        self.base.as_str()
    }

    /// Scheme, host and port: what may be shown and logged.
    #[must_use]
    pub fn server(&self) -> String {
        origin(&self.base)
    }

    /// GET a path under the base, or a whole address on the same server.
    ///
    /// # Errors
    /// When there is no whole answer. A status of 400 or more is an answer.
    pub fn get(&self, path: &str) -> Result<Reply, ClientError> {
        self.send(Method::GET, path, None, &[])
    }

    /// PUT a FHIR JSON body.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub fn put(&self, path: &str, body: &[u8], headers: &[(&str, &str)]) -> Result<Reply, ClientError> {
        self.send(Method::PUT, path, Some(body), headers)
    }

    /// POST a FHIR JSON body.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub fn post(&self, path: &str, body: &[u8], headers: &[(&str, &str)]) -> Result<Reply, ClientError> {
        self.send(Method::POST, path, Some(body), headers)
    }

    fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&[u8]>,
        headers: &[(&str, &str)],
    ) -> Result<Reply, ClientError> {
        let began = Instant::now();
        let url = self.address(path)?;
        let mut request = self.http.request(method, url).timeout(self.idle).headers(own_headers(headers)?);
        if let Some(body) = body {
            request = request.header("content-type", "application/fhir+json").body(body.to_vec());
        }
        let mut response = request.send().map_err(|error| self.failure(&error))?;
        let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let (etag, location, retry_after) = (header("etag"), header("location"), header("retry-after"));
        let status = response.status().as_u16();
        let body = self.read_body(&mut response, began)?;
        Ok(Reply { status, etag, location, retry_after, body })
    }

    /// Counted after decompression, so that a small body cannot become a large one.
    fn read_body(&self, response: &mut http::Response, began: Instant) -> Result<Vec<u8>, ClientError> {
        let mut body = Vec::new();
        let mut piece = [0_u8; 16 * 1024];
        loop {
            if began.elapsed() > self.total {
                return Err(ClientError::TimedOut(self.server()));
            }
            let read = match response.read(&mut piece) {
                Ok(0) => return Ok(body),
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.broken(&error)),
            };
            if body.len() as u64 + read as u64 > self.body {
                return Err(ClientError::TooLarge { server: self.server(), limit: self.body });
            }
            body.extend_from_slice(piece.get(..read).unwrap_or_default());
        }
    }

    /// Only this server: a link in its answer may not send us, and what we know, elsewhere.
    fn address(&self, path: &str) -> Result<Url, ClientError> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let elsewhere = || ClientError::ElsewhereAddress(self.server());
        let url = self.base.join(path).map_err(|_| elsewhere())?;
        if url.origin() != self.base.origin() { Err(elsewhere()) } else { Ok(url) }
    }

    fn failure(&self, error: &reqwest::Error) -> ClientError {
        let server = self.server();
        if error.is_timeout() {
            ClientError::TimedOut(server)
        } else if error.is_connect() {
            ClientError::Unreachable { server, why: words(error) }
        } else {
            ClientError::BrokenOff { server, why: words(error) }
        }
    }

    fn broken(&self, error: &std::io::Error) -> ClientError {
        let inner = error.get_ref().and_then(|e| e.downcast_ref::<reqwest::Error>());
        match inner {
            Some(inner) => self.failure(inner),
            None => ClientError::BrokenOff { server: self.server(), why: error.kind().to_string() },
        }
    }
}

fn own_headers(headers: &[(&str, &str)]) -> Result<HeaderMap, ClientError> {
    let mut map = HeaderMap::new();
    map.insert("accept", HeaderValue::from_static("application/fhir+json"));
    for (name, value) in headers {
        let name: HeaderName = name.parse().map_err(|_| ClientError::Header)?;
        map.insert(name, value.parse().map_err(|_| ClientError::Header)?);
    }
    Ok(map)
}

fn is_this_pc(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback()),
        None => false,
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// The innermost reason. The outer ones repeat the address, whose query may hold a patient's number.
fn words(error: &dyn std::error::Error) -> String {
    let mut inner = error;
    while let Some(next) = inner.source() {
        inner = next;
    }
    inner.to_string()
}

/// How long a wait may be before the next try, from `Retry-After` in seconds, at most a minute.
#[must_use]
pub fn wait_for(retry_after: Option<&str>) -> Duration {
    let seconds = retry_after.and_then(|text| text.trim().parse().ok()).unwrap_or(1_u64);
    Duration::from_secs(seconds.min(60))
}
