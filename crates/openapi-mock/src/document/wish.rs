//! Which of the documented answers a request asks for: by `Prefer` or, as Prism has it, by `__code` and the like in the query; and by
//! `Accept`.

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
    /// A body that is made, even if there is an example.
    dynamic: bool,
    accept: Accept,
}

/// Why a wish isn't met.
pub(crate) enum Unmet {
    /// The document has no such answer.
    Unknown(UnknownAnswer),
    /// The document has answers, but of other media types.
    NotAcceptable(Vec<String>),
    /// The document has no answer at all.
    Nothing,
}

impl Wish {
    pub(crate) fn of(request: &Request) -> Self {
        let preferred = wanted(&request.headers);
        let asked = |name: &str| query(request, name).find_map(Result::ok).map(|value| value.into_owned());
        let dynamic = asked("__dynamic").or(preferred.dynamic);
        Self {
            code: asked("__code").or(preferred.code),
            example: asked("__example").or(preferred.example),
            dynamic: dynamic.is_some_and(|dynamic| dynamic.eq_ignore_ascii_case("true")),
            accept: Accept::of(request.headers.get_all(ACCEPT)),
        }
    }

    /// Whether it asks for an answer that tells of a failure: that one is given without a look at the request.
    pub(crate) fn is_failure(&self) -> bool {
        self.code.as_ref().is_some_and(|code| !code.starts_with('2'))
    }

    /// The answer that comes nearest to it.
    pub(crate) fn meet<'d>(&self, operation: &'d Operation) -> Result<Answer<'d>, Unmet> {
        // A code that isn't a number is none that could be documented.
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
