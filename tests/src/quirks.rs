//! A quirky service: the mock, with a proxy before it that does to answers what hosts and gateways do, by a table.
//!
//! A row is a behaviour, and what must come of it: every clip that is final is on the disk, whole and under its name; nothing is paid
//! twice; and what is missing is named.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderValue, Method, StatusCode};
use musicapi_mock::{Clock, Service, Settings};
use openapi_mock::{Handler as _, Reply, Request, Wire, server};
use serde_json::{Value, json};

/// What is asked for, and what came before it.
pub struct Asked<'a> {
    /// The request.
    pub request: &'a Request,
    /// How often the same path was asked for before.
    pub before: usize,
}

/// What a row does to answers of one kind.
#[derive(Clone, Copy)]
pub enum Deed {
    /// To the file of a song.
    Song(fn(&Asked<'_>, Reply) -> Reply),
    /// To a report on a task.
    Report(fn(&Asked<'_>, Reply) -> Reply),
    /// To either.
    Both(fn(&Asked<'_>, Reply) -> Reply),
}

/// What becomes of the second clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twin {
    /// It comes like the first.
    Comes,
    /// It is never final.
    NeverEnds,
    /// It is final, and its file can't be had.
    IsLost,
}

/// A row of the table.
#[derive(Clone, Copy)]
pub struct Quirk {
    /// What it is called.
    pub name: &'static str,
    /// What it does.
    pub deed: Deed,
    /// What becomes of the second clip.
    pub twin: Twin,
    /// A warning that the side files hold.
    pub warning: Option<&'static str>,
}

const fn song(name: &'static str, deed: fn(&Asked<'_>, Reply) -> Reply) -> Quirk {
    Quirk { name, deed: Deed::Song(deed), twin: Twin::Comes, warning: None }
}

const fn report(name: &'static str, deed: fn(&Asked<'_>, Reply) -> Reply) -> Quirk {
    Quirk { name, deed: Deed::Report(deed), twin: Twin::Comes, warning: None }
}

const fn odd(name: &'static str, warning: &'static str, deed: fn(&Asked<'_>, Reply) -> Reply) -> Quirk {
    Quirk { name, deed: Deed::Song(deed), twin: Twin::Comes, warning: Some(warning) }
}

/// How often a file is asked for that isn't there yet: at the usual pace, for five minutes.
const LAGS: usize = 13;

/// Not yet: this status.
fn late(asked: &Asked<'_>, reply: Reply, status: u16) -> Reply {
    first(asked, LAGS, || answer(status, "text/plain", "no"), reply)
}

/// This for the first so many times.
fn first(asked: &Asked<'_>, times: usize, instead: impl FnOnce() -> Reply, reply: Reply) -> Reply {
    if asked.before < times { instead() } else { reply }
}

fn answer(status: u16, kind: &str, body: &str) -> Reply {
    let status = StatusCode::from_u16(status).expect("a status");
    Reply { body: body.to_owned().into(), ..Reply::new(status) }.with_header("content-type", kind)
}

const PAGE: &str = "<!DOCTYPE html><html><title>Just a moment...</title></html>";

/// What a picture begins with.
const PICTURE: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0];

fn page(status: u16) -> Reply {
    answer(status, "text/html", PAGE)
}

/// With another value for a header, or without it.
fn set(mut reply: Reply, name: &'static str, value: &str) -> Reply {
    match value {
        "-" => drop(reply.headers.remove(name)),
        value => drop(reply.headers.insert(name, HeaderValue::from_str(value).expect("a value"))),
    }
    reply
}

fn packed(reply: Reply) -> Reply {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&reply.body).expect("memory takes it");
    let body = encoder.finish().expect("memory takes it");
    Reply { body: body.into(), ..set(reply, "content-length", "-") }
}

/// Cut in the middle at first, and this to whoever asks for the rest.
fn cut_then(asked: &Asked<'_>, reply: Reply, rest: impl FnOnce(Reply) -> Reply) -> Reply {
    match (asked.before, asked.request.headers.contains_key("range")) {
        (0, _) => {
            let half = reply.body.len() / 2;
            reply.with_wire(Wire::CutAfter(half))
        }
        (_, true) => rest(reply),
        _ => reply,
    }
}

/// The first byte of an answered range, the last, and how many there are.
fn range_of(reply: &Reply) -> (usize, usize, usize) {
    let range = reply.headers.get("content-range").and_then(|range| range.to_str().ok()).unwrap_or_default();
    let numbers = range.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok());
    let numbers: Vec<usize> = numbers.collect();
    let [first, last, total] = numbers[..] else { panic!("{range:?} is no range") };
    (first, last, total)
}

/// The first half of a range.
fn piece(reply: Reply) -> Reply {
    let (first, _, total) = range_of(&reply);
    let half = reply.body.len() / 2;
    let body = reply.body[..half].to_vec();
    let reply = set(reply, "content-range", &format!("bytes {first}-{}/{total}", first + half - 1));
    Reply { body: body.into(), ..set(reply, "content-length", "-") }
}

/// Without a word of its length.
fn unmeasured(reply: Reply) -> Reply {
    set(set(reply, "content-length", "-"), "transfer-encoding", "chunked")
}

/// Cut in the middle at first, and this to whoever asks for the rest then; whoever asks again is served well.
fn once_cut(asked: &Asked<'_>, reply: Reply, rest: impl FnOnce(Reply) -> Reply) -> Reply {
    if asked.before > 1 { reply } else { cut_then(asked, reply, rest) }
}

/// The same bytes of another version.
fn another(reply: Reply) -> Reply {
    Reply { body: reply.body.iter().map(|byte| byte ^ 0x55).collect::<Vec<u8>>().into(), ..reply }
}

/// A report with changed clips.
fn clip(reply: Reply, change: impl Fn(usize, &mut Value)) -> Reply {
    let Ok(mut body) = serde_json::from_slice::<Value>(&reply.body) else { return reply };
    let Some(clips) = body.get_mut("data").and_then(Value::as_array_mut) else { return reply };
    clips.iter_mut().enumerate().for_each(|(index, clip)| change(index, clip));
    Reply::json(reply.status, &body)
}

fn of_first(asked: &Asked<'_>, times: usize, reply: Reply, field: &'static str, value: &Value) -> Reply {
    if asked.before >= times {
        return reply;
    }
    // What is final isn't so yet for whoever is told otherwise.
    clip(reply, |_, clip| clip[field] = value.clone())
}

/// Every behaviour.
pub fn table() -> Vec<Quirk> {
    vec![
        song("nothing at all", |_, reply| reply),
        song("the file is forbidden for five minutes", |asked, reply| late(asked, reply, 403)),
        song("the file isn't found for five minutes", |asked, reply| late(asked, reply, 404)),
        song("the file is gone for five minutes", |asked, reply| late(asked, reply, 410)),
        song("the file's range is refused for five minutes", |asked, reply| late(asked, reply, 416)),
        song("the host fails for five minutes", |asked, reply| late(asked, reply, 503)),
        song("the host is another's for five minutes", |asked, reply| late(asked, reply, 520)),
        song("the host closes the connection", |asked, reply| {
            first(asked, 12, || Reply::new(StatusCode::OK).with_wire(Wire::Close), reply)
        }),
        song("a page instead of the file", |asked, reply| first(asked, 3, || page(200), reply)),
        song("JSON instead of the file", |asked, reply| {
            first(asked, 3, || answer(200, "application/json", "{\"error\": \"later\"}"), reply)
        }),
        song("an empty file at first", |asked, reply| first(asked, 3, || answer(200, "audio/mpeg", ""), reply)),
        song("no content at first", |asked, reply| first(asked, 3, || Reply::new(StatusCode::NO_CONTENT), reply)),
        song("an empty coding", |_, reply| set(reply, "content-encoding", "")),
        odd("UTF-8 as coding", "UTF-8", |_, reply| set(reply, "content-encoding", "UTF-8")),
        odd("aws-chunked as coding", "aws-chunked", |_, reply| set(reply, "content-encoding", "aws-chunked")),
        odd("gzip that is none", "gzip, and it isn't", |_, reply| set(reply, "content-encoding", "gzip")),
        odd("br that is none", "br, and it isn't", |_, reply| set(reply, "content-encoding", "br")),
        song("gzip that is one", |_, reply| set(packed(reply), "content-encoding", "gzip")),
        odd("gzip without a word", "doesn't say so", |_, reply| packed(reply)),
        song("gzip that is damaged at first", |asked, reply| {
            let packed = set(packed(reply), "content-encoding", "gzip");
            let half = packed.body[..packed.body.len() / 2].to_vec();
            if asked.before == 0 { Reply { body: half.into(), ..packed } } else { packed }
        }),
        song("gzip that is cut at first", |asked, reply| {
            let packed = set(packed(reply), "content-encoding", "gzip");
            let half = packed.body.len() / 2;
            if asked.before == 0 { packed.with_wire(Wire::CutAfter(half)) } else { packed }
        }),
        // A range of what is packed is none of what is unpacked, though nothing in the answer says which of them it is.
        song("gzip that is cut, and a range of it for the rest", |asked, reply| {
            let is_range = asked.request.headers.contains_key("range");
            let packed = if is_range { another(reply) } else { set(packed(reply), "content-encoding", "gzip") };
            let half = packed.body.len() / 2;
            if asked.before == 0 { packed.with_wire(Wire::CutAfter(half)) } else { packed }
        }),
        odd("called a page", "text/html", |_, reply| set(reply, "content-type", "text/html; charset=utf-8")),
        odd("called JSON", "application/json", |_, reply| set(reply, "content-type", "application/json")),
        song("called nothing", |_, reply| set(reply, "content-type", "-")),
        song("cut at first", |asked, reply| cut_then(asked, reply, |rest| rest)),
        song("cut, and the whole for the rest", |asked, reply| {
            let whole = asked.before > 0 && asked.request.headers.contains_key("range");
            cut_then(asked, reply, |rest| if whole { set(rest, "x-whole", "yes") } else { rest })
        }),
        song("cut, and a later range for the rest", |asked, reply| {
            once_cut(asked, reply, |rest| {
                let (first, last, total) = range_of(&rest);
                let body = rest.body[1..].to_vec();
                let rest = set(rest, "content-range", &format!("bytes {}-{last}/{total}", first + 1));
                Reply { body: body.into(), ..set(rest, "content-length", "-") }
            })
        }),
        song("cut, and fewer bytes than the range of the rest", |asked, reply| {
            once_cut(asked, reply, |rest| {
                let body = another(rest.clone()).body[1..].to_vec();
                Reply { body: body.into(), ..set(rest, "content-length", "-") }
            })
        }),
        song("cut, and the rest of a longer file", |asked, reply| {
            cut_then(asked, reply, |rest| {
                let (first, last, total) = range_of(&rest);
                set(rest, "content-range", &format!("bytes {first}-{last}/{}", 2 * total))
            })
        }),
        song("cut, and a piece of the rest", |asked, reply| {
            let is_piece = asked.before < 4;
            cut_then(asked, reply, |rest| if is_piece { piece(rest) } else { rest })
        }),
        song("cut, and more than a piece of the rest", |asked, reply| {
            once_cut(asked, reply, |rest| {
                let piece = piece(rest);
                let body = [&piece.body[..], b"more"].concat();
                unmeasured(Reply { body: body.into(), ..piece })
            })
        }),
        song("cut, and many ranges for the rest", |asked, reply| {
            cut_then(asked, reply, |rest| {
                set(set(rest, "content-range", "-"), "content-type", "multipart/byteranges; boundary=x")
            })
        }),
        song("cut, and nothing for the rest", |asked, reply| cut_then(asked, reply, |_| answer(416, "text/plain", ""))),
        song("cut, and the rest of another version", |asked, reply| {
            cut_then(asked, reply, |rest| set(another(rest), "etag", "\"another\""))
        }),
        song("cut, and the rest of another version that isn't told", |asked, reply| {
            cut_then(asked, reply, |rest| set(set(another(rest), "etag", "-"), "last-modified", "-"))
        }),
        song("cut, and a rest that is packed", |asked, reply| {
            once_cut(asked, reply, |rest| unmeasured(set(packed(rest), "content-encoding", "gzip")))
        }),
        song("cut, and more than the rest", |asked, reply| {
            cut_then(asked, reply, |rest| {
                let body = [&rest.body[..], b"more"].concat();
                unmeasured(Reply { body: body.into(), ..rest })
            })
        }),
        song("a part for the whole", |_, reply| {
            let length = reply.body.len();
            let range = format!("bytes 0-{}/{length}", length - 1);
            let is_whole = reply.status == StatusCode::OK;
            let reply = if is_whole { set(reply, "content-range", &range) } else { reply };
            Reply { status: StatusCode::PARTIAL_CONTENT, ..reply }
        }),
        song("fewer bytes than announced at first", |asked, reply| {
            let length = reply.body.len() as u64;
            let of_mock = reply.clone();
            let short = set(reply, "content-length", "-").with_wire(Wire::Length(length + 10));
            if asked.before == 0 { short } else { of_mock }
        }),
        Quirk {
            warning: Some("s were expected"),
            ..report("a length that isn't so", |_, reply| clip(reply, |_, clip| clip["duration"] = json!("999.5")))
        },
        report("the task isn't found at first (404)", |asked, reply| {
            first(asked, 7, || answer(404, "application/json", "{\"message\": \"nothing here\"}"), reply)
        }),
        report("the task isn't found at first (400)", |asked, reply| {
            first(asked, 7, || answer(400, "application/json", "{\"error\": \"task not found.\"}"), reply)
        }),
        report("the task isn't found, and called failed", |asked, reply| {
            first(asked, 7, || answer(404, "application/json", "{\"type\": \"failed\", \"error\": \"x\"}"), reply)
        }),
        report("a proxy's page with 403", |asked, reply| first(asked, 5, || page(403), reply)),
        report("a proxy's page with 404", |asked, reply| first(asked, 5, || page(404), reply)),
        report("a proxy's page with 502", |asked, reply| first(asked, 5, || page(502), reply)),
        report("a proxy's page with 503", |asked, reply| first(asked, 5, || page(503), reply)),
        report("a proxy's page with 200", |asked, reply| first(asked, 5, || page(200), reply)),
        report("too many polls", |asked, reply| {
            first(asked, 2, || answer(429, "text/plain", "").with_header("retry-after", "1"), reply)
        }),
        report("a state that isn't documented: error", |asked, reply| {
            of_first(asked, 12, reply, "state", &json!("error"))
        }),
        report("a state that isn't documented: complete", |asked, reply| {
            of_first(asked, 12, reply, "state", &json!("complete"))
        }),
        report("a state that isn't known", |asked, reply| of_first(asked, 12, reply, "state", &Value::Null)),
        report("a state that is a number", |asked, reply| of_first(asked, 12, reply, "state", &json!(3))),
        report("a title that is a number", |_, reply| clip(reply, |_, clip| clip["title"] = json!(1999))),
        report("ids that are numbers", |_, reply| clip(reply, |index, clip| clip["clip_id"] = json!(1000 + index))),
        report("an address that changes", |asked, reply| {
            let is_early = asked.before < 16;
            clip(reply, |_, clip| {
                let address = clip["audio_url"].as_str().map(|address| address.replace("/media/", "/media/gone/"));
                if let (true, Some(address)) = (is_early, address) {
                    clip["audio_url"] = address.into();
                }
            })
        }),
        Quirk {
            twin: Twin::NeverEnds,
            ..report("a twin that never ends", |_, reply| {
                clip(reply, |index, clip| {
                    if index == 1 {
                        clip["state"] = json!("running");
                    }
                })
            })
        },
        Quirk {
            name: "a picture for the song of a twin",
            deed: Deed::Both(|asked, reply| {
                if asked.request.path.contains("/picture/") {
                    return Reply { body: PICTURE.into(), ..answer(200, "image/jpeg", "") };
                }
                clip(reply, |index, clip| {
                    let address =
                        clip["audio_url"].as_str().map(|address| address.replace("/media/", "/media/picture/"));
                    if let (1, Some(address)) = (index, address) {
                        clip["audio_url"] = address.into();
                    }
                })
            }),
            twin: Twin::IsLost,
            warning: None,
        },
    ]
}

/// The service, and what was paid.
pub struct Quirky {
    running: server::Running,
    service: Arc<Service>,
    paid: Arc<AtomicUsize>,
    visits: Arc<Mutex<HashMap<String, usize>>>,
}

impl Quirky {
    /// On this clock.
    ///
    /// # Panics
    /// If this machine has no free port.
    pub fn start(quirk: Quirk, clock: Clock) -> Self {
        let service = crate::service(Settings { clock: clock.clone(), ..Settings::default() });
        let (of_mock, paid) = (Arc::clone(&service), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&paid);
        let visits = Arc::new(Mutex::new(HashMap::<String, usize>::new()));
        let counts = Arc::clone(&visits);
        let handler = move |request: Request| {
            let is_create = request.method == Method::POST && request.path.ends_with("/create");
            let mut asked_of_mock = request.clone();
            // What ignores the range is asked for the whole by the proxy.
            let reply = of_mock.handle(asked_of_mock.clone());
            if is_create && reply.status == StatusCode::OK {
                counted.fetch_add(1, Ordering::SeqCst);
            }
            let is_song = request.path.contains("/media/") && request.path.ends_with(".mp3");
            let is_report = request.path.contains("/task/");
            let before = {
                let mut visits = counts.lock().unwrap_or_else(PoisonError::into_inner);
                let visits = visits.entry(request.path.clone()).or_default();
                *visits += 1;
                *visits - 1
            };
            let asked = Asked { request: &request, before };
            let reply = match quirk.deed {
                Deed::Song(deed) if is_song && !request.path.contains("preview") => deed(&asked, reply),
                Deed::Report(deed) if is_report => deed(&asked, reply),
                Deed::Both(deed) if is_song || is_report => deed(&asked, reply),
                _ => reply,
            };
            if reply.headers.contains_key("x-whole") {
                asked_of_mock.headers.remove("range");
                return of_mock.handle(asked_of_mock);
            }
            reply
        };
        let running = server::spawn(Arc::new(handler)).expect("this machine has a free port");
        Self { running, service, paid, visits }
    }

    /// The address of its API.
    pub fn uri(&self) -> String {
        format!("{}{}", self.running.uri(), crate::base_path())
    }

    /// Takes whoever asks next for the first.
    pub fn forget(&self) {
        self.visits.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How often something was paid for.
    pub fn paid(&self) -> usize {
        self.paid.load(Ordering::SeqCst)
    }

    /// The file of a clip, as the mock serves it to whoever asks without a proxy.
    pub fn file(&self, name: &str) -> Vec<u8> {
        self.service.handle(Request::get(&format!("/media/{name}"))).body.to_vec()
    }
}
