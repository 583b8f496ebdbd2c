//! The slot of the trust's own key: an age X25519 recipient, whose secret half is kept away from every ward PC.

use age::x25519::{Identity, Recipient};
use zeroize::Zeroizing;

use super::RawKey;
use crate::error::StoreError;

/// Wraps a key, and what it is bound to, for a recipient (`age1…`).
pub(super) fn wrap(key: &RawKey, bound: &[u8], recipient: &str) -> Result<Vec<u8>, StoreError> {
    let recipient: Recipient = recipient.parse().map_err(|_| StoreError::NotAnEscrowKey)?;
    let mut plain = Zeroizing::new(key.to_vec());
    plain.extend_from_slice(blake3::hash(bound).as_bytes());
    age::encrypt(&recipient, &plain).map_err(|_| StoreError::NotAnEscrowKey)
}

/// The key, if this identity (`AGE-SECRET-KEY-1…`) opens it and it is bound to this slot.
pub(super) fn unwrap(wrapped: &[u8], bound: &[u8], identity: &str) -> Result<Option<RawKey>, StoreError> {
    let identity: Identity = identity.trim().parse().map_err(|_| StoreError::WrongEscrow)?;
    let Ok(plain) = age::decrypt(&identity, wrapped) else { return Ok(None) };
    let plain = Zeroizing::new(plain);
    let Some((key, about)) = plain.split_first_chunk::<32>() else { return Ok(None) };
    let fits = about == blake3::hash(bound).as_bytes();
    Ok(fits.then(|| Zeroizing::new(*key)))
}
