//! 考成: the binary.

fn main() {}
