use super::*;

fn error(text: &str) -> String {
    Scenario::from_yaml(text).map(|scenario| panic!("{scenario:?}")).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_its_mend() {
    let cases = [
        ("acounts: {}", "line 1, column 1: there is no `acounts`; write `accounts`"),
        ("seed: 3\nbounds:\n  task: 3", "line 3, column 3: there is no `task`; write `tasks`"),
        ("accounts:\n  k: {credit: 3}", "line 2, column 7: there is no `credit`; write `credits`"),
        ("edition: 2025-8", "line 1, column 10: `2025-8` is no edition; write a month, such as 2025-08"),
        ("error_shape: txt", "line 1, column 14: there is no `txt`; write `text`"),
        ("seed: many", "line 1, column 7: write a whole number that isn't negative"),
        ("accounts: {k: {credits: -1}}", "line 1, column 25: write a whole number"),
        ("accounts: {k: {subscribed: maybe}}", "write true or false"),
        ("faults: create_sonic:reset", "line 1, column 9: write a list"),
        ("next_lives: [stuck]", "line 1, column 14: write fields, such as `name: value`"),
        ("lives:\n  create_sonic: after", "line 2, column 17: `after` is no life of a task: immediate"),
        ("faults:\n  - create_sonc:reset\n", "line 2, column 5: the fault `create_sonc:reset`: there is no operation"),
        ("faults:\n  - create_sonic:rest", "the nearest is `reset`"),
        ("faults: [{on: create_sonic, status: 500, exampel: x}]", "the nearest is `example=NAME`"),
        ("lives:\n  create_nuro: stuck\n  create_sonc: stuck", "line 3"),
        ("lives:\n  create_sonc: stuck", "the nearest that does is `create_sonic`"),
        ("lives:\n  create_sonic: stuk", "line 2, column 17: the nearest life to `stuk` is `stuck`"),
        ("lives:\n  create_sonic: {failed: 500/tea}", "no documented answer `500/tea`"),
        ("next_lives:\n  - {operation: create_sonc, life: stuck}", "line 2, column 5: `create_sonc` starts no task"),
        ("next_lives:\n  - {operation: create_sonic}", "`life` is missing; add it"),
        ("time: {speed: -1}", "line 1, column 15: -1 is no speed"),
        ("rate_limit: -3", "line 1, column 13: -3 is no time"),
        ("callbacks: {patience: soon}", "line 1, column 23: write a number"),
        ("accounts: [", "line 1, column"),
        ("- a\n- b", "line 1"),
        ("seed: 1\nseed: 2", "line 2, column 1: `seed` stands here once more; keep one of them"),
        ("seed: 1\n---\nseed: 2", "a scenario is one document; take out `---` and what is after it"),
        ("accounts:\n  '': {}", "line 2, column 3: an account needs a key, and this one is empty"),
    ];
    for (text, told) in cases {
        let error = error(text);
        assert!(error.contains(told), "{text}\n{error}");
        assert!(error.starts_with("line "), "{text}\n{error}");
        assert!(!error.contains(" at line "), "{text}\n{error}");
    }
}

#[test]
fn a_file_is_named_in_its_errors() {
    let none = Scenario::read("/there/is/none.yaml").unwrap_err();
    assert!(none.to_string().starts_with("/there/is/none.yaml: it can't be read: "), "{none}");
    assert_eq!(none.line(), None);
}

#[test]
fn what_is_not_said_stays_as_it_is() {
    let mut settings = Settings { seed: 7, ..Settings::default() };
    for nothing in ["", "# nothing\n", "{}", "accounts: {}"] {
        assert!(Scenario::from_yaml(nothing).unwrap().apply(&mut settings).is_empty());
    }
    assert_eq!((settings.seed, settings.accounts.len(), settings.rate_limit), (7, 1, None));
    let text = "{accounts: {b: {credits: 1}, a: {}}, rate_limit: 1.5, time: {speed: 60}, callbacks: {retries: [0.5]}, \
                faults: ['*:status=500'], next_lives: [{life: 'after: 3'}], error_shape: code-message, edition: '2025-08'}";
    let faults = Scenario::from_yaml(text).unwrap().apply(&mut settings);
    assert_eq!((faults.len(), settings.seed, settings.clock.speed()), (1, 7, 60.0));
    assert_eq!(
        settings.accounts.iter().map(|(key, account)| (&**key, account.credits)).collect::<Vec<_>>(),
        [("b", 1), ("a", 1000)]
    );
    assert_eq!(
        (settings.rate_limit, settings.error_shape),
        (Some(Duration::from_millis(1500)), ErrorShape::CodeMessage)
    );
    assert_eq!(settings.callbacks.retries, [Duration::from_millis(500)]);
    assert_eq!(settings.next_lives, [(None, Lifecycle::After(Duration::from_secs(3)))]);
}

#[test]
fn what_is_written_is_read_again() {
    let text = "{life: stuck, faults: ['media:cut=9'], seed: 3, suspicion: 2}";
    let scenario = Scenario::from_yaml(text).unwrap();
    let json = serde_json::to_string(&scenario).unwrap();
    let again = Scenario::from_yaml(&json).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), json);
}

#[test]
fn the_schema_has_every_word() {
    let schema = Scenario::schema();
    let words = serde_json::to_value(Scenario::default()).unwrap();
    for word in words.as_object().unwrap().keys() {
        assert!(schema["properties"].get(word).is_some(), "{word}");
    }
    assert_eq!(schema["additionalProperties"], false);
}
