//! The medication line (NHS CUI, medication lines): generic name, BRAND, form, DOSE, route, frequency, each already as
//! it is read. Words are put in their agreed shape; no amount is ever worked out or changed to another unit.

use print::pack::Words;
use record::snapshot::HeldMedicine;

/// The parts of a medication line, in their order. A part the copy does not have is none, never a blank.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct MedicineLine {
    /// Generic name: bold, first.
    pub name: String,
    /// Brand in capitals.
    pub brand: Option<String>,
    /// `modified-release tablet`.
    pub form: Option<String>,
    /// Amount and unit, `1,250 mg`: bold, behind the label `DOSE`.
    pub dose: Option<String>,
    /// `oral`.
    pub route: Option<String>,
    /// `twice a day`.
    pub frequency: Option<String>,
}

impl MedicineLine {
    /// Of one prescription.
    #[must_use]
    pub fn of(medicine: &HeldMedicine) -> Self {
        let part = |words: &Option<String>| words.as_deref().map(tidy).filter(|words| !words.is_empty());
        Self {
            name: generic(&medicine.name),
            brand: part(&medicine.brand).map(|brand| brand.to_uppercase()),
            form: part(&medicine.form),
            dose: part(&medicine.dose),
            route: part(&medicine.route),
            frequency: part(&medicine.frequency),
        }
    }

    /// As one line of words; an amount stays on one line with its unit, and a dash ends a line rather than begins one.
    #[must_use]
    pub fn words(&self) -> Words {
        const DASH: &str = "\u{A0}— ";
        let mut words = Words::bold(self.name.as_str());
        for part in [&self.brand, &self.form].into_iter().flatten() {
            words = words.then(format!("{DASH}{part}"));
        }
        if let Some(dose) = &self.dose {
            words = words.then(format!("{DASH}DOSE\u{A0}")).then_bold(held_together(dose));
        }
        for part in [&self.route, &self.frequency].into_iter().flatten() {
            words = words.then(format!("{DASH}{part}"));
        }
        words
    }
}

/// A drug's name is the source's own but for capitals: a symbol such as `B12` or `K` keeps them.
fn generic(name: &str) -> String {
    let small = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let digits = word.chars().any(|c| c.is_ascii_digit());
        let first = word.chars().next().is_some_and(char::is_uppercase);
        let title = capitals == 1 && first && letters > 1;
        let shouted = capitals == letters && letters > 3;
        if (title || shouted) && !digits { word.to_lowercase() } else { word.to_owned() }
    };
    name.split_whitespace().map(small).collect::<Vec<_>>().join(" ")
}

/// An amount with its unit does not break over a line; longer words may.
fn held_together(dose: &str) -> String {
    let mut out = String::with_capacity(dose.len());
    let words: Vec<&str> = dose.split(' ').collect();
    for (n, word) in words.iter().enumerate() {
        out.push_str(word);
        if n + 1 < words.len() {
            let number = word.starts_with(|c: char| c.is_ascii_digit());
            out.push(if number { '\u{A0}' } else { ' ' });
        }
    }
    out
}

/// Signs that are misread become words; numbers and units take their agreed shape.
#[must_use]
fn tidy(words: &str) -> String {
    let mut spaced = String::with_capacity(words.len());
    let chars: Vec<char> = words.chars().collect();
    for (n, c) in chars.iter().enumerate() {
        match c {
            '&' => spaced.push_str(" and "),
            '@' => spaced.push_str(" at "),
            '<' => spaced.push_str(" less than "),
            '>' => spaced.push_str(" more than "),
            '|' | '\\' | '(' | ')' | '[' | ']' => spaced.push_str(" , "),
            '°' => spaced.push_str(" degrees "),
            '/' => spaced.push_str(slash(&chars, n)),
            other => spaced.push(*other),
        }
    }
    let mut out: Vec<String> = Vec::new();
    for word in spaced.split_whitespace() {
        match out.last_mut() {
            Some(last) if word == "," => {
                if !last.ends_with(',') {
                    last.push(',');
                }
            }
            None if word == "," => {}
            Some(_) | None => out.extend(amount(word, out.last().map(String::as_str))),
        }
    }
    out.join(" ").trim_end_matches(',').to_owned()
}

