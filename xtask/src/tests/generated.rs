//! Documents that nobody wrote: what lint passes is generated, and holds no name twice.

use super::sound;
use crate::arbitrary::Arbitrary;
use crate::codegen;
use crate::document::Document;
use crate::lint::lint;

const DOCUMENTS: u64 = 300;

#[test]
fn what_lint_passes_is_generated() {
    let mut counts = std::collections::BTreeMap::new();
    let mut passed = 0;
    for seed in 1..=DOCUMENTS {
        let mut arbitrary = Arbitrary::new(seed);
        let document = Document::of(arbitrary.document());
        for (what, count) in arbitrary.counts {
            *counts.entry(what).or_insert(0) += count;
        }
        let faults = lint(&document);
        for fault in &faults {
            // Whatever a rule refuses is refused with its place; that a generator failed where no rule found anything is a mistake.
            assert!(fault.rule != "codegen" && !fault.pointer.is_empty(), "{seed}: {fault}\n{:#}", document.value);
        }
        if faults.is_empty() {
            passed += 1;
            let files = codegen::files(&document).unwrap();
            sound::check(&files).unwrap_or_else(|error| panic!("{seed}: {error}\n{:#}", document.value));
        } else {
            println!("{seed}: {}", faults[0]);
        }
    }
    assert!(passed > DOCUMENTS * 3 / 4, "lint refused most of them: {passed} passed");
    for what in [
        "description", "list of words", "no content", "JSON", "bytes", "parameter of the path", "tagged union", "body", "list parameter",
        "query parameter", "header parameter", "map beside fields", "nullable reference", "list of objects", "map", "free object", "nullable",
    ] {
        assert!(counts.get(what).is_some_and(|count| *count > 10), "hardly any {what}: {counts:?}");
    }
}
