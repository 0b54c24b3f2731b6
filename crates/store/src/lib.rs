//! The only crate that knows SQL: one concrete `Store` over SQLite or PostgreSQL, one module per noun.
