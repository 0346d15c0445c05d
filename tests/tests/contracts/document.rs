//! The document agrees with itself.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use contract_tests::{answers, document, examples, exercised, name_of, words};

#[test]
fn every_example_is_valid_against_its_schema() {
    let requests =
        examples().into_iter().filter_map(|it| Some((it.operation, it.record.clone(), it.schema(), it.body?)));
    let answers = answers().into_iter().map(|(operation, answer)| {
        (operation, name_of(&answer), answer.schema.unwrap_or_default().to_owned(), answer.body.unwrap().clone())
    });
    for (operation, record, schema, value) in requests.chain(answers) {
        let name = format!("{} {record}", operation.id());
        let violations = document().validate(&schema, &value).unwrap();
        assert!(violations.is_empty(), "{name}: {violations:?}");
        let nothing = document().validate(&schema, &serde_json::json!(["nothing", "of", "this"])).unwrap();
        assert!(!nothing.is_empty(), "{name}: its schema allows anything");
        exercised("document", operation, &record);
    }
}

#[test]
fn every_example_of_a_callback_is_valid_against_its_schema() {
    for word in words() {
        let violations = document().validate(&word.schema, word.value).unwrap();
        assert!(violations.is_empty(), "{}: {violations:?}", word.name);
        assert!(!document().validate(&word.schema, &serde_json::json!(["nothing", "of", "this"])).unwrap().is_empty());
    }
}

#[test]
fn every_form_of_a_request_and_every_answer_has_an_example() {
    let examples = examples();
    for operation in document().operations() {
        for form in contract_tests::fact(operation).forms {
            let of_form =
                |it: &&contract_tests::Example| it.operation.id() == operation.id() && it.form() == Some(form);
            assert!(examples.iter().any(|it| of_form(&it)), "{} has no example of {:?}", operation.id(), form.name);
        }
        for (status, response) in operation.value()["responses"].as_object().unwrap() {
            let response = contract_tests::resolve(document(), response);
            let is_there = operation.answers().any(|answer| answer.status.as_str() == status);
            assert_eq!(
                is_there,
                response["content"].get("application/json").is_some(),
                "{} {status}: body without example",
                operation.id()
            );
        }
    }
}
