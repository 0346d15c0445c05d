//! Tests of drift: two descriptions of a small service, and the report when the other one changes.

use serde_json::json;

use super::*;

fn pair() -> (Value, Value) {
    let read = |text| Document::parse(text).unwrap().value;
    (read(include_str!("../../fixtures/drift/ours.yaml")), read(include_str!("../../fixtures/drift/theirs.yaml")))
}

fn known(place: Option<&str>, says: Option<&str>) -> KnownDifference {
    KnownDifference { place: place.map(str::to_owned), says: says.map(str::to_owned), why: "it is older".to_owned() }
}

#[test]
fn two_authors_of_one_service_agree() {
    let (ours, theirs) = pair();
    let drift = compare(&ours, &theirs, &[]);
    assert_eq!(drift.unexplained, []);
    assert_eq!((drift.explained, drift.unused.len()), (0, 0));
}

#[test]
fn additions_removals_and_changes_are_reported_like_a_diff() {
    const FIELDS: &str = "/paths/~1create/post/requestBody/content/application~1json/schema/properties";
    const CLIP: &str = "/paths/~1task~1{id}/get/responses/200/content/application~1json/schema/properties";
    for (place, value, wanted) in [
        (format!("{FIELDS}/mood"), json!({"type": "string"}), "the field mood is new"),
        (format!("{FIELDS}/title"), Value::Null, "the field title was removed"),
        (format!("{FIELDS}/title/maxLength"), json!(120), "maxLength was 80, and is 120"),
        (format!("{FIELDS}/mv/enum"), json!(["old", "new", "newest"]), "the value \"newest\" is new"),
        (format!("{FIELDS}/task_type/enum"), json!(["new"]), "the value \"extend\" was removed"),
        (format!("{FIELDS}/task_type/default"), json!("extend"), "without it \"new\" was meant, and \"extend\" is"),
        (format!("{CLIP}/state/enum"), json!(["running", "done"]), "the value \"done\" is new"),
        (format!("{CLIP}/title/type"), json!("string"), "it can no longer be null"),
        (format!("{CLIP}/audio"), json!({"type": "string"}), "the field audio is new"),
        ("/paths/~1create/post/responses/410".to_owned(), json!({"description": ""}), "the answer 410 is new"),
        ("/paths/~1create/post/responses/400".to_owned(), Value::Null, "the answer 400 was removed"),
        ("/paths/~1feed".to_owned(), json!({"get": {"operationId": "feed", "responses": {}}}), "feed is new"),
        ("/paths/~1create".to_owned(), Value::Null, "create_song was removed"),
        ("/servers".to_owned(), json!([{"url": "https://other.example"}]), "the address of the service was"),
    ] {
        let (ours, mut theirs) = pair();
        let (above, key) = place.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/");
        let holder = theirs.pointer_mut(above).unwrap().as_object_mut().unwrap();
        match value {
            Value::Null => drop(holder.shift_remove(&key)),
            value => drop(holder.insert(key, value)),
        }
        let drift = compare(&ours, &theirs, &[]);
        let texts: Vec<&str> = drift.unexplained.iter().map(|change| change.text.as_str()).collect();
        assert!(texts.iter().any(|text| text.starts_with(wanted)), "{place}: {texts:?}");
        assert!(texts.len() <= 2, "{place}: nothing else: {texts:?}");
    }
}