/// `120 mg/5 mL` is said `in`, `100 units/mL` is said `per`, `and/or` is said `or`; `8/500` has no words of its own.
fn slash(chars: &[char], at: usize) -> &'static str {
    let near = |c: Option<&char>| c.copied().filter(|c| !c.is_whitespace());
    let before = chars.get(..at).unwrap_or_default().iter().rev().find(|c| !c.is_whitespace());
    let after = chars.get(at + 1..).unwrap_or_default().iter().find(|c| !c.is_whitespace());
    let left: String = {
        let rest = chars.get(..at).unwrap_or_default().iter().rev().skip_while(|c| c.is_whitespace());
        let word: Vec<char> = rest.take_while(|c| c.is_alphabetic()).copied().collect();
        word.into_iter().rev().collect()
    };
    match (near(before), near(after)) {
        (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => "/",
        (Some(_), Some(b)) if unit(&left).is_some() && b.is_ascii_digit() => " in ",
        (Some(_), Some(_)) if unit(&left).is_some() => " per ",
        _ => " or ",
    }
}

/// A word with its number in shape and its unit in full: `500mg` is two words, `.50` is `0.5`.
fn amount(word: &str, before: Option<&str>) -> Vec<String> {
    let numeral = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let end = word.find(|c: char| !numeral(c)).unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    let counted = before.is_some_and(|before| number(before).is_some());
    if digits.is_empty() {
        return vec![if counted { in_full(word, before) } else { word.to_owned() }];
    }
    // A comma or full stop that ends the number ends a phrase.
    let (digits, stop) = match digits.strip_suffix([',', '.']) {
        Some(bare) if rest.is_empty() => (bare, &digits[bare.len()..]),
        Some(_) | None => (digits, ""),
    };
    let Some(shaped) = number(digits) else { return vec![word.to_owned()] };
    if rest.is_empty() {
        return vec![format!("{shaped}{stop}")];
    }
    let bare = rest.trim_end_matches([',', ';', '.']);
    if unit(bare).is_some() {
        let full = in_full(rest, Some(&shaped));
        return vec![shaped, full];
    }
    vec![format!("{shaped}{rest}")]
}

/// `5,000`, `0.5`, `1`: commas from a thousand, a zero before the point, none behind the last digit.
fn number(digits: &str) -> Option<String> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && part.is_empty()) || !part.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = groups.clone().next().is_some();
    let right = first.chars().all(|c| c.is_ascii_digit())
        && groups.all(|group| group.len() == 3 && group.chars().all(|c| c.is_ascii_digit()))
        && (!grouped || (1..=3).contains(&first.len()));
    if !right {
        return None;
    }
    let plain = whole.replace(',', "");
    let plain = plain.trim_start_matches('0');
    let mut shaped = String::new();
    for (n, digit) in plain.chars().enumerate() {
        if n > 0 && (plain.len() - n) % 3 == 0 {
            shaped.push(',');
        }
        shaped.push(digit);
    }
    if shaped.is_empty() {
        shaped.push('0');
    }
    let part = part.trim_end_matches('0');
    Some(if part.is_empty() { shaped } else { format!("{shaped}.{part}") })
}

/// A unit behind a number, in full, with what ends its phrase but no full stop; anything else as it is.
fn in_full(word: &str, before: Option<&str>) -> String {
    let bare = word.trim_end_matches([',', ';', '.']);
    let stop = word.get(bare.len()..).unwrap_or_default().replace('.', "");
    match unit(bare) {
        Some(full) => {
            let full = if before == Some("1") { full.trim_end_matches('s') } else { full };
            format!("{full}{stop}")
        }
        None => word.to_owned(),
    }
}

