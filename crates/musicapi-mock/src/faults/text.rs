//! A fault as a line of text, such as `create_sonic:1:after:reset`: the words, the parser and the writer.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use openapi_mock::Wire;

use super::change::Change;
use super::layer::FaultError;
use super::{Calls, Fault, RetryAfter, Target};
use crate::contract::refusal::ErrorShape;

/// The words for when a fault is used and what is answered: name, how it is written, and what it decides. Of those that decide the same
/// there can be one.
const ANSWERS: [(&str, &str, &str); 12] = [
    ("next", "next=CALLS", "calls"),
    ("every", "every", "calls"),
    ("key", "key=KEY", "key"),
    ("before", "before", "when"),
    ("after", "after", "when"),
    ("status", "status=NUMBER", "status"),
    ("html", "html=STATUS", "status"),
    ("example", "example=NAME", "example"),
    ("shape", "shape=type-error|code-message|error|message|text", "shape"),
    ("retry-after", "retry-after=SECONDS", "retry-after"),
    ("retry-after-date", "retry-after-date=SECONDS", "retry-after"),
    ("retry-after-ms", "retry-after-ms=MILLISECONDS", "retry-after"),
];

/// The words for what happens on the connection.
const WIRES: [(&str, &str, &str); 8] = [
    ("close", "close", "connection"),
    ("reset", "reset` or `reset=BYTES", "connection"),
    ("silence", "silence", "connection"),
    ("cut", "cut=BYTES", "connection"),
    ("stall", "stall=BYTES", "connection"),
    ("trickle", "trickle=BYTES/TIME", "connection"),
    ("length", "length=BYTES", "connection"),
    ("delay", "delay=TIME", "delay"),
];

/// All words. Those for a change of the answer are [`Change`]'s own; several of them go together, so they decide nothing.
pub(super) fn words() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let changes = Change::WORDS.into_iter().map(|(name, form)| (name, form, ""));
    ANSWERS.into_iter().chain(changes).chain(WIRES)
}

const SHAPES: [ErrorShape; 5] =
    [ErrorShape::TypeError, ErrorShape::CodeMessage, ErrorShape::Error, ErrorShape::Message, ErrorShape::Text];

fn shape_word(shape: ErrorShape) -> &'static str {
    match shape {
        ErrorShape::TypeError => "type-error",
        ErrorShape::CodeMessage => "code-message",
        ErrorShape::Error => "error",
        ErrorShape::Message => "message",
        ErrorShape::Text => "text",
    }
}

/// The units of time, and their nanoseconds.
const UNITS: [(&str, u64); 4] = [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000), ("ns", 1)];

/// In the largest unit of which it is a whole number.
fn time_text(time: Duration) -> String {
    let nanoseconds = time.as_nanos();
    let fits = |(_, unit): &&(&str, u64)| nanoseconds.is_multiple_of(u128::from(*unit));
    let (name, unit) = UNITS.iter().find(fits).unwrap_or(&("ns", 1));
    format!("{}{name}", nanoseconds / u128::from(*unit))
}

fn time_of(text: &str) -> Option<Duration> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let (_, unit) = UNITS.iter().find(|(name, _)| *name == &text[digits.len()..])?;
    let number: u64 = digits.parse().ok()?;
    let (seconds, rest) = (1_000_000_000 / unit, number % (1_000_000_000 / unit));
    Some(Duration::from_secs(number / seconds) + Duration::from_nanos(rest * unit))
}

/// A value in which a colon doesn't end the word.
pub(super) fn escaped(value: &str) -> String {
    value.replace('%', "%25").replace(':', "%3A")
}

fn unescaped(value: &str) -> String {
    value.replace("%3A", ":").replace("%25", "%")
}

/// `CALLS` where it is a number alone, the target first, and then words in any order.
impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        parse(text).map_err(|error| FaultError::new(format!("the fault `{text}`: {error}")))
    }
}

fn parse(text: &str) -> Result<Fault, String> {
    let mut said = text.split(':');
    let mut fault = match said.next().unwrap_or_default().trim() {
        "" => {
            return Err(
                "it begins with the id of an operation, with `*` for any, or with `media` for a file".to_owned()
            );
        }
        "*" => Fault::on_any(),
        "media" => Fault::on_media(),
        id => Fault::on(id),
    };
    let mut decided: Vec<(&str, &str)> = Vec::new();
    for word in said.map(str::trim) {
        let name = word.split('=').next().unwrap_or_default();
        let group = match words().find(|(known, ..)| *known == name) {
            Some((_, _, group)) => group,
            None if name.parse::<u64>().is_ok() => "calls",
            None => return Err(unknown(name)),
        };
        if let Some((_, said)) = decided.iter().find(|(known, _)| !group.is_empty() && *known == group) {
            return Err(format!("`{word}` can't go with `{said}`, which decides the same; keep one of them"));
        }
        decided.push((group, word));
        fault = with(fault, word).ok_or_else(|| misused(name, word))?;
    }
    fault.flaw().map_or(Ok(fault), |flaw| Err(flaw.to_owned()))
}

