//! What differs between editions of the service, for the one that a mock plays: prices, models, texts, and statuses. Everything that asks
//! for the edition asks here; without one the mock is the newest.

use musicapi_facts::{BalanceKind, Edition, Form, KnownPrice};
use openapi_mock::{Document, Operation};
use serde_json::{Map, Value};

use crate::media::Stem;
use crate::state::account::Price;

/// The edition that is played; none for the newest.
pub(crate) type Played = Option<Edition>;

/// Whether something is there that is since a month.
fn has(played: Played, since: Option<Edition>) -> bool {
    played.zip(since).is_none_or(|(played, since)| since <= played)
}

/// What a form costs. Of what no price is known nothing is taken.
pub(crate) fn price(played: Played, form: Option<&Form>) -> Price {
    let known = form.and_then(|form| form.price_in(played)).map(|KnownPrice { price, .. }| *price);
    known.map_or(Price { credits: 0, purse: BalanceKind::Credits }, |price| Price {
        credits: u64::from(price.credits),
        purse: price.purse,
    })
}

/// The service's words where they are said by edition, or the only ones.
pub(crate) fn words(played: Played, message: &Value) -> Option<&str> {
    let Value::Array(texts) = message else { return message.as_str() };
    let since = |text: &Value| text["since"].as_str().and_then(|month| month.parse().ok());
    texts.iter().find(|text| has(played, since(text)))?["text"].as_str()
}

/// A value that the played edition doesn't have yet, with its field.
pub(crate) fn unheard_of<'f>(played: Played, form: &Form, fields: &'f Map<String, Value>) -> Option<&'f str> {
    let names = form.fields.iter().filter(|field| {
        let value = fields.get(field.name).and_then(Value::as_str);
        field.since.iter().any(|(word, since)| value == Some(word) && !has(played, Some(*since)))
    });
    names.into_iter().find_map(|field| fields.get_key_value(field.name)).map(|(name, _)| name.as_str())
}

/// Whether a value is replaced by another one already.
pub(crate) fn is_replaced(played: Played, since: &[(&str, Edition)], instead: &str) -> bool {
    since.iter().find(|(word, _)| *word == instead).is_none_or(|(_, since)| has(played, Some(*since)))
}

/// Whether an operation answers with this status, so far as the document says it.
pub(crate) fn answers(played: Played, document: &Document, operation: &Operation, status: u16) -> bool {
    let response = &operation.value()["responses"][status.to_string()];
    let target = response.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
    let response = target.and_then(|target| document.value().pointer(target)).unwrap_or(response);
    let since = response["x-since"].as_str().and_then(|month| month.parse().ok());
    !response.is_null() && has(played, since)
}

/// The tracks of a full split: 24 were seen in July 2026, where older pages speak of twelve. Of which kinds the others are is not
/// known; here each kind is there twice.
pub(crate) fn full_split(played: Played) -> Vec<Stem> {
    Stem::FULL.repeat(if has(played, Some(Edition::new(2026, 7))) { 2 } else { 1 })
}

