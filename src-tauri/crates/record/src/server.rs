//! What a receiving system says of itself: enough to notice that another one answers at the same address.
//! Not proof of anything: a certificate is that.

use serde::{Deserialize, Serialize};

/// What a server says it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerIdentity {
    /// Name of its software.
    pub software: Option<String>,
    /// The base address it gives itself.
    pub url: Option<String>,
    /// What it says it is: `Test system of St Example's`.
    pub description: Option<String>,
}

impl ServerIdentity {
    /// In one line.
    #[must_use]
    pub fn words(&self) -> String {
        let all = [&self.software, &self.description, &self.url];
        let said: Vec<&str> = all.into_iter().flatten().map(String::as_str).collect();
        if said.is_empty() { "a server that does not say what it is".to_owned() } else { said.join(", ") }
    }
}
