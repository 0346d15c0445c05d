//! What operations do with clips, singers and recordings.

use std::time::Duration;

use openapi_mock::{Handler as _, Request};
use serde_json::{Value, json};

use crate::Account;
use crate::Lifecycle;
use crate::Service;
use crate::Settings;
use crate::contract::told_apart::PRICE;

/// A service on which every task is there at once.
fn immediate() -> Service {
    Service::new(Settings { life: Lifecycle::Immediate, ..Settings::default() }.with_credits(10_000)).unwrap()
}

fn post(service: &Service, path: &str, body: Value) -> (u16, Value) {
    ask(service, Request::post(&format!("/api/v1{path}"), &body), "mock-key")
}

fn get(service: &Service, path: &str) -> (u16, Value) {
    ask(service, Request::get(&format!("/api/v1{path}")), "mock-key")
}

fn ask(service: &Service, request: Request, key: &str) -> (u16, Value) {
    let reply = service.handle(request.with_header("authorization", &format!("Bearer {key}")));
    (reply.status.as_u16(), serde_json::from_slice(&reply.body).unwrap_or(Value::Null))
}

fn good(answer: (u16, Value)) -> Value {
    assert_eq!(answer.0, 200, "{}", answer.1);
    answer.1
}

/// The text of a refusal by this status.
fn refused(answer: (u16, Value), status: u16) -> String {
    assert_eq!(answer.0, status, "{}", answer.1);
    answer.1["error"].as_str().unwrap().to_owned()
}

/// The clips of the task that a create starts.
fn clips(service: &Service, path: &str, body: Value) -> Vec<Value> {
    let task = good(post(service, path, body))["task_id"].as_str().unwrap().to_owned();
    let family = path.split('/').nth(1).unwrap().replace("suno", "sonic");
    good(get(service, &format!("/{family}/task/{task}")))["data"].as_array().unwrap().clone()
}

fn id(clip: &Value) -> String {
    clip["clip_id"].as_str().unwrap().to_owned()
}

fn seconds(clip: &Value) -> f64 {
    clip["duration"].as_str().unwrap().parse().unwrap()
}

fn song() -> Value {
    json!({"custom_mode": true, "prompt": "[Verse]\nOne two three four", "title": "Count", "mv": "sonic-v5"})
}

fn of_clip(task_type: &str, clip: &str) -> Value {
    let mut body = json!({"task_type": task_type, "continue_clip_id": clip, "custom_mode": true, "mv": "sonic-v5", "prompt": "la"});
    if task_type.starts_with("extend") {
        body["continue_at"] = json!(30);
    }
    body
}

#[test]
fn a_clip_is_taken_where_the_service_takes_it() {
    let service = immediate();
    let made = id(&clips(&service, "/sonic/create", song())[0]);
    let recording = id(&good(post(&service, "/sonic/upload", json!({"url": "https://example.com/a.mp3"}))));
    let extension = id(&clips(&service, "/sonic/create", of_clip("extend_music", &made))[0]);
    let other = id(&good(post(&service, "/riffusion/upload", json!({"url": "https://example.com/a.mp3"}))));
    let create = |task_type: &str, clip: &str| post(&service, "/sonic/create", of_clip(task_type, clip));
    for (task_type, taken, not_taken) in [
        ("extend_music", &made, &recording),
        ("cover_music", &made, &recording),
        ("extend_upload_music", &recording, &made),
        ("cover_upload_music", &recording, &made),
        ("add_vocals", &recording, &made),
        ("add_instrumental", &recording, &made),
        ("concat_music", &extension, &made),
        ("remaster", &made, &other),
    ] {
        good(create(task_type, taken));
        for wrong in [not_taken, &other, "nothing", "7d3a1c55-2f0e-4b7a-9d63-000000000000"] {
            let before = service.balance("mock-key");
            let text = refused(create(task_type, wrong), 400);
            assert!(text.contains("continue_clip_id"), "{task_type} {wrong}: {text}");
            assert_eq!(service.balance("mock-key"), before, "{task_type} {wrong}");
        }
    }
    // Where the operation documents 404, that is what an unknown clip leads to.
    for path in ["/sonic/stems/basic", "/sonic/stems/full", "/sonic/wav", "/sonic/aligned-lyrics"] {
        refused(post(&service, path, json!({"clip_id": "nothing"})), 404);
    }
    for path in ["/sonic/bpm", "/sonic/midi", "/sonic/vox"] {
        refused(post(&service, path, json!({"clip_id": "nothing"})), 400);
    }
    refused(post(&service, "/sonic/stems/basic", json!({"clip_id": recording})), 400);
    refused(post(&service, "/producer/download", json!({"clip_id": made})), 400);
}

