//! Codes with check digits: organisation codes (GB 11714) and unified social credit codes (GB 32100).

/// Weights of GB 11714, from the first character.
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// Weights of GB 32100: 3^(i−1) mod 31.
const CREDIT_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// The characters of GB 32100 in order of value: digits and letters without I O S V Z.
const CREDIT_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// What the first part of an index number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerCode {
    /// An organisation code whose check character holds.
    Organisation,
    /// A unified social credit code whose two check characters hold.
    Credit,
    /// Looks like an organisation code or credit code, but the check character should be this one.
    Wrong {
        /// The character that would hold.
        expected: char,
    },
    /// A number of the publisher's own, without check character.
    Own,
}

/// Judges the part of an index number that names its publisher.
pub fn judge(code: &str) -> OwnerCode {
    let outcome = match code.len() {
        9 => organisation_check(code).map(|expected| (expected, OwnerCode::Organisation)),
        18 => credit_check(code).map(|expected| (expected, OwnerCode::Credit)),
        _ => None,
    };
    match outcome {
        None => OwnerCode::Own,
        Some((expected, kind)) if code.ends_with(expected) => {
            // A credit code carries an organisation code in places 9–17, with a check of its own.
            let inner = code.get(8..17).filter(|_| kind == OwnerCode::Credit).map(judge);
            if let Some(OwnerCode::Wrong { expected }) = inner { OwnerCode::Wrong { expected } } else { kind }
        }
        Some((expected, _)) => OwnerCode::Wrong { expected },
    }
}

/// Judges an index number by its first part; `01527918X-2020-153077` and `002489444/2021-00002` both name their owner first.
pub fn judge_index(number: &str) -> OwnerCode {
    let owner = number.split(['/', '-', '—', '_']).next().unwrap_or_default();
    // Nine digits of a number of the publisher's own are not told from an organisation code; only what is certain
    // to be meant as a code is called wrong.
    judge(owner)
}

/// The check character an organisation code should end in; `None` if the rest is no such code.
pub fn organisation_check(code: &str) -> Option<char> {
    let mut sum = 0;
    let mut letters = code.chars();
    for weight in ORGANISATION_WEIGHTS {
        let letter = letters.next()?;
        if !letter.is_ascii_digit() && !letter.is_ascii_uppercase() {
            return None;
        }
        sum += letter.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}

/// The check character a unified social credit code should end in; `None` if the rest is no such code.
pub fn credit_check(code: &str) -> Option<char> {
    let mut sum = 0;
    let mut letters = code.chars();
    for weight in CREDIT_WEIGHTS {
        let value = CREDIT_ALPHABET.find(letters.next()?)?;
        sum += u32::try_from(value).ok()? * weight;
    }
    let check = (31 - sum % 31) % 31;
    CREDIT_ALPHABET.chars().nth(usize::try_from(check).ok()?)
}
