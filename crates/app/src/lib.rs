//! What a person can do: one function per action = authorize → load → decide → save → audit, in one transaction. Knows no HTTP.
