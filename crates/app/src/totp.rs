//! Time-based one-time passwords (RFC 6238): six digits of HMAC-SHA-1 over the count of half minutes.

use sha1::{Digest as _, Sha1};

/// Seconds for which a code stands.
const STEP_SECONDS: i64 = 30;
/// Steps by which a device's clock may be off, either way.
const STEPS_OFF: i64 = 1;
const BLOCK: usize = 64;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step at an instant in UTC milliseconds.
pub(crate) fn step(at: i64) -> i64 {
    at.div_euclid(1000).div_euclid(STEP_SECONDS)
}

/// The six digits of a step.
pub(crate) fn code(secret: &[u8], step: i64) -> String {
    let mac = hmac_sha1(secret, &step.to_be_bytes());
    let at = usize::from(mac.last().copied().unwrap_or(0) & 0x0F);
    let four = mac.get(at..at + 4).unwrap_or_default();
    let whole = four.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte)) & 0x7FFF_FFFF;
    format!("{:06}", whole % 1_000_000)
}

/// The step whose code was typed, among those that a device may show now.
pub(crate) fn find_step(secret: &[u8], typed: &str, now: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let middle = step(now);
    (middle - STEPS_OFF..=middle + STEPS_OFF).find(|step| same(&code(secret, *step), &typed))
}

/// Compares without telling by its time how much agrees.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn hmac_sha1(key: &[u8], message: &[u8]) -> [u8; 20] {
    let mut block = [0_u8; BLOCK];
    let short = if key.len() > BLOCK { Sha1::digest(key).to_vec() } else { key.to_vec() };
    for (to, from) in block.iter_mut().zip(short) {
        *to = from;
    }
    let hash = |pad: u8, text: &[u8]| -> [u8; 20] {
        let mut hasher = Sha1::new();
        hasher.update(block.map(|byte| byte ^ pad));
        hasher.update(text);
        hasher.finalize().into()
    };
    hash(0x5C, &hash(0x36, message))
}

/// Bytes as devices take them: base 32 (RFC 4648) without padding.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    for part in bytes.chunks(5) {
        let whole =
            part.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte)) << (8 * (5 - part.len()));
        let letters = (part.len() * 8).div_ceil(5);
        for at in 0..letters {
            let index = usize::try_from((whole >> (35 - 5 * at)) & 31).unwrap_or(0);
            text.push(char::from(ALPHABET.get(index).copied().unwrap_or(b'A')));
        }
    }
    text
}

/// The bytes of a base 32 text; spaces and small letters are read.
pub(crate) fn from_base32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut kept, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = ALPHABET.iter().position(|one| *one == letter.to_ascii_uppercase())?;
        kept = (kept << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((kept >> bits) & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(secret, step(seconds * 1000)), expected, "{seconds}");
        }
    }

    #[test]
    fn a_clock_may_be_off_by_half_a_minute_and_no_more() {
        let secret = b"12345678901234567890";
        let now = 59_000;
        assert_eq!(find_step(secret, "287 082", now), Some(1));
        assert_eq!(find_step(secret, "287082", now + 30_000), Some(1));
        assert_eq!(find_step(secret, "287082", now + 60_000), None);
        assert_eq!(find_step(secret, "28708", now), None);
    }

    #[test]
    fn base_32_goes_there_and_back() {
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
        assert_eq!(from_base32("mzxw 6ytb oi").unwrap(), b"foobar");
        assert_eq!(base32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(from_base32("M1"), None);
    }
}