#[test]
fn a_reason_matches_place_and_message_and_must_explain_something() {
    let (ours, mut theirs) = pair();
    theirs["paths"]["/create"]["post"]["responses"]["410"] = json!({"description": ""});
    theirs["paths"]["/feed"] = json!({"get": {"operationId": "feed", "responses": {}}});
    let of = |known: &[KnownDifference]| {
        let drift = compare(&ours, &theirs, known);
        (drift.unexplained.len(), drift.explained, drift.unused.len())
    };
    assert_eq!(of(&[]), (2, 0, 0));
    assert_eq!(of(&[known(Some("/paths/~1feed"), None)]), (1, 1, 0));
    assert_eq!(of(&[known(None, Some("the answer 410"))]), (1, 1, 0));
    assert_eq!(of(&[known(Some("/paths/~1feed"), None), known(None, Some("the answer 410"))]), (0, 2, 0));
    // `/x` doesn't match `/xy`, and both place and message must match.
    assert_eq!(of(&[known(Some("/paths/~1fee"), None)]), (2, 0, 1));
    assert_eq!(of(&[known(Some("/paths/~1feed"), Some("the answer"))]), (2, 0, 1));
    let wanted =
        report(&compare(&ours, &theirs, &[known(Some("/x"), None)]), "Songs of others", Path::new("theirs.yaml"));
    for words in [
        "if theirs.yaml were the document",
        "feed is new",
        "nothing is explained any more by: it is older",
        "2 differences not",
    ] {
        assert!(wanted.contains(words), "{wanted}");
    }
}

#[test]
fn the_command_reads_the_reasons_under_the_title_of_the_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let ours = Document::load(&root.join("xtask/fixtures/drift/ours.yaml")).unwrap();
    let (text, is_explained) = run(root, &ours, Some(root.join("xtask/fixtures/drift/theirs.yaml"))).unwrap();
    assert!(is_explained && text.starts_with("0 differences explained"), "{text}");
    assert!(run(root, &ours, Some(root.join("xtask/fixtures/drift/none.yaml"))).is_err());
}

/// The report on a file with this text, or the error.
fn told_of(text: &str) -> std::result::Result<(String, bool), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let ours = Document::load(&root.join("xtask/fixtures/drift/ours.yaml")).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    run(root, &ours, Some(file.path().to_owned())).map_err(|error| format!("{error:#}"))
}

#[test]
fn a_foreign_file_may_have_unquoted_statuses() {
    let text = include_str!("../../fixtures/drift/theirs.yaml");
    let plain = text.replace("\"200\":", "200:").replace("\"400\":", "400:");
    assert_ne!(plain, text);
    let (wanted, is_explained) = told_of(&plain).unwrap();
    assert!(is_explained && wanted.starts_with("0 differences explained"), "{wanted}");
}

#[test]
fn a_file_that_is_no_description_is_an_error() {
    let text = include_str!("../../fixtures/drift/theirs.yaml");
    for (text, why) in [
        ("swagger: '2.0'\npaths: {}\n", "it must say `openapi: 3.…`, and says null"),
        ("openapi: 3.1.0\npaths: [1]\n", "its `paths` must be a mapping"),
        ("openapi: 3.1.0\n", "its `paths` must be a mapping"),
        (&text.replacen("openapi: ", "openapi: 4", 1), "it must say `openapi: 3.…`"),
    ] {
        let error = told_of(text).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn a_recursive_schema_is_inlined_once() {
    const SCHEMA: &str = "/paths/~1create/post/requestBody/content/application~1json/schema";
    let (ours, mut theirs) = pair();
    let field = json!({"$ref": "#/components/schemas/Tree"});
    let fields: Vec<String> = ["a", "b", "c", "d", "e", "f"].map(str::to_owned).to_vec();
    let fields: serde_json::Map<String, Value> = fields.into_iter().map(|name| (name, field.clone())).collect();
    theirs["components"]["schemas"]["Tree"] = json!({"$ref": "#/components/schemas/Inner"});
    theirs["components"]["schemas"]["Inner"] = json!({"type": "object", "properties": fields});
    *theirs.pointer_mut(SCHEMA).unwrap() = json!({"type": "object", "properties": {"tree": field}});
    let (_, plain) = normalize::pair(&ours, &theirs);
    let tree = &plain.pointer(SCHEMA).unwrap()["properties"]["tree"];
    assert_eq!((&tree["type"], &tree["properties"]["f"]), (&json!("object"), &json!({})), "{tree}");
}