#[test]
fn a_clip_of_another_account_or_that_is_not_finished_is_not_taken() {
    let service = Service::new(Settings::default().with_account("other", Account::default())).unwrap();
    let task = good(post(&service, "/sonic/create", song()))["task_id"].as_str().unwrap().to_owned();
    service.settings().clock.advance(Duration::from_secs(20));
    let clip = id(&good(get(&service, &format!("/sonic/task/{task}")))["data"][0]);
    refused(post(&service, "/sonic/bpm", json!({"clip_id": clip})), 400);
    service.settings().clock.advance(Duration::from_secs(180));
    good(post(&service, "/sonic/bpm", json!({"clip_id": clip})));
    let request = Request::post("/api/v1/sonic/bpm", &json!({"clip_id": clip}));
    refused(ask(&service, request, "other"), 400);
    refused(ask(&service, Request::get(&format!("/api/v1/sonic/task/{task}")), "other"), 404);
}

#[test]
fn a_singer_wants_a_young_clip_and_can_sing_then() {
    let service = immediate();
    let clip = id(&clips(&service, "/sonic/create", song())[0]);
    let sing = |persona: &str| {
        let body = json!({"task_type": "persona_music", "custom_mode": true, "mv": "sonic-v5", "prompt": "la", "persona_id": persona});
        post(&service, "/sonic/create", body)
    };
    let persona = good(post(&service, "/sonic/persona", json!({"name": "A", "clip_id": clip})));
    good(sing(persona["persona_id"].as_str().unwrap()));
    assert!(refused(sing("nobody"), 400).contains("persona_id"));
    let vox = good(post(&service, "/sonic/vox", json!({"clip_id": clip, "vocal_start_s": 5, "vocal_end_s": 35})));
    assert_eq!((&vox["data"]["vocal_start_s"], &vox["data"]["source_clip_id"]), (&json!(5), &json!(clip)));
    let with_vox = |vox: &Value| json!({"name": "B", "clip_id": clip, "vox_audio_id": vox});
    good(post(&service, "/sonic/persona", with_vox(&vox["data"]["vox_audio_id"])));
    refused(post(&service, "/sonic/persona", with_vox(&json!("nothing"))), 400);
    let long = json!({"clip_id": clip, "vocal_start_s": 5, "vocal_end_s": 35.5});
    assert!(refused(post(&service, "/sonic/vox", long), 400).contains("30 seconds"));
    service.settings().clock.advance(Duration::from_secs(24 * 60 * 60 + 1));
    assert!(refused(post(&service, "/sonic/persona", json!({"name": "A", "clip_id": clip})), 400).contains("24 hours"));
    assert!(refused(post(&service, "/sonic/create", of_clip("remaster", &clip)), 400).contains("24 hours"));
    good(post(&service, "/sonic/create", of_clip("cover_music", &clip)));
}

#[test]
fn a_voice_is_there_when_its_task_is_done() {
    let service = Service::new(Settings::default()).unwrap();
    let started = good(post(&service, "/sonic/create-voice", json!({"audio_url": "https://example.com/a.wav"})));
    let look = format!("/sonic/task/{}", started["task_id"].as_str().unwrap());
    service.settings().clock.advance(Duration::from_secs(30));
    assert_eq!(get(&service, &look).0, 202, "it has no clips to show before");
    service.settings().clock.advance(Duration::from_secs(180));
    let voice = good(get(&service, &look));
    let body = json!({"task_type": "persona_music", "custom_mode": true, "mv": "sonic-v5", "prompt": "la",
        "persona_id": voice["data"]["persona_id"]});
    good(post(&service, "/sonic/create", body));
}

