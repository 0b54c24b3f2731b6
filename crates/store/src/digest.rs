//! The two digests that a chain may be made with.

use sha2::Digest as _;

/// How lines and facts are digested: SHA-256, or SM3 (GB/T 32905) where national cryptography is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digest {
    /// SHA-256.
    #[default]
    Sha256,
    /// SM3.
    Sm3,
}

impl Digest {
    /// `sha256` or `sm3`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        }
    }

    /// The digest of a name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Sha256, Self::Sm3].into_iter().find(|digest| digest.name() == name)
    }

    /// The 32 bytes that stand for these.
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => sha2::Sha256::digest(bytes).to_vec(),
            Self::Sm3 => sm3::Sm3::digest(bytes).to_vec(),
        }
    }

    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Sha256 => 0,
            Self::Sm3 => 1,
        }
    }

    pub(crate) fn from_code(code: i64) -> crate::Result<Self> {
        let found = [Self::Sha256, Self::Sm3].into_iter().find(|digest| digest.code() == code);
        found.ok_or_else(|| crate::Error::code("摘要算法", code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_give_the_digest_of_their_standard() {
        let hex = |digest: Digest| -> String {
            digest.of(b"abc").iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
        };
        assert_eq!(hex(Digest::Sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hex(Digest::Sm3), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }
}
