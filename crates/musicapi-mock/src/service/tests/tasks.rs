//! How tasks proceed, and what the addresses in their reports lead to.

use super::*;

#[test]
fn a_task_goes_from_not_ready_through_running_to_both_clips() {
    const SEEDS: u64 = 8;
    let mut one_before_the_other = 0;
    for seed in 0..SEEDS {
        let service = service(Settings { seed, ..Settings::default() });
        let look = get(&format!("/sonic/task/{}", begin(&service)));
        let mut seen: Vec<Vec<String>> = Vec::new();
        let mut previews = Vec::new();
        for second in 0..=180 {
            let (status, body) = told(&service, look.clone());
            if status == 202 {
                assert_eq!(body, json!({"type": "not_ready", "error": "The task is not ready."}));
                assert!(seen.is_empty() && second < 15, "seed {seed} at {second} s");
            } else {
                assert_eq!((status, &body["code"], &body["message"]), (200, &json!(200), &json!("success")));
                let clips = body["data"].as_array().unwrap();
                assert_eq!(clips.len(), 2);
                assert!(second >= 5, "seed {seed} at {second} s");
                let states: Vec<String> = clips.iter().map(|clip| clip["state"].as_str().unwrap().to_owned()).collect();
                for clip in clips {
                    let file = format!("/media/{}.mp3", clip["clip_id"].as_str().unwrap());
                    let reply = service.handle(Request::get(&file));
                    if clip["state"] == "succeeded" {
                        assert_eq!(
                            (reply.status.as_u16(), &reply.headers["content-type"]),
                            (200, &"audio/mpeg".parse().unwrap())
                        );
                        assert_eq!(clip["audio_url"], format!("http://localhost{file}"));
                        // 64 kbit/s, so a second is 8,000 bytes.
                        let told: f64 = clip["duration"].as_str().unwrap().parse().unwrap();
                        assert!((told * 8000.0 - reply.body.len() as f64).abs() < 1e-6, "{told}");
                    } else {
                        assert_eq!(clip["duration"], Value::Null);
                        assert_eq!(reply.status, 404, "a clip that isn't done can't be heard");
                        // At most a piece of it can, at an address of its own.
                        if let Some(url) = clip["audio_url"].as_str() {
                            assert!(clip["state"] == SINGING && url.contains("/media/preview/"), "{clip}");
                            let piece = service.handle(Request::get(url.strip_prefix("http://localhost").unwrap()));
                            assert_eq!((piece.status.as_u16(), piece.body.len()), (200, 3 * 8000));
                            previews.push(url.to_owned());
                        }
                    }
                }
                one_before_the_other += u64::from(
                    seen.last() != Some(&states) && states[0] != states[1] && states.contains(&"succeeded".to_owned()),
                );
                if seen.last() != Some(&states) {
                    seen.push(states);
                }
            }
            service.settings().clock.advance(seconds(1));
        }
        for clip in 0..2 {
            let mut words: Vec<&str> = seen.iter().map(|states| states[clip].as_str()).collect();
            words.dedup();
            assert_eq!(words, [PENDING, SINGING, "succeeded"], "seed {seed}");
        }
        assert_eq!(seen.last().unwrap(), &["succeeded", "succeeded"], "seed {seed}");
        assert!(!previews.is_empty(), "seed {seed}");
        for url in &previews {
            let path = url.strip_prefix("http://localhost").unwrap();
            assert_eq!(service.handle(Request::get(path)).status, 404, "a preview ends with the clip's making");
        }
    }
    assert_eq!(one_before_the_other, SEEDS, "in each task one clip is done before the other");
}

#[test]
fn an_audio_url_leads_to_the_host_that_was_asked() {
    let service = service(Settings::default());
    let id = begin(&service);
    service.settings().clock.advance(seconds(180));
    for host in ["127.0.0.1:4010", "mock.test"] {
        let (_, body) = told(&service, get(&format!("/sonic/task/{id}")).with_header("host", host));
        let url = body["data"][0]["audio_url"].as_str().unwrap();
        assert!(url.starts_with(&format!("http://{host}/media/")), "{url}");
    }
}

