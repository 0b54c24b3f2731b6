//! Passwords: argon2id, the rules for new ones, and one-time ones.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

use crate::{Error, Random, Result};

const FEWEST_CHARACTERS: usize = 8;
const FEWEST_CLASSES: usize = 3;
/// Letters and digits that cannot be mistaken for each other on paper.
const READABLE: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
const ONE_TIME_LENGTH: usize = 12;

/// Days after which a password must be changed.
const LONGEST_DAYS: i64 = 90;
const DAY_MS: i64 = 86_400_000;
/// Words that guessing begins with; a password that is one of them with digits or signs around it is none.
const COMMON: [&str; 12] = [
    "password",
    "passw0rd",
    "p@ssw0rd",
    "admin",
    "administrator",
    "qwerty",
    "welcome",
    "letmein",
    "iloveyou",
    "abc",
    "root",
    "kaocheng",
];

/// Whether a password has stood for too long.
pub(crate) fn too_old(set_at: i64, now: i64) -> bool {
    now - set_at > LONGEST_DAYS * DAY_MS
}

/// Hashes a password; takes tens of milliseconds by intention.
pub(crate) fn hash(password: &str, random: &Random) -> Result<String> {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash: argon2::password_hash::phc::PasswordHash| hash.to_string())
        .map_err(|error| Error::Internal(error.to_string()))
}

/// Whether a password belongs to a hash. A hash that cannot be read belongs to none.
pub(crate) fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Work for a name that does not exist, so that the time of an answer does not tell names apart.
pub(crate) fn waste_time(password: &str) {
    let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), b"0123456789abcdef");
}

/// What is wrong with a new password, if anything.
pub(crate) fn fault(password: &str, name: &str) -> Option<&'static str> {
    let class = |test: fn(&char) -> bool| usize::from(password.chars().any(|c| test(&c)));
    let classes = class(char::is_ascii_lowercase)
        + class(char::is_ascii_uppercase)
        + class(char::is_ascii_digit)
        + class(|c| !c.is_ascii_alphanumeric());
    if password.chars().count() < FEWEST_CHARACTERS {
        return Some("新密码不足8位，请加长");
    }
    if classes < FEWEST_CLASSES {
        return Some("新密码须含大写字母、小写字母、数字、符号中至少三种");
    }
    let letters: String = password.to_lowercase().chars().filter(|c| !c.is_ascii_digit()).collect();
    let letters = letters.trim_matches(|c: char| !c.is_alphanumeric());
    if COMMON.contains(&letters) || COMMON.contains(&password.to_lowercase().as_str()) {
        return Some("新密码是常见密码，容易被猜到，请另设一个");
    }
    let contains_name = !name.is_empty() && password.to_lowercase().contains(&name.to_lowercase());
    contains_name.then_some("新密码不能包含用户名")
}

/// A password that is shown once and must be changed at the first sign-in.
pub(crate) fn one_time(random: &Random) -> String {
    let mut bytes = [0_u8; 64];
    loop {
        random.fill(&mut bytes);
        // Bytes beyond the last whole multiple would make some letters likelier.
        let whole = 256 / READABLE.len() * READABLE.len();
        let text: String = bytes
            .iter()
            .map(|byte| usize::from(*byte))
            .filter(|byte| *byte < whole)
            .filter_map(|byte| READABLE.get(byte % READABLE.len()).copied().map(char::from))
            .take(ONE_TIME_LENGTH)
            .collect();
        if text.len() == ONE_TIME_LENGTH && fault(&text, "").is_none() {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        assert_eq!(fault("Ab1!", "wang"), Some("新密码不足8位，请加长"));
        assert_eq!(fault("abcdefgh1", "wang"), Some("新密码须含大写字母、小写字母、数字、符号中至少三种"));
        assert_eq!(fault("WangMin2026", "wangmin"), Some("新密码不能包含用户名"));
        assert_eq!(fault("Password#2026", "wangmin"), Some("新密码是常见密码，容易被猜到，请另设一个"));
        assert_eq!(fault("江州Kao2026", "wangmin"), None);
    }

    #[test]
    fn a_hash_knows_its_password_only() {
        let random = Random::seeded(1);
        let hash = hash("Jiangzhou-2026", &random).unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(matches("Jiangzhou-2026", &hash));
        assert!(!matches("jiangzhou-2026", &hash));
        assert!(!matches("x", "no hash"));
    }

    #[test]
    fn one_time_passwords_obey_the_rules_and_differ() {
        let random = Random::seeded(2);
        let (one, two) = (one_time(&random), one_time(&random));
        assert_ne!(one, two);
        assert_eq!(fault(&one, ""), None);
    }
}
