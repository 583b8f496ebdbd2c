//! As much HTTP/1.1 as a stand-in needs: one request after another on a connection, bodies with a length.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A request. The body may not have been read yet.
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path under the base, without the query: `Observation/1`.
    pub(crate) path: String,
    pub(crate) query: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn length(&self) -> usize {
        self.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0)
    }
}

/// The head of the next request; none at the end of the connection.
pub(crate) fn head(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    if reader.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let path = path.strip_prefix("/fhir/").unwrap_or(path).trim_matches('/').to_owned();
    Some(Request { method, path, query: query.to_owned(), headers, body: Vec::new() })
}

/// Reads the body that belongs to a head.
pub(crate) fn body(reader: &mut BufReader<TcpStream>, request: &mut Request) -> Option<()> {
    let mut body = vec![0; request.length()];
    reader.read_exact(&mut body).ok()?;
    request.body = body;
    Some(())
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

/// How an answer reaches the client.
pub(crate) enum Delivery {
    Whole,
    Half,
    Drip(Duration),
}

/// Writes an answer; false when the connection is no longer good for another.
pub(crate) fn write(stream: &mut TcpStream, answer: &Answer, delivery: &Delivery) -> bool {
    let mut head = format!(
        "HTTP/1.1 {} X\r\ncontent-type: application/fhir+json\r\ncontent-length: {}\r\n",
        answer.status,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    let whole = [head.as_bytes(), answer.body.as_bytes()].concat();
    match delivery {
        Delivery::Whole => stream.write_all(&whole).and_then(|()| stream.flush()).is_ok(),
        Delivery::Half => {
            let half = head.len() + answer.body.len() / 2;
            let _ = stream.write_all(whole.get(..half).unwrap_or(&whole));
            false
        }
        Delivery::Drip(each) => {
            for byte in whole {
                if stream.write_all(&[byte]).and_then(|()| stream.flush()).is_err() {
                    break;
                }
                std::thread::sleep(*each);
            }
            false
        }
    }
}

/// The terms of a query, decoded.
pub(crate) fn terms(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(n, v)| (decoded(n), decoded(v))).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.extend(u8::from_str_radix(&digits, 16).ok());
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
