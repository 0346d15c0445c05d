//! Tests of the table of questions: the plan, and invalid questions.

use super::*;

#[test]
fn the_plan_says_what_is_sent_and_what_it_may_cost() {
    let document = document();
    let plan_text = plan(&document).describe("https://songs.example", &document);
    assert!(
        plan_text.starts_with("to https://songs.example:\n  P0  1 call, 1 of them that could cost: "),
        "{plan_text}"
    );
    assert!(
        plan_text.contains("costs 75 credits at most") || plan_text.contains("costs 20 credits at most"),
        "{plan_text}"
    );
    let only =
        |name: &str| plan(&document).select(&[name.to_owned()]).unwrap().describe("https://songs.example", &document);
    assert!(only("P1").contains("None of them can cost."), "{}", only("P1"));
    assert!(only("P8").contains("at most, or what isn't known if it is one of create_sonic_batch"), "{}", only("P8"));
    // Needed blocks are added if a selected block has creates.
    let names = |only: &[&str]| {
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        plan(&document).select(&only).map(|plan| plan.blocks.into_iter().map(|block| block.name).collect::<Vec<_>>())
    };
    assert_eq!(names(&["P3"]).unwrap(), ["P3"]);
    assert_eq!(names(&["P7"]).unwrap(), ["P0", "P2", "P7"]);
    assert!(names(&["P99"]).unwrap_err().to_string().contains("there are P0, P1"));
}

#[test]
fn a_place_that_the_document_does_not_have_is_an_error() {
    let document = document();
    let text = std::fs::read_to_string(root().join(QUESTIONS)).unwrap();
    let broken = text.replace("/components/schemas/SonicTags/x-messages/maxLength", "/components/schemas/SonicTagz");
    let error = format!("{:#}", Plan::read(&broken, &document).unwrap_err());
    assert!(error.contains("P7 tags: the document has no words at /components/schemas/SonicTagz"), "{error}");
}

#[test]
fn an_inconsistent_question_is_an_error() {
    let document = document();
    const HEAD: &str = "guards: {title: {fields: {title: {times: 81, of: x}}, proof: A title}}\nblocks:\n  - name: A\n    asks: x\n    needed: true\n    questions:\n";
    const PROOF: &str = "name: title, operation: create_sonic, guarded: title, body: {}, expects: {status: [400]}";
    let read = |questions: &[&str]| {
        let rows = questions.iter().map(|question| format!("      - {{{question}}}\n"));
        Plan::read(&(HEAD.to_owned() + &rows.collect::<String>()), &document)
    };
    read(&[PROOF]).unwrap();
    for (question, why) in [
        (
            "operation: create_sonic, guarded: title, body: {}, each: {field: title, values: [ok]}",
            "a field of its guard",
        ),
        ("operation: create_sonic, guarded: title", "need a body"),
        ("operation: create_sonic, guarded: tilte, body: {}", "there is no guard tilte"),
        ("operation: create_sonic, guarded: title, passes: A nothing, body: {}", "A nothing, which doesn't pass"),
        ("operation: create_sonic, passes: A title, body: {}", "what passes needs a guard"),
        ("operation: get_sonic_task, parameter: a, each: {field: task_id, values: [b]}", "need a body"),
        ("method: GET, path: health", "doesn't begin with /"),
        ("operation: create_sonic, body: {title: {times: x, of: x}}", "a text of many letters is"),
        ("operation: create_sonic, body: {title: {times: 99999999999999, of: x}}", "100000 times at most"),
        ("operation: create_sonic, body: {}, key: gold", "are not of their form"),
    ] {
        let question = format!("name: x, {question}, expects: {{status: [400]}}");
        let error = read(&[PROOF, &question]).map(drop).map_err(|error| format!("{error:#}")).unwrap_err();
        assert!(error.contains(why), "{question}: {error}");
    }
    for (expects, why) in [
        ("{status: [999]}", "999 is no status"),
        ("{status: []}", "it expects no `status`"),
        ("{status: [400], says: [/components/schemas]}", "the document has no words at /components/schemas"),
    ] {
        let question = format!("name: x, operation: create_sonic, body: {{}}, expects: {expects}");
        let error = read(&[PROOF, &question]).map(drop).map_err(|error| format!("{error:#}")).unwrap_err();
        assert!(error.contains(why), "{question}: {error}");
    }
    let twice = format!("{:#}", read(&[PROOF, PROOF]).map(drop).unwrap_err());
    assert!(twice.contains("there are two questions A title"), "{twice}");
    let passes = "name: x, operation: create_sonic, guarded: title, passes: A title, body: {}, expects: {status: [400], names: y}";
    let both = format!("{:#}", read(&[PROOF, passes]).map(drop).unwrap_err());
    assert!(both.contains("`passes` expects no words of its own"), "{both}");
}
