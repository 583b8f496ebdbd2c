//! How much we take from outside before we say no. Every cap is tested with something larger.

use std::time::Duration;

/// A server that does not take the connection.
pub const CONNECT: Duration = Duration::from_secs(5);
/// A server that has stopped answering.
pub const IDLE: Duration = Duration::from_secs(30);
/// One request, whole.
pub const TOTAL: Duration = Duration::from_secs(120);
/// One answer of a server, after decompression, in bytes.
pub const REPLY: u64 = 16 * 1024 * 1024;
/// All answers of one pull together, in bytes.
pub const PULL: u64 = 256 * 1024 * 1024;
/// One file read whole (a Bundle, one resource), in bytes.
pub const FILE: u64 = 64 * 1024 * 1024;
/// One NDJSON file, read line by line, in bytes.
pub const LINES: u64 = 1024 * 1024 * 1024;
/// One resource, in bytes: a line of NDJSON or an entry of a Bundle.
pub const RESOURCE: usize = 4 * 1024 * 1024;
/// Resources in one input.
pub const RESOURCES: usize = 500_000;
/// Files in one folder, at any depth.
pub const FILES: usize = 2_000;
/// How deeply JSON may be nested.
pub const DEPTH: usize = 128;
