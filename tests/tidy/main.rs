//! Tidiness that a machine can see: lengths, module docs, who may know whom, leftovers, forgotten stories, words.
//!
//! Each rule is a function from files to complaints. It is asked twice: of the repository, where it must have none, and
//! of a planted fault, which it must notice.

mod arrows;
mod files;
mod hazards;
mod leftovers;
mod length;
mod module_docs;
mod pages;
mod private;
mod purity;
mod stories;
mod words;

/// Fails with the complaints, one a line.
#[track_caller]
fn expect_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Fails unless the planted fault, and nothing else, was noticed.
#[track_caller]
fn expect_one(complaints: &[String], about: &str) {
    assert!(matches!(complaints, [one] if one.contains(about)), "wanted one complaint about {about}: {complaints:?}");
}
