//! What isn't a call of a client, and who may not call.

use super::*;

#[test]
fn a_browser_is_told_what_a_page_may_do_where_that_is_switched_on() {
    let ask = |mock: &Spaces, path: &str| {
        let request = Request::new(Method::OPTIONS, path).with_header("origin", "https://page.example");
        let request = request.with_header("access-control-request-method", "POST");
        mock.handle(request.with_header("access-control-request-headers", "authorization,x-trace"))
    };
    let open =
        Spaces::new(Settings::default(), Vec::new(), SpacesOptions { cors: true, ..SpacesOptions::default() }).unwrap();
    let reply = ask(&open, "/api/v1/sonic/create");
    assert_eq!(
        (reply.status.as_u16(), &reply.headers["access-control-allow-headers"]),
        (204, &"authorization,x-trace".parse().unwrap())
    );
    assert_eq!(open.service().asked(), 0, "it is no call of the client's");
    assert_eq!(ask(&open, "/__mock/time").status, 403);
    let closed = mock();
    assert!(!ask(&closed, "/api/v1/sonic/create").headers.contains_key("access-control-allow-origin"));
    let plain = closed.handle(Request::get("/api/v1/get-credits"));
    assert!(!plain.headers.contains_key("access-control-allow-origin"));
}

#[test]
fn a_callback_cannot_control_the_mock() {
    let mock = mock();
    let reply = mock.handle(Request::post("/__mock/reset", &json!({})).with_header("x-webhook-signature", "sha256=1"));
    assert_eq!(reply.status, 403);
    assert!(body(&reply)["error"]["message"].as_str().unwrap().contains("`webhook_url` leads to the mock itself"));
}

#[test]
fn behind_a_proxy_files_lie_where_it_is_reached_and_its_page_may_call() {
    let settings = Settings { public_url: Some("https://mock.example/music".to_owned()), ..Settings::default() };
    let mock = Spaces::new(settings, Vec::new(), SpacesOptions::default()).unwrap();
    create(&mock, "mock-key");
    post(&mock, "/time", json!({"advance": 300}));
    let state = get(&mock, "/state");
    let address = state["tasks"][0]["clips"][0]["audio_url"].as_str().unwrap();
    assert!(address.starts_with("https://mock.example/music/media/"), "{address}");
    let from = |origin: &str| {
        let request = Request::get("/__mock/time").with_header("host", "localhost").with_header("origin", origin);
        mock.handle(request).status.as_u16()
    };
    assert_eq!(
        (from("https://mock.example"), from("https://mock.example.evil"), from("https://mock")),
        (200, 403, 403)
    );
}

#[test]
fn what_browsers_look_for_is_no_finding_and_health_is_no_request() {
    let mock = mock();
    for path in ["/", "/favicon.ico", "/healthz"] {
        mock.handle(Request::get(path));
    }
    assert_eq!(get(&mock, "/health"), json!({"status": "ok"}));
    let report = get(&mock, "/report");
    assert_eq!((&report["asked"], &report["findings"]), (&json!(2), &json!([])));
}
