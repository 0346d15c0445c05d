//! A key belongs to one service, and an empty setting never means the real service.

use std::fs;
use std::path::PathBuf;

use crate::common::{StubServer, folder, mock, musicapi, result_of, shell, with_input};
use musicapi::BaseUrl;

/// A key that occurs nowhere else in a test.
const REAL: &str = "sk-real-5f2c9a71e0b34d68a1c7";

/// The key file of an older version: `musicapi login` of f4ae237, with the key of a mock.
const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/f4ae237/key");

/// The folder of settings, with a key as older versions stored it.
fn with_old_key(folder: &tempfile::TempDir) -> PathBuf {
    let settings = folder.path().join("config/musicapi");
    fs::create_dir_all(&settings).unwrap();
    let written = fs::read_to_string(FIXTURE).unwrap();
    private(settings.join("key"), &written.replace("mock-key", REAL));
    settings
}

fn private(path: PathBuf, text: &str) {
    fs::write(&path, text).unwrap();
    chmod(&path, 0o600);
}

fn chmod(path: &std::path::Path, mode: u32) {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[test]
fn a_stored_key_is_sent_to_no_other_service() {
    let folder = folder();
    let settings = with_old_key(&folder);
    let other = StubServer::start(|_| (200, "application/json", br#"{"credits": 1, "extra_credits": 0}"#.to_vec()));
    // Neither the key of MusicAPI itself, nor that of a mock.
    let (_runtime, mock) = mock(100);
    let login = |key: &str| with_input(musicapi(&folder).args(["--base-url", mock.uri(), "login"]), key);
    assert_eq!(login(mock.key()).status.code(), Some(0));
    let names = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let port = other.address.rsplit(':').next().unwrap();
    for base in names.map(|name| format!("{name}:{port}/api/v1")).iter().chain([&other.address]) {
        let output = musicapi(&folder).args(["credits", "--base-url", base]).output().unwrap();
        let (code, out, err) = result_of(&output);
        assert_eq!((code, out.as_str()), (Some(3), ""), "{err}");
        assert!(err.contains(&format!("no API key for {base}")) && err.contains("goes nowhere else"), "{err}");
    }
    assert_eq!(other.seen(), [""; 0]);
    // Login and forget at a mock concern only the mock.
    assert_eq!(fs::read_to_string(settings.join("key")).unwrap(), format!("{REAL}\n"));
    let at = |arguments: &[&str]| {
        result_of(&musicapi(&folder).args(["--base-url", mock.uri()]).args(arguments).output().unwrap())
    };
    assert_eq!(at(&["credits"]).0, Some(0));
    // Any spelling of the address is the same service.
    let written = format!(" {}/ ", mock.uri().replace("http", "HTTP"));
    let output = musicapi(&folder).arg("credits").env("MUSICAPI_BASE_URL", written).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", result_of(&output).2);
    let (code, out, _) = at(&["login", "--forget"]);
    assert!(code == Some(0) && out.contains(mock.uri()), "{out}");
    assert_eq!(at(&["credits"]).0, Some(3));
    assert!(at(&["login", "--forget"]).1.contains("no key is stored for http://127.0.0.1"));
    assert!(settings.join("key").exists());
    // A renamed key file still belongs to its service.
    assert_eq!(login(mock.key()).status.code(), Some(0));
    let (of_mock, of_other) = (file_of(&settings, mock.uri()), file_of(&settings, &other.address));
    fs::rename(of_mock, of_other).unwrap();
    let (code, _, err) =
        result_of(&musicapi(&folder).args(["credits", "--base-url", &other.address]).output().unwrap());
    assert!(code == Some(3) && err.contains("isn't sent to"), "{err}");
    assert_eq!(other.seen(), [""; 0]);
}

/// The file of a key, by the rule in the documentation of the module.
fn file_of(settings: &std::path::Path, base: &str) -> PathBuf {
    use sha2::Digest as _;
    let service: BaseUrl = base.parse().unwrap();
    let digest = sha2::Sha256::digest(service.as_str());
    let digest: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    settings.join(format!("key-{}-{digest}", service.host().replace(':', "-")))
}

#[test]
fn the_key_of_earlier_versions_is_that_of_the_service_itself() {
    let folder = folder();
    with_old_key(&folder);
    // Nothing can be sent: the proxy is closed.
    let out = result_of(&musicapi(&folder).arg("doctor").env("https_proxy", "http://127.0.0.1:9").output().unwrap()).1;
    assert!(out.contains(&format!("…{}", &REAL[REAL.len() - 4..])) && !out.contains(REAL), "{out}");
    assert!(out.contains("no connection"), "{out}");
    let out = result_of(&musicapi(&folder).args(["login", "--forget"]).output().unwrap()).1;
    assert!(out.contains("the key of https://api.musicapi.ai/api/v1 is forgotten"), "{out}");
}

/// Byte for byte, it is used for MusicAPI itself only, not even for the mock that it was made for.
#[test]
fn the_key_file_of_f4ae237_counts_for_the_service_itself() {
    let folder = folder();
    let settings = folder.path().join("config/musicapi");
    fs::create_dir_all(&settings).unwrap();
    private(settings.join("key"), &fs::read_to_string(FIXTURE).unwrap());
    let (_runtime, mock) = mock(100);
    let (code, _, err) = result_of(&musicapi(&folder).args(["credits", "--base-url", mock.uri()]).output().unwrap());
    assert!(code == Some(3) && err.contains("the stored key is that of https://api.musicapi.ai/api/v1"), "{err}");
    // Renaming it to the key of another service doesn't help.
    private(file_of(&settings, mock.uri()), &fs::read_to_string(FIXTURE).unwrap());
    let (code, _, err) = result_of(&musicapi(&folder).args(["credits", "--base-url", mock.uri()]).output().unwrap());
    assert!(code == Some(3) && err.contains("is that of no service, and isn't sent to"), "{err}");
    // Requests to MusicAPI itself pass this proxy, which sees no key outside of TLS.
    let proxy = StubServer::start(|_| (502, "text/plain", Vec::new()));
    let output = musicapi(&folder).arg("credits").env("https_proxy", &proxy.address).output().unwrap();
    assert_eq!(output.status.code(), Some(7), "{}", result_of(&output).2);
    let seen = proxy.seen();
    assert!(!seen.is_empty() && seen.iter().all(|head| head.starts_with("CONNECT api.musicapi.ai:443 ")), "{seen:?}");
    assert!(!seen.concat().contains("mock-key"));
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_refused_with_the_command_to_fix_it() {
    let (_runtime, mock) = mock(100);
    let folder = folder();
    let at = |arguments: &[&str]| {
        let mut command = musicapi(&folder);
        command.args(arguments).env("MUSICAPI_BASE_URL", mock.uri());
        command
    };
    assert_eq!(with_input(&mut at(&["login"]), mock.key()).status.code(), Some(0));
    let file = file_of(&folder.path().join("config/musicapi"), mock.uri());
    for mode in [0o640, 0o604, 0o620, 0o666] {
        chmod(&file, mode);
        let (code, _, err) = result_of(&at(&["credits"]).output().unwrap());
        assert_eq!(code, Some(3), "{mode:o} {err}");
        let line = err.lines().last().unwrap().trim().to_owned();
        assert_eq!(line, format!("chmod 600 {}", file.display()));
        let (code, out, _) = result_of(&at(&["doctor"]).output().unwrap());
        assert!(code == Some(3) && out.contains(&line) && out.contains("can't be used"), "{out}");
        assert!(shell(&folder, &line).status().unwrap().success());
        assert_eq!(at(&["credits"]).output().unwrap().status.code(), Some(0), "{mode:o}");
    }
}

#[test]
fn a_key_is_sent_unencrypted_only_if_it_was_set_and_with_a_warning() {
    let folder = folder();
    let settings = folder.path().join("config/musicapi");
    fs::create_dir_all(&settings).unwrap();
    let base = "http://service.invalid/api/v1";
    // Requests to that address pass this proxy.
    let proxy = StubServer::start(|_| (200, "application/json", br#"{"credits": 1, "extra_credits": 0}"#.to_vec()));
    let at = |arguments: &[&str]| {
        let mut command = musicapi(&folder);
        command.args(arguments).args(["--base-url", base]).env("http_proxy", &proxy.address);
        command
    };
    private(file_of(&settings, base), &format!("{REAL}\n{base}\n"));
    for output in [at(&["credits"]).output().unwrap(), with_input(&mut at(&["login"]), REAL)] {
        let (code, out, err) = result_of(&output);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains("a stored key isn't sent to http://service.invalid") && err.contains("https"), "{err}");
    }
    assert_eq!(proxy.seen(), [""; 0]);
    let (code, _, err) = result_of(&at(&["credits"]).env("MUSICAPI_KEY", REAL).output().unwrap());
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("warning: the key goes to http://service.invalid/api/v1 in clear"), "{err}");
    assert!(err.contains("so can the proxy of http_proxy") && !err.contains(REAL), "{err}");
    assert_eq!(proxy.seen().len(), 1);
    // To this machine the key goes without a warning, and past every proxy.
    let (_runtime, mock) = mock(100);
    let mut command = musicapi(&folder);
    command.args(["credits", "--base-url", mock.uri()]).env("MUSICAPI_KEY", mock.key());
    let (code, _, err) = result_of(&command.env("http_proxy", &proxy.address).output().unwrap());
    assert_eq!((code, err.as_str(), proxy.seen().len()), (Some(0), "", 1));
}

#[test]
fn an_empty_setting_is_an_error_and_never_the_real_service() {
    let folder = folder();
    let config = folder.path().join("config/musicapi/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    // Anything that is sent would arrive here.
    let proxy = StubServer::start(|_| (502, "text/plain", Vec::new()));
    let run = |arguments: &[&str]| {
        let mut command = musicapi(&folder);
        command.args(arguments).env("MUSICAPI_KEY", REAL).env("https_proxy", &proxy.address);
        command
    };
    for name in ["BASE_URL", "STORE", "CONFIG", "OUT", "MODEL", "LOG", "LOG_FILE", "ANYTHING"] {
        for value in ["", " "] {
            let variable = format!("MUSICAPI_{name}");
            let (code, out, err) = result_of(&run(&["credits"]).env(&variable, value).output().unwrap());
            assert_eq!((code, out.as_str()), (Some(2), ""), "{variable}: {err}");
            assert!(err.contains(&variable) && err.contains("is set, and empty") && err.contains("put "), "{err}");
        }
    }
    for flag in ["--base-url", "--store", "--log", "--log-file", "--config-file"] {
        let (code, _, err) = result_of(&run(&["credits", flag, ""]).output().unwrap());
        assert!(code == Some(2) && err.contains(flag), "{flag}: {err}");
    }
    for arguments in [["song", "x", "--out", ""].as_slice(), &["song", "x", "--model", ""]] {
        assert_eq!(run(arguments).output().unwrap().status.code(), Some(2), "{arguments:?}");
    }
    for name in ["base_url", "model", "out", "store", "log", "log_file"] {
        fs::write(&config, format!("{name} = \"\"\n")).unwrap();
        let (code, _, err) = result_of(&run(&["credits"]).output().unwrap());
        assert!(code == Some(2) && err.contains(&format!("{name} in ")) && err.contains("is empty"), "{err}");
    }
    fs::remove_file(&config).unwrap();
    let (code, _, err) = result_of(&run(&["credits"]).env("MUSICAPI_KEY", "").output().unwrap());
    assert!(code == Some(3) && err.contains("MUSICAPI_KEY is set, and empty"), "{err}");
    assert_eq!(proxy.seen(), [""; 0]);
}

#[test]
fn addresses_are_shown_without_user_names() {
    let folder = folder();
    let config = folder.path().join("config/musicapi/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    let secret = "http://user:s3cr3t@127.0.0.1:9/api/v1";
    let all = |output: &std::process::Output| {
        let (_, out, err) = result_of(output);
        out + &err
    };
    for arguments in [
        ["doctor"].as_slice(),
        &["credits"],
        &["song", "x"],
        &["jobs", "list"],
        &["login", "--forget"],
        &["credits", "--log", "trace"],
        &["credits", "--nothing", secret],
    ] {
        for more in [[].as_slice(), &["--json"]] {
            let mut by_flag = musicapi(&folder);
            by_flag.args(arguments).args(more).args(["--base-url", secret]).env("MUSICAPI_KEY", REAL);
            let mut by_variable = musicapi(&folder);
            by_variable.args(arguments).args(more).env("MUSICAPI_BASE_URL", secret).env("MUSICAPI_KEY", REAL);
            for mut command in [by_flag, by_variable] {
                let result = all(&command.output().unwrap());
                assert!(!result.contains("s3cr3t") && !result.contains("user:"), "{arguments:?}: {result}");
                assert!(!result.contains(REAL), "{arguments:?}: {result}");
            }
        }
    }
    // The same goes for a proxy, and for the request of a dry run.
    let mut command = musicapi(&folder);
    command.args(["credits", "--log", "trace"]).env("MUSICAPI_KEY", REAL);
    let result = all(&command.env("https_proxy", "http://user:s3cr3t@127.0.0.1:9").output().unwrap());
    assert!(!result.contains("s3cr3t") && result.contains("no connection"), "{result}");
    for more in [[].as_slice(), &["--json"]] {
        let mut command = musicapi(&folder);
        command.args(["sonic", "create", "--body", "-", "--dry-run"]).args(more);
        let body = r#"{"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6",
            "webhook_url": "https://user:s3cr3t@hook.example/", "webhook_secret": "hush"}"#;
        let result = all(&with_input(&mut command, body));
        assert!(
            result.contains("https://hook.example/") && !result.contains("s3cr3t") && !result.contains("hush"),
            "{result}"
        );
    }
}