#[test]
fn a_split_has_a_clip_a_track_as_long_as_its_song() {
    let service = immediate();
    let song = &clips(&service, "/sonic/create", song())[1];
    for (path, count) in [("/sonic/stems/basic", 4), ("/sonic/stems/full", 24)] {
        let tracks = clips(&service, path, json!({"clip_id": id(song)}));
        assert_eq!(tracks.len(), count);
        let mut titles: Vec<&str> = tracks.iter().map(|track| track["title"].as_str().unwrap()).collect();
        assert_eq!(titles[0], "Count (Vocals)");
        titles.dedup();
        assert_eq!(titles.len(), count);
        assert!(tracks.iter().all(|track| track["duration"] == song["duration"]));
        // A track has notes of its own (documented: a song or one of its stems).
        good(post(&service, "/sonic/midi", json!({"clip_id": id(&tracks[1])})));
    }
}

#[test]
fn an_extension_is_the_new_part_and_its_join_is_the_whole() {
    let service = immediate();
    let song = clips(&service, "/sonic/create", song()).remove(0);
    let extension = clips(&service, "/sonic/create", of_clip("extend_music", &id(&song))).remove(0);
    let whole =
        clips(&service, "/sonic/create", json!({"task_type": "concat_music", "continue_clip_id": id(&extension)}));
    assert!((seconds(&whole[0]) - 30.0 - seconds(&extension)).abs() < 0.121);
    let pairs = json!({"url": "https://example.com/a.mp3", "custom_mode": true, "mv": "sonic-v5", "prompt": "la", "auto_concat": true});
    let pair = clips(&service, "/sonic/upload-extend", pairs).remove(0);
    assert!(seconds(&pair["full"]) >= seconds(&pair["extended"]), "{pair}");
    let section = json!({"clip_id": id(&song), "mv": "sonic-v5", "infill_start_s": 30, "infill_end_s": 45, "prompt": "la", "auto_concat": true});
    let pair = clips(&service, "/sonic/replace-section", section).remove(0);
    assert_eq!((seconds(&pair["replaced"]), seconds(&pair["full"])), (15.0, seconds(&song)), "{pair}");
    let song = clips(
        &service,
        "/sonic/create",
        json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v6", "duration": 120}),
    );
    assert!(song.iter().all(|clip| seconds(clip) == 120.0));
}

#[test]
fn the_whole_of_a_pair_is_null_until_it_is_joined() {
    let service = Service::new(Settings::default()).unwrap();
    let body = json!({"url": "https://example.com/a.mp3", "custom_mode": true, "mv": "sonic-v5", "prompt": "la", "auto_concat": true});
    let task = good(post(&service, "/sonic/upload-extend", body))["task_id"].as_str().unwrap().to_owned();
    let mut seen = Vec::new();
    for _ in 0..180 {
        service.settings().clock.advance(Duration::from_secs(1));
        let (status, answer) = get(&service, &format!("/sonic/task/{task}"));
        if status == 200 {
            let pair = &answer["data"][0];
            seen.push((
                pair["extended"]["state"].as_str().unwrap().to_owned(),
                pair["full"]["state"].as_str().map(str::to_owned),
            ));
        }
    }
    seen.dedup();
    let state = |extended: &str, full: Option<&str>| (extended.to_owned(), full.map(str::to_owned));
    assert_eq!(seen[seen.len() - 2..], [state("succeeded", None), state("succeeded", Some("succeeded"))]);
}

