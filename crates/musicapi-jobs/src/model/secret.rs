//! The secrets of requests, which no file may contain: taken out before work is stored, put back before it is sent.

use std::borrow::Cow;

use musicapi::display::{secrets, secrets_mut};
use serde_json::Value;

use crate::model::job::JobSpec;

/// The work as it is stored: each secret is null.
pub(crate) fn left_out(work: &[JobSpec]) -> Cow<'_, [JobSpec]> {
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
    secrets(request).into_iter().any(is)
}

fn change(request: &mut Value, secret: &Value) {
    secrets_mut(request).into_iter().for_each(|it| it.clone_from(secret));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_left_out_is_put_back_wherever_it_stood() {
        let request = json!({"webhook_secret": "hush", "items": [{"webhook_secret": "hush", "title": null}, 7]});
        let work = [JobSpec {
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