/// The tracks of a basic split: four by a reading of October 2026, voice and instruments by older pages.
pub(crate) fn basic_split(played: Played) -> Vec<Stem> {
    if has(played, Some(Edition::new(2026, 10))) { Stem::BASIC.to_vec() } else { Stem::PAIR.to_vec() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use musicapi_facts::OPERATIONS;
    use openapi_mock::{Handler as _, Reply, Request};
    use serde_json::json;

    use super::*;
    use crate::service::Service;
    use crate::setup::settings::Settings;
    use crate::state::account::Account;

    fn service(edition: Played) -> Service {
        let account = Account { credits: 1000, lyrics_credits: 1000, ..Account::default() };
        Service::new(Settings { edition, ..Settings::default() }.with_account("mock-key", account)).unwrap()
    }

    fn post(service: &Service, path: &str, body: &Value) -> Reply {
        let request = Request::post(&format!("/api/v1{path}"), body);
        service.handle(request.with_header("authorization", "Bearer mock-key"))
    }

    fn text(reply: &Reply) -> String {
        serde_json::from_slice::<Value>(&reply.body).unwrap()["error"].as_str().unwrap().to_owned()
    }

    #[test]
    fn each_price_is_taken_in_its_edition() {
        let mut dated = 0;
        for operation in OPERATIONS {
            for form in operation.forms.iter().filter(|form| form.prices.len() > 1) {
                let mut body: Value = serde_json::from_str(form.example.unwrap()).unwrap();
                if body.get("mv").is_some() {
                    body["mv"] = json!("sonic-v4");
                }
                for known in form.prices {
                    let edition = known.until.or(known.since);
                    let service = service(edition);
                    let reply = post(&service, operation.path, &body);
                    assert_eq!(reply.status, 200, "{} {edition:?}: {:?}", operation.id, reply.body);
                    let left = service.balance("mock-key").unwrap();
                    let taken = match known.price.purse {
                        BalanceKind::Credits => 1000 - left.credits,
                        BalanceKind::LyricsCredits => 1000 - left.lyrics_credits,
                    };
                    assert_eq!(taken, u64::from(known.price.credits), "{} in {edition:?}", operation.id);
                    dated += 1;
                }
                assert_eq!(form.price_in(None).unwrap().price, form.price.unwrap(), "the newest is the usual one");
            }
        }
        assert!(dated >= 6, "{dated}");
    }

    #[test]
    fn between_two_sources_the_older_price_holds() {
        let song = &musicapi_facts::CREATE_SONIC.forms[0];
        let [newest, older] = song.prices else { panic!("{:?}", song.prices) };
        let of = |year, month| song.price_in(Some(Edition::new(year, month))).unwrap();
        assert!(older.until < newest.since && newest.since.is_some());
        assert_eq!((of(2026, 8), of(2020, 1)), (older, older));
        assert_eq!((of(2026, 10), of(2030, 1)), (newest, newest));
    }

    #[test]
    fn a_model_is_refused_before_there_is_one_in_the_words_of_that_time() {
        let song = |model: &str| json!({"custom_mode": false, "gpt_description_prompt": "rain", "mv": model});
        let since = musicapi_facts::CREATE_SONIC.forms[0].fields.iter().find(|field| field.name == "mv").unwrap().since;
        let mut texts = BTreeSet::new();
        for &(model, since) in since {
            let (before, after) = (service(Some(Edition::REFERENCE)), service(Some(since)));
            let refused = post(&before, "/sonic/create", &song(model));
            assert_eq!((refused.status.as_u16(), before.balance("mock-key").unwrap().total()), (400, 1000), "{model}");
            assert_eq!(post(&after, "/sonic/create", &song(model)).status, 200, "{model}");
            let unknown = post(&after, "/sonic/create", &song("x"));
            assert!(!text(&refused).contains(&format!("'{model}'")), "{}", text(&refused));
            texts.extend([text(&refused), text(&unknown)]);
        }
        assert_eq!(texts.len(), 3, "{texts:?}");
        // In a batch too.
        let batch = json!({"items": [song("sonic-v6")]});
        assert_eq!(post(&service(Some(Edition::REFERENCE)), "/sonic/batch", &batch).status, 400);
        assert_eq!(post(&service(None), "/sonic/batch", &batch).status, 200);
    }

    #[test]
    fn a_task_that_is_not_there_is_400_until_2025_and_404_where_the_client_says_so() {
        for (edition, path, status) in [
            (Some(Edition::REFERENCE), "sonic", 400),
            (None, "sonic", 404),
            (Some(Edition::new(2026, 1)), "producer", 404),
            (None, "studio", 400),
            (None, "riffusion", 400),
        ] {
            let request = Request::get(&format!("/api/v1/{path}/task/nothing"));
            let reply = service(edition).handle(request.with_header("authorization", "Bearer mock-key"));
            assert_eq!(reply.status, status, "{path} in {edition:?}");
        }
    }

    #[test]
    fn a_replaced_model_is_told_of_once_the_other_is_there() {
        for (edition, told) in [(Some(Edition::new(2026, 8)), 0), (Some(Edition::new(2026, 9)), 1), (None, 1)] {
            let service = service(edition);
            let song = json!({"custom_mode": false, "gpt_description_prompt": "rain", "mv": "sonic-v4"});
            post(&service, "/sonic/create", &song);
            assert_eq!(service.journal()[0].replaced.len(), told, "{edition:?}");
        }
    }

    #[test]
    fn a_split_has_the_tracks_of_its_time() {
        let counts = |played| (basic_split(played).len(), full_split(played).len());
        assert_eq!(counts(Some(Edition::REFERENCE)), (2, 12));
        assert_eq!((counts(Some(Edition::new(2026, 7))), counts(None)), ((2, 24), (4, 24)));
    }
}
