//! Roman numerals, both ways.

const SIGNS: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number as a Roman numeral; `None` for zero and above 3,999, which have none.
pub fn roman_of(number: u32) -> Option<String> {
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

/// A number as a Roman numeral; where there is none, in digits.
pub fn roman(number: u32) -> String {
    roman_of(number).unwrap_or_else(|| number.to_string())
}

/// The value of a Roman numeral in its usual form, in capitals or small letters.
pub fn of_roman(text: &str) -> Option<u32> {
    let text = text.to_ascii_uppercase();
    let (mut rest, mut number) = (text.as_str(), 0_u32);
    for (value, sign) in SIGNS {
        while let Some(after) = rest.strip_prefix(sign) {
            (rest, number) = (after, number.saturating_add(value));
        }
    }
    // Written back, only the usual form gives the same.
    (roman_of(number)? == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_numeral_is_a_round_trip() {
        for number in 1..4000 {
            let text = roman(number);
            assert_eq!((of_roman(&text), of_roman(&text.to_lowercase())), (Some(number), Some(number)));
        }
        for (text, value) in [("I", 1), ("iv", 4), ("XI", 11), ("XIX", 19), ("xlii", 42), ("XCIX", 99), ("CCC", 300), ("MMXXV", 2025)] {
            assert_eq!(of_roman(text), Some(value), "{text}");
        }
        for text in ["", "IIII", "VX", "IIX", "VV", "ABC", "IVI", "iix", "MMMM"] {
            assert_eq!(of_roman(text), None, "{text}");
        }
    }

    #[test]
    fn what_has_no_numeral_stays_digits() {
        assert_eq!([0, 4000, u32::MAX].map(roman), ["0", "4000", "4294967295"]);
        assert_eq!(of_roman(&"M".repeat(10_000_000)), None);
    }
}
