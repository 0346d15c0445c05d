//! Read a form (`application/x-www-form-urlencoded` or `multipart/form-data`) into a JSON object, and check that against its schema.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::LoadError;
use crate::Location;
use crate::Violation;
use crate::document::brackets::{self, Tree};
use crate::document::cursor::{Place, join};
use crate::document::json;
use crate::document::media_type;
use crate::document::style::{Member, decode, insert, members};
use crate::schema::messages;
use crate::schema::schemas::Schemas;

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
/// How long a boundary may be (RFC 2046, 5.1.1); so a body is searched for it in little time.
const LONGEST_BOUNDARY: usize = 70;
/// The characters that must be percent-encoded where `allowReserved` is `false`.
const RESERVED: &str = ":/?#[]@!$&'()*,;";

pub(crate) struct Form {
    pub(crate) media_type: String,
    pointer: String,
    members: Vec<Member>,
    /// The fields in which reserved characters must be percent-encoded.
    plain: Vec<String>,
    /// The fields whose lists are separated by commas.
    listed: Vec<String>,
    schema: Option<Arc<Validator>>,
}

impl Form {
    /// Loads the form of a media type; `None` if the media type isn't a form.
    pub(crate) fn load(schemas: &Schemas, media_type: &str, media: &Place<'_>) -> Result<Option<Self>, LoadError> {
        if media_type != URLENCODED && media_type != MULTIPART {
            return Ok(None);
        }
        let encoding = media.get("encoding");
        let with = |flag: &str| -> Vec<String> {
            let fields = encoding.iter().flat_map(Place::entries);
            let is_off = |it: &Place<'_>| it.value.get(flag) == Some(&Value::Bool(false));
            fields.filter(|(_, it)| is_off(it)).map(|(name, _)| name.to_owned()).collect()
        };
        let schema = media.value.get("schema").map(|_| schemas.validator(&join(&media.pointer, "schema")));
        Ok(Some(Self {
            media_type: media_type.to_owned(),
            pointer: media.pointer.clone(),
            members: media.get("schema").map(|schema| members(&schema)).unwrap_or_default(),
            plain: with("allowReserved"),
            listed: with("explode"),
            schema: schema.transpose()?,
        }))
    }

    /// Checks a form and returns its fields as an object; `None` if the form can't be read.
    pub(crate) fn check(
        &self,
        document: &Value,
        content_type: &str,
        body: &[u8],
        violations: &mut Vec<Violation>,
    ) -> Option<Value> {
        let mut refuse = |at: &str, keyword: &str, rule: &str| {
            violations.push(Violation::new(&Location::Body, at, keyword, rule, &self.pointer));
        };
        let fields = if self.media_type == MULTIPART { multipart(content_type, body) } else { urlencoded(body) };
        let fields = match fields {
            Ok(fields) => fields,
            Err(rule) => {
                refuse("", "form", rule);
                return None;
            }
        };
        for field in &fields {
            let text = field.raw.as_deref().unwrap_or_default();
            if self.plain.contains(&field.name) && text.contains(|letter| RESERVED.contains(letter)) {
                refuse(&join("", &field.name), "allowReserved", "has reserved characters; percent-encode them");
            }
        }
        let value = Value::Object(self.object(document, &fields));
        if let Some(schema) = &self.schema {
            violations.extend(messages::of_request(document, schema, &value));
        }
        Some(value)
    }

