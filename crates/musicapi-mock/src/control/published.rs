//! The documents of the API that is mocked, each with the address at which the asker reaches this mock as its server: a client that is
//! generated from one calls the mock without being told where it is.

use http::StatusCode;
use openapi_mock::Reply;
use serde_json::Value;

use super::ask::{Ask, Outcome};
use super::problem::Problem;
use crate::media::url::MEDIA;

/// The form for code generators, as xtask wrote it; `src/contract/plain.json` is a link to `openapi/musicapi.plain.json`.
const PLAIN: &str = include_str!("../contract/plain.json");

/// The document that the mock answers from.
pub(super) fn api(ask: &Ask<'_>) -> Outcome {
    Ok(here(ask, ask.space.service.document().value().clone()))
}

/// The document for code generators. It is parsed for each call: a generator asks once.
pub(super) fn plain(ask: &Ask<'_>) -> Outcome {
    Ok(here(ask, serde_json::from_str(PLAIN).map_err(Problem::broken)?))
}

fn here(ask: &Ask<'_>, mut document: Value) -> Reply {
    let service = &ask.space.service;
    let media = service.files(ask.request).to_string();
    let root = media.split(MEDIA).next().unwrap_or_default();
    if let Some(url) = document.pointer_mut("/servers/0/url") {
        *url = format!("{root}{}", service.base_path()).into();
    }
    Reply::json(StatusCode::OK, &document)
}
