//! The secrets of requests, which no file may contain: taken out before work is stored, put back before it is sent.

use std::borrow::Cow;

use serde_json::Value;

use crate::model::job::Work;

/// The field with a secret, in a request or in one of its items. In the file it is null.
const SECRET: &str = "webhook_secret";

/// The work as it is stored.
pub(crate) fn left_out(work: &[Work]) -> Cow<'_, [Work]> {
    if !work.iter().any(|work| holds(&work.request, |value| !value.is_null())) {
        return Cow::Borrowed(work);
    }
    let mut work = work.to_vec();
    work.iter_mut().for_each(|work| change(&mut work.request, &Value::Null));
    Cow::Owned(work)
}

/// The request as it is sent; `None` if it has a secret that isn't known.
pub(crate) fn put_back(request: &Value, secret: Option<&str>) -> Option<Value> {
    let mut request = request.clone();
    if holds(&request, Value::is_null) {
        change(&mut request, &secret?.into());
    }
    Some(request)
}

fn holds(request: &Value, is: fn(&Value) -> bool) -> bool {
    match request {
        Value::Object(fields) => fields.iter().any(|(name, value)| (name == SECRET && is(value)) || holds(value, is)),
        Value::Array(items) => items.iter().any(|item| holds(item, is)),
        _ => false,
    }
}

fn change(request: &mut Value, secret: &Value) {
    match request {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == SECRET {
                    value.clone_from(secret);
                } else {
                    change(value, secret);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, secret)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_left_out_is_put_back_wherever_it_stood() {
        let request = json!({"webhook_secret": "hush", "items": [{"webhook_secret": "hush", "title": null}, 7]});
        let work = [Work {
            key: String::new(),
            operation: String::new(),
            request: request.clone(),
            note: Value::Null,
            any_model: false,
        }];
        let written = &left_out(&work)[0].request;
        assert!(!written.to_string().contains("hush"));
        assert_eq!((put_back(written, Some("hush")), put_back(written, None)), (Some(request), None));
        let plain = json!({"title": null});
        assert_eq!(put_back(&plain, None), Some(plain));
    }
}
