//! `cargo x …`: the house commands.

fn main() {}
