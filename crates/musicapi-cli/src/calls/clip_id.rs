//! Clip ids, which people often copy as the address of the clip's page.

use serde_json::{Map, Value};

/// Replaces the address of a clip's page by the clip's id, in every field of a request that names a clip.
pub(crate) fn replace_addresses(body: &mut Map<String, Value>) {
    for (name, value) in body {
        match value {
            Value::String(_) if name.contains("clip_id") => replace_address(value),
            Value::Array(items) if name.contains("clip_id") => items.iter_mut().for_each(replace_address),
            Value::Array(items) => items.iter_mut().filter_map(Value::as_object_mut).for_each(replace_addresses),
            Value::Object(fields) => replace_addresses(fields),
            _ => {}
        }
    }
}

/// Replaces `https://…/song/<id>` by the id.
fn replace_address(value: &mut Value) {
    let Some(text) = value.as_str().map(str::trim) else { return };
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let id = rest.and_then(|rest| rest.split_once("/song/")).map(|(_, id)| id);
    let id = id.and_then(|id| id.split(['/', '?', '#']).next()).filter(|id| is_id(id)).map(str::to_owned);
    if let Some(id) = id {
        *value = id.into();
    }
}

fn is_id(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_address_becomes_an_id_in_clip_fields_only() {
        const ID: &str = "26c9c592-0566-46cf-bb71-91ac1deaa7b5";
        let taken = |value: Value| {
            let mut body = value.as_object().unwrap().clone();
            replace_addresses(&mut body);
            Value::from(body)
        };
        for address in ["https://suno.com/song/", "http://www.suno.com/song/", " https://app.suno.ai/de/song/"] {
            for end in ["", "/", "?sh=x", "#top"] {
                let body =
                    json!({"continue_clip_id": format!("{address}{ID}{end}"), "title": format!("{address}{ID}")});
                assert_eq!(taken(body.clone()), json!({"continue_clip_id": ID, "title": body["title"]}));
            }
        }
        let list = json!({"clip_ids": [format!("https://suno.com/song/{ID}"), ID], "items": [{"clip_id": format!("https://suno.com/song/{ID}")}]});
        assert_eq!(taken(list), json!({"clip_ids": [ID, ID], "items": [{"clip_id": ID}]}));
        for other in
            ["https://suno.com/song/mine", "https://suno.com/@me", "x/song/26c9c592-0566-46cf-bb71-91ac1deaa7b5"]
        {
            assert_eq!(taken(json!({"clip_id": other})), json!({"clip_id": other}));
        }
    }
}
