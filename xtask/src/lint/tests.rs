//! A small valid document, and for each rule a way to break it.

use std::collections::BTreeSet;

use super::*;

/// A document without errors.
const SOUND: &str = r##"openapi: 3.0.3
info: {title: Songs, version: '1'}
servers: [{url: 'https://songs.example'}]
tags: [{name: sonic, description: Songs.}]
paths:
  /create:
    post:
      operationId: create_sonic
      tags: [sonic]
      summary: Start a song
      description: Starts a song.
      x-status: {edition: reference}
      x-source: ['documented: create-music']
      x-price: {credits: 15, purse: credits, source: 'documented: credits'}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Song'}
            examples:
              one: {value: {title: Harbour, mv: old}}
      responses:
        '200':
          description: Done.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Done'}
              examples:
                one: {value: {message: success}}
      callbacks: {word: {$ref: '#/components/callbacks/Word'}}
components:
  schemas:
    Song:
      description: A song.
      type: object
      properties:
        title: {description: The title., type: string, maxLength: 80}
        mv: {$ref: '#/components/schemas/Model'}
    Model: {description: The model., type: string, enum: [old, new]}
    Done:
      description: Done.
      type: object
      properties:
        message: {description: Says so., type: string}
    Word:
      description: Word of a song.
      type: object
      properties:
        platform: {description: The family., type: string}
  callbacks:
    Word:
      '{$request.body#/title}':
        post:
          requestBody:
            content:
              application/json:
                schema: {$ref: '#/components/schemas/Word'}
                examples:
                  done: {value: {platform: suno}}
"##;

