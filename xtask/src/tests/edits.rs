//! Typical edits of a document, each with its expected result: generated code, or an error with the line and what to write instead. A
//! generator must never fail on a document that passes lint.

use super::sound;
use crate::codegen;
use crate::document::Document;
use crate::lint::lint;

const SOUND: &str = include_str!("../../fixtures/http.yaml");

/// The expected result of an edit.
enum Outcome {
    /// Code is generated, and contains these texts.
    Made(&'static [&'static str]),
    /// Lint refuses it: a part of the reported line, and a part of the message.
    Refused(&'static str, &'static str),
}
use Outcome::{Made, Refused};

const STATE: &str = "    ShelfState: {description: How far it is., type: string, enum: [running, done, broken]}\n";
const TITLE: &str = "        songTitle: {description: The title., type: string, maxLength: 80}\n";
const AUDIO: &str = "audio/mpeg: {schema: {type: string, format: binary}}";

/// Each edit: name, old text, new text, and expected result.
const EDITS: &[(&str, &str, &str, Outcome)] = &[
    // Names of any spelling.
    (
        "nothing",
        "X-Depth",
        "X-Depth",
        Made(&[
            "song_title as \"songTitle\": String",
            "style_weight",
            "type_ as \"type\": String",
            "page_size: i64",
            "full: Option<bool>",
            "louder_than: Option<f64>",
            "sort: Option<&types::ShelfSort>",
            "id: &[&str]",
            "tags: &[types::ShelfTag]",
            "x_trace_id: Option<&str>",
            "x_depth: i64",
            "-> Result<Paid<()>, Error>",
            "-> Result<Vec<u8>, Error>",
            "N8k = \"8k\"",
            "N16_9 = \"16:9\"",
            "Self_ = \"self\"",
            "Empty = \"\"",
            "ParameterLocation::Header",
            "AnswerBody::Nothing",
            "AnswerBody::Bytes(\"audio/mpeg\")",
        ]),
    ),
    (
        "a field with a dash beside one without",
        TITLE,
        "        songTitle: {description: The title., type: string}\n        style_weight: {description: Again., type: number}\n",
        Made(&["style_weight_2 as \"style-weight\""]),
    ),
    (
        "a field `extra` in an answer",
        "        page: {description: The page., type: integer}",
        "        page: {description: The page., type: integer}\n        extra: {description: More., type: string}",
        Made(&["extra_field as \"extra\": String"]),
    ),
    (
        "fields that are words of Rust",
        TITLE,
        "        songTitle: {description: The title., type: string}\n        match: {description: A match., type: string}\n        Self: {description: Oneself., type: string}\n        3d: {description: Deep., type: string}\n",
        Made(&["match_", "self_", "x3d"]),
    ),
    ("a schema in small letters", "ShelfSong", "shelf_song", Refused("shelf_song:", "call it ShelfSong")),
    ("a schema with dots and dashes", "ShelfSong", "Shelf.Song-v2", Refused("Shelf.Song-v2:", "call it ShelfSongV2")),
    ("a schema called Option", "ShelfSong", "Option", Refused("Option:", "call it MusicOption")),
    ("a schema called Result", "ShelfPage", "Result", Refused("Result:", "call it MusicResult")),
    ("a schema called String", "ShelfSong", "String", Refused("String:", "call it MusicString")),
    ("a schema called Vec", "ShelfSong", "Vec", Refused("Vec:", "call it MusicVec")),
    (
        "words that are alike in Rust",
        "[newest, oldest]",
        "[newest, Newest, new-est, unknown]",
        Made(&["Newest2 = \"Newest\"", "NewEst = \"new-est\"", "Unknown_ = \"unknown\""]),
    ),
    (
        "words of signs and of other letters",
        "[newest, oldest]",
        "['+', '#1', 日本, 'C#', C]",
        Made(&["Plus = \"+\"", "日本 = \"日本\"", "C2 = \"C\""]),
    ),
    (
        "a list of whole numbers",
        "page: {description: The page., type: integer}",
        "page: {description: The page., type: integer, enum: [1, 2]}",
        Refused("page:", "a list of values needs a name"),
    ),
    (
        "a named list of whole numbers",
        "page: {description: The page., type: integer}",
        "page: {$ref: '#/components/schemas/ShelfNumber'}\n    ShelfNumber: {description: A number., type: integer, enum: [1, 2]}",
        Made(&["One of 1, 2."]),
    ),
    (
        "words that YAML takes for something else",
        "[newest, oldest]",
        "[on, off, 1.0]",
        Refused("ShelfSort:", "isn't of type string; put it in quotes"),
    ),
    ("null among the words", "[newest, oldest]", "[newest, null]", Refused("ShelfSort:", "say `nullable: true`")),
    ("a word twice", "[newest, oldest]", "[newest, newest]", Refused("ShelfSort:", "in the list already")),
    ("no words at all", "[newest, oldest]", "[]", Refused("ShelfSort:", "an empty list")),
    (
        "words without a type",
        "ShelfSort: {description: An order., type: string,",
        "ShelfSort: {description: An order.,",
        Refused("ShelfSort:", "needs a `type`"),
    ),
    // Operations.
    (
        "an id that gives a word of Rust",
        "operationId: delete_shelf_song",
        "operationId: move_shelf",
        Refused("move_shelf", "which Rust doesn't take"),
    ),
    (
        "two ids of one method",
        "operationId: delete_shelf_song",
        "operationId: create_song",
        Refused("operationId: create_shelf_song", "a method of shelf is called `create_song` already"),
    ),
    (
        "a task operation that doesn't begin with get",
        "get_shelf_song",
        "ask_shelf_song",
        Refused("ask_shelf_song", "begins with `get_`"),
    ),
    ("a HEAD", "    delete:\n", "    head:\n", Refused("head:", "use GET, POST")),
    (
        "an operation without a success",
        "        '204': {description: It is gone.}",
        "        '404': {description: It is not there.}",
        Refused("delete:", "no success"),
    ),
    // Parameters.
    (
        "a path that names what no parameter is",
        "  /songs/{song_id}/audio:",
        "  /songs/{song_id}/audio/{part}:",
        Refused("get:", "declare it"),
    ),
    (
        "a parameter that the path doesn't name",
        "{name: full, in: query,",
        "{name: full, in: path, required: true,",
        Refused("name: full", "the path has no {full}"),
    ),
    (
        "a parameter of the path that may be absent",
        "{name: song_id, in: path, required: true, description: 'The song, said",
        "{name: song_id, in: path, description: 'The song, said",
        Refused("said once more", "say `required: true`"),
    ),
    (
        "a cookie",
        "{name: full, in: query,",
        "{name: full, in: cookie,",
        Refused("name: full", "this client keeps none"),
    ),
    (
        "an object as a parameter",
        "name: full, in: query, description: With lyrics., schema: {type: boolean}, example: true",
        "name: full, in: query, description: With lyrics., schema: {type: object}",
        Refused("name: full", "nothing else can be generated"),
    ),
    (
        "a parameter with a style",
        "{name: full, in: query,",
        "{name: full, in: query, style: deepObject,",
        Refused("name: full", "a `style` that can't be generated"),
    ),
    (
        "a parameter described by content",
        "description: With lyrics., schema: {type: boolean}, example: true",
        "description: With lyrics., content: {application/json: {schema: {type: boolean}}}",
        Refused("name: full", "described by `content`"),
    ),
    (
        "a parameter without a schema",
        "description: With lyrics., schema: {type: boolean}, example: true",
        "description: With lyrics.",
        Refused("name: full", "has no `schema`"),
    ),
    (
        "a header that OpenAPI leaves to others",
        "name: X-Trace-Id",
        "name: Authorization",
        Refused("name: Authorization", "no parameter in OpenAPI"),
    ),
    (
        "two parameters that are alike in Rust",
        "{name: full, in: query,",
        "{name: page_size, in: query,",
        Refused("name: page_size", "would be called page_size in Rust like another"),
    ),
    (
        "a parameter called as what the client calls its own",
        "{name: full, in: query,",
        "{name: request, in: query,",
        Made(&["request_: Option<bool>"]),
    ),
    // Bodies and answers.
    (
        "a multipart body",
        "        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/ShelfCreate'}",
        "        content:\n          multipart/form-data:\n            schema: {$ref: '#/components/schemas/ShelfCreate'}",
        Refused("multipart/form-data:", "forms and multipart bodies can't be generated"),
    ),
    (
        "a form",
        "        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/ShelfCreate'}",
        "        content:\n          application/x-www-form-urlencoded:\n            schema: {$ref: '#/components/schemas/ShelfCreate'}",
        Refused("application/x-www-form-urlencoded:", "forms and multipart"),
    ),
    (
        "a body of bytes",
        "        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/ShelfCreate'}",
        "        content:\n          application/octet-stream:\n            schema: {$ref: '#/components/schemas/ShelfCreate'}",
        Refused("application/octet-stream:", "bodies of bytes"),
    ),
    (
        "two media types of a body",
        "        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/ShelfCreate'}",
        "        content:\n          text/plain: {}\n          application/json:\n            schema: {$ref: '#/components/schemas/ShelfCreate'}",
        Refused("text/plain:", "single media type"),
    ),
    (
        "a body that is a list",
        "      type: object\n      required: [songTitle, type]\n      properties:",
        "      type: array\n      items: {type: string}\n      x-source: ['inferred: x']\n    ShelfOther:\n      description: Other.\n      type: object\n      required: [songTitle, type]\n      properties:",
        Refused("ShelfCreate:", "must have `properties`"),
    ),
    (
        "two media types of an answer",
        AUDIO,
        "audio/mpeg: {schema: {type: string, format: binary}}\n            audio/wav: {schema: {type: string, format: binary}}",
        Refused("'200':", "several media types"),
    ),
    (
        "bytes of a call that may cost",
        "      responses:\n        '204': {description: It is gone.}",
        "      responses:\n        '200': {description: Its sound., content: {audio/mpeg: {schema: {type: string, format: binary}}}}",
        Refused("'200':", "make it a GET"),
    ),
    (
        "JSON beside bytes",
        AUDIO,
        "audio/mpeg: {schema: {type: string, format: binary}}\n        '202': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/ShelfPage'}, examples: {one: {value: {songs: []}}}}}}",
        Refused("get:", "partly JSON and partly bytes"),
    ),
    // Links, unions, tasks.
    (
        "a link to nowhere",
        "operationId: get_shelf_song, parameters",
        "operationId: get_shelf_album, parameters",
        Refused("get_shelf_album", "there is no operation get_shelf_album"),
    ),
    (
        "a link to what doesn't report",
        "operationId: get_shelf_song, parameters",
        "operationId: get_shelf_audio, parameters",
        Refused("get_shelf_audio, parameters", "has no `x-task`"),
    ),
    (
        "a link that takes what isn't there",
        "$response.body#/task_id",
        "$response.body#/id",
        Refused("task: {", "no field at /id"),
    ),
    (
        "a link to a parameter that isn't there",
        "parameters: {song_id: '$resp",
        "parameters: {task_id: '$resp",
        Refused("task: {", "has no parameter task_id"),
    ),
    (
        "a mapping without parts",
        "    ShelfCreated:\n      description: A task.\n",
        "    ShelfCreated:\n      description: A task.\n      discriminator: {propertyName: task_id}\n",
        Refused("discriminator:", "there is none here"),
    ),
    (
        "a state that is in no list",
        "[running, done, broken]",
        "[running, done, broken, paused]",
        Refused("x-task:", "the state \"paused\" is documented, and in none of the lists"),
    ),
    (
        "a state in two lists",
        "failed: [broken]",
        "failed: [broken, done]",
        Refused("x-task:", "a state has one meaning"),
    ),
    (
        "a state that points to nowhere",
        "state: /state",
        "state: /status",
        Refused("state: /status", "has no field there"),
    ),
    ("clips that point to nowhere", "clips: /songs", "clips: /data", Refused("x-task:", "its clips are not found")),
    (
        "an address for events without events",
        "      callbacks: {done: {$ref: '#/components/callbacks/ShelfWebhook'}}\n",
        "",
        Refused("post:", "doesn't say what is sent there"),
    ),
    ("a callback without a platform", "value: {platform: shelf}", "value: {}", Refused("post:", "name one `platform`")),
    (
        "a key in a header of its own",
        "{type: http, scheme: bearer}",
        "{type: apiKey, in: header, name: X-Key}",
        Refused("securitySchemes:", "Authorization: Bearer"),
    ),
    (
        "security that nobody describes",
        "security: [{apiKey: []}]",
        "security: [{token: []}]",
        Refused("security: [{token", "no security scheme token"),
    ),
    (
        "no server",
        "servers: [{url: 'https://files.example/v1'}]\n",
        "",
        Refused("openapi:", "the client needs the service's address"),
    ),
    (
        "a server with variables",
        "https://files.example/v1",
        "https://{place}.example",
        Refused("servers:", "without variables"),
    ),
    (
        "a family that the client has a method for",
        "shelf, description",
        "download, description",
        Refused("tags:", "has a method `download` of its own"),
    ),
    (
        "a family in capitals",
        "shelf, description",
        "Shelf, description",
        Refused("tags:", "a single word in small letters"),
    ),
    (
        "a family that is a word of Rust",
        "shelf, description",
        "match, description",
        Refused("tags:", "a single word in small letters"),
    ),
    (
        "a family that is a type of the client",
        "shelf, description",
        "answer, description",
        Refused("tags:", "a type Answer of its own"),
    ),
    // Schemas.
    ("a misspelt keyword", "maxLength: 80", "maxLenght: 80", Refused("maxLenght", "did you mean maxLength?")),
    (
        "a misspelt description",
        "description: The title., type: string",
        "desciption: The title., type: string",
        Refused("desciption", "did you mean description?"),
    ),
    (
        "a misspelt keyword of an operation",
        "      summary: Delete a song",
        "      sumary: Delete a song",
        Refused("sumary", "did you mean summary?"),
    ),
    (
        "a misspelt type",
        "description: The title., type: string",
        "description: The title., type: sting",
        Refused("type: sting", "did you mean string?"),
    ),
    (
        "two types",
        "description: The title., type: string",
        "description: The title., type: [string, 'null']",
        Refused("type: [string", "`nullable: true`"),
    ),
    (
        "a bound of 3.1",
        "minimum: 0, maximum: 1",
        "exclusiveMinimum: 0, maximum: 1",
        Refused("exclusiveMinimum", "true or false in OpenAPI 3.0"),
    ),
    (
        "a keyword of 3.1",
        "description: The title., type: string",
        "description: The title., const: x, type: string",
        Refused("const: x", "no keyword of a schema in OpenAPI 3.0"),
    ),
    (
        "required of a field as a flag",
        "description: The title., type: string",
        "description: The title., required: true, type: string",
        Refused("required: true", "a list of names"),
    ),
    (
        "required of what isn't there",
        "required: [songTitle, type]",
        "required: [songTitel, type]",
        Refused("songTitel", "did you mean songTitle?"),
    ),
    (
        "something beside a reference",
        "state: {$ref: '#/components/schemas/ShelfState'}",
        "state: {description: Its state., $ref: '#/components/schemas/ShelfState'}",
        Refused("state: {", "nothing counts beside a `$ref`"),
    ),
    (
        "an object without a name",
        "        type: {description: The kind., type: string}",
        "        type: {description: The kind., type: object, properties: {a: {description: A., type: string}}}",
        Refused("type: {description: The kind.", "needs a name of its own"),
    ),
    (
        "a union without a name",
        "        type: {description: The kind., type: string}",
        "        type: {description: The kind., oneOf: [{type: string}, {type: number}]}",
        Refused("type: {description: The kind.", "needs a name of its own"),
    ),
    (
        "a named union",
        STATE,
        "    ShelfState: {description: How far it is., oneOf: [{type: string}, {type: number}]}\n",
        Made(&["pub enum ShelfState"]),
    ),
    (
        "a merge key",
        "      description: A task.\n",
        "      <<: {a: b}\n      description: A task.\n",
        Refused("<<", "isn't understood"),
    ),
    (
        "an unknown field in an example",
        "value: {songTitle: Harbour,",
        "value: {songTitel: x, songTitle: Harbour,",
        Refused("songTitel", "there is no field songTitel"),
    ),
    (
        "a value of another type in an example",
        "style-weight: 0.5",
        "style-weight: much",
        Refused("songTitle: Harbour", "its schema refuses it"),
    ),
    (
        "a limit by a field without words",
        "maxLength: 80}",
        "maxLength: 80, x-limits: {by: type, keyword: maxLength, values: {old: 3}}}",
        Refused("x-limits", "no list of words"),
    ),
    (
        "a number above a field that is none",
        "maxLength: 80}",
        "maxLength: 80, x-limits: {above: nowhere}}",
        Refused("x-limits", "which is no number"),
    ),
    (
        "a map",
        "        page: {description: The page., type: integer}",
        "        page: {description: The page., type: integer}\n        counts: {description: Counts., type: object, additionalProperties: {type: integer}}",
        Made(&["HashMap<String, i64>"]),
    ),
    (
        "a schema that holds itself",
        "        page: {description: The page., type: integer}",
        "        page: {description: The page., type: integer}\n        next: {description: The next., allOf: [{$ref: '#/components/schemas/ShelfPage'}], nullable: true}",
        Made(&["Box<ShelfPage>"]),
    ),
    (
        "a default",
        "description: How strong., type: number",
        "description: How strong., default: 0.5, type: number",
        Made(&["style_weight"]),
    ),
    // Descriptions.
    (
        "brackets, addresses, signs and fences",
        "description: The title., type: string",
        "description: \"A [Foo], https://a.example/b, a <b> and\\n\\n```rust\\nlet x = 1;\\n```\\n\", type: string",
        Made(&["A \\[Foo\\], <https://a.example/b>, a \\<b> and", "/// ```text"]),
    ),
    (
        "a tag in several lines",
        "description: Songs as files.",
        "description: \"Songs\\n\\n- as [files]\"",
        Made(&["Songs  - as \\[files\\]"]),
    ),
    ("a word with a backtick", "[newest, oldest]", "['a`b', oldest]", Made(&["= \"a`b\""])),
];