#[test]
fn a_task_that_is_not_there_is_refused_in_documented_words() {
    let service = service(Settings::default());
    let mut asked = 0;
    for operation in service.document().operations().filter(|operation| operation.method() == Method::GET) {
        let path = operation.path().replace("{task_id}", "26c9c592-0566-46cf-bb71-91ac1deaa7b5");
        let path = if path.ends_with("/batch") { format!("{path}?batch_id=1") } else { path };
        if path != operation.path() {
            let (status, text) = refusal(&service, get(&path));
            assert!(operation.answer(Some(status), None).is_some(), "{path}: {status} is not documented");
            assert!(text.to_lowercase().starts_with("task not found"), "{path}: {text}");
            asked += 1;
        }
    }
    assert!(asked > 4, "{asked} operations ask for a task");
}

#[test]
fn what_is_no_file_is_not_found() {
    let service = service(Settings::default());
    for name in
        ["", "x.mp3", "26c9c592-0566-46cf-bb71-91ac1deaa7b5", "26c9c592-0566-46cf-bb71-91ac1deaa7b5.mp3/", "../x.mp3"]
    {
        assert_eq!(service.handle(Request::get(&format!("/media/{name}"))).status, 404, "{name}");
        let post = Request::new(Method::POST, &format!("/media/{name}"));
        assert_eq!(service.handle(post).status, 405, "{name}");
    }
}

