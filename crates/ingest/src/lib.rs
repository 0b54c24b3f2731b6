//! Reads what people write: bytes or text → blocks → quantities → goals and claims, with places and diagnostics. Pure.
