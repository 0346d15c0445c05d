//! Reads the prices of operations.

use anyhow::Result;
use serde_json::Value;

use crate::document::extensions;
use crate::document::{request_schema, resolve};

/// The price of a form: from its schema, or else from the operation.
pub fn price(schema: &Value, operation: &Value) -> Result<Option<extensions::Price>> {
    match extensions::read(schema, "x-price")? {
        Some(price) => Ok(Some(price)),
        None => extensions::read(operation, "x-price"),
    }
}

/// The prices of an operation: by task type, or for `a call` if there are none.
pub fn prices(root: &Value, operation: &Value) -> Result<Vec<(String, extensions::Price)>> {
    let schema = request_schema(root, operation).map_or(&Value::Null, |schema| resolve(root, schema));
    let Some(variants) = schema.pointer("/discriminator/mapping").and_then(Value::as_object) else {
        return Ok(price(schema, operation)?.map(|price| ("a call".to_owned(), price)).into_iter().collect());
    };
    let mut prices = Vec::new();
    for (name, path) in variants {
        let variant = path.as_str().and_then(|path| root.pointer(path.trim_start_matches('#'))).unwrap_or(&Value::Null);
        prices.extend(price(variant, operation)?.map(|price| (format!("`{name}`"), price)));
    }
    Ok(prices)
}

/// The prices of an operation, as lines of documentation.
pub fn prices_in_words(root: &Value, operation: &Value) -> Result<Vec<String>> {
    let prices = prices(root, operation)?;
    if prices.is_empty() {
        return Ok(Vec::new());
    }
    if let [(name, price)] = prices.as_slice()
        && !name.starts_with('`')
    {
        return Ok(vec![String::new(), format!("Costs {} credits.", price.credits)]);
    }
    let mut lines = vec![String::new(), "Costs, in credits:".to_owned()];
    lines.extend(prices.into_iter().map(|(name, price)| format!("- {name}: {}", price.credits)));
    Ok(lines)
}
