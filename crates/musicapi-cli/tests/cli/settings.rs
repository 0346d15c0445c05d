//! `musicapi config` and `musicapi doctor`.

use std::fs;

use crate::common::{at, folder, json, mock, musicapi, result_of};
use serde_json::json;

#[test]
fn settings_are_set_listed_and_removed_and_other_lines_stay() {
    let folder = folder();
    let file = folder.path().join("config/musicapi/config.toml");
    let run = |arguments: &[&str]| result_of(&musicapi(&folder).arg("config").args(arguments).output().unwrap());
    assert_eq!(run(&["set", "model", "sonic-v5"]).0, Some(0));
    fs::write(&file, format!("# mine\n{}", fs::read_to_string(&file).unwrap())).unwrap();
    assert_eq!(run(&["set", "poll_interval", "20"]).0, Some(0));
    assert_eq!(run(&["set", "model", "sonic-v4"]).0, Some(0));
    assert_eq!(run(&["set", "out", "my \"songs\""]).0, Some(0));
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "# mine\nmodel = \"sonic-v4\"\npoll_interval = 20.0\nout = \"my \\\"songs\\\"\"\n"
    );
    assert_eq!(run(&["get", "model"]).1, "sonic-v4\n");
    let listed = run(&["list"]).1;
    assert!(listed.contains("my \"songs\"") && listed.contains("config file"), "{listed}");
    let result = json(&musicapi(&folder).args(["config", "get", "out", "--json"]).output().unwrap());
    assert_eq!((&result["value"], &result["from"]), (&json!("my \"songs\""), &json!("config file")));
    let song = json(&musicapi(&folder).args(["song", "x", "--dry-run", "--json"]).output().unwrap());
    assert_eq!(song["body"]["mv"], "sonic-v4");
    assert_eq!(run(&["unset", "model"]).0, Some(0));
    assert!(!fs::read_to_string(&file).unwrap().contains("model"));
    let before = fs::read_to_string(&file).unwrap();
    for (arguments, wanted) in [
        (["set", "modl", "x"].as_slice(), "did you mean model?"),
        (&["set", "poll_interval", "soon"], "\"soon\" isn't a number of seconds from 0 to 3600, such as 20"),
        (&["set", "poll_interval", "-1"], "from 0 to 3600"),
        (&["set", "base_url", "ftp://x"], "is not an address"),
        (&["set", "model", ""], "`musicapi config unset model` removes the setting"),
        (&["set", "model", "sonic-v55"], "did you mean sonic-v5?"),
        (&["set", "log", "musicapi=loud"], "log: \"loud\" is not a level"),
        (&["set", "create_interval", "-1"], "error: create_interval: \"-1\" isn't a number"),
    ] {
        let (code, _, err) = run(arguments);
        assert!(code == Some(2) && err.contains(wanted), "{arguments:?}: {err}");
        assert!(!err.contains("nothing was sent"), "nothing was to be sent: {err}");
        assert_eq!(fs::read_to_string(&file).unwrap(), before, "it stays as it was");
    }
}

