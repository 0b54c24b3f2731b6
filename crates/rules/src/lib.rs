//! The rule language: official assessment documents with 考核 blocks → compiled schemes → exact scores that explain themselves.
