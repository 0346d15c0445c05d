//! Generates random OpenAPI documents from a seed, for tests.
//!
//! The property under test: whatever lint accepts, codegen can generate. The documents therefore combine difficult names, types,
//! parameters, bodies, answers, unions and descriptions, and mostly nothing that lint refuses.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Generates documents, and counts their features.
pub struct Arbitrary {
    state: u64,
    /// How often each feature was generated.
    pub counts: BTreeMap<&'static str, usize>,
}

const FIELDS: [&str; 24] = [
    "title",
    "songTitle",
    "style-weight",
    "style_weight",
    "type",
    "extra",
    "self",
    "3d",
    "a.b",
    "Élan",
    "X-Y",
    "match",
    "async",
    "id",
    "URL",
    "is_new",
    "new",
    "value",
    "clone",
    "r#try",
    "with space",
    "snake_case_2",
    "0",
    "日本",
];
const WORDS: [&str; 20] = [
    "new", "New", "old", "8k", "16:9", "", "self", "Self", "unknown", "KNOWN", "a b", "a-b", "+", "#", "日本", "1.0",
    "on", "null", "a`b", "\"",
];
const PROSE: [&str; 14] = [
    "Plain.",
    "A [Foo] here.",
    "See https://a.example/b.",
    "```\nlet x = 1;\n```",
    "```rust\nunclosed",
    "1 < 2 > 0 and <b>",
    "`code`, and ` alone",
    "- a list\n- of [things]",
    "    indented",
    "# A head",
    "| a | b |\n|---|---|",
    "back\\slash",
    "*/ and /* and //",
    "Ends with \"quotes\" {braces} %s",
];
const TYPES: [&str; 10] = ["Song", "Album", "Track", "Singer", "Stem", "Chart", "Client", "Task", "Body", "ErrorCode"];

