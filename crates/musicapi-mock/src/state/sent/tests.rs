use serde_json::json;

use super::*;

/// A body as it is kept of a request with the key `mock-key`.
fn text(body: &str) -> String {
    Body::of(body.as_bytes(), 4096, Some("mock-key")).unwrap().text
}

fn without(body: &str, secret: &str) {
    let kept = text(body);
    assert!(!kept.contains(secret), "{body}: {kept}");
}

#[test]
fn what_has_no_secret_is_kept_as_it_came() {
    for body in [
        r#"{"title": "A", "mv": 5}"#,
        "ы: 1, ы=2",
        "title=100%25&b=1",
        r#"{"prompt": "a secret\nin a \"garden\", 100% mine"}"#,
        r#"{"webhook_url": "https://hooks.example/a?b=1&c=%20#d"}"#,
        r#"{"webhook_secret": null}"#,
    ] {
        assert_eq!(text(body), body);
    }
    // A short key is a word as any other within a text, and a long one isn't.
    let long = Body::of(b"{\"a\": \"by 0123456789abcdef!\"}", 4096, Some("0123456789abcdef")).unwrap();
    assert_eq!(long.text, "{\"a\":\"by [secret]!\"}");
    let of = |body: &str| Body::of(body.as_bytes(), 4096, Some("test")).unwrap().text;
    for body in [r#"{"prompt": "this is a test"}"#, r#"{"prompt": "the bearer tested it"}"#, "prompt=a+test"] {
        assert_eq!(of(body), body);
    }
}

#[test]
fn no_secret_is_kept() {
    for (body, kept) in [
        (
            r#"{"webhook_secret": "s3", "a": [{"Password": 1}]}"#,
            r#"{"webhook_secret":"[secret]","a":[{"Password":"[secret]"}]}"#,
        ),
        (r#"{"webhook\u005fsecret": ["s3", {"a": "s3"}]}"#, r#"{"webhook_secret":"[secret]"}"#),
        (r#"{"title": "mock-key"}"#, r#"{"title":"[secret]"}"#),
        (r#"{"title": "mock\u002dkey"}"#, r#"{"title":"[secret]"}"#),
        (
            r#"{"a": "curl -H 'authorization: bearer mock-key', Bearer mock-key"}"#,
            r#"{"a":"curl -H 'authorization: bearer [secret]', Bearer [secret]"}"#,
        ),
        (
            r#"{"webhook_url": "https://u:s3@x/y?token=s3&a=1#access_token=s3"}"#,
            r#"{"webhook_url":"https://[secret]@x/y?token=[secret]&a=1#access_token=[secret]"}"#,
        ),
        ("title=A&webhook_secret=s3&b=1", "title=A&webhook_secret=[secret]&b=1"),
        ("title=mock%2Dkey&%61pi_key=s3&c", "title=[secret]&%61pi_key=[secret]&c"),
        ("a=Bearer+mock-key&u=https%3A%2F%2Fu%3As3%40x", "a=[secret]&u=[secret]"),
        // Not all of it, or of another kind.
        (r#"{"webhook_secret": "s\"3", "a": "#, r#"{"webhook_secret[secret]"#),
        (r#"{"title": "A", "webhook\u005fsecret": "s3", "#, r#"{"title": "A", "webhook\u005fsecret[secret]"#),
        (r#"{"\u0070assword": "s3", "#, r#"{"\u0070assword[secret]"#),
        ("my mock-key", "my [secret][secret]"),
        ("see https://u:s3@x/", "see https://[secret]"),
        ("authorization: Bearer s3", "authorization[secret]"),
        ("<a><password>s3</password></a>", "<a><password[secret]"),
        (
            "--b\r\ncontent-disposition: form-data; name=\"api_key\"\r\n\r\ns3",
            "--b\r\ncontent-disposition: form-data; name=\"api_key[secret]",
        ),
        ("client_secret => s3", "client_secret[secret]"),
    ] {
        assert_eq!(text(body), kept);
    }
    for name in [
        "access_token",
        "refreshToken",
        "client_key",
        "PRIVATE_KEY",
        "x-api-key",
        "passwd",
        "credentials",
        "Authorization",
    ] {
        without(&json!({name: "s3"}).to_string(), "s3");
        without(&json!([{name: ["s3"]}]).to_string(), "s3");
        without(&format!("a=1&{name}=s3"), "s3");
        without(&format!("{{\"a\": 1, \"{name}\": {{\"a\": \"s3\""), "s3");
    }
}

#[test]
fn a_query_has_no_secret_either() {
    assert_eq!(query("key=mock-key&a=mock%2Dkey&b=1&token=", Some("mock-key")), "key=[secret]&a=[secret]&b=1&token=");
    assert_eq!(query("%61pi_key=k", None), "%61pi_key=[secret]");
}

#[test]
fn the_beginning_of_a_long_body_is_kept_between_characters() {
    let body = Body::of("ыыы".as_bytes(), 3, None).unwrap();
    assert_eq!((&*body.text, body.bytes, body.whole, body.json()), ("ы", 6, false, None));
    assert_eq!(Body::of(b"", 3, None), None);
    assert_eq!(Body::of(b"{}", 0, None), None);
    assert_eq!(Body::of(b"{}", 2, None).unwrap().json(), Some(json!({})));
    assert_eq!(Body::of(&[0xff; 3], 3, None).unwrap().text, "\u{fffd}\u{fffd}\u{fffd}");
}

#[test]
fn what_is_cut_through_at_the_end_is_masked_too() {
    // Whatever is kept of it: no part of the key or of the secret.
    let body = json!({"a": "x", "b": "mock-key", "token": {"c": "s3s3s3"}, "d": "y".repeat(300)}).to_string();
    let broken = format!("{}, ", body.trim_end_matches('}'));
    for body in [body, broken, format!("a=mock-key&token=s3s3s3&{}", "y".repeat(300))] {
        for limit in 1..body.len() {
            let kept = Body::of(body.as_bytes(), limit, Some("mock-key")).unwrap();
            assert!(!kept.text.contains("mock") && !kept.text.contains("s3"), "{limit}: {}", kept.text);
            assert!(kept.text.len() <= limit && !kept.whole);
        }
    }
}

#[test]
fn what_is_expected_of_a_secret_is_noticed() {
    assert_eq!(unkept(&json!({"a": [{"webhook_secret": "s3"}]})), Some("webhook_secret"));
    assert_eq!(unkept(&json!({"a": 1, "webhook_secret": "[secret]", "token": null})), None);
}