/// For each rule: the text to replace, its replacement, and the expected error with its line.
const BROKEN: &[(&str, &str, &str, usize, &str)] = &[
    ("version", "openapi: 3.0.3", "openapi: 3.1.0", 1, "write the document in OpenAPI 3.0.3"),
    ("version", "openapi: 3.0.3", "swagger: '2.0'", 1, "is it an OpenAPI document?"),
    (
        "dangling-reference",
        "{$ref: '#/components/schemas/Model'}",
        "{$ref: '#/components/schemas/Modell'}",
        37,
        "Modell doesn't exist",
    ),
    (
        "circular-reference",
        "Model: {description: The model., type: string, enum: [old, new]}",
        "Model: {$ref: '#/components/schemas/Model'}",
        38,
        "break the circle",
    ),
    ("operation", "create_sonic", "createSonic", 7, "not verb and noun in snake_case"),
    ("operation", "tags: [sonic]", "tags: [radio]", 7, "exactly one tag"),
    ("operation", "      summary: Start a song\n", "", 7, "no `summary`"),
    ("unique-id", "components:\n", "  /twin:\n    post: *create\ncomponents:\n", 8, "the id is taken by /create"),
    (
        "extension",
        "      x-status: {edition: reference}",
        "      x-status: {edition: reference}\n      x-nonsense: 1",
        13,
        "x-nonsense is not one of",
    ),
    ("extension", "x-status: {edition: reference}", "x-status: {edition: ancient}", 12, "x-status: "),
    ("extension", "'documented: create-music'", "'somewhere'", 13, "x-source: "),
    ("source", "      x-source: ['documented: create-music']\n", "", 7, "add `x-source`"),
    ("described", "title: {description: The title., type", "title: {type", 36, "it has no description"),
    ("described", "Done:\n      description: Done.\n", "Done:\n", 39, "it has no description"),
    (
        "enum-in-components",
        "type: string, maxLength: 80",
        "type: string, enum: [Harbour, Lamp]",
        36,
        "needs a name of its own",
    ),
    (
        "length-in-answer",
        "{description: Says so., type: string}",
        "{description: Says so., type: string, maxLength: 9}",
        43,
        "maxLength in an answer",
    ),
    (
        "example",
        "            examples:\n              one: {value: {title: Harbour, mv: old}}\n",
        "",
        17,
        "no named example",
    ),
    ("example", "schema: {$ref: '#/components/schemas/Done'}", "schema: {type: object}", 25, "its schema has no name"),
    (
        "example",
        "    Song:\n",
        "    Song:
      description: A song or a half.
      oneOf: [{$ref: '#/components/schemas/Whole'}, {$ref: '#/components/schemas/Half'}]
      discriminator: {propertyName: title, mapping: {Harbour: '#/components/schemas/Whole', half: '#/components/schemas/Half'}}
    Half:
      description: Half a song.
      type: object
      required: [title]
      properties:
        title: {type: string, enum: [half]}
    Whole:\n",
        17,
        "no example with the title half",
    ),
    ("example-valid", "title: Harbour, mv: old", "title: Harbour, mv: older", 20, "its schema refuses it"),
    (
        "length-in-answer",
        "{description: The family., type: string}",
        "{description: The family., type: string, maxLength: 9}",
        48,
        "maxLength in an answer",
    ),
    ("example-valid", "{platform: suno}", "{platform: 7}", 58, "its schema refuses it"),
    (
        "callback",
        "{platform: suno}",
        "{platform: suno}}\n                  failed: {value: {platform: nuro}",
        52,
        "name one `platform`",
    ),
    ("callback", "{platform: suno}", "{}", 52, "name one `platform`"),
    ("unused", "      callbacks: {word: {$ref: '#/components/callbacks/Word'}}\n", "", 49, "nothing refers to it"),
    ("unused", "    Done:\n", "    Lost: {description: Lost., type: object}\n    Done:\n", 39, "nothing refers to it"),
    (
        "price",
        "      x-price: {credits: 15, purse: credits, source: 'documented: credits'}\n",
        "",
        7,
        "doesn't say the price",
    ),
    // Editions that contradict themselves.
    (
        "extension",
        "x-status: {edition: reference}",
        "x-status: {edition: later, since: '2026-13'}",
        12,
        "isn't a month such as 2026-10",
    ),
    (
        "extension",
        "x-status: {edition: reference}",
        "x-status: {edition: later, since: 2026}",
        12,
        "2026 isn't a month such as 2026-10",
    ),
    (
        "extension",
        "title: {description: The title., type",
        "title: {x-messages: {maxLength: [{text: x, since: autumn}, {text: y}]}, description: The title., type",
        36,
        "/maxLength/0/since: x-messages: \"autumn\" isn't a month such as 2026-10",
    ),
    (
        "edition",
        "{credits: 15, purse: credits, source: 'documented: credits'}",
        "{credits: 15, purse: credits, since: 2026-01, source: 'documented: x', earlier: [{credits: 9, purse: credits, until: 2026-01, source: 'documented: x'}]}",
        14,
        "ends in an earlier month",
    ),
    (
        "edition",
        "{credits: 15, purse: credits, source: 'documented: credits'}",
        "{credits: 15, purse: credits, since: 2026-01, source: 'documented: x'}",
        14,
        "go together",
    ),
    (
        "edition",
        "title: {description: The title., type",
        "title: {x-messages: {maxLength: [{text: a, since: 2026-01}, {text: b, since: 2026-01}, {text: c}]}, description: The title., type",
        36,
        "no two have one month",
    ),
    (
        "edition",
        "title: {description: The title., type",
        "title: {x-messages: {maxLength: [{text: a, since: 2026-01}, {text: b, since: 2026-02}, {text: c}]}, description: The title., type",
        36,
        "the newest text comes first",
    ),
    (
        "edition",
        "title: {description: The title., type",
        "title: {x-messages: {maxLength: [{text: a}, {text: b}]}, description: The title., type",
        36,
        "below it are never said",
    ),
    (
        "edition",
        "title: {description: The title., type",
        "title: {x-messages: {maxLength: [{text: a, since: 2026-01}]}, description: The title., type",
        36,
        "the oldest text comes last",
    ),
    (
        "edition",
        "title: {description: The title., type",
        "title: {x-messages: {maxLength: []}, description: The title., type",
        36,
        "an empty list says nothing",
    ),
    (
        "edition",
        "x-status: {edition: reference}",
        "x-status: {edition: reference, since: 2025-12}",
        12,
        "since 2025-12 is `edition: later`",
    ),
    (
        "edition",
        "Model: {description: The model.,",
        "Model: {x-status: {edition: reference, values: {old: {edition: later, since: 2024-12}}}, description: The model.,",
        38,
        "since 2024-12 is `edition: reference`",
    ),
    (
        "limit-in-prose",
        "description: The title., type: string, maxLength: 80",
        "description: 'The title, 80 characters.', type: string",
        36,
        "a limit that its schema doesn't have",
    ),
    (
        "limit-in-message",
        "type: string, maxLength: 80",
        "type: string, maxLength: 90, x-messages: {maxLength: Less than 80.}",
        36,
        "the text for it doesn't name 90",
    ),
    (
        "limit-in-message",
        "type: string, maxLength: 80",
        "type: string, maxLength: 90, x-messages: {maxLength: [{text: Over 80., since: 2026-07}, {text: Over 90.}]}",
        36,
        "put the limit's number into the text",
    ),
    (
        "clip-field",
        "      x-price:",
        "      x-task: {clips: '', state: /message, waiting: [], succeeded: [], failed: [], pace: {from: 1, to: 2}, pace_source: 'inferred: x', clip: {id: /id, audio: [/message]}}\n      x-price:",
        14,
        "clips have no field id",
    ),
    ("address", "message: {description: Says so.", "wav_url: {description: Its place.", 7, "say `format: uri` of it"),
    ("pitfall", "{$ref: '#/components/schemas/Model'}", "{$ref: 'other.yaml#/Model'}", 37, "out of the document"),
    ("pitfall", "type: string, maxLength: 80", "type: string, not: {type: string}", 36, "can't generate `not`"),
    (
        "pitfall",
        "type: string, maxLength: 80",
        "anyOf: [{type: string, enum: [a, b]}, {type: string}]",
        36,
        "an enum beside any string",
    ),
    (
        "model",
        "          application/json:\n            schema: {$ref: '#/components/schemas/Song'}",
        "          text/plain: {}\n          application/json:\n            schema: {$ref: '#/components/schemas/Song'}",
        17,
        "progenitor takes a single media type",
    ),
    (
        "pitfall",
        "      responses:\n",
        "      responses:\n        '202': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Song'}, examples: {one: {value: {}}}}}}\n",
        7,
        "no common type",
    ),
];

