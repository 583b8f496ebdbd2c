//! One slot: the ledger's key, wrapped by what one way in knows. XChaCha20-Poly1305 under a key of its own; what the
//! slot says of itself is bound in, so that no field can be exchanged and no slot of another PC fits.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::envelope::Code;
use super::{RawKey, bytes, escrow, hex, random, unusable};
use crate::error::StoreError;

/// Argon2id cost of a passphrase: 64 MiB, three passes, one lane (assurance, section 3).
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// The most a slot may ask for, so that a forged file cannot exhaust the PC; and the least that is worth anything.
const MOST_MEMORY_KIB: u32 = 256 * 1024;
const MOST_PASSES: u32 = 10;

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotKind {
    /// A supervisor's passphrase, with this PC's secret.
    Passphrase,
    /// This PC's secret alone.
    Device,
    /// The code of a printed recovery envelope.
    Envelope,
    /// A key the trust holds.
    Escrow,
}

impl SlotKind {
    /// What it is called.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::Device => "key of this PC",
            Self::Envelope => "recovery envelope",
            Self::Escrow => "escrow key",
        }
    }
}

/// What may be known of a slot without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotInfo {
    /// Its id.
    pub id: String,
    /// What opens it.
    pub kind: SlotKind,
    /// Whose it is: a name, or the envelope's number. Empty for the passphrase the store was made with.
    pub label: String,
    /// When it was made; none for one from before that was noted.
    pub made_at: Option<DateTime<FixedOffset>>,
}

/// One way to the key, as it is written in the file.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub(crate) id: String,
    pub(crate) kind: SlotKind,
    #[serde(default)]
    pub(crate) label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made_at: Option<DateTime<FixedOffset>>,
    #[serde(default)]
    memory_kib: u32,
    #[serde(default)]
    passes: u32,
    salt: String,
    nonce: String,
    wrapped: String,
}

/// Takes a key from what is known.
fn derive(secret: &[u8], salt: &[u8], purpose: &str) -> Result<RawKey, StoreError> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(purpose.as_bytes(), key.as_mut_slice())
        .map_err(|_| unusable(Path::new("keys"), "a key could not be derived"))?;
    Ok(key)
}

impl Slot {
    fn new(kind: SlotKind, label: &str, at: DateTime<FixedOffset>) -> Result<Self, StoreError> {
        let (memory_kib, passes) = if kind == SlotKind::Passphrase { (MEMORY_KIB, PASSES) } else { (0, 0) };
        Ok(Self {
            id: hex(&random::<8>()?),
            kind,
            label: label.to_owned(),
            made_at: Some(at),
            memory_kib,
            passes,
            salt: hex(&random::<16>()?),
            nonce: hex(&random::<24>()?),
            wrapped: String::new(),
        })
    }

