//! Which documented answer a request asks for: by the header `Prefer` or, as in Prism, by `__code`, `__example` and `__dynamic` in the
//! query, which go first; and by `Accept`.

use http::header::ACCEPT;

use crate::Answer;
use crate::Operation;
use crate::Request;
use crate::document::accept::Accept;
use crate::document::parameters::query;
use crate::document::prefer::{UnknownAnswer, wanted};

/// The answer that a request asks for.
pub(crate) struct Wish {
    code: Option<String>,
    example: Option<String>,
    /// Whether to make a body even if there is an example.
    dynamic: bool,
    accept: Accept,
}

/// Why an answer can't be given as asked for.
pub(crate) enum Unmet {
    /// The document has no such answer.
    Unknown(UnknownAnswer),
    /// The document has answers, but of other media types.
    NotAcceptable(Vec<String>),
    /// The document has no answer at all.
    Nothing,
}

impl Wish {
    /// What a request asks for; where it says nothing of it, bodies are made or not as `dynamic` has it.
    pub(crate) fn of(request: &Request, dynamic: bool) -> Self {
        let preferred = wanted(&request.headers);
        let asked = |name: &str| query(request, name).find_map(Result::ok).map(|value| value.into_owned());
        let asked_dynamic = asked("__dynamic").or(preferred.dynamic);
        Self {
            code: asked("__code").or(preferred.code),
            example: asked("__example").or(preferred.example),
            dynamic: asked_dynamic.map_or(dynamic, |asked| asked.eq_ignore_ascii_case("true")),
            accept: Accept::of(request.headers.get_all(ACCEPT)),
        }
    }

    /// Whether the request asks for an answer that isn't a success; the engine gives that one without checking the request.
    pub(crate) fn is_failure(&self) -> bool {
        self.code.as_ref().is_some_and(|code| !code.starts_with('2'))
    }

    /// The documented answer that fits, in the media type that the client prefers.
    pub(crate) fn meet<'d>(&self, operation: &'d Operation) -> Result<Answer<'d>, Unmet> {
        // No answer is documented under a code that isn't a number.
        let status = self.code.as_ref().map(|code| code.parse().unwrap_or(0));
        let found = operation.candidates(status, self.example.as_deref());
        if found.is_empty() {
            return Err(match operation.answer(None, None) {
                None if self.code.is_none() && self.example.is_none() => Unmet::Nothing,
                _ => Unmet::Unknown(operation.unknown(self.code.as_deref(), self.example.as_deref())),
            });
        }
        let types: Vec<Option<&str>> = found.iter().map(|answer| answer.media_type).collect();
        match self.accept.best(&types) {
            Some(best) => {
                let mut found = found;
                let answer = found.swap_remove(best);
                Ok(if self.dynamic { answer.dynamic() } else { answer })
            }
            None => Err(Unmet::NotAcceptable(types.into_iter().flatten().map(str::to_owned).collect())),
        }
    }
}
