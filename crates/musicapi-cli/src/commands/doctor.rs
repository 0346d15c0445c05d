//! `musicapi doctor`: shows the settings, and checks store, connection and key.

use musicapi::display;
use musicapi::facts::{BalanceKind, OPERATIONS};
use musicapi::types::Credits;
use serde_json::{Value, json};

use crate::cli::options::Common;
use crate::commands::maintenance;
use crate::context::reach::Step;
use crate::context::session::Session;
use crate::context::setting::{Origin, Setting};
use crate::context::settings::Settings;
use crate::context::{credentials, reach};
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::table::table;
use crate::output::words::credits;

/// Each setting with its value and its origin.
pub(crate) fn rows(common: &Common, settings: &Settings) -> [(&'static str, (String, Origin)); 9] {
    let shown = |set: Option<(String, Origin)>, otherwise: &str| set.unwrap_or((otherwise.to_owned(), Origin::Default));
    let of = |setting: &Option<Setting>| setting.clone().map(|set| (set.value, set.origin));
    let address = match common.mock {
        true => Some(("the mock inside this program".to_owned(), Origin::Flag)),
        false => of(&settings.base_url).map(|(url, origin)| (display::address(&url), origin)),
    };
    let service = settings.service();
    let pace = settings.pace(common.mock);
    let (model, out) = (settings.model(None), settings.out(None));
    // Problems with the address or the key are reported below.
    let store = match settings.store(common.mock) {
        Ok(store) => store.map_or_else(|| "ends with the mock".to_owned(), |set| set.value),
        Err(_) => "not known".to_owned(),
    };
    let store = Some((store, settings.store(common.mock).ok().flatten().map_or(Origin::Default, |set| set.origin)));
    let key = service.as_ref().ok().map(credentials::key).transpose();
    let hint = match &key {
        // The end of the key, enough to recognize it.
        Ok(key) => key.as_ref().and_then(|key| key.as_ref()).map(|key| (masked(&key.value), key.origin)),
        Err(_) => Some(("can't be used".to_owned(), Origin::Default)),
    };
    [
        ("key", shown(hint, "none")),
        ("base_url", shown(address, musicapi::facts::SERVER)),
        ("model", (model.value, model.origin)),
        ("out", (out.value, out.origin)),
        ("store", shown(store, "")),
        ("poll_interval", pace.poll()),
        ("create_interval", pace.create()),
        ("log", shown(of(&settings.log), "off")),
        ("log_file", shown(of(&settings.log_file), "standard error")),
    ]
}

/// The settings as a table and as JSON.
pub(crate) fn list_settings(rows: &[(&'static str, (String, Origin))]) -> (String, Value) {
    let lines = rows.iter().map(|(name, (value, origin))| [(*name).to_owned(), value.clone(), origin.to_string()]);
    let details = rows
        .iter()
        .map(|(name, (value, origin))| ((*name).to_owned(), json!({"value": value, "from": origin.to_string()})))
        .collect();
    (table(["setting", "value", "from"], lines), Value::Object(details))
}

/// Checks everything, and reads the balance, which is free.
pub(crate) async fn examine(common: &Common, settings: &Settings) -> Result<Report, Failure> {
    let (table_of_settings, settings_json) = list_settings(&rows(common, settings));
    let (service, pace) = (settings.service(), settings.pace(common.mock));
    let there = if settings.is_there { "is read" } else { "isn't there, and need not be" };
    let mut text = format!("{} {there}\n\n", settings.path.display());
    text.push_str(&table_of_settings);
    let warning = service.as_ref().ok().filter(|_| !common.mock).and_then(|service| pace.warning(service));
    text.extend(warning.iter().map(|warning| format!("\n{warning}\n")));
    let mut details = json!({
        "config_file": settings.path, "config_file_is_there": settings.is_there, "settings": settings_json, "warning": warning,
    });

    let store = maintenance::examine(common, settings).await?;
    if let Some((words, found)) = &store {
        text.push_str(words);
        details["store"] = found.clone();
    }
    let steps = match &service {
        Ok(service) if !common.mock => reach::steps(service).await,
        _ => Vec::new(),
    };
    if !steps.is_empty() {
        text.push('\n');
    }
    for Step { name, found } in &steps {
        let (Ok(what) | Err(what)) = found;
        let failed = if found.is_err() { "failed: " } else { "" };
        text.push_str(&format!("{name:<11} {failed}{what}\n"));
    }
    let step_json = |Step { name, found }: &Step| {
        let (Ok(what) | Err(what)) = found;
        json!({"step": name, "is_good": found.is_ok(), "found": what})
    };
    details["steps"] = steps.iter().map(step_json).collect();
    let answer = ask(common, settings).await;
    let is_damaged = store.is_some_and(|(_, found)| found["is_whole"] == false);
    match answer {
        Ok(balance) => {
            let (lines, affordable) = affordable(&balance);
            text.push_str(&format!(
                "\nthe service answers, and knows the key\n{} monthly and {} extra credits are left\n\n{}",
                balance.credits,
                balance.extra_credits,
                table(["command", "costs", "times"], lines),
            ));
            details["credits"] = json!(balance.credits);
            details["extra_credits"] = json!(balance.extra_credits);
            details["affordable"] = affordable.into();
            Ok(Report::new(text, details).with_code(u8::from(is_damaged)))
        }
        Err(failure) => {
            text.push_str(&format!("\nnot ready: {}\n", failure.in_words_without("doctor")));
            details["error"] = failure.message().into();
            Ok(Report::new(text, details).with_code(failure.code()))
        }
    }
}

async fn ask(common: &Common, settings: &Settings) -> Result<Credits, Failure> {
    Ok(Session::open(common, settings).await?.client.account().get_credits().await?)
}

/// Each command that makes music, with its price and how often the balance pays for it.
fn affordable(balance: &Credits) -> (Vec<[String; 3]>, Vec<Value>) {
    let all = balance.credits + balance.extra_credits;
    let makers = OPERATIONS.iter().filter(|operation| operation.starts.is_some() && !operation.deprecated);
    let priced = makers.filter_map(|operation| {
        let price = operation.form(None).or(operation.forms.first())?.price?;
        // The balance doesn't cover lyrics credits.
        (price.purse == BalanceKind::Credits).then_some(())?;
        let call =
            crate::cli::names::commands(operation.family).into_iter().find(|call| call.operation == *operation)?;
        let name = format!("{} {}", operation.family, call.name);
        let times = (all / f64::from(price.credits)).floor();
        Some((
            [name.clone(), credits(price), times.to_string()],
            json!({"command": name, "credits": price.credits, "times": times}),
        ))
    });
    priced.unzip()
}

fn masked(key: &str) -> String {
    let length = key.chars().count();
    let end: String = key.chars().skip(length.saturating_sub(4)).collect();
    if length < 12 { "set".to_owned() } else { format!("…{end}") }
}