#[test]
fn a_recording_that_can_not_be_fetched_is_refused_and_costs_nothing() {
    let service = immediate();
    let gone = "https://files.example.INVALID:8443/a.mp3?x=https://example.com";
    let text = "Audio URL is not accessible. Please provide a public direct audio file URL.";
    for (path, field) in [
        ("/sonic/upload", "url"),
        ("/riffusion/upload", "url"),
        ("/producer/upload", "audio_url"),
        ("/sonic/create-voice", "audio_url"),
    ] {
        assert_eq!(refused(post(&service, path, json!({field: gone})), 400), text);
    }
    let body = json!({"url": gone, "custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "x", "make_instrumental": false,
        "chop_sample_start_s": 1, "chop_sample_end_s": 2});
    let answer = good(post(&service, "/sonic/sample", body));
    assert_eq!((&answer["failed_step"], &answer["steps"]["upload"]["error"]), (&json!("upload"), &json!(text)));
    assert_eq!((service.accepted(), service.balance("mock-key").unwrap().total()), (0, 10_000));
}

#[test]
fn two_steps_make_a_recording_and_a_task() {
    let service = immediate();
    let body = json!({"url": "https://example.com/a.mp3", "custom_mode": true, "mv": "sonic-v5", "prompt": "la"});
    let answer = good(post(&service, "/sonic/upload-cover", body));
    assert_eq!(answer["task_id"], answer["steps"]["cover"]["task_id"]);
    let recording = answer["steps"]["upload"]["clip_id"].as_str().unwrap();
    good(post(&service, "/sonic/create", of_clip("cover_upload_music", recording)));
    let body = json!({"sample_clip_id": recording, "custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "x",
        "make_instrumental": false, "chop_sample_start_s": 1, "chop_sample_end_s": 2});
    let answer = good(post(&service, "/sonic/sample", body));
    assert_eq!(answer["steps"].as_object().unwrap().keys().collect::<Vec<_>>(), ["sample"], "nothing was uploaded");
}

#[test]
fn words_are_written_sung_and_timed() {
    let service = immediate();
    let write = || good(post(&service, "/sonic/lyrics", json!({"description": "a kite"})));
    let (one, two) = (write(), write());
    assert!(one["results"].as_array().unwrap().len() == 2 && one != two, "they aren't always the same");
    let described = json!({"custom_mode": false, "gpt_description_prompt": "a kite", "mv": "sonic-v5"});
    let clip = clips(&service, "/sonic/create", described).remove(0);
    assert!(clip["lyrics"].as_str().unwrap().starts_with("[Verse]"));
    let before = service.balance("mock-key").unwrap().total();
    let align = |clip: &Value| post(&service, "/sonic/aligned-lyrics", json!({"clip_id": id(clip)}));
    let words = good(align(&clip))["data"]["alignment"].as_array().unwrap().clone();
    good(align(&clip));
    assert_eq!(before - service.balance("mock-key").unwrap().total(), 1, "the second time is free");
    let time = |word: &Value, key: &str| word[key].as_f64().unwrap();
    assert!(words.windows(2).all(|pair| time(&pair[0], "end_s") <= time(&pair[1], "start_s")));
    assert!(words.iter().all(|word| time(word, "start_s") < time(word, "end_s")));
    assert!(time(words.last().unwrap(), "end_s") <= seconds(&clip));
    let mute = json!({"custom_mode": true, "prompt": "", "make_instrumental": true, "title": "x", "mv": "sonic-v5"});
    if let (200, answer) = post(&service, "/sonic/create", mute) {
        let task = answer["task_id"].as_str().unwrap();
        let clip = good(get(&service, &format!("/sonic/task/{task}")))["data"][0].clone();
        refused(align(&clip), 404);
    }
    let tags = |tags: &str| {
        good(post(&service, "/sonic/upsample-tags", json!({"tags": tags})))["data"]["upsampled_tags"].clone()
    };
    assert!(
        tags("slow waltz").as_str().unwrap().starts_with("slow waltz, ") && tags("slow waltz") == tags("slow waltz")
    );
}

