//! The names of the commands and flags that follow from the facts.
//!
//! - An operation is a command of its family, named by its `operationId` without the family: `create_sonic` is `sonic create`.
//! - A task type is one too, named without the word `music`: `cover_music` is `sonic cover`. Where an operation has that name, as
//!   with the `create_music` that `create` means anyway, the task type is reached by the operation's flag, `--task-type`.
//! - A field is a flag with `-` for `_`. Where the command has such a flag of its own, it is called `--field-…`.

use musicapi::facts::{Form, OPERATIONS, Operation};

/// A command that calls an operation.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) operation: &'static Operation,
    /// The form that its body has; none if the body says it, or there is no choice.
    pub(crate) form: Option<&'static Form>,
}

/// The commands of a family, in the order of the document.
pub(crate) fn calls(family: &str) -> Vec<Call> {
    let operations = || OPERATIONS.iter().copied().filter(|operation| operation.family == family);
    let named: Vec<String> = operations().map(|operation| joined(operation.id, family)).collect();
    let mut calls: Vec<Call> = Vec::new();
    for (operation, name) in operations().zip(&named) {
        calls.push(Call { name: name.clone(), operation, form: None });
        for form in operation.forms {
            let Some(form_name) = form.name else { continue };
            let name = joined(form_name, "music");
            if !named.contains(&name) && !calls.iter().any(|call| call.name == name) {
                calls.push(Call { name, operation, form: Some(form) });
            }
        }
    }
    calls
}

/// The command that this is in a family.
pub(crate) fn call(family: &str, name: &str) -> Option<Call> {
    calls(family).into_iter().find(|call| call.name == name)
}

/// The words of a name, without one of them.
fn joined(name: &str, without: &str) -> String {
    let words: Vec<&str> = name.split('_').filter(|word| *word != without).collect();
    words.join("-")
}

/// The flags that a command has besides those of its fields.
const OWN: [&str; 12] = [
    "base-url",
    "body",
    "config-file",
    "dry-run",
    "help",
    "json",
    "log",
    "log-file",
    "mock",
    "no-tags",
    "no-wait",
    "out",
];

/// The flag of a field or a parameter, without the dashes before it.
pub(crate) fn flag(field: &str) -> String {
    let name = field.replace('_', "-").to_lowercase();
    if OWN.contains(&name.as_str()) { format!("field-{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use musicapi::facts::FAMILIES;

    use super::*;

    #[test]
    fn every_operation_and_every_task_type_has_a_command_of_one_name() {
        for operation in OPERATIONS {
            let calls = calls(operation.family);
            assert!(calls.iter().any(|call| call.operation == *operation && call.form.is_none()), "{}", operation.id);
            let names: HashSet<&str> = calls.iter().map(|call| call.name.as_str()).collect();
            assert_eq!(names.len(), calls.len(), "{}", operation.family);
        }
        let names = |family| calls(family).into_iter().map(|call| call.name).collect::<Vec<_>>();
        assert_eq!(names("nuro"), ["create", "vocal", "bgm", "get-task"]);
        assert_eq!(names("account"), ["get-credits"]);
        assert_eq!(names("sonic")[..5], ["create", "extend", "concat", "cover", "persona"]);
        assert!(FAMILIES.iter().all(|family| !names(family.name).is_empty()));
    }

    #[test]
    fn a_flag_of_the_command_is_not_taken_by_a_field() {
        assert_eq!([flag("continue_clip_id"), flag("body")], ["continue-clip-id", "field-body"]);
    }
}