    /// A slot that a passphrase opens on this PC.
    pub(crate) fn passphrase(
        device: Uuid,
        label: &str,
        key: &RawKey,
        passphrase: &str,
        secret: &RawKey,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, StoreError> {
        let slot = Self::new(SlotKind::Passphrase, label, at)?;
        let path = Path::new("keys");
        let kek = derive(slot.stretch(path, passphrase)?.as_slice(), secret.as_slice(), "holdfast passphrase slot")?;
        slot.wrap(device, key, &kek)
    }

    /// A slot that this PC opens by itself.
    pub(crate) fn device(
        device: Uuid,
        key: &RawKey,
        secret: &RawKey,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, StoreError> {
        let slot = Self::new(SlotKind::Device, "", at)?;
        let kek = derive(secret.as_slice(), slot.salt.as_bytes(), "holdfast device slot")?;
        slot.wrap(device, key, &kek)
    }

    /// A slot that a printed code opens anywhere.
    pub(crate) fn envelope(
        device: Uuid,
        number: u32,
        key: &RawKey,
        code: &Code,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, StoreError> {
        let slot = Self::new(SlotKind::Envelope, &number.to_string(), at)?;
        let kek = derive(code.secret().as_bytes(), slot.salt.as_bytes(), "holdfast envelope slot")?;
        slot.wrap(device, key, &kek)
    }

    /// A slot that the trust's own key opens: `recipient` is its public half, `age1…`.
    pub(crate) fn escrow(
        device: Uuid,
        key: &RawKey,
        recipient: &str,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, StoreError> {
        let mut slot = Self::new(SlotKind::Escrow, recipient, at)?;
        slot.wrapped = hex(&escrow::wrap(key, slot.bound(device).as_bytes(), recipient)?);
        Ok(slot)
    }

    pub(crate) fn info(&self) -> SlotInfo {
        SlotInfo { id: self.id.clone(), kind: self.kind, label: self.label.clone(), made_at: self.made_at }
    }

    /// What the wrapping is bound to.
    fn bound(&self, device: Uuid) -> String {
        let made_at = self.made_at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false));
        let cost = (self.memory_kib, self.passes);
        serde_json::json!(["holdfast key slot 2", device, self.id, self.kind, self.label, made_at, cost, self.salt])
            .to_string()
    }

    fn wrap(mut self, device: Uuid, key: &RawKey, kek: &RawKey) -> Result<Self, StoreError> {
        let path = Path::new("keys");
        let nonce: [u8; 24] = field(path, &self.nonce)?;
        let bound = self.bound(device);
        let sealed = XChaCha20Poly1305::new(&Key::from(**kek))
            .encrypt(&XNonce::from(nonce), Payload { msg: key.as_slice(), aad: bound.as_bytes() })
            .map_err(|_| unusable(path, "the key could not be wrapped"))?;
        self.wrapped = hex(&sealed);
        Ok(self)
    }

    /// The key, if this is what wraps it.
    fn unwrap_with(&self, path: &Path, bound: &str, kek: &RawKey) -> Result<Option<RawKey>, StoreError> {
        let nonce: [u8; 24] = field(path, &self.nonce)?;
        let wrapped: [u8; 48] = field(path, &self.wrapped)?;
        let payload = Payload { msg: &wrapped, aad: bound.as_bytes() };
        let Ok(opened) = XChaCha20Poly1305::new(&Key::from(**kek)).decrypt(&XNonce::from(nonce), payload) else {
            return Ok(None);
        };
        let opened = Zeroizing::new(opened);
        let key: [u8; 32] = opened.as_slice().try_into().map_err(|_| unusable(path, "a key of the wrong length"))?;
        Ok(Some(Zeroizing::new(key)))
    }

    pub(crate) fn open_passphrase(
        &self,
        path: &Path,
        device: Uuid,
        passphrase: &str,
        secret: &RawKey,
    ) -> Result<Option<RawKey>, StoreError> {
        let stretched = self.stretch(path, passphrase)?;
        let kek = derive(stretched.as_slice(), secret.as_slice(), "holdfast passphrase slot")?;
        self.unwrap_with(path, &self.bound(device), &kek)
    }

    /// A slot of the first version: by the passphrase alone.
    pub(crate) fn open_first_version(&self, path: &Path, passphrase: &str) -> Result<Option<RawKey>, StoreError> {
        let kek = self.stretch(path, passphrase)?;
        let bound = format!("holdfast key slot 1|{}|passphrase|{}|{}", self.id, self.memory_kib, self.passes);
        self.unwrap_with(path, &bound, &kek)
    }

    pub(crate) fn open_device(&self, path: &Path, device: Uuid, secret: &RawKey) -> Result<Option<RawKey>, StoreError> {
        let kek = derive(secret.as_slice(), self.salt.as_bytes(), "holdfast device slot")?;
        self.unwrap_with(path, &self.bound(device), &kek)
    }

    pub(crate) fn open_envelope(&self, path: &Path, device: Uuid, code: &Code) -> Result<Option<RawKey>, StoreError> {
        let kek = derive(code.secret().as_bytes(), self.salt.as_bytes(), "holdfast envelope slot")?;
        self.unwrap_with(path, &self.bound(device), &kek)
    }

    pub(crate) fn open_escrow(&self, path: &Path, device: Uuid, identity: &str) -> Result<Option<RawKey>, StoreError> {
        let wrapped = super::file::unhex(&self.wrapped).ok_or_else(|| unusable(path, "a field is not hexadecimal"))?;
        escrow::unwrap(&wrapped, self.bound(device).as_bytes(), identity)
    }

    fn stretch(&self, path: &Path, passphrase: &str) -> Result<RawKey, StoreError> {
        if self.memory_kib > MOST_MEMORY_KIB || self.passes > MOST_PASSES {
            return Err(unusable(path, "a slot asks for more memory or time than Holdfast ever writes"));
        }
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(|error| unusable(path, error))?;
        let salt: [u8; 16] = field(path, &self.salt)?;
        let mut kek = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), &salt, kek.as_mut_slice())
            .map_err(|error| unusable(path, error))?;
        Ok(kek)
    }
}

fn field<const N: usize>(path: &Path, text: &str) -> Result<[u8; N], StoreError> {
    bytes(text).ok_or_else(|| unusable(path, "a field is not hexadecimal of the right length"))
}
