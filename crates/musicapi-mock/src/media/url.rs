//! The addresses of clips' files.

use std::fmt;

use http::header::HOST;
use openapi_mock::Request;

/// Where they lie. They aren't part of the API, and need no key.
pub(crate) const MEDIA: &str = "/media/";

/// The address of a space's files, up to a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Files<'h> {
    /// Where the client reaches the mock: what it says itself, or a whole address.
    host: &'h str,
    public_url: Option<&'h str>,
    space: u32,
}

impl<'h> Files<'h> {
    /// As the client of this request reaches them, unless the mock was told where that is.
    pub(crate) fn of(request: &'h Request, public_url: Option<&'h str>, space: u32) -> Self {
        let host = request.headers.get(HOST).and_then(|host| host.to_str().ok());
        let fits = |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte));
        Self { host: host.filter(fits).unwrap_or("localhost"), public_url, space }
    }
}

impl fmt::Display for Files<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.public_url {
            Some(url) => write!(f, "{url}{MEDIA}")?,
            None => write!(f, "http://{}{MEDIA}", self.host)?,
        }
        if self.space == 0 { Ok(()) } else { write!(f, "s{}/", self.space) }
    }
}

/// The space that a path of a file names, and the name of the file in it; none if it is no file's path.
///
/// Spaces with the same seed have clips with the same ids, so that the address has to say which one is meant.
pub(crate) fn place(path: &str) -> Option<(u32, &str)> {
    let name = path.strip_prefix(MEDIA)?;
    let of_space = || {
        let (space, name) = name.strip_prefix('s')?.split_once('/')?;
        Some((space.parse().ok()?, name))
    };
    Some(of_space().unwrap_or((0, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_space() {
        let request = Request::get("/").with_header("host", "a:1");
        for space in [0, 7] {
            let address = format!("{}preview/x.mp3", Files::of(&request, None, space));
            assert_eq!(place(address.strip_prefix("http://a:1").unwrap()), Some((space, "preview/x.mp3")));
        }
        let odd = Request::get("/").with_header("host", "a\"b");
        assert_eq!(Files::of(&odd, None, 0).to_string(), "http://localhost/media/");
        let behind = Files::of(&odd, Some("https://mock.example/music"), 7);
        assert_eq!(behind.to_string(), "https://mock.example/music/media/s7/");
        for (path, there) in [("/media/sx/a.mp3", (0, "sx/a.mp3")), ("/media/s", (0, "s"))] {
            assert_eq!(place(path), Some(there));
        }
        assert_eq!(place("/api/v1"), None);
    }
}
