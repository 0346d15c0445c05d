//! Make text from outside fit to be shown to people, and take secrets out of it.
//!
//! The words of a service may contain anything: escape sequences that steer a terminal, letters that turn the direction of a line or
//! can't be seen, line breaks that fake a line of the program, the key that was sent. Pass such text through [`line()`] or [`text`] where
//! you print it; addresses go through [`address`], and [`without`] takes out secrets. The texts of this crate's own errors are
//! [lines](line()) already.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use url::Url;

/// The character in place of one that can't be shown.
const UNSHOWN: char = '\u{fffd}';

/// A text on a single line: line breaks and tabs become spaces, and characters that could deceive or steer a terminal become U+FFFD.
///
/// ```
/// use musicapi::display::line;
///
/// assert_eq!(line("Salt\r\nerror: pay"), "Salt error: pay");
/// assert_eq!(line("\u{1b}[31mred"), "\u{fffd}[31mred");
/// assert_eq!(line("song\u{202e}3pm"), "song\u{fffd}3pm");
/// ```
#[must_use]
pub fn line(text: &str) -> String {
    shown(text, |letter| matches!(letter, '\n' | '\t' | '\u{b}' | '\u{c}').then_some(' '))
}

/// A text of several lines, such as lyrics: like [`line()`], but line breaks, in any form, and tabs stay.
///
/// ```
/// use musicapi::display::text;
///
/// assert_eq!(text("[Verse]\r\nSalt\u{2028}and oil\u{7}"), "[Verse]\nSalt\nand oil\u{fffd}");
/// ```
#[must_use]
pub fn text(text: &str) -> String {
    shown(text, |letter| matches!(letter, '\n' | '\t').then_some(letter))
}