/// The rules that an edit breaks.
pub fn rules_reported() -> std::collections::BTreeSet<&'static str> {
    let documents = EDITS
        .iter()
        .filter(|edit| matches!(edit.3, Refused(..)))
        .filter_map(|(_, from, to, _)| Document::parse(&SOUND.replace(from, to)).ok());
    documents.flat_map(|document| lint(&document)).map(|error| error.rule).collect()
}

/// The generated files of the edits that pass lint.
pub fn made() -> Vec<codegen::Files> {
    let made = EDITS.iter().filter(|edit| matches!(edit.3, Made(_)));
    made.map(|(_, from, to, _)| codegen::files(&Document::parse(&SOUND.replace(from, to)).unwrap()).unwrap()).collect()
}

#[test]
fn each_edit_is_generated_or_refused_at_its_line() {
    let mut wrong = Vec::new();
    for (what, from, to, outcome) in EDITS {
        assert!(SOUND.contains(from), "{what}: {from:?} is not in the fixture");
        let text = SOUND.replace(from, to);
        let reported: Vec<(usize, String)> = match Document::parse(&text) {
            Ok(document) => {
                lint(&document).iter().map(|error| (document.line(&error.pointer), error.to_string())).collect()
            }
            Err(error) => {
                let error = format!("{error:#}");
                let line = error.trim_start_matches("line ").split(':').next().and_then(|line| line.parse().ok());
                vec![(line.unwrap_or(0), error)]
            }
        };
        match outcome {
            Made(_) if !reported.is_empty() => wrong.push(format!("{what}: {reported:?}")),
            Made(wanted) => {
                let files = codegen::files(&Document::parse(&text).unwrap()).unwrap();
                sound::check(&files).unwrap_or_else(|error| wrong.push(format!("{what}: {error}")));
                let all: String = files.into_iter().map(|(_, text)| text).collect();
                let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                let all = words(&all);
                let missing: Vec<_> = wanted.iter().filter(|wanted| !all.contains(&words(wanted))).collect();
                if !missing.is_empty() {
                    wrong.push(format!("{what}: {missing:?} is not made"));
                }
            }
            Refused(line, wanted) => {
                let at = |number: usize| text.lines().nth(number.saturating_sub(1)).unwrap_or_default();
                if !reported.iter().any(|(number, reported)| at(*number).contains(line) && reported.contains(wanted)) {
                    let reported: Vec<_> = reported
                        .iter()
                        .map(|(number, reported)| format!("{number} `{}`: {reported}", at(*number).trim()))
                        .collect();
                    wrong.push(format!("{what}: wanted {wanted:?} at {line:?}, told {reported:#?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