impl Arbitrary {
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, counts: BTreeMap::new() }
    }

    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % end as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.below(from.len())]
    }

    fn several<'p>(&mut self, from: &[&'p str], most: usize) -> Vec<&'p str> {
        let mut found: Vec<&str> = Vec::new();
        for _ in 0..=self.below(most) {
            let one = self.pick(from);
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }

    fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    fn prose(&mut self) -> Value {
        self.count("description");
        json!(self.pick(&PROSE))
    }

    /// Generates a complete document: every schema is used, and every body has an example.
    pub fn document(&mut self) -> Value {
        let mut schemas = Map::new();
        let (mut lists, mut objects) = (Vec::new(), Vec::new());
        for name in self.several(&TYPES, 8) {
            if self.chance(30) {
                let words: Vec<&str> = self.several(&WORDS, 6);
                self.count("list of words");
                schemas.insert(name.to_owned(), json!({"description": self.prose(), "type": "string", "enum": words}));
                lists.push(name);
            } else {
                objects.push(name);
            }
        }
        for name in &objects {
            let schema = self.object(&lists, &objects, true);
            schemas.insert((*name).to_owned(), schema);
        }
        let mut paths = Map::new();
        for index in 0..=self.below(4) {
            let (path, item) = self.item(index, &lists, &objects, &mut schemas);
            paths.insert(path, item);
        }
        // Refer to all schemas that are still unused from one answer.
        let mut everything = Map::new();
        for name in lists.iter().chain(&objects) {
            everything.insert(format!("one_{name}"), json!({"$ref": format!("#/components/schemas/{name}")}));
        }
        schemas.insert(
            "Everything".to_owned(),
            json!({"description": self.prose(), "type": "object", "properties": everything}),
        );
        let ok = answer("Everything", &json!({}));
        let all = self.operation("get_all_songs", json!({"200": ok}));
        paths.insert("/all".to_owned(), json!({"get": all}));
        json!({
            "openapi": "3.0.3",
            "info": {"title": "Arbitrary", "version": "1", "description": self.prose()},
            "servers": [{"url": "https://songs.example/v1"}],
            "security": [{"key": []}],
            "tags": [{"name": "songs", "description": self.prose()}],
            "paths": paths,
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}, "schemas": schemas},
        })
    }

    fn operation(&mut self, id: &str, responses: Value) -> Value {
        let mut description = self.prose();
        if let Some(text) = description.as_str() {
            description = json!(format!("{text}\n\nNo price is known."));
        }
        json!({
            "operationId": id, "tags": ["songs"], "summary": "Do it", "description": description,
            "x-status": {"edition": "later"}, "x-source": ["inferred: nobody wrote it"], "responses": responses,
        })
    }

    fn item(
        &mut self,
        index: usize,
        lists: &[&str],
        objects: &[&str],
        schemas: &mut Map<String, Value>,
    ) -> (String, Value) {
        let letter = ["a", "b", "c", "d", "e"][index];
        let in_path = self.chance(40);
        let path = if in_path { format!("/{letter}/{{song-id}}/x") } else { format!("/{letter}") };
        let responses = match self.below(4) {
            0 => {
                self.count("no content");
                json!({"204": {"description": "Done."}})
            }
            _ if objects.is_empty() => json!({"204": {"description": "Done."}}),
            _ => {
                self.count("JSON");
                let name = objects[self.below(objects.len())];
                json!({"200": answer(name, &json!({})), "404": {"description": "Gone."}})
            }
        };
        let method = self.pick(&["get", "post", "put", "patch", "delete"]);
        let bytes = method == "get" && self.chance(20);
        let responses = if bytes {
            self.count("bytes");
            json!({"200": {"description": "A file.", "content": {"audio/mpeg": {"schema": {"type": "string", "format": "binary"}}}}})
        } else {
            responses
        };
        let mut operation = self.operation(&format!("{method}_thing_{letter}"), responses);
        let mut parameters = Vec::new();
        let mut taken = Vec::new();
        for name in self.several(&FIELDS, 5) {
            let rust = crate::codegen::names::fields([name]);
            if taken.contains(&rust) {
                continue;
            }
            taken.push(rust);
            parameters.push(self.parameter(name, lists));
        }
        operation["parameters"] = json!(parameters);
        let mut item = Map::new();
        if in_path {
            self.count("parameter of the path");
            item.insert(
                "parameters".to_owned(),
                json!([{"name": "song-id", "in": "path", "required": true, "schema": {"type": "string"}}]),
            );
        }
        if method != "get" && method != "delete" && self.chance(70) {
            let name = format!("Request{}", letter.to_uppercase());
            let union = self.chance(30);
            if union {
                self.count("tagged union");
                self.union(&name, lists, schemas);
            } else {
                self.count("body");
                let mut body = self.object(lists, &[], false);
                body["required"] = json!(self.some_of(&body));
                schemas.insert(name.clone(), body);
            }
            let parts =
                schemas[&name]["oneOf"].as_array().into_iter().flatten().filter_map(|part| part["$ref"].as_str());
            let parts: Vec<&str> = parts.filter_map(|path| path.rsplit('/').next()).collect();
            let bodies = if parts.is_empty() { vec![name.as_str()] } else { parts };
            let examples = bodies.iter().map(|body| ((*body).to_owned(), json!({"value": example(body, schemas)})));
            operation["requestBody"] = json!({"required": true, "content": {"application/json": {
                "schema": {"$ref": format!("#/components/schemas/{name}")}, "examples": examples.collect::<Map<_, _>>(),
            }}});
        }
        item.insert(method.to_owned(), operation);
        (path, Value::Object(item))
    }

    fn parameter(&mut self, name: &str, lists: &[&str]) -> Value {
        let place = self.pick(&["query", "query", "header"]);
        let named = name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
        let place = if named { place } else { "query" };
        let mut schema = self.scalar(lists);
        if self.chance(30) {
            self.count("list parameter");
            schema = json!({"type": "array", "items": schema});
        }
        self.count(if place == "query" { "query parameter" } else { "header parameter" });
        let mut parameter = json!({"name": name, "in": place, "required": self.chance(40), "description": self.prose(), "schema": schema});
        if place == "query" && self.chance(30) {
            parameter["explode"] = json!(false);
        }
        parameter
    }

    fn scalar(&mut self, lists: &[&str]) -> Value {
        match self.below(5) {
            0 => json!({"type": "integer"}),
            1 => json!({"type": "number"}),
            2 => json!({"type": "boolean"}),
            3 if !lists.is_empty() => {
                json!({"$ref": format!("#/components/schemas/{}", lists[self.below(lists.len())])})
            }
            _ => json!({"type": "string"}),
        }
    }

    fn object(&mut self, lists: &[&str], objects: &[&str], is_answer: bool) -> Value {
        let mut properties = Map::new();
        for name in self.several(&FIELDS, 8) {
            properties.insert(name.to_owned(), self.property(lists, objects));
        }
        let mut schema = json!({"description": self.prose(), "type": "object", "properties": properties});
        if is_answer && self.chance(20) {
            self.count("map beside fields");
            schema["additionalProperties"] = json!(true);
        }
        schema
    }

    fn property(&mut self, lists: &[&str], objects: &[&str]) -> Value {
        let described = |mut schema: Value, text: Value| {
            if schema.get("$ref").is_none() {
                schema["description"] = text;
            }
            schema
        };
        let text = self.prose();
        match self.below(8) {
            0 | 1 if !objects.is_empty() => {
                let name = objects[self.below(objects.len())];
                let reference = json!({"$ref": format!("#/components/schemas/{name}")});
                if self.chance(50) {
                    self.count("nullable reference");
                    return json!({"description": text, "nullable": true, "allOf": [reference]});
                }
                self.count("list of objects");
                json!({"description": text, "type": "array", "items": reference})
            }
            2 => {
                let items = self.scalar(lists);
                json!({"description": text, "type": "array", "items": items})
            }
            3 => {
                self.count("map");
                json!({"description": text, "type": "object", "additionalProperties": {"type": "integer"}})
            }
            4 => {
                self.count("free object");
                json!({"description": text, "type": "object"})
            }
            _ => {
                let scalar = self.scalar(lists);
                let mut schema = described(scalar, text);
                if schema.get("$ref").is_none() && self.chance(20) {
                    self.count("nullable");
                    schema["nullable"] = json!(true);
                }
                schema
            }
        }
    }

    /// Picks some of the field names of an object.
    fn some_of(&mut self, schema: &Value) -> Vec<String> {
        let names: Vec<String> =
            schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        names.into_iter().filter(|_| self.chance(50)).collect()
    }

    fn union(&mut self, name: &str, lists: &[&str], schemas: &mut Map<String, Value>) {
        let (mut parts, mut mapping) = (Vec::new(), Map::new());
        for (index, word) in self.several(&["make", "extend", "cover-it", "8k", "self"], 3).into_iter().enumerate() {
            let part = format!("{name}Part{}", ["One", "Two", "Three", "Four"][index]);
            let mut schema = self.object(lists, &[], false);
            schema["properties"]["task"] = json!({"type": "string", "enum": [word]});
            schema["required"] = json!(["task"]);
            schemas.insert(part.clone(), schema);
            let path = format!("#/components/schemas/{part}");
            parts.push(json!({"$ref": path}));
            mapping.insert(word.to_owned(), json!(path));
        }
        let description = self.prose();
        schemas.insert(name.to_owned(), json!({"description": description, "oneOf": parts, "discriminator": {"propertyName": "task", "mapping": mapping}}));
    }
}

/// A minimal valid body: the required fields only.
fn example(name: &str, schemas: &Map<String, Value>) -> Value {
    let schema = &schemas[name];
    let mut body = Map::new();
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let field = &schema["properties"][name];
        let field = match field["$ref"].as_str() {
            Some(path) => &schemas[path.rsplit('/').next().unwrap_or_default()],
            None => field,
        };
        let value = match (field["enum"].get(0), field["type"].as_str()) {
            (Some(word), _) => word.clone(),
            (_, Some("integer" | "number")) => json!(1),
            (_, Some("boolean")) => json!(true),
            (_, Some("array")) => json!([]),
            (_, Some("object")) => json!({}),
            _ => json!("text"),
        };
        body.insert(name.to_owned(), value);
    }
    Value::Object(body)
}

fn answer(name: &str, example: &Value) -> Value {
    json!({"description": "Done.", "content": {"application/json": {
        "schema": {"$ref": format!("#/components/schemas/{name}")}, "examples": {"one": {"value": example}},
    }}})
}