#[test]
fn files_are_where_they_are_said_to_be() {
    let service = immediate();
    let clip = id(&clips(&service, "/sonic/create", song())[0]);
    let wav = good(post(&service, "/sonic/wav", json!({"clip_id": clip})))["data"]["wav_url"].clone();
    let midi = good(post(&service, "/sonic/midi", json!({"clip_id": clip})))["data"]["midi_url"].clone();
    let files =
        good(post(&service, "/sonic/download", json!({"clip_id": clip, "formats": ["m4a", "mp3"]})))["data"]["files"]
            .clone();
    let shared = good(post(&service, "/suno/get-song", json!({"share_link": "https://suno.com/s/k3eper0fTheL1ght"})));
    assert!(shared["video_url"].is_null(), "{shared}");
    let mut addresses = vec![wav, midi, shared["audio_url"].clone(), shared["cover_image"].clone()];
    addresses.extend(files.as_array().unwrap().iter().map(|file| file["url"].clone()));
    assert_eq!(addresses.len(), 6);
    let recording = json!({"audio_url": "https://example.com/a.mp3"});
    let recording = id(&clips(&service, "/producer/upload", recording)[0]);
    for format in ["mp3", "wav"] {
        let file = clips(&service, "/producer/download", json!({"clip_id": recording, "format": format})).remove(0);
        assert!(file["audio_url"].as_str().unwrap().ends_with(&format!("{recording}.{format}")), "{file}");
        addresses.push(file["audio_url"].clone());
    }
    for address in addresses {
        let path = address.as_str().unwrap().strip_prefix("http://localhost").unwrap();
        assert_eq!(service.handle(Request::get(path)).status, 200, "{path}");
    }
}

#[test]
fn a_batch_is_songs_that_each_cost_what_they_cost() {
    let service = immediate();
    let item = json!({"custom_mode": false, "gpt_description_prompt": "a march", "mv": "sonic-v5"});
    let batch = good(post(&service, "/sonic/batch", json!({"items": [item, item, item]})));
    assert_eq!((&batch["submitted"], batch["tasks"].as_array().unwrap().len()), (&json!(3), 3));
    assert_eq!((service.accepted(), service.balance("mock-key").unwrap().total()), (1, 10_000 - 3 * PRICE));
    for task in batch["tasks"].as_array().unwrap() {
        good(get(&service, &format!("/sonic/task/{}", task["task_id"].as_str().unwrap())));
    }
    good(get(&service, &format!("/sonic/batch?batch_id={}", batch["batch_id"].as_str().unwrap())));
    assert_ne!(get(&service, "/sonic/batch?batch_id=nothing").0, 200);
    let wrong = json!({"items": [item, of_clip("cover_music", "nothing")]});
    assert!(refused(post(&service, "/sonic/batch", wrong), 400).contains("continue_clip_id"));
    let poor = Service::new(Settings::default().with_credits(2 * PRICE - 1)).unwrap();
    refused(post(&poor, "/sonic/batch", json!({"items": [item, item]})), 403);
    assert_eq!(poor.balance("mock-key").unwrap().total(), 2 * PRICE - 1, "none or all");
}

#[test]
fn of_two_names_of_the_lyrics_the_documented_one_wins() {
    let service = immediate();
    let mut both = song();
    both["lyrics"] = json!("[Verse]\nThe other name");
    for path in ["/sonic/create", "/suno/create"] {
        assert_eq!(clips(&service, path, both.clone())[0]["lyrics"], both["prompt"], "{path}");
    }
    both.as_object_mut().unwrap().remove("prompt");
    assert_eq!(clips(&service, "/sonic/create", both.clone())[0]["lyrics"], both["lyrics"]);
}

