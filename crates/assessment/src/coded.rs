//! Closed lists of words: each has a stable code for stores and APIs and a Chinese label for screens.

/// A closed list whose members have a stable code and a Chinese label.
pub trait Coded: Sized + Copy + 'static {
    /// Every member, in the order in which a form lists them.
    const ALL: &'static [Self];

    /// Stable ASCII code, as kept in stores and APIs.
    fn code(self) -> &'static str;

    /// The word on screens.
    fn label(self) -> &'static str;

    /// The member with this code.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.code() == code)
    }

    /// The member that a person wrote, by label or code.
    fn from_label(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.label() == label || member.code() == label)
    }
}

/// Implements [`Coded`], `Display` (the label) and serde (the code) for a fieldless enum.
macro_rules! coded {
    ($name:ident { $($member:ident = $code:literal $label:literal),+ $(,)? }) => {
        impl $crate::Coded for $name {
            const ALL: &'static [Self] = &[$(Self::$member),+];

            fn code(self) -> &'static str {
                match self { $(Self::$member => $code),+ }
            }

            fn label(self) -> &'static str {
                match self { $(Self::$member => $label),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::Coded::label(*self))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str($crate::Coded::code(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let code = String::deserialize(from)?;
                <Self as $crate::Coded>::from_code(&code)
                    .ok_or_else(|| serde::de::Error::custom(format!("未知代码 {code}")))
            }
        }
    };
}
pub(crate) use coded;
