//! Random documents: if lint passes, codegen succeeds, and the generated names are unique.

use super::sound;
use crate::arbitrary::Arbitrary;
use crate::document::Document;
use crate::lint::generate;

const DOCUMENTS: u64 = 300;

/// The result of a document.
struct Judged {
    seed: u64,
    made: std::collections::BTreeMap<&'static str, usize>,
    found: Found,
}

enum Found {
    Made,
    Refused(String),
    Wrong(String),
}

fn judged(seed: u64) -> Judged {
    let mut arbitrary = Arbitrary::new(seed);
    let document = Document::of(arbitrary.document());
    let found = match generate(&document) {
        Ok(files) => sound::check(&files).map_or_else(|error| Found::Wrong(error.to_string()), |()| Found::Made),
        // Each rule reports a place; an error of a generator means that a rule is missing.
        Err(errors) => match errors.iter().find(|error| error.rule == "codegen" || error.pointer.is_empty()) {
            Some(error) => Found::Wrong(error.to_string()),
            None => Found::Refused(errors[0].to_string()),
        },
    };
    Judged { seed, made: arbitrary.counts, found }
}

#[test]
fn codegen_succeeds_if_lint_passes() {
    let mut counts = std::collections::BTreeMap::new();
    let (mut passed, mut refused, mut wrong) = (0, Vec::new(), Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let judged: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || {
                    (1..=DOCUMENTS).filter(|seed| seed % threads == thread).map(judged).collect::<Vec<_>>()
                })
            })
            .collect();
        runs.into_iter().flat_map(|run| run.join().unwrap()).collect()
    });
    for Judged { seed, made, found } in judged {
        for (what, count) in made {
            *counts.entry(what).or_insert(0) += count;
        }
        match found {
            Found::Made => passed += 1,
            Found::Refused(why) => refused.push(format!("{seed}: {why}")),
            Found::Wrong(why) => wrong.push(format!("{seed}: {why}")),
        }
    }
    // XTASK_SEED=… prints the document of a seed.
    if let Some(seed) = std::env::var("XTASK_SEED").ok().and_then(|seed| seed.parse().ok()) {
        println!("{:#}", Arbitrary::new(seed).document());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(passed > DOCUMENTS * 3 / 4, "lint refused most of them: {passed} passed\n{}", refused.join("\n"));
    for what in [
        "description",
        "list of words",
        "no content",
        "JSON",
        "bytes",
        "parameter of the path",
        "tagged union",
        "body",
        "list parameter",
        "query parameter",
        "header parameter",
        "map beside fields",
        "nullable reference",
        "list of objects",
        "map",
        "free object",
        "nullable",
    ] {
        assert!(counts.get(what).is_some_and(|count| *count > 10), "hardly any {what}: {counts:?}");
    }
}