#[test]
fn each_address_leads_to_what_it_promises() {
    let service = service(Settings::default());
    let mut kinds = Vec::new();
    for (report, id) in [
        ("/sonic/task", "468d0e42-f7a6-40ce-9a4c-37db56b13b99"),
        ("/producer/task", "6d7253ac-916e-49a8-b288-91ffa7f8a8cd"),
        ("/nuro/task", "4c35433b-1649-433d-b513-8422af70fbaa"),
    ] {
        let (_, body) = told(&service, get(&format!("{report}/{id}")));
        let mut places = vec![&body];
        while let Some(place) = places.pop() {
            match place {
                Value::Array(items) => places.extend(items),
                Value::Object(members) => places.extend(members.values()),
                Value::String(text) if text.starts_with("http://localhost") => {
                    let reply = service.handle(Request::get(text.strip_prefix("http://localhost").unwrap()));
                    let kind = reply.headers["content-type"].to_str().unwrap();
                    assert_eq!((reply.status.as_u16(), reply.headers.get("date")), (200, None), "{text}");
                    assert_eq!(reply.headers["last-modified"], "Thu, 01 Jan 2026 00:00:00 GMT");
                    kinds.push((text.rsplit('.').next().unwrap().to_owned(), kind.to_owned()));
                }
                Value::String(text) => assert!(!text.starts_with("http"), "{text}"),
                _ => {}
            }
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    let kinds: Vec<(&str, &str)> = kinds.iter().map(|(end, kind)| (end.as_str(), kind.as_str())).collect();
    let expected = [("jpeg", "image/jpeg"), ("m4a", "audio/mp4"), ("mp3", "audio/mpeg"), ("wav", "audio/wav")];
    assert_eq!(kinds, expected);
}

#[test]
fn the_ids_of_the_document_exist_and_are_done() {
    let service = service(Settings::default());
    let mut tasks = 0;
    for operation in service.document().operations() {
        let Some(starts) = musicapi_facts::operation(operation.id()).and_then(|fact| fact.starts) else { continue };
        let report = service.document().operation(starts.operation).unwrap();
        for answer in operation.answers().filter(|answer| answer.status == 200) {
            let Some(id) = answer.body.unwrap().pointer(starts.task_id).and_then(Value::as_str) else { continue };
            let (status, body) = told(&service, get(&report.path().replace("{task_id}", id)));
            assert_eq!(status, 200, "{id}");
            let fact = musicapi_facts::operation(report.id()).unwrap().report.as_ref().unwrap();
            let items = match body.pointer(fact.clips).unwrap() {
                Value::Array(clips) => clips.clone(),
                // A singer has no state: it is there.
                singer if fact.single.is_some_and(|id| singer.pointer(id).is_some()) => Vec::new(),
                only => vec![only.clone()],
            };
            let members = |item: &Value| -> Vec<Value> {
                let members = fact.members.iter().filter_map(|member| item.pointer(member).cloned());
                members.filter(Value::is_object).collect()
            };
            for clip in
                items.iter().flat_map(|item| if members(item).is_empty() { vec![item.clone()] } else { members(item) })
            {
                let of = if fact.state_of == StateOf::Clip { &clip } else { &body };
                // What was prepared for a download has no state: it is there.
                match of.pointer(fact.state) {
                    Some(state) => assert!(fact.succeeded.contains(&state.as_str().unwrap()), "{id}: {state}"),
                    None => assert!(clip["audio_url"].is_string(), "{id}: {clip}"),
                }
                // A recording that was brought in is told by its id alone.
                let Some(url) = clip.get("audio_url").or(clip.get("song_path")) else { continue };
                let url = url.as_str().unwrap();
                let file = url.strip_prefix("http://localhost").unwrap();
                assert_eq!(service.handle(Request::get(file)).status, 200, "{file}");
                let seconds =
                    clip.get("duration").map(|told| told.as_str().map_or(told.as_f64(), |it| it.parse().ok()).unwrap());
                let mp3 = format!("{}.mp3", file.rsplit_once('.').unwrap().0);
                let mp3 = service.handle(Request::new(Method::HEAD, &mp3));
                let length: f64 = mp3.headers["content-length"].to_str().unwrap().parse().unwrap();
                // 64 kbit/s, so a second is 8,000 bytes.
                assert!(seconds.is_none_or(|seconds| (seconds * 8000.0 - length).abs() < 1e-6), "{file}: {seconds:?}");
            }
            tasks += 1;
        }
        let documented = report.answers().find(|answer| answer.example == Some("succeeded")).unwrap().body.unwrap();
        let clips = musicapi_facts::operation(report.id()).unwrap().report.as_ref().unwrap().clips;
        for clip in documented.pointer(clips).and_then(Value::as_array).into_iter().flatten() {
            let file = format!("/media/{}.mp3", clip.get("clip_id").or(clip.get("id")).unwrap().as_str().unwrap());
            assert_eq!(service.handle(Request::get(&file)).status, 200, "{file}");
        }
    }
    assert!(tasks >= 3);
    untouched(&service);
}

#[test]
fn without_a_task_type_a_plain_song_is_made() {
    let (left, right) = (service(Settings::default()), service(Settings::default()));
    let (plain, named) =
        (told(&left, create(&song())), told(&right, create(&with("task_type", json!("create_music")))));
    assert_eq!(plain, named);
    assert_eq!(left.balance("mock-key"), right.balance("mock-key"));
    assert_eq!(left.balance("mock-key").unwrap().total(), 1000 - PRICE);
}

#[test]
fn what_is_preferred_touches_nothing() {
    let service = service(Settings::default());
    let (status, body) = told(&service, create(&song()).with_header("prefer", "code=200, example=cover"));
    assert_eq!((status, &body["task_id"]), (200, &json!("81ed9f60-56ae-48c1-9c46-33a8220dfca7")));
    assert_eq!(service.handle(create(&song()).with_header("prefer", "code=418")).status, 400);
    untouched(&service);
}

#[test]
fn a_task_of_one_account_begins_when_it_was_created() {
    let service = service(Settings::default());
    let first = begin(&service);
    service.settings().clock.advance(seconds(180));
    let second = begin(&service);
    assert_eq!(service.handle(get(&format!("/sonic/task/{first}"))).status, 200);
    assert_eq!(service.handle(get(&format!("/sonic/task/{second}"))).status, 202);
    service.settings().clock.advance(seconds(180));
    let (_, body) = told(&service, get(&format!("/sonic/task/{second}")));
    assert_eq!(body["data"][0]["created_at"], "2026-01-01T00:03:00.000Z");
}

#[test]
fn a_song_has_a_title_whatever_it_is_described_by() {
    let service = service(Settings { life: crate::state::lifecycle::Lifecycle::Immediate, ..Settings::default() });
    for (words, title) in [("夜の港に灯る小さな明かり", Some("夜の港に灯る小さな明かり")), ("...", None)]
    {
        let (_, made) =
            told(&service, create(&json!({"custom_mode": false, "gpt_description_prompt": words, "mv": "sonic-v6"})));
        let (_, report) = told(&service, get(&format!("/sonic/task/{}", made["task_id"].as_str().unwrap())));
        let told = report["data"][0]["title"].as_str().unwrap();
        assert!(title.map_or(!told.is_empty(), |title| told == title), "{told}");
    }
}