fn errors(text: &str) -> (Document, Vec<LintError>) {
    let document = Document::parse(text).unwrap();
    let errors = lint(&document);
    (document, errors)
}

#[test]
fn a_valid_document_has_no_errors() {
    let (_, errors) = errors(SOUND);
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn every_rule_reports_its_error_with_the_line() {
    for (rule, from, to, line, text) in BROKEN {
        // An anchor, so that a second operation can repeat the first.
        let sound =
            if *rule == "unique-id" { SOUND.replace("    post:\n", "    post: &create\n") } else { SOUND.to_owned() };
        let broken = sound.replacen(from, to, 1);
        assert_ne!(broken, sound, "{rule}: {from:?} is not in the sound document");
        let (document, errors) = errors(&broken);
        let reported: Vec<String> =
            errors.iter().map(|error| format!("{}: {error}", document.line(&error.pointer))).collect();
        let wanted = format!("{line}: [{rule}]");
        assert!(
            reported.iter().any(|reported| reported.starts_with(&wanted) && reported.contains(text)),
            "wanted {wanted} … {text}, got {reported:#?}"
        );
    }
}

/// A new method of the client must be listed, since families can't have its name.
#[test]
fn the_methods_of_the_client_are_known() {
    fn look(folder: &std::path::Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("generated") {
                look(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
                for item in file.items {
                    let syn::Item::Impl(item) = item else { continue };
                    let of_client =
                        matches!(item.self_ty.as_ref(), syn::Type::Path(path) if path.path.is_ident("Client"));
                    for item in item.items.into_iter().filter(|_| of_client && item.trait_.is_none()) {
                        if let syn::ImplItem::Fn(function) = item {
                            found.insert(function.sig.ident.to_string());
                        }
                    }
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    look(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/musicapi/src"), &mut found);
    let known: BTreeSet<String> = contract::CLIENT_METHODS.split_whitespace().map(str::to_owned).collect();
    assert!(found.len() > 10 && found.is_subset(&known), "add {:?}", found.difference(&known));
}

#[test]
fn every_rule_has_a_fixture() {
    let reported = crate::tests::edits::rules_reported();
    for (rule, _) in rules::RULES {
        let has_fixture = BROKEN.iter().any(|(broken, ..)| broken == rule) || reported.contains(*rule);
        assert!(has_fixture, "{rule} has no fixture, neither here nor in xtask/src/tests/edits.rs");
    }
}

#[test]
fn a_broken_structure_is_reported_without_a_panic() {
    for text in
        ["openapi: 3.0.3\n", "openapi: 3.0.3\npaths: 7\n", "openapi: 3.0.3\npaths: {/a: {get: null}}\ncomponents: []\n"]
    {
        let (_, errors) = errors(text);
        assert!(!errors.is_empty(), "{text:?}");
    }
}
