//! The description of a control call: its path, its parameters and answers, and the function that carries it out.

use http::StatusCode;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::ask::{Ask, Outcome};

/// A call.
pub(super) struct Call {
    pub(super) id: &'static str,
    pub(super) method: &'static str,
    /// Below `/__mock`.
    pub(super) path: &'static str,
    pub(super) summary: &'static str,
    pub(super) query: Option<SchemaOf>,
    pub(super) body: Option<SchemaOf>,
    pub(super) answer: Answer,
    /// Whether it can be called without the control key: it tells nothing, and changes nothing.
    pub(super) is_open: bool,
    /// Whether it reads its body itself: a large one would else be read twice.
    pub(super) reads: bool,
    pub(super) act: fn(&Ask<'_>) -> Outcome,
}

/// Makes the schema of a type.
pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// What is answered if all is well.
pub(super) enum Answer {
    Json(StatusCode, SchemaOf),
    /// As JSON, or in one of these forms, as was asked for.
    Forms(&'static [&'static str], SchemaOf),
    Nothing,
}

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// The schema itself, for its properties.
fn whole<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    T::json_schema(generator)
}

impl Call {
    pub(super) const fn new(
        method: &'static str,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        act: fn(&Ask<'_>) -> Outcome,
    ) -> Self {
        Self {
            id,
            method,
            path,
            summary,
            query: None,
            body: None,
            answer: Answer::Nothing,
            is_open: false,
            reads: false,
            act,
        }
    }

    pub(super) const fn get(
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        act: fn(&Ask<'_>) -> Outcome,
    ) -> Self {
        Self::new("get", path, id, summary, act)
    }

    pub(super) const fn post(
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        act: fn(&Ask<'_>) -> Outcome,
    ) -> Self {
        Self::new("post", path, id, summary, act)
    }

    pub(super) const fn delete(
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        act: fn(&Ask<'_>) -> Outcome,
    ) -> Self {
        Self::new("delete", path, id, summary, act)
    }

    pub(super) const fn asks<Q: JsonSchema>(mut self) -> Self {
        self.query = Some(whole::<Q>);
        self
    }

    pub(super) const fn takes<B: JsonSchema>(mut self) -> Self {
        self.body = Some(of::<B>);
        self
    }

    pub(super) const fn tells<A: JsonSchema>(mut self) -> Self {
        self.answer = Answer::Json(StatusCode::OK, of::<A>);
        self
    }

    pub(super) const fn makes<A: JsonSchema>(mut self) -> Self {
        self.answer = Answer::Json(StatusCode::CREATED, of::<A>);
        self
    }

    pub(super) const fn tells_in<A: JsonSchema>(mut self, forms: &'static [&'static str]) -> Self {
        self.answer = Answer::Forms(forms, of::<A>);
        self
    }

    pub(super) const fn reads<B: JsonSchema>(mut self) -> Self {
        self.reads = true;
        self.takes::<B>()
    }

    pub(super) const fn open(mut self) -> Self {
        self.is_open = true;
        self
    }
}
