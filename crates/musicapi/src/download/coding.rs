//! Content codings: bytes are judged by what they are, since hosts name codings that they didn't apply, and apply ones that they
//! don't name.

use std::io::Write as _;

use flate2::write::MultiGzDecoder;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use super::kind;
use super::version::text;

/// How many packed bytes are unpacked at a time: they become at most about a thousand times as many.
const STEP: usize = 4096;

/// What a host says of the coding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said<'h> {
    /// Nothing, or that there is none.
    Nothing,
    /// Gzip, the only coding that can be undone here.
    Gzip,
    /// A coding that would change the bytes, and can't be undone here.
    Other(&'h str),
    /// A word that is no coding, such as `UTF-8` or `aws-chunked`.
    Nonsense(&'h str),
}

impl<'h> Said<'h> {
    pub(super) fn of(headers: &'h HeaderMap) -> Self {
        let said = text(headers, &CONTENT_ENCODING).unwrap_or_default().trim();
        let codings: Vec<&str> = said.split(',').map(str::trim).filter(|coding| !coding.is_empty()).collect();
        let is = |coding: &str, names: &[&str]| names.iter().any(|name| coding.eq_ignore_ascii_case(name));
        if codings.iter().all(|coding| is(coding, &["identity"])) {
            Self::Nothing
        } else if codings
            .iter()
            .any(|coding| is(coding, &["br", "zstd", "deflate", "compress", "x-compress", "dcb", "dcz"]))
        {
            Self::Other(said)
        } else if codings.iter().any(|coding| is(coding, &["gzip", "x-gzip"])) {
            Self::Gzip
        } else {
            Self::Nonsense(said)
        }
    }

    /// Whether bytes that begin like this are to be unpacked. A name that promises audio can't mean a packed file.
    pub(super) fn is_packed(self, head: &[u8], promises_audio: bool) -> bool {
        kind::is_gzip(head) && (self == Self::Gzip || promises_audio)
    }
}

/// Unpacks bytes as they come, and never to more than is allowed.
pub(super) struct Unpacking {
    decoder: MultiGzDecoder<Vec<u8>>,
    /// How many bytes may still come out.
    left: u64,
}

/// Why bytes can't be unpacked.
#[derive(Debug)]
pub(super) enum Unpackable {
    /// They become more than is allowed.
    TooLong,
    /// They were damaged on their way, or are cut off.
    Damaged(std::io::Error),
}

impl Unpacking {
    /// Unpacks to at most this many bytes.
    pub(super) fn new(most: u64) -> Self {
        Self { decoder: MultiGzDecoder::new(Vec::new()), left: most }
    }

    pub(super) fn unpack(&mut self, packed: &[u8]) -> Result<Vec<u8>, Unpackable> {
        let mut all = Vec::new();
        for step in packed.chunks(STEP) {
            self.decoder.write_all(step).map_err(Unpackable::Damaged)?;
            self.take(&mut all)?;
        }
        Ok(all)
    }

    /// The last bytes, once all packed bytes are in.
    pub(super) fn finish(&mut self) -> Result<Vec<u8>, Unpackable> {
        let mut all = Vec::new();
        self.decoder.try_finish().map_err(Unpackable::Damaged)?;
        self.take(&mut all)?;
        Ok(all)
    }

    fn take(&mut self, all: &mut Vec<u8>) -> Result<(), Unpackable> {
        let bytes = std::mem::take(self.decoder.get_mut());
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Unpackable::TooLong)?;
        all.extend_from_slice(&bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use reqwest::header::HeaderValue;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_is_no_coding_changes_nothing() {
        for (value, said) in [
            ("", Said::Nothing),
            (" , ", Said::Nothing),
            ("identity", Said::Nothing),
            ("Identity, identity", Said::Nothing),
            ("gzip", Said::Gzip),
            ("X-GZIP", Said::Gzip),
            ("aws-chunked, gzip", Said::Gzip),
            ("br", Said::Other("br")),
            ("gzip, br", Said::Other("gzip, br")),
            ("UTF-8", Said::Nonsense("UTF-8")),
            ("aws-chunked", Said::Nonsense("aws-chunked")),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(value))]);
            assert_eq!(Said::of(&headers), said, "{value:?}");
        }
        assert_eq!(Said::of(&HeaderMap::new()), Said::Nothing);
    }

    #[test]
    fn what_is_unpacked_is_whole_and_within_the_limit() {
        let bytes: Vec<u8> = (0..100_000_u32).map(|number| (number % 251) as u8).collect();
        let twice = [packed(&bytes), packed(&bytes)].concat();
        let mut unpacking = Unpacking::new(200_000);
        let mut all = Vec::new();
        for piece in twice.chunks(77) {
            all.extend(unpacking.unpack(piece).unwrap());
        }
        all.extend(unpacking.finish().unwrap());
        assert!(all == bytes.repeat(2));
        // A bomb ends at its limit, with little memory.
        let bomb = packed(&vec![0; 50_000_000]);
        assert!(bomb.len() < 60_000, "{}", bomb.len());
        assert!(matches!(Unpacking::new(1_000_000).unpack(&bomb), Err(Unpackable::TooLong)));
        // What is cut or changed is found out.
        let mut cut = Unpacking::new(200_000);
        cut.unpack(&twice[..twice.len() - 5]).unwrap();
        assert!(matches!(cut.finish(), Err(Unpackable::Damaged(_))));
        let mut changed = packed(&bytes);
        let at = changed.len() - 6;
        changed[at] ^= 1;
        let mut unpacking = Unpacking::new(200_000);
        assert!(unpacking.unpack(&changed).is_err() || unpacking.finish().is_err());
    }
}
