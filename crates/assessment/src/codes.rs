//! Codes of organisations and their check digits (GB 32100, GB 11714).

use std::fmt;

const CREDIT_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// 统一社会信用代码 (GB 32100): 18 characters; the ninth to the seventeenth are an [`OrganisationCode`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct CreditCode(String);

/// 组织机构代码 (GB 11714): eight characters and a check character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct OrganisationCode(String);

/// Why a code was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// Another count of characters than the standard asks for.
    Length {
        /// What the standard asks for.
        expected: usize,
        /// What stands there.
        found: usize,
    },
    /// A character outside the alphabet, with its place counted from 1.
    Character {
        /// The character.
        character: char,
        /// Its place from 1.
        place: usize,
    },
    /// The check character does not follow from the others.
    Check {
        /// The check character's place from 1.
        place: usize,
        /// The character that follows from the others.
        expected: char,
        /// The character that stands there.
        found: char,
    },
    /// The organisation code inside a credit code (9th to 17th character) fails its own check: the slip is there.
    OrganisationPart {
        /// What the 17th character would be if the eight before it were right.
        expected: char,
        /// What stands there.
        found: char,
    },
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { expected, found } => write!(f, "代码应为{expected}位，现为{found}位"),
            Self::Character { character, place } => write!(f, "第{place}位的“{character}”不是代码允许的字符"),
            Self::Check { place: 18, expected, found } => {
                write!(
                    f,
                    "第18位校验码不符：按前17位应为“{expected}”，现为“{found}”；请核对第1至8位和第18位是否抄错"
                )
            }
            Self::Check { place, expected, found } => {
                let before = place - 1;
                write!(
                    f,
                    "第{place}位校验码不符：按前{before}位应为“{expected}”，现为“{found}”，请核对是否抄错"
                )
            }
            Self::OrganisationPart { expected, found } => write!(
                f,
                "第9至17位（组织机构代码）有误：按第9至16位，第17位应为“{expected}”，现为“{found}”；请核对这九位是否抄错"
            ),
        }
    }
}

impl std::error::Error for CodeError {}

impl CreditCode {
    /// Reads a code as people write it: full-width or lower-case characters and spaces are accepted.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let characters = tidy(text);
        expect_length(&characters, 18)?;
        let mut sum = 0;
        for (index, &character) in characters.iter().enumerate() {
            let value =
                credit_value(character).ok_or(CodeError::Character { character, place: index + 1 })?;
            sum += value * CREDIT_WEIGHTS.get(index).copied().unwrap_or(0);
        }
        let found = characters.last().copied().unwrap_or('0');
        let expected = credit_character((31 - sum % 31) % 31);
        // The part has a check of its own: when it fails, the slip is among its nine characters.
        let part: String = characters.iter().skip(8).take(9).collect();
        OrganisationCode::parse(&part).map_err(|reason| match reason {
            CodeError::Check { expected, found, .. } => CodeError::OrganisationPart { expected, found },
            CodeError::Character { character, place } => CodeError::Character { character, place: place + 8 },
            other => other,
        })?;
        if expected != found {
            return Err(CodeError::Check { place: 18, expected, found });
        }
        Ok(Self(characters.into_iter().collect()))
    }

    /// The organisation code inside.
    pub fn organisation(&self) -> OrganisationCode {
        OrganisationCode(self.0.chars().skip(8).take(9).collect())
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Completes the first 17 characters of an invented unit (sample data) by its check characters.
    ///
    /// `prefix` is 登记管理部门, 机构类别 and 行政区划 (8 characters), `body` the first eight of the organisation code.
    pub fn compose(prefix: &str, body: &str) -> Result<Self, CodeError> {
        let mut characters = tidy(prefix);
        expect_length(&characters, 8)?;
        characters.extend(OrganisationCode::compose(body)?.0.chars());
        let mut sum = 0;
        for (index, (&character, weight)) in characters.iter().zip(CREDIT_WEIGHTS).enumerate() {
            sum +=
                credit_value(character).ok_or(CodeError::Character { character, place: index + 1 })? * weight;
        }
        characters.push(credit_character((31 - sum % 31) % 31));
        Self::parse(&characters.into_iter().collect::<String>())
    }
}

