//! Make the members of an object: the documented and required ones, then further ones until there are enough.

use serde_json::{Map, Value, json};

use crate::document::cursor::{Place, join};
use crate::make::maker::{Maker, Stuck, Task, stuck};
use crate::make::parts::{Parts, counts};
use crate::make::pattern::Patterns;
use crate::schema::to_json_schema::is_write_only;

/// Below this depth only required members are made.
const SHALLOW: usize = 10;
/// How many values a draft may have before only required members are made.
const PLENTY: usize = 2_000;

pub(super) fn members(
    maker: &mut Maker<'_>,
    parts: &Parts<'_>,
    at: &str,
    hints: &[&Map<String, Value>],
) -> Result<Map<String, Value>, Stuck> {
    let required = required(&parts.schemas);
    let mut names = Vec::new();
    let documented = parts.schemas.iter().filter_map(|it| it.value.get("properties")?.as_object()).flat_map(Map::keys);
    for name in documented.map(String::as_str).chain(required.iter().copied()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let forced = parts.fixed.iter().map(|(name, _)| name.as_str());
    names.extend(forced.filter(|name| !names.contains(name)).collect::<Vec<_>>());
    let most = counts(&parts.schemas, "maxProperties").min().unwrap_or(u64::MAX);
    let least = counts(&parts.schemas, "minProperties").max().unwrap_or_default();
    let bare = maker.plan.is_bare(at);
    let room = most.saturating_sub(required.len() as u64);
    let mut extra = 0;
    let mut members = Map::new();
    for name in names {
        let member = join(at, name);
        if let Some((_, value)) = parts.fixed.iter().find(|(fixed, _)| fixed == name) {
            members.insert(name.to_owned(), json!(value));
            continue;
        }
        let (schemas, allowed) = of_member(&parts.schemas, name, maker.patterns);
        if parts.schemas.iter().any(|schema| is_write_only(schema, name)) {
            continue;
        }
        let optional = !required.contains(&name) && !maker.plan.is_forced(&member);
        if optional {
            maker.record.loose.insert(at.to_owned());
            let plenty = maker.depth > SHALLOW || maker.bounds.draft().values > PLENTY || extra >= room || bare;
            if plenty || !allowed || maker.plan.is_omitted(&member) {
                continue;
            }
            maker.record.optional.insert(member.clone());
        }
        let hint = hints.iter().find_map(|hint| hint.get(name));
        match maker.make(Task { schemas: &schemas, at: &member, hint, salt: 0, optional }) {
            Ok(Some(value)) => {
                extra += u64::from(optional);
                members.insert(name.to_owned(), value);
            }
            Ok(None) => {}
            Err(_) if optional => {}
            Err(stuck) => return Err(stuck),
        }
    }
    further(maker, parts, at, least.max(u64::from(members.is_empty())).min(most), &mut members)?;
    if maker.plan.is_apart(at) {
        set_apart(parts, &mut members);
    }
    Ok(members)
}

/// Adds members that the document doesn't name, until there are enough.
fn further(
    maker: &mut Maker<'_>,
    parts: &Parts<'_>,
    at: &str,
    least: u64,
    members: &mut Map<String, Value>,
) -> Result<(), Stuck> {
    let patterns = parts.schemas.iter().filter_map(|it| it.value.get("patternProperties")?.as_object()?.keys().next());
    let named: Vec<String> =
        patterns.filter_map(|pattern| Some(maker.patterns.text(pattern, 0)?.to_string())).collect();
    let mut required = counts(&parts.schemas, "minProperties").max().unwrap_or_default();
    let pointer = parts.schemas.iter().find(|it| it.value.get("minProperties").is_some()).map_or("", |it| &it.pointer);
    let missing = required.saturating_sub(members.len() as u64);
    maker.bounds.expect(missing).map_err(|why| stuck(at, pointer, &why))?;
    for index in 0..least.max(required) {
        if members.len() as u64 >= least.max(required) {
            break;
        }
        let name = named.get(index as usize).cloned().unwrap_or_else(|| match index {
            0 => "key".to_owned(),
            _ => format!("key{}", index + 1),
        });
        let (schemas, allowed) = of_member(&parts.schemas, &name, maker.patterns);
        required = required.min(if allowed { u64::MAX } else { 0 });
        if !allowed || schemas.is_empty() && required == 0 {
            break;
        }
        let member = join(at, &name);
        let optional = required <= members.len() as u64;
        if optional && (maker.plan.is_omitted(&member) || maker.plan.is_bare(at)) {
            break;
        }
        if optional {
            maker.record.optional.insert(member.clone());
        }
        match maker.make(Task { schemas: &schemas, at: &member, hint: None, salt: 0, optional }) {
            Ok(Some(value)) => _ = members.insert(name, value),
            Ok(None) => break,
            Err(_) if optional => break,
            Err(stuck) => return Err(stuck),
        }
    }
    Ok(())
}

fn required<'d>(schemas: &[Place<'d>]) -> Vec<&'d str> {
    let lists = schemas.iter().filter_map(|schema| schema.value.get("required")?.as_array());
    let mut names = Vec::new();
    for name in lists.flatten().filter_map(Value::as_str) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The schemas that apply to a member of that name, and whether all of the object's schemas allow it.
fn of_member<'d>(schemas: &[Place<'d>], name: &str, known_patterns: &mut Patterns) -> (Vec<Place<'d>>, bool) {
    let mut wanted = Vec::new();
    let mut allowed = true;
    for schema in schemas {
        if schema.is_reference_alone() {
            continue;
        }
        let mut known = false;
        if let Some(property) = schema.child("properties").and_then(|it| it.child(name)) {
            wanted.push(property);
            known = true;
        }
        let patterns = schema.child("patternProperties");
        for pattern in patterns.iter().filter_map(|it| it.value.as_object()).flat_map(Map::keys) {
            if known_patterns.matches(pattern, name) {
                wanted.extend(patterns.as_ref().and_then(|it| it.child(pattern)));
                known = true;
            }
        }
        if !known && let Some(additional) = schema.child("additionalProperties") {
            match additional.value {
                Value::Bool(any) => allowed &= any,
                _ => wanted.push(additional),
            }
        }
    }
    (wanted, allowed)
}

/// Adds members that only other alternatives know, in a form that those refuse, so that exactly one alternative fits.
fn set_apart(parts: &Parts<'_>, members: &mut Map<String, Value>) {
    for other in &parts.others {
        let Some(other) = other.clone().follow() else { continue };
        let properties = other.get("properties");
        let known = properties.iter().flat_map(Place::entries);
        for (name, property) in known {
            if members.contains_key(name) {
                continue;
            }
            let types: Vec<&str> = match property.value.get("type") {
                Some(Value::String(name)) => vec![name],
                Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
                _ => continue,
            };
            let wrong = if types.contains(&"boolean") { json!("none") } else { json!(false) };
            members.insert(name.to_owned(), wrong);
            break;
        }
    }
}