/// A variable would hide a wrong value only until the next shell.
#[test]
fn a_value_is_checked_even_if_a_variable_overrides_it() {
    let folder = folder();
    let run = |arguments: &[&str]| {
        let mut command = musicapi(&folder);
        command.env("MUSICAPI_POLL_INTERVAL", "1").env("MUSICAPI_BASE_URL", "http://127.0.0.1:9");
        result_of(&command.arg("config").args(arguments).output().unwrap())
    };
    for arguments in [["set", "poll_interval", "99999"], ["set", "base_url", "ftp://x"]] {
        let (code, out, _) = run(&arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
    }
    assert!(!folder.path().join("config/musicapi/config.toml").exists());
}

#[test]
fn config_repairs_a_file_that_other_commands_cannot_start_with() {
    let folder = folder();
    let file = folder.path().join("my.toml");
    fs::write(&file, "poll_interval = 99999\nmodel = 5\nlog = \"musicapi=loud\"\n").unwrap();
    let run = |arguments: &[&str]| {
        result_of(&musicapi(&folder).args(["--config-file", "my.toml"]).args(arguments).output().unwrap())
    };
    assert_eq!(run(&["models"]).0, Some(2));
    let (code, out, err) = run(&["config", "set", "model", "sonic-v5"]);
    assert!(code == Some(0) && out.contains("model is set to sonic-v5"), "{out}{err}");
    assert!(err.contains("the file still can't be used: poll_interval of the config file"), "{err}");
    let (code, _, err) = run(&["models"]);
    assert_eq!(code, Some(2), "{err}");
    let step = "`musicapi --config-file my.toml config unset poll_interval` removes it";
    assert!(err.contains(step), "{err}");
    let (code, out, err) = run(&["config", "unset", "poll_interval"]);
    assert_eq!((code, out.as_str()), (Some(0), "poll_interval isn't set in my.toml\n"));
    assert!(err.contains("the file still can't be used: log of the config file my.toml"), "{err}");
    assert_eq!(run(&["models"]).0, Some(2), "the log");
    assert_eq!(run(&["config", "unset", "log"]).0, Some(0));
    assert_eq!(run(&["models"]).0, Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), "model = \"sonic-v5\"\n");
}

#[test]
fn a_log_filter_has_known_levels_and_targets_wherever_it_is_set() {
    let folder = folder();
    let file = folder.path().join("my.toml");
    let by = |way: &str, filter: &str| {
        let mut command = musicapi(&folder);
        match way {
            "--log: " => command.args(["models", "--log", filter]),
            "MUSICAPI_LOG: " => command.arg("models").env("MUSICAPI_LOG", filter),
            "log of the config file my.toml: " => {
                fs::write(&file, format!("log = {}\n", json!(filter))).unwrap();
                command.args(["--config-file", "my.toml", "models"])
            }
            _ => command.args(["config", "set", "log", filter]),
        };
        result_of(&command.output().unwrap())
    };
    for way in ["--log: ", "MUSICAPI_LOG: ", "log of the config file my.toml: ", "log: "] {
        for (filter, wanted) in [
            ("[[[", "\"[[[\" is neither a level nor a target"),
            ("loud", "\"loud\" is neither a level nor a target"),
            ("=,=", "nothing is logged under the target \"\""),
            ("debug,", "\"\" is neither a level nor a target"),
            ("debgu", "\"debgu\" is neither a level nor a target; did you mean debug?"),
            ("musicapi=tracee", "\"tracee\" is not a level; did you mean trace?"),
            ("musicap=trace", "under the target \"musicap\"; did you mean musicapi?"),
            ("musicapi::=trace", "under the target \"musicapi::\""),
        ] {
            let (code, out, err) = by(way, filter);
            assert_eq!((code, out.as_str()), (Some(2), ""), "{way}{filter}");
            assert!(err.contains(&format!("error: {way}")) && err.contains(wanted), "{err}");
            assert!(err.contains("a level (off, error, warn, info, debug, trace), or a target (musicapi, "), "{err}");
        }
        for filter in ["off", "DEBUG", "musicapi", "warn, musicapi=trace,hyper_util::client=off"] {
            let (code, _, err) = by(way, filter);
            assert_eq!(code, Some(0), "{way}{filter}: {err}");
        }
    }
}

/// What stands before the first `::` of each target is what a filter may name.
#[test]
fn a_log_filter_may_name_every_target_that_is_logged_under() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let log = |filter: &str| result_of(&at(&mock, &folder).args(["credits", "--log", filter]).output().unwrap()).2;
    for target in ["musicapi", "hyper_util"] {
        let found = log(&format!("off,{target}=trace"));
        assert!(found.contains(&format!(" {target}:")), "{target} logs: {found}");
    }
    let rest = log("trace,musicapi=off,hyper_util=off");
    assert_eq!(rest, "", "every other target is to be allowed, too");
}