fn unknown(name: &str) -> String {
    let known = words().min_by_key(|(known, ..)| strsim::levenshtein(name, known));
    let form = known.map(|(_, form, _)| form).unwrap_or_default();
    format!("`{name}` is no word for a fault; the nearest is `{form}`")
}

fn misused(name: &str, word: &str) -> String {
    let form = words().find(|(known, ..)| *known == name).map_or("a number", |(_, form, _)| form);
    let time = if form.ends_with("TIME") { ", in which a time is such as `1500ms` or `40s`" } else { "" };
    format!("`{word}` can't be read; write `{form}`{time}")
}

/// The fault with one more word; none if it isn't written like that.
fn with(fault: Fault, word: &str) -> Option<Fault> {
    fn number<N: FromStr>(text: &str) -> Option<N> {
        text.parse().ok()
    }
    let Some((name, value)) = word.split_once('=') else {
        return Some(match word {
            "every" => fault.every(),
            "before" => fault.before(),
            "after" => fault.after(),
            "close" => fault.close(),
            "reset" => fault.reset(),
            "silence" => fault.silence(),
            word => match Change::read(word, None) {
                Some(change) => fault.changed(change),
                None => fault.nth(number(word)?),
            },
        });
    };
    let text = unescaped(value);
    if text.is_empty() {
        return None;
    }
    Some(match name {
        "next" => fault.next(number(value)?),
        "key" => fault.key(text),
        "status" => fault.status(number(value)?),
        "html" => fault.html(number(value)?),
        "example" => fault.example(text),
        "shape" => fault.shape(SHAPES.into_iter().find(|shape| shape_word(*shape) == value)?),
        "retry-after" => fault.retry_after(RetryAfter::Seconds(number(value)?)),
        "retry-after-date" => fault.retry_after(RetryAfter::Date(number(value)?)),
        "retry-after-ms" => fault.retry_after(RetryAfter::Millis(number(value)?)),
        "reset" => fault.reset_after(number(value)?),
        "cut" => fault.cut(number(value)?),
        "stall" => fault.stall(number(value)?),
        "length" => fault.length(number(value)?),
        "trickle" => {
            let (bytes, pause) = value.split_once('/')?;
            fault.trickle(number(bytes)?, time_of(pause)?)
        }
        "delay" => fault.delay(time_of(value)?),
        name => fault.changed(Change::read(name, Some(&text))?),
    })
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::Operation(id) => f.write_str(id)?,
            Target::Any => f.write_str("*")?,
            Target::Media => f.write_str("media")?,
        }
        match self.calls {
            Calls::Next(1) => {}
            Calls::Next(calls) => write!(f, ":next={calls}")?,
            Calls::Nth(n) => write!(f, ":{n}")?,
            Calls::Every => f.write_str(":every")?,
        }
        if let Some(key) = &self.key {
            write!(f, ":key={}", escaped(key))?;
        }
        if let Some(after) = self.after {
            f.write_str(if after { ":after" } else { ":before" })?;
        }
        if let Some(answer) = &self.answer {
            if let Some(status) = answer.status {
                write!(f, ":{}={status}", if answer.html { "html" } else { "status" })?;
            }
            if let Some(example) = &answer.example {
                write!(f, ":example={}", escaped(example))?;
            }
            if let Some(shape) = answer.shape {
                write!(f, ":shape={}", shape_word(shape))?;
            }
            match answer.retry_after {
                Some(RetryAfter::Seconds(seconds)) => write!(f, ":retry-after={seconds}")?,
                Some(RetryAfter::Date(seconds)) => write!(f, ":retry-after-date={seconds}")?,
                Some(RetryAfter::Millis(milliseconds)) => write!(f, ":retry-after-ms={milliseconds}")?,
                None => {}
            }
        }
        for change in &self.changes {
            match change.word() {
                (name, None) => write!(f, ":{name}")?,
                (name, Some(value)) => write!(f, ":{name}={}", escaped(value))?,
            }
        }
        match self.wire {
            Wire::Close => f.write_str(":close")?,
            Wire::Reset => f.write_str(":reset")?,
            Wire::Silence => f.write_str(":silence")?,
            Wire::CutAfter(at) => write!(f, ":cut={at}")?,
            Wire::ResetAfter(at) => write!(f, ":reset={at}")?,
            Wire::StallAfter(at) => write!(f, ":stall={at}")?,
            Wire::Trickle { bytes, pause } => write!(f, ":trickle={bytes}/{}", time_text(pause))?,
            Wire::Length(told) => write!(f, ":length={told}")?,
            // A fault has no other.
            _ => {}
        }
        if self.delay.is_zero() { Ok(()) } else { write!(f, ":delay={}", time_text(self.delay)) }
    }
}

