//! HMAC with SHA-256 (RFC 2104): the signature under a call of another system.

use sha2::{Digest as _, Sha256};

const BLOCK: usize = 64;

/// The signature in hexadecimal digits.
pub(super) fn sign(secret: &[u8], text: &[u8]) -> String {
    let mut key = [0_u8; BLOCK];
    let short = if secret.len() > BLOCK { Sha256::digest(secret).to_vec() } else { secret.to_vec() };
    for (to, from) in key.iter_mut().zip(short) {
        *to = from;
    }
    let inner = Sha256::new().chain_update(key.map(|byte| byte ^ 0x36)).chain_update(text).finalize();
    let outer = Sha256::new().chain_update(key.map(|byte| byte ^ 0x5C)).chain_update(inner).finalize();
    outer.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_rfc_4231() {
        let first = sign(&[0x0B; 20], b"Hi There");
        assert_eq!(first, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        let second = sign(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(second, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let long = sign(&[0xAA; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(long, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }
}
