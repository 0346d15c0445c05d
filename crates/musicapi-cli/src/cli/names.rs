//! How commands and flags are named after operations, task types and fields.
//!
//! - An operation is a command of its family, named by its `operationId` without the family: `create_sonic` is `sonic create`.
//! - A task type is a command too, without the word `music`: `cover_music` is `sonic cover`. If an operation already has that name, as
//!   `create` has for `create_music`, the flag `--task-type` of the operation selects the task type.
//! - A field is a flag with `-` for `_`. If the command has such a flag itself, the field's flag is `--field-…`.

use musicapi::facts::{Form, OPERATIONS, Operation};

/// A generated command: an operation, or one form of its body.
#[derive(Debug, Clone)]
pub(crate) struct OperationCommand {
    pub(crate) name: String,
    pub(crate) operation: &'static Operation,
    /// The form of the body; none if the body's tag chooses it, or there is only one.
    pub(crate) form: Option<&'static Form>,
}

/// The commands of a family, in the order of the document.
pub(crate) fn commands(family: &str) -> Vec<OperationCommand> {
    let operations = || OPERATIONS.iter().copied().filter(|operation| operation.family == family);
    let named: Vec<String> = operations().map(|operation| kebab_case(operation.id, family)).collect();
    let mut commands: Vec<OperationCommand> = Vec::new();
    for (operation, name) in operations().zip(&named) {
        commands.push(OperationCommand { name: name.clone(), operation, form: None });
        for form in operation.forms {
            let Some(form_name) = form.name else { continue };
            let name = kebab_case(form_name, "music");
            if !named.contains(&name) && !commands.iter().any(|command| command.name == name) {
                commands.push(OperationCommand { name, operation, form: Some(form) });
            }
        }
    }
    commands
}

/// Finds a command of a family by its name.
pub(crate) fn find(family: &str, name: &str) -> Option<OperationCommand> {
    commands(family).into_iter().find(|command| command.name == name)
}

/// A name in kebab case, without one of its words.
fn kebab_case(name: &str, without: &str) -> String {
    let words: Vec<&str> = name.split('_').filter(|word| *word != without).collect();
    words.join("-")
}

/// Flags that commands have besides those of fields.
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

/// The flag of a field or a parameter, without its leading dashes.
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
    fn every_operation_has_a_command_and_no_name_is_used_twice() {
        for operation in OPERATIONS {
            let commands = commands(operation.family);
            assert!(
                commands.iter().any(|command| command.operation == *operation && command.form.is_none()),
                "{}",
                operation.id
            );
            let names: HashSet<&str> = commands.iter().map(|command| command.name.as_str()).collect();
            assert_eq!(names.len(), commands.len(), "{}", operation.family);
        }
        assert!(FAMILIES.iter().all(|family| !commands(family.name).is_empty()));
    }

    #[test]
    fn a_command_is_named_without_its_family_or_the_word_music() {
        assert_eq!([kebab_case("get_nuro_task", "nuro"), kebab_case("cover_music", "music")], ["get-task", "cover"]);
        // A form whose name an operation has gets no command of its own; any other has one.
        for operation in OPERATIONS {
            let commands = commands(operation.family);
            for form in operation.forms.iter().filter_map(|form| form.name) {
                let name = kebab_case(form, "music");
                assert!(commands.iter().any(|command| command.name == name), "{} has no command {name}", operation.id);
            }
        }
        assert!(OPERATIONS.iter().any(|operation| operation.forms.iter().any(|form| form.name.is_some())));
    }

    #[test]
    fn a_field_does_not_shadow_a_flag_of_the_command() {
        assert_eq!([flag("continue_clip_id"), flag("body")], ["continue-clip-id", "field-body"]);
    }
}