impl From<Fault> for String {
    fn from(fault: Fault) -> Self {
        fault.to_string()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_fault_is_written_as_it_is_read() {
        let texts = [
            "create_sonic:reset",
            "create_sonic:1:after:reset",
            "*:next=3:before:status=503",
            "media:every:cut=1000",
            "get_credits:key=a%3Ab%25c:status=401:example=format:shape=text",
            "get_credits:every:retry-after=30",
            "get_credits:status=503:retry-after-date=30",
            "get_credits:html=503:retry-after-ms=30:delay=1500ms",
            "get_sonic_task:empty:malformed:content-type=text/plain:unknown-field:state=a:null=b:numbers-as-text",
            "get_sonic_task:close",
            "get_sonic_task:silence",
            "get_sonic_task:reset=3",
            "get_sonic_task:stall=0",
            "get_sonic_task:trickle=8/10us",
            "get_sonic_task:length=5:delay=1ns",
            "get_sonic_task:delay=18446744073s",
        ];
        for text in texts {
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), text);
            let json = serde_json::to_value(&fault).unwrap();
            assert_eq!((&json, serde_json::from_value(json.clone()).unwrap()), (&json!(text), fault));
        }
        // Every word was there.
        for (word, ..) in words() {
            assert!(texts.iter().any(|text| text.contains(&format!(":{word}"))), "{word}");
        }
        assert_eq!(" create_sonic : after : reset ".parse(), Ok(Fault::on("create_sonic").after().reset()));
        let built = Fault::on_any()
            .next(2)
            .key("k")
            .status(429)
            .example("rate")
            .shape(ErrorShape::Text)
            .delay(Duration::from_secs(2));
        assert_eq!("*:delay=2000ms:shape=text:key=k:example=rate:next=2:status=429".parse(), Ok(built));
    }

    #[test]
    fn a_fault_that_is_none_is_told_with_what_is_meant() {
        let cases = [
            ("", "begins with the id of an operation"),
            (":reset", "begins with the id of an operation"),
            ("create_sonic", "nothing goes wrong"),
            ("create_sonic:1", "nothing goes wrong"),
            ("create_sonic:after", "nothing goes wrong"),
            ("create_sonic:0:reset", "counted from 1"),
            ("create_sonic:next=0:reset", "counted from 1"),
            ("create_sonic:1:2:reset", "`2` can't go with `1`, which decides the same; keep one"),
            ("create_sonic:1:every:reset", "`every` can't go with `1`"),
            ("create_sonic:reset:cut=3", "`cut=3` can't go with `reset`"),
            ("create_sonic:before:after:reset", "`after` can't go with `before`"),
            ("create_sonic:status=500:html=502", "`html=502` can't go with `status=500`"),
            ("create_sonic:rest", "`rest` is no word for a fault; the nearest is `reset` or `reset=BYTES`"),
            ("create_sonic:status", "`status` can't be read; write `status=NUMBER`"),
            ("create_sonic:status=abc", "write `status=NUMBER`"),
            ("create_sonic:status=99999", "write `status=NUMBER`"),
            ("create_sonic:status=", "write `status=NUMBER`"),
            ("create_sonic:status=100", "from 200 to 599"),
            ("create_sonic:html=600", "from 200 to 599"),
            ("create_sonic:close=3", "write `close`"),
            ("create_sonic:shape=xml", "type-error|code-message"),
            ("create_sonic:shape=text", "say its `status`"),
            ("create_sonic:html=502:example=rate", "isn't documented"),
            ("create_sonic:delay=3", "`1500ms` or `40s`"),
            ("create_sonic:delay=3 s", "`1500ms` or `40s`"),
            ("create_sonic:trickle=3", "`trickle=BYTES/TIME`"),
            ("create_sonic:trickle=3/4", "`trickle=BYTES/TIME`"),
            ("create_sonic:-1:reset", "`-1` is no word"),
            ("create_sonic:before:cut=3", "no answer of its own"),
            ("create_sonic:before:delay=3s", "no answer of its own"),
            ("create_sonic:reset:status=500", "leave no answer"),
            ("create_sonic:reset:empty", "leave no answer"),
            ("media:key=a:reset", "leave `key` out"),
            ("media:unknown-field", "a file isn't JSON"),
            ("media:null=x:cut=3", "a file isn't JSON"),
            ("create_sonic:trickle=0/1s", "a piece has a byte at least"),
        ];
        for (text, told) in cases {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(told) && error.contains(&format!("`{text}`")), "{text}: {error}");
        }
    }
}
