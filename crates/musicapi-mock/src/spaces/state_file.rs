//! All spaces of a mock in a file, so that it goes on after a restart where it was.
//!
//! A line for the mock, and then two for each space: what it was made from, and its snapshot. The first space is set up by the settings of
//! the mock, and so has its snapshot alone. The report on spaces that are over isn't kept.

#![cfg_attr(not(feature = "program"), allow(dead_code, reason = "the program keeps files"))]

use std::io::{self, Write};
use std::sync::PoisonError;

use serde::{Deserialize, Serialize};

use crate::setup::scenario::Scenario;
use crate::spaces::snapshot::SnapshotError;
use crate::spaces::space::Manner;
use crate::spaces::{SpaceError, Spaces};

/// The form of the file.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Head {
    musicapi_mock_state: u32,
    /// How many spaces were made, those that have ended too: a number stands for one space alone.
    #[serde(default)]
    made: u32,
}

/// What a space was made from.
#[derive(Serialize, Deserialize)]
struct Made {
    number: u32,
    manner: Manner,
    scenario: Scenario,
}

impl Spaces {
    /// Writes all that it knows.
    ///
    /// # Errors
    /// If it can't be written.
    pub(crate) fn write_state(&self, out: &mut dyn Write) -> io::Result<()> {
        let head = Head { musicapi_mock_state: VERSION, made: self.read(|others| others.made) };
        writeln!(out, "{}", serde_json::to_string(&head)?)?;
        for space in self.all() {
            if space.number > 0 {
                let (manner, scenario) = (space.manner.clone(), space.scenario.clone());
                writeln!(out, "{}", serde_json::to_string(&Made { number: space.number, manner, scenario })?)?;
            }
            serde_json::to_writer(&mut *out, &space.known())?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Goes on where another mock stopped.
    ///
    /// # Errors
    /// If it isn't such a file, or of another version.
    pub(crate) fn read_state(&self, text: &str) -> Result<(), SnapshotError> {
        let damaged = |error: String| SnapshotError::Damaged(error);
        let read = |error: serde_json::Error| damaged(error.to_string());
        let told = |error: SpaceError| match error {
            SpaceError::Snapshot(error) => error,
            SpaceError::Conflict(text) | SpaceError::Bad(text) | SpaceError::Broken(text) => damaged(text),
        };
        let cut = || damaged("it ends in the middle".to_owned());
        let mut lines = text.lines();
        let head: Head = serde_json::from_str(lines.next().unwrap_or_default()).map_err(read)?;
        if head.musicapi_mock_state != VERSION {
            let what = format!("it has {}, and this mock has {VERSION}", head.musicapi_mock_state);
            return Err(SnapshotError::OtherVersion(what));
        }
        self.restore(self.first(), lines.next().ok_or_else(cut)?.as_bytes()).map_err(told)?;
        while let Some(made) = lines.next() {
            let Made { number, manner, scenario } = serde_json::from_str(made).map_err(read)?;
            let snapshot = lines.next().ok_or_else(cut)?.as_bytes();
            self.make_as(number, scenario, manner, Some(snapshot)).map_err(told)?;
        }
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        others.made = others.made.max(head.made);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use openapi_mock::{Handler as _, Request};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::setup::settings::Settings;
    use crate::spaces::SpacesOptions;

    fn mock() -> Spaces {
        Spaces::new(Settings::default(), Vec::new(), SpacesOptions::default()).unwrap()
    }

    fn state(mock: &Spaces) -> String {
        let mut out = Vec::new();
        mock.write_state(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn restarted(mock: &Spaces) -> Spaces {
        let next = self::mock();
        next.read_state(&state(mock)).unwrap();
        next
    }

    /// What is done with a mock: each word with a number, whose meaning is the word's.
    fn done(mock: &Spaces, (what, number): (u8, u8)) -> (u16, String) {
        let key = ["mock-key", "poor-1", "mock-key-2", "poor-3"][usize::from(number) % 4];
        let by = |request: Request| mock.handle(request.with_header("authorization", &format!("Bearer {key}")));
        let control = |path: &str, body| mock.handle(Request::post(&format!("/__mock{path}"), &body));
        let reply = match what {
            0 | 1 => by(Request::post(
                "/api/v1/sonic/create",
                &json!({"custom_mode": false, "gpt_description_prompt": format!("{number}"), "mv": "sonic-v6"}),
            )),
            2 => {
                let state = mock.handle(Request::get(&format!("/__mock/state?space={key}")));
                let state: serde_json::Value = serde_json::from_slice(&state.body).unwrap();
                let id = state["tasks"][0]["id"].as_str().unwrap_or("none").to_owned();
                by(Request::get(&format!("/api/v1/sonic/task/{id}")))
            }
            10 => control(&format!("/reset?space={key}"), json!({})),
            3 => control(&format!("/time?space={key}"), json!({"advance": number})),
            4 => control(&format!("/faults?space={key}"), json!("create_sonic:status=500")),
            5 => control("/spaces?own_keys=true", json!({"accounts": {"poor": {"credits": 30}}, "seed": number})),
            6 => control("/spaces", json!({"lives": {"create_sonic": "immediate"}, "suspicion": 2.5})),
            7 => mock.handle(Request::new("DELETE".parse().unwrap(), &format!("/__mock/spaces?space={key}"))),
            8 => mock.handle(Request::get(&format!("/__mock/ledger?space={key}"))),
            11 => {
                // Into itself, or into another space.
                let snapshot = mock.handle(Request::get(&format!("/__mock/snapshot?space={key}")));
                let into = ["mock-key", "mock-key-2", key, "added"][usize::from(number) / 4 % 4];
                let end = Request::new("DELETE".parse().unwrap(), &format!("/__mock/spaces?space={key}"));
                if number >= 128 {
                    mock.handle(end);
                }
                let request = Request::post(&format!("/__mock/restore?space={into}"), &json!({}));
                mock.handle(Request { body: snapshot.body, ..request })
            }
            12 => {
                let added = ["added", "mock-key", "mock-key-2"][usize::from(number) / 4 % 3];
                control(&format!("/accounts?space={key}"), json!({"key": added}))
            }
            _ => mock.handle(Request::get(&format!("/__mock/journal?space={key}"))),
        };
        (reply.status.as_u16(), String::from_utf8_lossy(&reply.body).into_owned())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn a_restart_at_any_point_changes_no_answer(
            before in prop::collection::vec((0..13u8, any::<u8>()), 0..16),
            after in prop::collection::vec((0..13u8, any::<u8>()), 1..12),
        ) {
            let mock = mock();
            before.into_iter().for_each(|step| drop(done(&mock, step)));
            let next = restarted(&mock);
            for step in after {
                prop_assert_eq!(done(&mock, step), done(&next, step), "{:?}", step);
            }
        }
    }

    #[test]
    fn the_number_of_a_space_that_has_ended_is_not_given_again() {
        let mock = mock();
        for step in [(5, 0), (7, 1)] {
            assert!(done(&mock, step).0 < 300);
        }
        let next = restarted(&mock);
        assert_eq!(done(&mock, (5, 0)), done(&next, (5, 0)));
    }

    #[test]
    fn the_keys_of_a_space_are_those_that_it_knows_now() {
        let mock = mock();
        let ask = |method: &str, path: &str, body: &[u8]| {
            let mut request = Request::post(&format!("/__mock/{path}"), &json!({}));
            (request.method, request.body) = (method.parse().unwrap(), body.to_vec().into());
            let reply = mock.handle(request);
            (reply.status.as_u16(), reply.body)
        };
        for (name, key) in [("one", "k1"), ("two", "shared"), ("three", "k3")] {
            let scenario = json!({"accounts": {key: {}}}).to_string();
            assert_eq!(ask("POST", &format!("spaces?name={name}"), scenario.as_bytes()).0, 201);
        }
        let (status, snapshot) = ask("GET", "snapshot?space=three", b"");
        assert_eq!(status, 200);
        assert_eq!(ask("DELETE", "spaces?space=three", b"").0, 204);
        assert_eq!(ask("POST", "restore?space=two", &snapshot).0, 204);
        assert_eq!(ask("POST", "accounts?space=one", br#"{"key": "shared"}"#).0, 200);
        let next = restarted(&mock);
        assert_eq!(next.named("shared").unwrap().number, 1);
        // As it was set up it would have a key that another space has now.
        let (status, told) = ask("POST", "reset?space=two", b"{}");
        assert_eq!(status, 409, "{told:?}");
    }

    #[test]
    fn what_is_no_state_is_told() {
        let whole = state(&mock());
        for (text, told) in [
            ("", "no snapshot, or not all of one"),
            ("{}", "musicapi_mock_state"),
            ("{\"musicapi_mock_state\": 9}", "of another version: it has 9, and this mock has 1"),
            (whole.lines().next().unwrap(), "it ends in the middle"),
            (&whole[..whole.len() / 2], "no snapshot, or not all of one"),
        ] {
            let error = mock().read_state(text).unwrap_err().to_string();
            assert!(error.contains(told), "{text:.60}: {error}");
        }
    }
}
