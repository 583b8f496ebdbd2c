//! The sealed file: a readable head, then blocks of XChaCha20-Poly1305 in the STREAM construction. Each block is bound
//! to its place, to the head, and to whether it is the last: nothing can be cut off, exchanged or added.

use std::io::{self, Read, Write};

use aead_stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::Payload;
use zeroize::Zeroizing;

use super::CopyHead;
use crate::keys::{self, RawKey};

const MAGIC: &[u8; 16] = b"HOLDFAST COPY 1\n";
/// The most the readable head may take.
const MOST_HEAD: u32 = 64 * 1024;
pub(super) const FORMAT: u32 = 1;
/// Plain bytes a block.
const BLOCK: usize = 64 * 1024;
const TAG: usize = 16;

fn unfit(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}

/// The key and nonce of one file.
struct Under {
    key: RawKey,
    nonce: [u8; 19],
    bound: [u8; 32],
}

impl Under {
    fn of(head: &CopyHead, bound: [u8; 32], ledger: &RawKey) -> io::Result<Self> {
        let salt: [u8; 32] = keys::bytes(&head.salt).ok_or_else(|| unfit("its salt is not hexadecimal"))?;
        let nonce = keys::bytes(&head.nonce).ok_or_else(|| unfit("its nonce is not hexadecimal"))?;
        let secret = Zeroizing::new([ledger.as_slice(), &salt].concat());
        let key = Zeroizing::new(blake3::derive_key("holdfast 2026-11-27 copy of the whole PC", secret.as_slice()));
        Ok(Self { key, nonce, bound })
    }
}

/// Writes a sealed file.
pub(super) struct Sealer<W: Write> {
    to: W,
    stream: EncryptorBE32<XChaCha20Poly1305>,
    bound: [u8; 32],
    held: Zeroizing<Vec<u8>>,
}

impl<W: Write> Sealer<W> {
    /// Writes the head; everything after it is sealed.
    pub(super) fn begin(mut to: W, head: &CopyHead, ledger: &RawKey) -> io::Result<Self> {
        let text = serde_json::to_vec(head)?;
        let length = u32::try_from(text.len()).ok().filter(|length| *length <= MOST_HEAD);
        let length = length.ok_or_else(|| unfit("the key slots are too long"))?;
        let mut front = MAGIC.to_vec();
        front.extend_from_slice(&length.to_le_bytes());
        front.extend_from_slice(&text);
        to.write_all(&front)?;
        let under = Under::of(head, *blake3::hash(&front).as_bytes(), ledger)?;
        let stream = EncryptorBE32::<XChaCha20Poly1305>::new(&(*under.key).into(), &under.nonce.into());
        Ok(Self { to, stream, bound: under.bound, held: Zeroizing::new(Vec::with_capacity(BLOCK)) })
    }

    /// Seals what is left as the last block.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let payload = Payload { msg: &self.held, aad: &self.bound };
        let sealed = self.stream.encrypt_last(payload).map_err(|_| unfit("it could not be sealed"))?;
        self.to.write_all(&sealed)?;
        Ok(self.to)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.len() == BLOCK {
            let payload = Payload { msg: &self.held, aad: &self.bound };
            let sealed = self.stream.encrypt_next(payload).map_err(|_| unfit("it could not be sealed"))?;
            self.to.write_all(&sealed)?;
            self.held.clear();
        }
        let taken = bytes.len().min(BLOCK - self.held.len());
        self.held.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A sealed file whose head was read; its key is not known yet.
pub(super) struct Front<R: Read> {
    pub(super) head: CopyHead,
    bound: [u8; 32],
    from: R,
}

impl<R: Read> Front<R> {
    pub(super) fn read(mut from: R) -> io::Result<Self> {
        let mut front = vec![0; MAGIC.len() + 4];
        from.read_exact(&mut front).map_err(|error| short(error, "it is shorter than the head of a copy"))?;
        let Some((magic, length)) = front.split_at_checked(MAGIC.len()) else { return Err(unfit("it is too short")) };
        if magic != MAGIC {
            return Err(unfit("it does not begin as a copy does"));
        }
        let length = u32::from_le_bytes(length.try_into().unwrap_or([0xff; 4]));
        if length > MOST_HEAD {
            return Err(unfit("its head is longer than any copy's"));
        }
        let mut text = vec![0; length as usize];
        from.read_exact(&mut text).map_err(|error| short(error, "it ends within its head"))?;
        let head: CopyHead = serde_json::from_slice(&text).map_err(|_| unfit("its head cannot be read"))?;
        if head.format != FORMAT {
            return Err(unfit("it was made by a newer Holdfast"));
        }
        front.extend_from_slice(&text);
        Ok(Self { head, bound: *blake3::hash(&front).as_bytes(), from })
    }

    /// What the key opens.
    pub(super) fn unseal(self, ledger: &RawKey) -> io::Result<Unsealed<R>> {
        let under = Under::of(&self.head, self.bound, ledger)?;
        let stream = DecryptorBE32::<XChaCha20Poly1305>::new(&(*under.key).into(), &under.nonce.into());
        let mut from = self.from;
        let next = block(&mut from)?;
        Ok(Unsealed { from, stream: Some(stream), bound: under.bound, next, plain: Zeroizing::new(Vec::new()), at: 0 })
    }
}

fn short(error: io::Error, why: &str) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof { unfit(why) } else { error }
}

/// Up to one block with its tag; fewer bytes only at the end.
fn block(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take((BLOCK + TAG) as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The plain bytes of a sealed file. Reading to the end is what shows that the file is whole.
pub(super) struct Unsealed<R: Read> {
    from: R,
    stream: Option<DecryptorBE32<XChaCha20Poly1305>>,
    bound: [u8; 32],
    next: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    at: usize,
}

impl<R: Read> Unsealed<R> {
    /// Whether the last block was opened and used up: the file is whole, and nothing follows.
    pub(super) fn ended(&mut self) -> io::Result<bool> {
        Ok(self.read(&mut [0])? == 0)
    }
}

impl<R: Read> Read for Unsealed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.plain.len() {
            let Some(mut stream) = self.stream.take() else { return Ok(0) };
            let sealed = std::mem::replace(&mut self.next, block(&mut self.from)?);
            let payload = Payload { msg: &sealed, aad: &self.bound };
            let opened = if self.next.is_empty() {
                stream.decrypt_last(payload)
            } else {
                let opened = stream.decrypt_next(payload);
                self.stream = Some(stream);
                opened
            };
            self.plain =
                Zeroizing::new(opened.map_err(|_| unfit("it was changed or cut off, or its key does not fit"))?);
            self.at = 0;
        }
        let mut rest = self.plain.get(self.at..).unwrap_or_default();
        let count = rest.read(into)?;
        self.at += count;
        Ok(count)
    }
}