#[test]
fn a_length_where_none_is_taken_is_refused_and_costs_nothing() {
    let service = immediate();
    let made = id(&clips(&service, "/sonic/create", song())[0]);
    let before = service.balance("mock-key");
    let mut wrong = of_clip("remaster", &made);
    wrong["duration"] = json!(60);
    let told = "The 'duration' field can't be used with task_type = remaster.";
    assert_eq!(refused(post(&service, "/sonic/create", wrong.clone()), 400), told);
    assert_eq!(refused(post(&service, "/sonic/batch", json!({"items": [song(), wrong]})), 400), told);
    assert_eq!(service.balance("mock-key"), before);
    let mut cover = of_clip("cover_music", &made);
    cover["duration"] = json!(60);
    good(post(&service, "/sonic/create", cover));
    // Other fields that are not documented are passed over.
    good(post(&service, "/sonic/bpm", json!({"clip_id": made, "duration": 60})));
}

#[test]
fn who_names_no_format_gets_all() {
    let service = immediate();
    let clip = id(&clips(&service, "/sonic/create", song())[0]);
    for body in [json!({"clip_id": clip}), json!({"clip_id": clip, "formats": []})] {
        let files = good(post(&service, "/sonic/download", body))["data"]["files"].clone();
        let formats: Vec<_> = files.as_array().unwrap().iter().map(|file| file["format"].as_str().unwrap()).collect();
        assert_eq!(formats, ["mp3", "m4a", "wav"]);
    }
}

#[test]
fn what_is_missing_is_told_in_the_documented_words() {
    let service = immediate();
    let lyrics = refused(post(&service, "/sonic/lyrics", json!({})), 400);
    assert_eq!(lyrics, "description is required.");
}

#[test]
fn aliases_are_the_same_tasks() {
    let service = immediate();
    let task = good(post(&service, "/suno/create", song()))["task_id"].as_str().unwrap().to_owned();
    let (long, short) =
        (good(get(&service, &format!("/sonic/task/{task}"))), good(get(&service, &format!("/suno/clip/{task}"))));
    assert_eq!(long["data"][0]["clip_id"], short["data"][0]["clip_id"]);
    assert_eq!(long["data"], short["data"]);
    assert_eq!(long["data"][0].as_object().unwrap().len(), 15);
    good(post(&service, "/sonic/bpm", json!({"clip_id": long["data"][0]["clip_id"]})));
    let lyrics = good(post(&service, "/suno/make-lyrics", json!({"prompt": "a bus"})));
    good(get(&service, &format!("/suno/get-lyrics/{}", lyrics["data"]["task_id"].as_str().unwrap())));
    assert_ne!(get(&service, "/suno/get-lyrics/nothing").0, 200);
}

#[test]
fn one_song_of_riffusion_comes_before_the_other() {
    let service = Service::new(Settings::default()).unwrap();
    let body = json!({"custom_mode": false, "prompt": "a tune", "mv": "FUZZ-1.0"});
    let task = good(post(&service, "/riffusion/create", body))["task_id"].as_str().unwrap().to_owned();
    let mut counts = Vec::new();
    for _ in 0..180 {
        service.settings().clock.advance(Duration::from_secs(1));
        let (status, answer) = get(&service, &format!("/riffusion/task/{task}"));
        counts.push(if status == 202 { 0 } else { answer["data"].as_array().unwrap().len() });
    }
    counts.dedup();
    assert_eq!(counts, [0, 1, 2]);
}

#[test]
fn studio_tells_its_times() {
    let service = Service::new(Settings::default()).unwrap();
    let body = service.document().operation("create_studio").unwrap().value()["requestBody"]["content"]["application/json"]
        ["examples"]["instrumental"]["value"]
        .clone();
    let task = good(post(&service, "/studio/create", body))["data"].as_str().unwrap().to_owned();
    let look = || good(get(&service, &format!("/studio/task/{task}")))["data"].clone();
    assert_eq!(look()["status"], "NOT_START");
    service.settings().clock.advance(Duration::from_secs(40));
    assert_eq!(look()["status"], "IN_PROGRESS");
    service.settings().clock.advance(Duration::from_secs(180));
    let done = look();
    let (began, ended) = (done["submit_time"].as_i64().unwrap(), done["finish_time"].as_i64().unwrap());
    assert!(began == 1_767_225_600 && ended > began + 59 && ended <= began + 180, "{done}");
}
