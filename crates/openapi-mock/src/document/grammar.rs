//! The grammar of OpenAPI: which kind of object stands where in a document.
//!
//! `x-operations` and `x-media` below `components` are this crate's own: there `files` puts operations and media types of other files.

use crate::document::cursor;

/// The kinds of objects that can contain, or lead to, a schema or a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    Body,
    Response,
    Media,
    Schema,
    /// An object that may be a reference, and in which nothing else matters.
    Leaf,
    /// A list or a map of one kind.
    Each(&'static Kind),
}

pub(crate) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

impl Kind {
    /// The kind of the member of that name.
    pub(crate) fn child(self, key: &str) -> Option<Kind> {
        use Kind::*;
        Some(match (self, key) {
            (Document, "paths") => Each(&PathItem),
            (Document, "components") => Components,
            (Components, "schemas") => Each(&Schema),
            (Components, "parameters") => Each(&Parameter),
            (Components, "headers") => Each(&Parameter),
            (Components, "requestBodies") => Each(&Body),
            (Components, "responses") => Each(&Response),
            (Components, "mediaTypes") => Each(&Media),
            (Components, "pathItems") => Each(&PathItem),
            (Components, "callbacks") => Each(&Each(&PathItem)),
            (Components, "examples" | "links" | "securitySchemes") => Each(&Leaf),
            (PathItem | Operation, "parameters") => Each(&Parameter),
            (PathItem, "additionalOperations") => Each(&Operation),
            (PathItem, method) if METHODS.contains(&method) => Operation,
            (Operation, "requestBody") => Body,
            (Operation, "responses") => Each(&Response),
            (Operation, "callbacks") => Each(&Each(&PathItem)),
            (Parameter | Media, "schema") => Schema,
            (Media, "itemSchema") => Schema,
            (Parameter | Media, "examples") => Each(&Leaf),
            (Parameter | Body | Response, "content") => Each(&Media),
            (Response, "headers") => Each(&Parameter),
            (Response, "links") => Each(&Leaf),
            (Components, "x-operations") => Each(&Operation),
            (Components, "x-media") => Each(&Media),
            (Schema, "properties" | "allOf" | "anyOf" | "oneOf") => Each(&Schema),
            (Schema, "items" | "not" | "additionalProperties") => Schema,
            (Schema, "$defs" | "patternProperties" | "dependentSchemas" | "prefixItems") => Each(&Schema),
            (Schema, "if" | "then" | "else" | "contains" | "propertyNames") => Schema,
            (Schema, "unevaluatedItems" | "unevaluatedProperties") => Schema,
            (Each(PathItem | Response), key) if key.starts_with("x-") => return None,
            (Each(kind), _) => *kind,
            _ => return None,
        })
    }

    /// The kind of the object at a JSON pointer.
    pub(crate) fn at(pointer: &str) -> Option<Kind> {
        cursor::keys(pointer).try_fold(Kind::Document, |kind, key| kind.child(&key))
    }

    /// Whether a `$ref` in an object of this kind is a reference rather than a member of that name.
    pub(crate) fn may_refer(self) -> bool {
        !matches!(self, Kind::Document | Kind::Components | Kind::Each(_))
    }
}
