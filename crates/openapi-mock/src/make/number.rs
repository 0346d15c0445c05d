//! Make a number within bounds.

use serde_json::{Number, Value, json};

use crate::document::cursor::Place;

/// A number within the bounds of all schemas; another one for each salt, where there are several.
pub(super) fn value(schemas: &[Place<'_>], whole: bool, salt: usize) -> Value {
    let read = |keyword: &str| {
        schemas.iter().filter_map(|it| Some((it, it.value.get(keyword)?.as_f64()?))).collect::<Vec<_>>()
    };
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let step = read("multipleOf").into_iter().map(|(_, step)| step).filter(|step| *step > 0.0).fold(0.0, f64::max);
    let by = if whole { 1.0 } else { step };
    let within =
        |bound: f64, side: f64| if by > 0.0 { bound + side * by } else { bound + side * (bound.abs().max(1.0) * 1e-3) };
    for (schema, bound) in read("minimum") {
        low = low.max(if schema.flag("exclusiveMinimum") { within(bound, 1.0) } else { bound });
    }
    for (schema, bound) in read("maximum") {
        high = high.min(if schema.flag("exclusiveMaximum") { within(bound, -1.0) } else { bound });
    }
    read("exclusiveMinimum").into_iter().for_each(|(_, bound)| low = low.max(within(bound, 1.0)));
    read("exclusiveMaximum").into_iter().for_each(|(_, bound)| high = high.min(within(bound, -1.0)));
    let start = if low <= 0.0 && high >= 0.0 {
        0.0
    } else if low > 0.0 {
        low
    } else {
        high
    };
    let step = match (whole, step) {
        (true, step) if step >= 1.0 => step,
        (true, _) => 1.0,
        (false, step) => step,
    };
    let aligned = |number: f64| if step > 0.0 { (number / step).ceil() * step } else { number };
    let first = aligned(start);
    let first = if first > high && step > 0.0 { (high / step).floor() * step } else { first };
    let stride = if step > 0.0 {
        step
    } else if high.is_finite() && low.is_finite() {
        (high - low) / 8.0
    } else {
        1.0
    };
    // Count up as long as there is room, and then down.
    let up = first + stride * salt as f64;
    let number = if up <= high { up } else { first - stride * salt as f64 };
    if whole || number.fract() == 0.0 && number.abs() < 1e15 {
        return json!(number as i64);
    }
    Number::from_f64(number).map_or(json!(0), Value::Number)
}