/// Keeps harmless letters; `space` says what replaces a letter that separates.
fn shown(text: &str, space: fn(char) -> Option<char>) -> String {
    let (mut shown, mut before) = (String::with_capacity(text.len()), None);
    for letter in text.chars() {
        let is_rest_of_break = letter == '\n' && before == Some('\r');
        // Each form of a line break is one.
        let plain = if matches!(letter, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') { '\n' } else { letter };
        if !is_rest_of_break {
            shown.push(match space(plain) {
                Some(space) => space,
                None if is_unshown(plain, before) => UNSHOWN,
                None => plain,
            });
        }
        before = Some(letter);
    }
    shown
}

/// Whether a letter steers or deceives, after the one before it.
fn is_unshown(letter: char, before: Option<char>) -> bool {
    match letter {
        // Letters that control the direction.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        // Letters that can't be seen, so that two names look like one.
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        // Several scripts and emoji need these joiners; between Latin letters they only deceive.
        '\u{200c}' | '\u{200d}' => before.is_none_or(|before| before.is_ascii()),
        _ => letter.is_control(),
    }
}

/// JSON in which nothing steers a terminal or deceives: such letters are escaped, so that it reads as the same value.
///
/// ```
/// use musicapi::display::json;
///
/// let told = json(&serde_json::json!({"title": "a\u{202e}b\u{9b}c"}).to_string());
/// assert_eq!(told, r#"{"title":"a\u202eb\u009bc"}"#);
/// ```
#[must_use]
pub fn json(text: &str) -> String {
    let (mut shown, mut before) = (String::with_capacity(text.len()), None);
    for letter in text.chars() {
        // JSON has other letters than ASCII only within strings, where line breaks are escaped already.
        let is_break = matches!(letter, '\u{85}' | '\u{2028}' | '\u{2029}');
        if letter != '\n' && (is_break || is_unshown(letter, before)) {
            let mut units = [0; 2];
            letter.encode_utf16(&mut units).iter().for_each(|unit| shown.push_str(&format!("\\u{unit:04x}")));
        } else {
            shown.push(letter);
        }
        before = Some(letter);
    }
    shown
}

/// An address without its secret parts: user, password, query and fragment. An address without these stays as it is written.
///
/// ```
/// use musicapi::display::address;
///
/// assert_eq!(address("http://user:secret@files.example/a.mp3?signature=x"), "http://files.example/a.mp3");
/// assert_eq!(address("user:secret@files.example"), "files.example");
/// assert_eq!(address("http://127.0.0.1:4010/api/v1"), "http://127.0.0.1:4010/api/v1");
/// ```
#[must_use]
pub fn address(text: &str) -> String {
    let text = text.trim();
    match Url::parse(text).ok().filter(Url::has_host) {
        Some(url) if public(&url) == url => line(text),
        Some(url) => public(&url).into(),
        // A password may contain any letter, but the user ends at an @.
        None => {
            let rest = text.rsplit('@').next().unwrap_or_default();
            line(rest.split(['?', '#']).next().unwrap_or_default())
        }
    }
}

/// A parsed address without its secret parts.
pub(crate) fn public(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Both fail only where there is no host.
    let _ = (url.set_username(""), url.set_password(None));
    url
}

/// The characters that would end an id, or be taken for an escape, in a path or on a command line.
pub(crate) const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A text with the user and password taken out of each address.
///
/// ```
/// use musicapi::display::without_users;
///
/// let text = without_users("proxy http://user:pa#ss@proxy.example:3128 failed; see https://docs.example/@user");
/// assert_eq!(text, "proxy http://proxy.example:3128 failed; see https://docs.example/@user");
/// ```
#[must_use]
pub fn without_users(text: &str) -> String {
    const BEGINS: &str = "://";
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once(BEGINS) {
        let ends = |letter: char| letter.is_whitespace() || matches!(letter, '/' | '"' | '\'' | '<' | '>' | '\\');
        let host = after.find(ends).and_then(|end| after.get(..end)).unwrap_or(after);
        let from = host.rfind('@').map_or(0, |at| at + 1);
        shown.push_str(before);
        shown.push_str(BEGINS);
        rest = after.get(from..).unwrap_or_default();
    }
    shown + rest
}

/// A text with `mask` in place of a secret, whether that is written plainly, as in JSON, or as in an address.
///
/// ```
/// use musicapi::display::without;
///
/// assert_eq!(without("sk-5f2c", "[key]", "the key sk-5f2c is unknown"), "the key [key] is unknown");
/// ```
#[must_use]
pub fn without(secret: &str, mask: &str, text: &str) -> String {
    // In no form is the secret shorter.
    if secret.is_empty() || text.len() < secret.len() {
        return text.to_owned();
    }
    let escaped = Value::from(secret).to_string();
    let in_address = utf8_percent_encode(secret, ESCAPED).to_string();
    let mut text = text.replace(secret, mask);
    // Replace other forms only if they differ: the mask may contain a part of the secret.
    for other in [escaped.trim_matches('"'), &in_address] {
        if other != secret {
            text = text.replace(other, mask);
        }
    }
    text
}

/// The field of a request with the secret that signs its events. No file, log or terminal may show it.
pub const SECRET: &str = "webhook_secret";

/// The secrets in a request, those of its items too.
///
/// ```
/// use musicapi::display::secrets;
///
/// let request = serde_json::json!({"webhook_secret": "hush", "items": [{"webhook_secret": null}]});
/// assert_eq!(secrets(&request), ["hush".into(), serde_json::Value::Null].iter().collect::<Vec<_>>());
/// ```
#[must_use]
pub fn secrets(request: &Value) -> Vec<&Value> {
    match request {
        Value::Object(fields) => {
            let of = |(name, value)| if name == SECRET { vec![value] } else { secrets(value) };
            fields.iter().flat_map(of).collect()
        }
        Value::Array(items) => items.iter().flat_map(secrets).collect(),
        _ => Vec::new(),
    }
}

/// The same, to change them.
pub fn secrets_mut(request: &mut Value) -> Vec<&mut Value> {
    match request {
        Value::Object(fields) => {
            let of = |(name, value)| if name == SECRET { vec![value] } else { secrets_mut(value) };
            fields.iter_mut().flat_map(of).collect()
        }
        Value::Array(items) => items.iter_mut().flat_map(secrets_mut).collect(),
        _ => Vec::new(),
    }
}

/// The mask of such a secret.
pub(crate) const SECRET_MASK: &str = "[secret]";

/// A text with `mask` in place of this field's value in all JSON, also in JSON within a text of JSON.
///
/// So a secret can be taken out of what a service echoes, even if the secret isn't known.
///
/// ```
/// use musicapi::display::without_field;
///
/// let text = r#"refused: {"webhook_secret": "hu\"sh", "mv": "v"} and {\"webhook_secret\":\"hush\"}"#;
/// let shown = r#"refused: {"webhook_secret": "[secret]", "mv": "v"} and {\"webhook_secret\":\"[secret]\"}"#;
/// assert_eq!(without_field("webhook_secret", "[secret]", text), shown);
/// ```
#[must_use]
pub fn without_field(field: &str, mask: &str, text: &str) -> String {
    let slashes_at_end = |text: &str| text.len() - text.trim_end_matches('\\').len();
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once(field) {
        shown.push_str(before);
        shown.push_str(field);
        rest = after;
        // In JSON within JSON each quote has backslashes before it: as many as the one before the name.
        let Some(slashes) = before.strip_suffix('"').map(slashes_at_end) else { continue };
        let quote = format!("{}\"", "\\".repeat(slashes));
        let value = after.strip_prefix(&*quote).and_then(|it| it.trim_start().strip_prefix(':'));
        let Some(value) = value.and_then(|it| it.trim_start().strip_prefix(&*quote)) else { continue };
        // A quote within the value has more backslashes, and a backslash of the value is written as twice as many as a quote has letters.
        let is_end = |at: &usize| slashes_at_end(&value[..*at]) % (2 * quote.len()) == slashes;
        let end = value.match_indices('"').map(|(at, _)| at).find(is_end);
        shown.push_str(&after[..after.len() - value.len()]);
        shown.push_str(mask);
        // A value that was cut off has no end.
        rest = end.map_or("", |end| &value[end - slashes..]);
    }
    shown + rest
}

/// Masks the value of a field wherever it stands in a value, also in JSON within its texts.
pub(crate) fn leave_out_field(value: &mut Value, field: &str, mask: &str) {
    match value {
        Value::String(text) if text.contains(field) => *text = without_field(field, mask, text),
        Value::Array(items) => items.iter_mut().for_each(|item| leave_out_field(item, field, mask)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == field => mask.clone_into(text),
                    value => leave_out_field(value, field, mask),
                }
            }
        }
        _ => {}
    }
}