#[test]
fn a_path_is_tried_before_it_is_set() {
    let folder = folder();
    let file = folder.path().join("config/musicapi/config.toml");
    fs::write(folder.path().join("file"), "").unwrap();
    fs::create_dir(folder.path().join("songs")).unwrap();
    let before = || {
        let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let there = before();
    let run = |arguments: &[&str]| result_of(&musicapi(&folder).arg("config").args(arguments).output().unwrap());
    for (name, path, wanted) in [
        ("log_file", "no/such/x.log", "the folder no/such isn't there"),
        ("log_file", "songs", "songs is a folder, and no file"),
        ("log_file", "file/x.log", "file is no folder"),
        ("out", "file", "file is no folder"),
        ("out", "file/songs/new", "file is no folder"),
        ("store", "file/no/such/y.db", "file is no folder"),
        ("store", "songs", "songs is no file"),
    ] {
        let (code, _, err) = run(&["set", name, path]);
        assert!(code == Some(2) && err.contains(&format!("{name}: {wanted}")), "{name} {path}: {err}");
        assert!(!file.exists(), "{name} {path}");
    }
    assert_eq!(before(), there, "trying leaves nothing behind");
    for (name, path) in [
        ("log_file", "x.log"),
        ("log_file", "songs/x.log"),
        ("log_file", "file"),
        ("out", "songs"),
        ("out", "new/songs"),
        ("store", "jobs.db"),
        ("store", "new/jobs.db"),
        ("store", "~/jobs.db"),
    ] {
        let (code, _, err) = run(&["set", name, path]);
        assert_eq!(code, Some(0), "{name} {path}: {err}");
    }
    assert!(!folder.path().join("new").exists(), "a folder is made when it is needed");
}

#[cfg(unix)]
#[test]
fn a_device_is_no_folder_and_no_store_and_may_be_a_log() {
    let folder = folder();
    let code = |name| {
        let set = ["config", "set", name, "/dev/null"];
        result_of(&musicapi(&folder).args(set).output().unwrap()).0
    };
    assert_eq!([code("out"), code("store"), code("log_file")], [Some(2), Some(2), Some(0)]);
}

#[test]
fn a_path_that_fails_later_is_reported_with_its_place_and_the_next_command() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let file = folder.path().join("my.toml");
    fs::write(folder.path().join("file"), "").unwrap();
    for (name, path) in [("log_file", "no/x.log"), ("out", "file"), ("store", "file/y.db"), ("store", "file")] {
        let run = |flags: &[&str], variable: Option<&str>| {
            let mut command = at(&mock, &folder);
            command.args(flags).args(["song", "x"]);
            command.envs(variable.map(|variable| (variable.to_owned(), path)));
            result_of(&command.output().unwrap())
        };
        fs::write(&file, format!("{name} = {path:?}\n")).unwrap();
        let (code, _, err) = run(&["--config-file", "my.toml"], None);
        let step = format!("`musicapi --config-file my.toml config unset {name}` removes it");
        let place = format!("{name} of the config file my.toml");
        assert!(code == Some(1) && err.contains(&place) && err.contains(&step), "{err}");
        let variable = format!("MUSICAPI_{}", name.to_uppercase());
        let (code, _, err) = run(&[], Some(&variable));
        assert!(code == Some(1) && err.contains(&variable) && err.contains("or take it away"), "{err}");
        let flag = format!("--{}", name.replace('_', "-"));
        let (code, _, err) = if name == "out" {
            result_of(&at(&mock, &folder).args(["song", "x", &flag, path]).output().unwrap())
        } else {
            run(&[&flag, path], None)
        };
        assert!(code == Some(1) && err.contains(&flag) && !err.contains("removes it"), "{err}");
    }
    assert_eq!(mock.ledger().rows().count(), 0, "nothing was paid for");
    fs::write(&file, "log_file = \"no/x.log\"\n").unwrap();
    let set = ["--config-file", "my.toml", "config", "set", "log", "debug"];
    let err = result_of(&musicapi(&folder).args(set).output().unwrap()).2;
    assert!(err.contains("the file still can't be used: log_file of the config file my.toml"), "{err}");
}