impl OrganisationCode {
    /// Reads a code as people write it; the hyphen before the check character may stand or not.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let characters = tidy(text);
        expect_length(&characters, 9)?;
        let body: String = characters.iter().take(8).collect();
        let whole = Self::compose(&body)?;
        let found = characters.last().copied().unwrap_or('0');
        let expected = whole.0.chars().last().unwrap_or('0');
        if expected == found { Ok(whole) } else { Err(CodeError::Check { place: 9, expected, found }) }
    }

    /// Completes eight characters by their check character.
    pub fn compose(body: &str) -> Result<Self, CodeError> {
        let mut characters = tidy(body);
        expect_length(&characters, 8)?;
        let mut sum = 0;
        for (index, (&character, weight)) in characters.iter().zip(ORGANISATION_WEIGHTS).enumerate() {
            let value = character.to_digit(36).ok_or(CodeError::Character { character, place: index + 1 })?;
            sum += value * weight;
        }
        characters.push(match 11 - sum % 11 {
            10 => 'X',
            11 => '0',
            digit => char::from_digit(digit, 10).unwrap_or('0'),
        });
        Ok(Self(characters.into_iter().collect()))
    }

    /// The nine characters, without a hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn tidy(text: &str) -> Vec<char> {
    text.chars()
        .map(crate::text::half_width)
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn expect_length(characters: &[char], expected: usize) -> Result<(), CodeError> {
    let found = characters.len();
    if found == expected { Ok(()) } else { Err(CodeError::Length { expected, found }) }
}

fn credit_value(character: char) -> Option<u32> {
    CREDIT_ALPHABET.chars().position(|c| c == character).and_then(|at| u32::try_from(at).ok())
}

fn credit_character(value: u32) -> char {
    CREDIT_ALPHABET.chars().nth(value as usize).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_real_bodies_pass_and_one_wrong_digit_fails() {
        let code = CreditCode::parse("12341700686863395A").unwrap();
        assert_eq!(code.organisation().as_str(), "686863395");
        for organisation in
            ["002489444", "014319928", "000014349", "011217651", "01527918X", "686863395", "01527918-X"]
        {
            assert!(OrganisationCode::parse(organisation).is_ok(), "{organisation}");
        }
        assert_eq!(
            CreditCode::parse("12341700686863395B"),
            Err(CodeError::Check { place: 18, expected: 'A', found: 'B' })
        );
        assert!(matches!(
            OrganisationCode::parse("002489445"),
            Err(CodeError::Check { place: 9, expected: '4', found: '5' })
        ));
    }

    #[test]
    fn letters_outside_the_alphabet_are_named_with_their_place() {
        assert_eq!(
            CreditCode::parse("1234170068686339OA"),
            Err(CodeError::Character { character: 'O', place: 17 })
        );
        assert_eq!(CreditCode::parse("1234"), Err(CodeError::Length { expected: 18, found: 4 }));
    }

    #[test]
    fn a_slip_inside_the_organisation_code_is_told_from_one_outside() {
        let inside = CreditCode::parse("12341700686863495A").unwrap_err();
        assert!(matches!(inside, CodeError::OrganisationPart { found: '5', .. }), "{inside}");
        assert!(inside.to_string().contains("第9至17位"), "{inside}");
        let outside = CreditCode::parse("12341800686863395A").unwrap_err();
        assert!(matches!(outside, CodeError::Check { place: 18, found: 'A', .. }), "{outside}");
        assert!(outside.to_string().contains("第18位"), "{outside}");
    }

    #[test]
    fn full_width_and_lower_case_are_read() {
        assert!(CreditCode::parse("１２３４１７００ 68686339 5a").is_ok());
    }

    #[test]
    fn a_composed_code_passes_its_own_checks() {
        let code = CreditCode::compose("11990100", "MB1A2345").unwrap();
        assert_eq!(CreditCode::parse(code.as_str()), Ok(code));
    }
}
