//! Write a value as XML, as the `xml` objects of its schema say.

use serde_json::Value;

use crate::document::cursor::Place;

/// The value as a whole XML document.
pub(crate) fn write(schema: Option<&Place<'_>>, value: &Value) -> String {
    let mut text = String::new();
    let target = schema.and_then(|schema| schema.clone().follow());
    // A schema without an `xml` name has the name of its component.
    let component = target.as_ref().and_then(|target| target.pointer.strip_prefix("/components/schemas/"));
    let name = own_name(target.as_ref()).or(component.filter(|name| !name.contains('/'))).unwrap_or("xml").to_owned();
    match value {
        Value::Array(items) => {
            let schema = target.as_ref().and_then(|target| target.get("items"));
            text.push_str(&format!("<{name}>"));
            for item in items {
                element(own_name(schema.as_ref()).unwrap_or("item"), schema.as_ref(), item, &mut text);
            }
            text.push_str(&format!("</{name}>"));
        }
        other => element(&name, target.as_ref(), other, &mut text),
    }
    text
}

fn own_name<'d>(schema: Option<&Place<'d>>) -> Option<&'d str> {
    schema?.child("xml")?.text("name")
}

fn element(name: &str, schema: Option<&Place<'_>>, value: &Value, text: &mut String) {
    let name = tag(name);
    text.push_str(&format!("<{name}"));
    let members = value.as_object().into_iter().flatten();
    let members: Vec<_> = members.map(|(key, value)| (key, property(schema, key), value)).collect();
    let is_attribute = |schema: &Option<Place<'_>>| {
        schema
            .as_ref()
            .and_then(|schema| schema.child("xml"))
            .is_some_and(|xml| xml.flag("attribute") || xml.text("nodeType") == Some("attribute"))
    };
    for (key, schema, value) in members.iter().filter(|(_, schema, _)| is_attribute(schema)) {
        let key = tag(own_name(schema.as_ref()).unwrap_or(key));
        text.push_str(&format!(" {key}=\"{}\"", escaped(value)));
    }
    text.push('>');
    for (key, schema, value) in members.iter().filter(|(_, schema, _)| !is_attribute(schema)) {
        let name = own_name(schema.as_ref()).unwrap_or(key);
        let Value::Array(items) = value else {
            element(name, schema.as_ref(), value, text);
            continue;
        };
        let wrapped = schema.as_ref().and_then(|schema| schema.child("xml")).is_some_and(|xml| xml.flag("wrapped"));
        let schema = schema.as_ref().and_then(|schema| schema.get("items"));
        let item_name = own_name(schema.as_ref()).unwrap_or(name);
        let name = tag(name);
        text.push_str(&if wrapped { format!("<{name}>") } else { String::new() });
        items.iter().for_each(|item| element(item_name, schema.as_ref(), item, text));
        text.push_str(&if wrapped { format!("</{name}>") } else { String::new() });
    }
    if let Value::Array(items) = value {
        let schema = schema.and_then(|schema| schema.get("items"));
        items.iter().for_each(|item| element(own_name(schema.as_ref()).unwrap_or("item"), schema.as_ref(), item, text));
    }
    if !value.is_object() && !value.is_array() {
        text.push_str(&escaped(value));
    }
    text.push_str(&format!("</{name}>"));
}

/// The schema of a member, also if it comes from `allOf`.
fn property<'d>(schema: Option<&Place<'d>>, key: &str) -> Option<Place<'d>> {
    let schema = schema?;
    let direct = schema.get("properties").and_then(|properties| properties.get(key));
    direct.or_else(|| schema.get("allOf")?.entries().find_map(|(_, part)| property(Some(&part), key)))
}

/// A name that XML allows.
fn tag(name: &str) -> String {
    let letters = name.chars().map(|it| if it.is_alphanumeric() || "._-:".contains(it) { it } else { '_' });
    let name: String = letters.collect();
    if name.starts_with(|first: char| first.is_alphabetic() || first == '_') { name } else { format!("_{name}") }
}

fn escaped(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_written_as_its_schema_says() {
        let document = json!({"components": {"schemas": {"Pet": {"properties": {
            "id": {"xml": {"attribute": true}}, "name": {"xml": {"name": "called"}},
            "tags": {"xml": {"wrapped": true}, "items": {"xml": {"name": "tag"}}}, "photos": {"items": {}}}}}}});
        let schema = Place::at(&document, "/components/schemas/Pet").unwrap();
        let pet = json!({"id": 1, "name": "<Rex>", "tags": ["a", "b"], "photos": ["x", "y"]});
        assert_eq!(
            write(Some(&schema), &pet),
            r#"<Pet id="1"><called>&lt;Rex&gt;</called><tags><tag>a</tag><tag>b</tag></tags><photos>x</photos><photos>y</photos></Pet>"#
        );
        assert_eq!(write(None, &json!([1, {"a b": true}])), "<xml><item>1</item><item><a_b>true</a_b></item></xml>");
    }
}