/// A unit as it is written out. Symbols that are misread (`U`, `µg`) never stay.
fn unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "g" | "G" | "gram" | "grams" => "g",
        "mg" | "MG" | "Mg" => "mg",
        "kg" | "KG" => "kg",
        "mcg" | "MCG" | "µg" | "μg" | "ug" | "microgram" | "micrograms" => "micrograms",
        "ng" | "nanogram" | "nanograms" => "nanograms",
        "U" | "u" | "IU" | "iu" | "unit" | "units" | "UNT" => "units",
        "mL" | "ml" | "ML" | "cc" => "mL",
        "L" | "l" => "L",
        "mmol" => "mmol",
        "tablet" | "tablets" => "tablets",
        "capsule" | "capsules" => "capsules",
        "puff" | "puffs" => "puffs",
        "drop" | "drops" => "drops",
        _ => return None,
    })
}

record::private_debug!(MedicineLine);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_the_rules_say() {
        for (told, read) in [
            ("500mg", "500 mg"),
            ("500 mg", "500 mg"),
            ("1.0 mg", "1 mg"),
            ("0.50 mg", "0.5 mg"),
            (".5 mg", "0.5 mg"),
            ("5000 units", "5,000 units"),
            ("5,000 units", "5,000 units"),
            ("1250000 units", "1,250,000 units"),
            ("10 mg", "10 mg"),
            ("100.0mg", "100 mg"),
            ("120 mg/5 mL", "120 mg in 5 mL"),
            ("120mg/5ml", "120 mg in 5 mL"),
            ("100 units/mL", "100 units per mL"),
            ("8/500", "8/500"),
            ("50 mcg", "50 micrograms"),
            ("50µg.", "50 micrograms"),
            ("10 U", "10 units"),
            ("1 units", "1 unit"),
            ("1 to 2 tablets", "1 to 2 tablets"),
            ("0.5 g", "0.5 g"),
            ("0 mg", "0 mg"),
            ("0,5 mg", "0,5 mg"),
            ("vitamin B12 1 mg", "vitamin B12 1 mg"),
            ("IV/PO", "IV or PO"),
            ("at night (22:00)", "at night, 22:00"),
            ("if temp >38.0", "if temp more than 38"),
            ("1.5.2 mg", "1.5.2 mg"),
            ("", ""),
        ] {
            assert_eq!(tidy(told), read, "{told}");
        }
    }

    #[test]
    fn a_generic_name_is_in_small_letters_and_a_symbol_is_not() {
        for (told, read) in [
            ("Paracetamol", "paracetamol"),
            ("PARACETAMOL", "paracetamol"),
            ("co-amoxiclav", "co-amoxiclav"),
            ("Vitamin B12", "vitamin B12"),
            ("Phytomenadione (vitamin K)", "phytomenadione (vitamin K)"),
            ("sodium chloride 0.9 %", "sodium chloride 0.9 %"),
        ] {
            assert_eq!(generic(told), read, "{told}");
        }
    }

    #[test]
    fn the_line_begins_with_the_bold_generic_name_and_labels_the_dose() {
        let line = MedicineLine {
            name: "diltiazem".into(),
            brand: Some("CALCICARD CR".into()),
            form: Some("modified-release tablet".into()),
            dose: Some("120 mg".into()),
            route: Some("oral".into()),
            frequency: Some("twice a day".into()),
        };
        let words = line.words();
        let said: String = words.0.iter().map(|span| span.text.as_str()).collect();
        let plain = said.replace('\u{A0}', " ");
        assert_eq!(plain, "diltiazem — CALCICARD CR — modified-release tablet — DOSE 120 mg — oral — twice a day");
        assert!(said.contains("120\u{A0}mg"));
        let strong: Vec<&str> = words.0.iter().filter(|span| span.strong).map(|span| span.text.as_str()).collect();
        assert_eq!(strong, ["diltiazem", "120\u{A0}mg"]);
    }
}