    fn object(&self, document: &Value, fields: &[Field]) -> Map<String, Value> {
        let mut object = Map::new();
        let mut nested: Vec<(&str, Tree)> = Vec::new();
        let named = |name: &str| self.members.iter().find(|member| member.name == name);
        for field in fields {
            let member = named(&field.name);
            if member.is_none()
                && let Some((base, keys)) = brackets::split(&field.name)
                && named(base).is_some()
            {
                let at = nested.iter().position(|(name, _)| *name == base).unwrap_or_else(|| {
                    nested.push((base, Tree::default()));
                    nested.len() - 1
                });
                nested[at].1.add(&keys, &String::from_utf8_lossy(&field.bytes));
                continue;
            }
            let text = String::from_utf8_lossy(&field.bytes);
            let value = match (&field.json, member) {
                (Some(value), _) => value.clone(),
                (None, Some(member)) if member.is_list() && self.listed.contains(&field.name) => {
                    text.split(',').map(|text| member.item(text)).collect()
                }
                (None, Some(member)) if member.is_list() => Value::Array(vec![member.item(&text)]),
                (None, Some(member)) => member.read(&text),
                (None, None) => Value::String(text.into_owned()),
            };
            insert(&mut object, field.name.clone(), value);
        }
        let schema = Place::at(document, &join(&self.pointer, "schema")).and_then(Place::follow);
        for (name, tree) in nested {
            let schema = schema.as_ref().and_then(|schema| brackets::below(schema, Some(name), 0));
            insert(&mut object, name.to_owned(), tree.value(schema.as_ref()));
        }
        object
    }
}

struct Field {
    name: String,
    bytes: Vec<u8>,
    /// The text before decoding.
    raw: Option<String>,
    /// The parsed value, if the part's Content-Type is JSON.
    json: Option<Value>,
}

fn urlencoded(body: &[u8]) -> Result<Vec<Field>, &'static str> {
    let broken = "isn't valid UTF-8; encode it as UTF-8";
    let text = std::str::from_utf8(body).map_err(|_| broken)?;
    let pairs = text.trim_end().split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, decoded) = (decode(name).map_err(|_| broken)?, decode(value).map_err(|_| broken)?);
            let bytes = decoded.into_owned().into_bytes();
            Ok(Field { name: name.into_owned(), bytes, raw: Some(value.to_owned()), json: None })
        })
        .collect()
}

fn multipart(content_type: &str, body: &[u8]) -> Result<Vec<Field>, &'static str> {
    let broken = "isn't `multipart/form-data` with the boundary that its Content-Type names";
    let boundary = media_type::parameter(content_type, "boundary").filter(|it| !it.is_empty());
    let boundary = boundary.ok_or("has no boundary in its Content-Type; let the client library set that header")?;
    if boundary.len() > LONGEST_BOUNDARY {
        return Err("has a boundary of more than 70 characters; shorten it");
    }
    // Each part ends with a line break and the boundary. The first boundary needs no line break, so it gets one.
    let body = [b"\r\n", body].concat();
    let mark = [b"\r\n--", boundary.as_bytes()].concat();
    let mut fields = Vec::new();
    let (_, mut rest) = split(&body, &mark).ok_or(broken)?;
    while let Some(begun) = rest {
        let (part, next) = split(begun, &mark).ok_or(broken)?;
        // A part may end with its head.
        let (head, bytes) = find(part, b"\r\n\r\n").map_or((part, &b""[..]), |at| (&part[..at], &part[at + 4..]));
        let head = String::from_utf8_lossy(head);
        let header = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(':'));
            lines.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
        };
        let disposition = header("content-disposition").unwrap_or_default();
        let name = media_type::parameter(disposition, "name");
        let name = name.ok_or("has a part without a name; give its Content-Disposition a `name`")?;
        let is_json = header("content-type").is_some_and(media_type::is_json);
        let json = if is_json { json::parse(bytes).ok() } else { None };
        let raw = String::from_utf8(bytes.to_vec()).ok();
        fields.push(Field { name, bytes: bytes.to_vec(), raw, json });
        rest = next;
    }
    Ok(fields)
}

/// What stands before the next boundary, and what stands after its line; nothing does after the last one. A mark whose line
/// goes on with something else is content.
fn split<'b>(bytes: &'b [u8], mark: &[u8]) -> Option<(&'b [u8], Option<&'b [u8]>)> {
    let mut from = 0;
    loop {
        let end = from + find(&bytes[from..], mark)?;
        from = end + mark.len();
        let after = &bytes[from..];
        if after.starts_with(b"--") {
            return Some((&bytes[..end], None));
        }
        let blank = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if let Some(rest) = after[blank..].strip_prefix(b"\r\n") {
            return Some((&bytes[..end], Some(rest)));
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
