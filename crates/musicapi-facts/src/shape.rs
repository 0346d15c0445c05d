//! The shapes of answers: which fields they have, and of which kind each value is.

/// What the document knows of a value in an answer.
#[derive(Debug)]
pub struct Shape {
    /// Its kind.
    pub kind: ShapeKind,
    /// The fields of an object.
    pub fields: &'static [(&'static str, &'static Shape)],
    /// The items of a list.
    pub items: Option<&'static Shape>,
    /// The words of which a text is one; empty if it may be any text.
    pub words: &'static [&'static str],
}

impl Shape {
    /// Any text.
    pub const TEXT: Self = Self::plain(ShapeKind::Text);
    /// The address of a file.
    pub const ADDRESS: Self = Self::plain(ShapeKind::Address);
    /// Any number.
    pub const NUMBER: Self = Self::plain(ShapeKind::Number);
    /// Any whole number.
    pub const INTEGER: Self = Self::plain(ShapeKind::Integer);
    /// True or false.
    pub const FLAG: Self = Self::plain(ShapeKind::Flag);
    /// A list of anything.
    pub const LIST: Self = Self::plain(ShapeKind::List);
    /// An object without fields.
    pub const OBJECT: Self = Self::plain(ShapeKind::Object);
    /// Anything.
    pub const ANY: Self = Self::plain(ShapeKind::Any);

    const fn plain(kind: ShapeKind) -> Self {
        Self { kind, fields: &[], items: None, words: &[] }
    }
}

/// The kind of a value in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeKind {
    /// Text.
    Text,
    /// Text that is the address of a file, in an answer that itself is the result. [`ClipFields`](crate::ClipFields) has the addresses of a clip.
    Address,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// A list.
    List,
    /// An object whose fields are known.
    Object,
    /// The document says nothing, or several things.
    Any,
}
