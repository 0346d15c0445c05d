//! The page at `/__mock/`: static files that call the control API. They tell nothing of what the mock was asked, so no key is needed
//! for them.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Method, StatusCode};
use openapi_mock::{Reply, Request};

use super::ask::BASE;
use crate::media::url;
use crate::service::Trace;
use crate::spaces::Spaces;

/// A file of the page.
struct File {
    /// Below `/__mock/`.
    path: &'static str,
    media_type: &'static str,
    text: &'static str,
}

macro_rules! file {
    ($path:literal, $name:literal, $media_type:literal) => {
        File { path: $path, media_type: $media_type, text: include_str!(concat!("page/", $name)) }
    };
    ($name:literal) => {
        file!($name, $name, "text/javascript; charset=utf-8")
    };
}

static FILES: &[File] = &[
    file!("", "index.html", "text/html; charset=utf-8"),
    file!("page.css", "page.css", "text/css; charset=utf-8"),
    file!("icon.svg", "icon.svg", "image/svg+xml"),
    file!("page.js"),
    file!("api.js"),
    file!("callbacks.js"),
    file!("curl.js"),
    file!("dom.js"),
    file!("faults.js"),
    file!("header.js"),
    file!("journal.js"),
    file!("lives.js"),
    file!("money.js"),
    file!("overview.js"),
    file!("player.js"),
    file!("reference.js"),
    file!("report.js"),
    file!("tasks.js"),
];

/// Nothing is loaded from elsewhere or written into the page, and nobody puts the page into a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The reply to a request for the page or for a song that it plays; none for all others.
pub(super) fn reply(spaces: &Spaces, request: &Request) -> Option<Reply> {
    let path = request.path.strip_prefix(BASE)?;
    if url::place(path).is_some() {
        // What a person hears isn't what the client asked for: it isn't in the journal, and meets no fault.
        let request = Request { path: path.to_owned(), ..request.clone() };
        return Some(spaces.of_request(&request).service.answer(&request, &mut Trace::default()));
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return None;
    }
    if path.is_empty() {
        // Relative, since a proxy may let the mock lie behind a prefix.
        return Some(Reply::new(StatusCode::PERMANENT_REDIRECT).with_header("location", "__mock/"));
    }
    let file = FILES.iter().find(|file| path.strip_prefix('/') == Some(file.path))?;
    let mut reply = Reply { body: Bytes::from_static(file.text.as_bytes()), ..Reply::new(StatusCode::OK) };
    for (name, value) in [
        (CONTENT_TYPE, file.media_type),
        // Another version of the mock may stand on the same port next.
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        reply.headers.insert(name, HeaderValue::from_static(value));
    }
    Some(reply)
}

#[cfg(test)]
mod tests {
    use openapi_mock::Handler as _;
    use serde_json::json;

    use super::*;
    use crate::setup::settings::Settings;
    use crate::spaces::SpacesOptions;

    fn mock(control_key: Option<&str>) -> Spaces {
        let options = SpacesOptions { control_key: control_key.map(str::to_owned), ..SpacesOptions::default() };
        Spaces::new(Settings::default(), Vec::new(), options).unwrap()
    }

    #[test]
    fn it_is_served_with_what_keeps_it_safe() {
        let mock = mock(None);
        for file in FILES {
            let reply = mock.handle(Request::get(&format!("/__mock/{}", file.path)));
            assert_eq!((reply.status, &*reply.body), (StatusCode::OK, file.text.as_bytes()), "{}", file.path);
            assert_eq!(reply.headers["content-type"], file.media_type);
            assert_eq!(reply.headers["x-content-type-options"], "nosniff");
            let policy = reply.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none';"), "{policy}");
            assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{policy}");
        }
        let redirect = mock.handle(Request::get("/__mock"));
        assert_eq!((redirect.status.as_u16(), &redirect.headers["location"]), (308, &"__mock/".parse().unwrap()));
        assert_eq!(mock.handle(Request::get("/__mock/page.rs")).status, 404);
    }

    #[test]
    fn it_is_small_and_whole() {
        let bytes: usize = FILES.iter().map(|file| file.text.len()).sum();
        assert!(bytes < 200_000, "{bytes}");
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/control/page")).unwrap();
        assert_eq!(folder.count(), FILES.len(), "each file of the folder is served");
        for file in FILES {
            // What is imported is served, and nothing is fetched from elsewhere.
            for (_, rest) in
                file.text.match_indices("from \"./").map(|(at, found)| (at, &file.text[at + found.len()..]))
            {
                let name = rest.split('"').next().unwrap();
                assert!(FILES.iter().any(|other| other.path == name), "{}: {name}", file.path);
            }
            assert!(!file.text.contains("innerHTML") && !file.text.contains("https://"), "{}", file.path);
        }
    }

    #[test]
    fn it_needs_no_key_but_the_right_origin() {
        let mock = mock(Some("secret"));
        assert_eq!(mock.handle(Request::get("/__mock/")).status, 200);
        assert_eq!(mock.handle(Request::get("/__mock/state")).status, 401);
        let from_elsewhere =
            Request::get("/__mock/").with_header("host", "a:1").with_header("origin", "http://evil.example");
        assert_eq!(mock.handle(from_elsewhere).status, 403);
        let open = self::mock(None);
        let rebound = Request::get("/__mock/").with_header("host", "evil.example");
        assert_eq!(open.handle(rebound.clone()).status, 403);
        assert_eq!(open.handle(Request { path: "/__mock/media/x.mp3".to_owned(), ..rebound }).status, 403);
    }

    #[test]
    fn what_it_plays_is_not_what_the_client_asked_for() {
        let mock = mock(None);
        for key in ["mock-key", "other"] {
            if key == "other" {
                let space = Request::post("/__mock/spaces", &json!({"accounts": {"other": {}}}));
                assert_eq!(mock.handle(space).status, 201);
            }
            let song = json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v5"});
            let create = Request::post("/api/v1/sonic/create", &song);
            mock.handle(create.with_header("authorization", &format!("Bearer {key}")));
            mock.handle(Request::post(&format!("/__mock/time?space={key}"), &json!({"advance": 200})));
            mock.handle(Request::post(&format!("/__mock/faults?space={key}"), &json!("media:every:status=500")));
            let ask = |path: &str| {
                let reply = mock.handle(Request::get(&format!("/__mock/{path}space={key}")));
                serde_json::from_slice::<serde_json::Value>(&reply.body).unwrap()
            };
            let state = ask("state?");
            let address = state["tasks"][0]["clips"][0]["audio_url"].as_str().unwrap();
            let path = format!("/__mock{}", address.strip_prefix("http://localhost").unwrap());
            let reply = mock.handle(Request::get(&path).with_header("range", "bytes=0-99"));
            assert_eq!((reply.status.as_u16(), reply.body.len()), (206, 100), "{path}");
            assert_eq!(ask("state?")["counts"]["asked"], 1, "{key}");
        }
    }
}
