//! All that is wrong with a scenario: the reader stops at the first mistake, so it is taken out, and the rest is read again.
//!
//! Lines stay where they are. What a mistake leaves empty above it, such as a list of one fault, goes with it and is no mistake.

use std::path::Path;

use super::Scenario;
use super::error::ScenarioError;

/// More than anybody mends at once.
const MOST: usize = 100;

impl Scenario {
    /// Reads a file, and finds all that is wrong with it.
    ///
    /// # Errors
    /// A mistake each, in the order of their lines.
    pub fn read_all(path: impl AsRef<Path>) -> Result<Self, Vec<ScenarioError>> {
        let file = path.as_ref().display().to_string();
        let text = std::fs::read_to_string(path.as_ref());
        let text =
            text.map_err(|error| vec![ScenarioError::new(format!("it can't be read: {error}")).of_file(&file)])?;
        Self::from_yaml(&text).map_err(|first| {
            let all = all(&text, first);
            all.into_iter().map(|error| error.of_file(&file)).collect()
        })
    }
}

/// All mistakes of a text, of which the first is known.
fn all(text: &str, first: ScenarioError) -> Vec<ScenarioError> {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut emptied = vec![false; lines.len()];
    let (mut found, mut next): (Vec<ScenarioError>, _) = (Vec::new(), Some(first));
    while let Some(error) = next.take() {
        let line = error.line().and_then(|line| usize::try_from(line).ok()?.checked_sub(1));
        let Some(line) = line.filter(|line| *line < lines.len()) else {
            found.push(error);
            break;
        };
        // The reader may point at the end of what is wrong.
        let Some(line) = (0..=line).rev().find(|line| !lines[*line].trim().is_empty()) else { break };
        if !emptied[line] {
            found.push(error);
        }
        if found.len() >= MOST {
            break;
        }
        take_out(&mut lines, &mut emptied, line);
        next = Scenario::from_yaml(&lines.join("\n")).err();
    }
    found.sort_by_key(ScenarioError::line);
    found
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line lies below another, by its indent; the items of a list may stand right below its name.
fn is_below(line: &str, above: &str) -> bool {
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    indent(line) > indent(above) || (indent(line) == indent(above) && is_item(line) && !is_item(above))
}

/// Takes a line out with all that lies below it, and marks the one above if it is left with nothing.
fn take_out(lines: &mut [&str], emptied: &mut [bool], line: usize) {
    let gone = lines[line];
    lines[line] = "";
    for other in lines.iter_mut().skip(line + 1) {
        if !other.trim().is_empty() && !is_below(other, gone) {
            break;
        }
        *other = "";
    }
    let above = (0..line).rev().find(|above| !lines[*above].trim().is_empty() && is_below(gone, lines[*above]));
    if let Some(above) = above {
        let below = lines.iter().skip(above + 1).find(|line| !line.trim().is_empty());
        if below.is_none_or(|below| !is_below(below, lines[above])) {
            emptied[above] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_told_in_their_order_and_no_others() {
        let text = "\
accounts:
  poor: {credits: many}
  rich:
    credits: 5
    extra: 3
lives:
  create_sonc: stuck
faults:
- create_sonic:1:rset
- create_sonic:1:reset
time: {speed: -1}
sed: 4
";
        let told: Vec<String> =
            all(text, Scenario::from_yaml(text).unwrap_err()).iter().map(ToString::to_string).collect();
        let lines: Vec<&str> = told.iter().map(|told| told.split(',').next().unwrap()).collect();
        assert_eq!(lines, ["line 2", "line 5", "line 7", "line 9", "line 11", "line 12"], "{told:#?}");
        assert!(told[2].contains("`create_sonc` starts no task"), "{told:#?}");
    }

    #[test]
    fn whatever_is_wrong_it_ends() {
        for text in ["[", "{", "a: b: c", "accounts: {", "- 1\n- 2", "\t", "faults:\n  - [", "x", "a: &b\n  <<: *c\n"] {
            if let Err(first) = Scenario::from_yaml(text) {
                assert!(!all(text, first.clone()).is_empty(), "{text:?}: {first}");
            }
        }
    }
}
