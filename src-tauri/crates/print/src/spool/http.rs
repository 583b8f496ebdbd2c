//! One POST over HTTP/1.1, the carrier of IPP. No more of HTTP than a printer needs.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

const CONNECT: Duration = Duration::from_secs(3);
const ANSWER: Duration = Duration::from_secs(30);
/// A printer's answer is a few kB.
const MOST: u64 = 4 * 1024 * 1024;

/// Posts `body` and gives the answer's body.
pub(crate) fn post(host: &str, port: u16, path: &str, body: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = connect(host, port)?;
    stream.set_read_timeout(Some(ANSWER))?;
    stream.set_write_timeout(Some(ANSWER))?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    stream.flush()?;
    let mut answer = Vec::new();
    let mut limited = stream.take(MOST);
    let mut piece = [0; 8192];
    loop {
        if let Some(body) = body_of(&answer)? {
            return Ok(body);
        }
        match limited.read(&mut piece)? {
            0 => return until_closed(&answer),
            count => answer.extend_from_slice(piece.get(..count).unwrap_or_default()),
        }
    }
}

fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, CONNECT) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// The whole body, once it is there. Interim answers (100) are passed over.
fn body_of(answer: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let Some((head, rest)) = split(answer) else { return Ok(None) };
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    match status {
        "100" => return body_of(rest),
        "200" => {}
        _ => return Err(io::Error::other(format!("HTTP status {status}"))),
    }
    let (mut length, mut chunked) = (None, false);
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse::<usize>().ok();
        }
        chunked |= name.eq_ignore_ascii_case("transfer-encoding") && value.trim().eq_ignore_ascii_case("chunked");
    }
    if chunked {
        return Ok(unchunk(rest));
    }
    Ok(length.and_then(|length| rest.get(..length)).map(<[u8]>::to_vec))
}

/// Without a length the answer ends where the printer hangs up.
fn until_closed(answer: &[u8]) -> io::Result<Vec<u8>> {
    match split(answer) {
        Some((head, rest)) if !head.to_ascii_lowercase().contains("content-length") => Ok(rest.to_vec()),
        Some(_) | None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

fn split(answer: &[u8]) -> Option<(&str, &[u8])> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, rest) = answer.split_at_checked(end)?;
    Some((std::str::from_utf8(head).ok()?, rest.get(4..)?))
}

/// `None` until the last chunk is there.
fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(rest.get(..end)?).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        let start = end + 2;
        body.extend_from_slice(rest.get(start..start.checked_add(size)?)?);
        rest = rest.get(start + size + 2..)?;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_chunked_answer_is_joined_and_waited_for() {
        let whole = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        assert_eq!(body_of(whole).unwrap().unwrap(), b"abcde");
        assert_eq!(body_of(whole.get(..whole.len() - 6).unwrap()).unwrap(), None);
    }

    #[test]
    fn an_answer_shorter_than_it_says_is_an_error() {
        assert!(until_closed(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab").is_err());
    }
}
