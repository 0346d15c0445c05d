//! The `Accept` header: which of several media types a client prefers.

use http::header::{GetAll, HeaderValue};

use crate::document::media_type::{concrete, covers, essence};

/// The media ranges that a client accepts; without the header it accepts any media type.
#[derive(Default)]
pub(crate) struct Accept(Vec<Range>);

struct Range {
    /// In lower case, without parameters.
    name: String,
    /// In thousandths.
    quality: u16,
}

impl Accept {
    pub(crate) fn of(headers: GetAll<'_, HeaderValue>) -> Self {
        let texts = headers.iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
        Self(texts.filter(|text| !text.trim().is_empty()).map(Range::read).collect())
    }

    /// The index of the preferred media type, the first of equals; `None` if the client accepts none of them. An answer without a body
    /// is always accepted.
    pub(crate) fn best(&self, types: &[Option<&str>]) -> Option<usize> {
        let liked = types.iter().map(|it| it.map_or(1000, |media_type| self.quality(media_type)));
        let best = liked.enumerate().filter(|(_, quality)| *quality > 0);
        best.min_by_key(|(index, quality)| (1000 - quality, *index)).map(|(index, _)| index)
    }

    fn quality(&self, media_type: &str) -> u16 {
        if self.0.is_empty() {
            return 1000;
        }
        let name = essence(media_type);
        // A documented range, such as `*/*`, has every type that the client names within it.
        if name.ends_with('*') {
            let within = self.0.iter().filter(|range| covers(&name, &range.name)).map(|range| range.quality).max();
            return within.max(Some(self.quality(concrete(&name)))).unwrap_or(0);
        }
        // Of the ranges that fit, the most exact one counts.
        let fitting = self.0.iter().filter_map(|range| Some((range.fits(&name)?, range.quality)));
        fitting.max_by_key(|(exactness, quality)| (*exactness, *quality)).map_or(0, |(_, quality)| quality)
    }
}

impl Range {
    fn read(text: &str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        let quality = quality.and_then(|text| text.parse::<f32>().ok()).unwrap_or(1.0);
        Self { name, quality: (quality.clamp(0.0, 1.0) * 1000.0) as u16 }
    }

    /// How exactly the range names a media type, from 1 to 4; `None` if it doesn't include it.
    fn fits(&self, name: &str) -> Option<u8> {
        if self.name == name {
            return Some(4);
        }
        let (kind, suffix) =
            (name.split('/').next().unwrap_or_default(), name.rsplit_once('+').map(|(_, suffix)| suffix));
        // `application/json` includes `application/vnd.any+json`.
        if suffix.is_some_and(|suffix| self.name == format!("{kind}/{suffix}")) {
            return Some(3);
        }
        match self.name.split_once('/') {
            Some((own, "*")) if own == kind => Some(2),
            Some(("*", "*")) | None => (self.name.starts_with('*')).then_some(1),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_is_chosen() {
        let types = [Some("application/json"), Some("application/xml; charset=utf-8"), Some("text/vnd.a+csv")];
        let accept = |text: &'static str| {
            let mut headers = http::HeaderMap::new();
            headers.insert("accept", HeaderValue::from_static(text));
            Accept::of(headers.get_all("accept"))
        };
        for (text, wanted) in [
            ("", Some(0)),
            ("*/*", Some(0)),
            ("*", Some(0)),
            ("application/xml", Some(1)),
            ("application/xml;q=0.5, */*;q=0.1", Some(1)),
            ("text/*", Some(2)),
            ("text/csv", Some(2)),
            ("APPLICATION/JSON; version=1", Some(0)),
            ("application/json;q=0, application/*;q=0.2, text/csv;q=0.1", Some(1)),
            ("image/png", None),
        ] {
            assert_eq!(accept(text).best(&types), wanted, "{text}");
        }
        for (text, wanted) in
            [("application/json", true), ("text/html", true), ("*/*", true), ("application/json;q=0", false)]
        {
            assert_eq!(accept(text).best(&[Some("*/*")]).is_some(), wanted, "{text}");
        }
        assert_eq!(accept("text/html").best(&[Some("application/*")]), None);
        assert_eq!(accept("image/png").best(&[None]), Some(0), "what has no body is always taken");
    }
}
