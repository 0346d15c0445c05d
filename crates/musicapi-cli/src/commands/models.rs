//! `musicapi models`: the models with their prices and limits, from the facts.

use musicapi::facts::{Bound, FAMILIES, Field, Kind, Limit, OPERATIONS};
use serde_json::{Value, json};

use crate::cli::fields;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::table::table;
use crate::output::words::credits;

/// Lists the models of all families, or of one, from the first operation of each that starts a task.
pub(crate) fn list(family: Option<&str>) -> Result<Report, Failure> {
    let known = || FAMILIES.iter().map(|family| family.name);
    if let Some(family) = family.filter(|family| !known().any(|known| known == *family)) {
        let known = known().collect::<Vec<_>>().join(", ");
        return Err(Failure::usage(format!("there is no family {family:?}; there are {known}")));
    }
    let (mut models, mut fixed) = (Vec::new(), String::new());
    for name in known().filter(|known| family.is_none_or(|family| family == *known)) {
        let main = OPERATIONS.iter().find(|operation| operation.family == name && operation.starts.is_some());
        let Some(main) = main else { continue };
        let forms = main.form(None).into_iter().chain(main.forms);
        let of_form = forms.filter_map(|form| {
            let field = fields::model(form)?;
            let Kind::Choice(words) = field.kind else { return None };
            Some((form, field.name, words))
        });
        let Some((form, field, words)) = of_form.into_iter().next() else { continue };
        // Limits that don't depend on the model are listed once, below the table.
        let same = form.fields.iter().filter_map(|limited| {
            let by_model = limited.limits.iter().any(|limit| limit.when.is_some_and(|when| when.field == field));
            let most = limited.limits.iter().find_map(|limit| match (limit.when, limit.bound) {
                (None, Bound::MaxLength(most)) => Some(most),
                _ => None,
            });
            most.filter(|_| !by_model).map(|most| format!("{} {most}", limited.name))
        });
        let same = same.collect::<Vec<_>>().join(", ");
        if !same.is_empty() {
            fixed.push_str(&format!("with every model of {name}: {same}\n"));
        }
        for model in words {
            let limits = form.fields.iter().filter_map(|limited| Some((limited.name, longest(limited, field, model)?)));
            let limits: Vec<(&str, u64)> = limits.collect();
            models.push((name, *model, limits, form.price));
        }
    }
    let rows = models.iter().map(|(family, model, limits, price)| {
        let limits = limits.iter().map(|(field, most)| format!("{field} {most}")).collect::<Vec<_>>().join(", ");
        [(*family).to_owned(), (*model).to_owned(), price.map_or("?".to_owned(), credits), limits]
    });
    let text = table(["family", "model", "a song", "characters at most"], rows);
    let text = if fixed.is_empty() { text } else { format!("{text}\n{fixed}") };
    let details = models.iter().map(|(family, model, limits, price)| {
        let limits: serde_json::Map<String, Value> =
            limits.iter().map(|(field, most)| ((*field).to_owned(), (*most).into())).collect();
        json!({"family": family, "model": model, "credits": price.map(|price| price.credits), "max_length": limits})
    });
    Ok(Report::new(text, json!({"models": details.collect::<Vec<_>>()})))
}

/// The maximum length of a text field for a model; none if it doesn't depend on the model.
fn longest(limited: &Field, field: &str, model: &str) -> Option<u64> {
    let by_model = |limit: &&Limit| limit.when.is_some_and(|when| when.field == field);
    limited.limits.iter().find(by_model)?;
    let of_model = limited
        .limits
        .iter()
        .filter(by_model)
        .find(|limit| limit.when.is_some_and(|when| when.values.contains(&model)));
    let limit = of_model.or_else(|| limited.limits.iter().find(|limit| limit.when.is_none()));
    limit.and_then(|limit| if let Bound::MaxLength(most) = limit.bound { Some(most) } else { None })
}