#[test]
fn a_wrong_number_is_reported_without_terms_of_a_library() {
    let folder = folder();
    for (text, wanted) in [
        ("poll_interval = never\n", "a value is a number, or a text in quotes"),
        ("poll_interval = \"soon\"\n", "expected a number of seconds"),
    ] {
        fs::write(folder.path().join("my.toml"), text).unwrap();
        let (code, _, err) =
            result_of(&musicapi(&folder).args(["--config-file", "my.toml", "models"]).output().unwrap());
        assert!(code == Some(2) && err.contains(wanted) && err.contains("line 1"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_the_config_file_is_kept() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder();
    let (link, file) = (folder.path().join("link.toml"), folder.path().join("kept/config.toml"));
    fs::create_dir(folder.path().join("kept")).unwrap();
    fs::write(&file, "# mine\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("kept/config.toml", &link).unwrap();
    let set = ["--config-file", "link.toml", "config", "set", "log", "debug"];
    assert_eq!(result_of(&musicapi(&folder).args(set).output().unwrap()).0, Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\nlog = \"debug\"\n");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn doctor_checks_each_step_and_names_the_failing_one() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let of = |address: &str| {
        let output = at(&mock, &folder).args(["doctor", "--json", "--base-url", address]).output().unwrap();
        let result = json(&output);
        let last = result["steps"].as_array().unwrap().last().unwrap().clone();
        (output.status.code(), last["step"].as_str().unwrap().to_owned(), last["is_good"] == true)
    };
    assert_eq!(of(mock.uri()), (Some(0), "protocol".to_owned(), true));
    assert_eq!(of(&mock.uri().replace("http://", "https://")), (Some(7), "protocol".to_owned(), false));
    assert_eq!(of("http://127.0.0.1:9"), (Some(7), "connection".to_owned(), false));
    let (code, out, _) =
        result_of(&at(&mock, &folder).args(["doctor", "--base-url", "http://127.0.0.1:9"]).output().unwrap());
    assert_eq!(code, Some(7));
    assert!(out.contains("connection  failed: nothing answers at port 9 of 127.0.0.1"), "{out}");
    assert!(!out.contains(" doctor`"), "it doesn't name itself as the next step: {out}");
}

#[test]
fn doctor_uses_the_same_proxy_as_the_client() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let steps = |variables: &[(&str, &str)], address: &str| {
        let mut command = at(&mock, &folder);
        command.envs(variables.iter().copied()).args(["doctor", "--json", "--base-url", address]);
        let output = command.output().unwrap();
        let result = json(&output);
        let steps = result["steps"].as_array().unwrap().iter();
        (steps.map(|step| step["step"].as_str().unwrap().to_owned()).collect::<Vec<_>>(), result["steps"].to_string())
    };
    // No proxy is used for this machine.
    let (names, result) = steps(&[("http_proxy", "http://127.0.0.1:1"), ("NO_PROXY", "")], mock.uri());
    assert_eq!(names, ["name", "connection", "protocol"], "{result}");
    let proxy = [("http_proxy", "http://user:secret@127.0.0.1:1")];
    let (names, result) = steps(&proxy, "http://192.0.2.1/");
    assert_eq!(names, ["proxy", "name", "connection"], "{result}");
    assert!(result.contains("127.0.0.1:1, from the environment") && !result.contains("secret"), "{result}");
    let (names, result) = steps(&[("http_proxy", "socks5://127.0.0.1:1")], "http://192.0.2.1/");
    assert!(names == ["proxy"] && result.contains("SOCKS"), "{result}");
}
