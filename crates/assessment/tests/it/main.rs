//! From the domain's figures through a scheme to sheets and ranks.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod scoring;