/// Masks a secret in each text of a value.
pub(crate) fn leave_out(value: &mut Value, secret: &str, mask: &str) {
    match value {
        Value::String(text) => {
            let clean = without(secret, mask, text);
            if clean != *text {
                *text = clean;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| leave_out(item, secret, mask)),
        Value::Object(fields) => {
            if fields.keys().any(|name| name.contains(secret)) {
                let all = std::mem::take(fields).into_iter();
                *fields = all.map(|(name, value)| (without(secret, mask, &name), value)).collect();
            }
            fields.values_mut().for_each(|value| leave_out(value, secret, mask));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_deceives_is_not_shown() {
        for letter in
            "\u{1b}\u{7}\u{8}\u{7f}\u{9b}\u{9d}\u{61c}\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\
            \u{2060}\u{feff}\u{ad}\u{e0041}\u{0}"
                .chars()
        {
            for (shown, kept) in [(line as fn(&str) -> String, "a b"), (text, "a\nb")] {
                assert_eq!(shown(&format!("a{letter}b")), "a\u{fffd}b", "{letter:?}");
                for space in ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"] {
                    assert_eq!(shown(&format!("a{space}b")), kept, "{space:?}");
                }
            }
            let value = Value::from(format!("a{letter}b\u{2028}c\n"));
            let told = json(&value.to_string());
            assert!(!told.contains([letter, '\u{2028}']), "{told:?}");
            assert_eq!(serde_json::from_str::<Value>(&told).unwrap(), value);
        }
        assert_eq!((line("a\tb"), text("a\tb")), ("a b".to_owned(), "a\tb".to_owned()));
        // Joiners are part of words, and of emoji; between Latin letters nobody sees them.
        for word in ["नमस्\u{200d}ते", "می\u{200c}خواهم", "👩\u{200d}🎤", "夜 Ünder – “x”"]
        {
            assert_eq!((line(word), text(word)), (word.to_owned(), word.to_owned()));
        }
        assert_eq!(line("pay\u{200d}pal"), "pay\u{fffd}pal");
    }

    #[test]
    fn addresses_tell_no_secret() {
        for secret in [
            "http://user:secret@h.example/a",
            "http://secret@h.example/a",
            "https://h.example/a?token=secret",
            "https://h.example/a#secret",
            "user:secret@h.example/a",
            "http//user:secret@h.example/a",
            "http://user:sec#secret@h.example/a",
            "http://user:99999secret@h.example/a",
            "h.example/a?x=secret",
        ] {
            let told = address(secret);
            assert!(!told.contains("secret") && told.contains("h.example/a"), "{secret}: {told}");
            let told = without_users(&format!("at \"{secret}\"."));
            let is_user = secret.contains("://") && secret.contains('@');
            assert!(!is_user || !told.contains("secret"), "{secret}: {told}");
        }
        let two = without_users("http://a:b@c and https://d:e@f/g@h, ://");
        assert_eq!(two, "http://c and https://f/g@h, ://");
    }

    #[test]
    fn a_secret_is_found_in_each_form() {
        let secret = "p\"s\\s w@rd";
        let forms = [secret.to_owned(), Value::from(secret).to_string(), "p%22s%5Cs%20w%40rd".to_owned()];
        for form in forms {
            assert!(!without(secret, "[secret]", &format!("x{form}y")).contains("rd"), "{form}");
        }
        assert_eq!(without("", "[secret]", "as it is"), "as it is");
        let mut value = serde_json::json!({"a-secret-b": ["x a-secret-b", {"y": "a-secret-b", "z": 7}]});
        leave_out(&mut value, "a-secret-b", "[key]");
        assert_eq!(value, serde_json::json!({"[key]": ["x [key]", {"y": "[key]", "z": 7}]}));
    }
}
