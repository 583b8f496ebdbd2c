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
/// One file, in bytes.
pub const FILE: u64 = 64 * 1024 * 1024;
/// Everything that one reading keeps, in bytes: all files of a folder, or all pages of a pull.
pub const INPUT: u64 = 128 * 1024 * 1024;
/// One resource, in bytes.
pub const RESOURCE: usize = 4 * 1024 * 1024;
/// Resources in one input.
pub const RESOURCES: usize = 300_000;
/// Files in one folder, at any depth.
pub const FILES: usize = 2_000;
/// How deeply folders may be nested.
pub const FOLDERS: usize = 16;
/// How deeply JSON may be nested.
pub const DEPTH: usize = 128;
/// How deeply a Bundle may stand in a Bundle.
pub const BUNDLES: usize = 4;
/// Pages of one search.
pub const PAGES: usize = 2_000;
/// Lines at the start of a file of lines that may all be unreadable before it is taken for something else.
pub const BAD_LINES: usize = 100;
/// A list of staff, in bytes.
pub const ROSTER: usize = 4 * 1024 * 1024;
