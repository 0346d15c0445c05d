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
        (&["set", "log", "musicapi=loud"], "is no filter for --log"),
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
    assert_eq!(
        run(&["config", "unset", "poll_interval"]),
        (Some(0), "poll_interval isn't set in my.toml\n".to_owned(), String::new())
    );
    assert_eq!(run(&["models"]).0, Some(2), "the log");
    assert_eq!(run(&["config", "unset", "log"]).0, Some(0));
    assert_eq!(run(&["models"]).0, Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), "model = \"sonic-v5\"\n");
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
