//! A tree of path templates, with a level for each segment.
//!
//! At each node the search tries a literal segment first, then segments that are literal in part (those with the most literal text
//! first), then a parameter alone. Where a choice leads to no leaf, it goes back and tries the next. So a path is found if any template
//! matches it, and where several do, the most literal one at the first segment in which they differ wins. A node has one parent only and is
//! tried at most once, and a step is linear in its segment: so a search takes no more steps than the tree has nodes.
//!
//! A segment that is literal is compared decoded: `/a%20b` and `/a b` are one. Literals beside a parameter are looked for in the path as it
//! was sent, so that what a client encodes belongs to the parameter: in `{a}-{b}`, `1%2D2-3` is `1-2` and `3`.

use std::{borrow::Cow, collections::HashMap};

use percent_encoding::percent_decode_str;

/// A tree whose leaves are of type `T`.
pub(super) struct Tree<T> {
    nodes: Vec<Node<T>>,
}

struct Node<T> {
    literals: HashMap<String, usize>,
    /// Segments such as `{base}...{head}`, those with the most literal text first.
    mixed: Vec<(Mixed, usize)>,
    parameter: Option<usize>,
    leaf: Option<T>,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { literals: HashMap::new(), mixed: Vec::new(), parameter: None, leaf: None }
    }
}

/// The literals of a segment before, between and after its parameters.
#[derive(PartialEq, Eq)]
struct Mixed(Vec<String>);

/// A parsed template: its segments, and the names of its parameters in their order.
pub(super) struct Template {
    segments: Vec<Segment>,
    pub(super) names: Vec<String>,
}

enum Segment {
    Literal(String),
    Parameter,
    Mixed(Mixed),
}

impl Template {
    /// Reads a path with its leading slash.
    ///
    /// # Errors
    /// What is wrong, in words that follow "the path".
    pub(super) fn read(path: &str) -> Result<Self, String> {
        let rest = path.strip_prefix('/').ok_or("must begin with a slash")?;
        let mut names = Vec::new();
        let segments = rest.split('/').map(|segment| read_segment(segment, &mut names)).collect::<Result<_, _>>()?;
        if let Some(twice) = names.iter().enumerate().find(|(n, name)| names[..*n].contains(name)) {
            return Err(format!("has the parameter `{}` twice", twice.1));
        }
        Ok(Self { segments, names })
    }
}

fn read_segment(segment: &str, names: &mut Vec<String>) -> Result<Segment, String> {
    let mut literals = vec![String::new()];
    let mut rest = segment;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').ok_or("has a `{` without its `}`")? + open;
        let before = decoded(&rest[..open]).unwrap_or(Cow::Borrowed(&rest[..open]));
        if literals.len() > 1 && before.is_empty() {
            return Err("has two parameters with nothing between them".to_owned());
        }
        if let Some(last) = literals.last_mut() {
            last.push_str(&before);
        }
        names.push(rest[open + 1..close].to_owned());
        literals.push(String::new());
        rest = &rest[close + 1..];
    }
    if let Some(last) = literals.last_mut() {
        last.push_str(&decoded(rest).unwrap_or(Cow::Borrowed(rest)));
    }
    Ok(match &literals[..] {
        [only] => Segment::Literal(only.clone()),
        [before, after] if before.is_empty() && after.is_empty() => Segment::Parameter,
        _ => Segment::Mixed(Mixed(literals)),
    })
}

fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('%') { percent_decode_str(text).decode_utf8().ok() } else { Some(Cow::Borrowed(text)) }
}

impl<T> Tree<T> {
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    /// The leaf for a template's shape, to which the names of its parameters don't belong.
    pub(super) fn leaf(&mut self, template: &Template) -> &mut Option<T> {
        let mut at = 0;
        for segment in &template.segments {
            let new = self.nodes.len();
            let node = &mut self.nodes[at];
            at = match segment {
                Segment::Literal(text) => *node.literals.entry(text.clone()).or_insert(new),
                Segment::Parameter => *node.parameter.get_or_insert(new),
                Segment::Mixed(mixed) => match node.mixed.iter().find(|(known, _)| known == mixed) {
                    Some((_, known)) => *known,
                    None => {
                        node.mixed.push((Mixed(mixed.0.clone()), new));
                        node.mixed
                            .sort_by_key(|(it, _)| std::cmp::Reverse(it.0.iter().map(String::len).sum::<usize>()));
                        new
                    }
                },
            };
            if at == new {
                self.nodes.push(Node::default());
            }
        }
        &mut self.nodes[at].leaf
    }

    /// The leaf that a path leads to, and the path's text in place of each parameter, still encoded.
    pub(super) fn find<'t, 'p>(&'t self, path: &'p str) -> Option<(&'t T, Vec<&'p str>)> {
        let mut captured = Vec::new();
        let leaf = self.walk(0, path.strip_prefix('/')?, &mut captured)?;
        Some((leaf, captured))
    }

    fn walk<'t, 'p>(&'t self, node: usize, path: &'p str, captured: &mut Vec<&'p str>) -> Option<&'t T> {
        let node = &self.nodes[node];
        let (segment, rest) = match path.split_once('/') {
            Some((segment, rest)) => (segment, Some(rest)),
            None => (path, None),
        };
        let go = |next: usize, captured: &mut Vec<&'p str>| match rest {
            Some(rest) => self.walk(next, rest, captured),
            None => self.nodes[next].leaf.as_ref(),
        };
        if let Some(next) = decoded(segment).and_then(|text| node.literals.get(&*text))
            && let Some(leaf) = go(*next, captured)
        {
            return Some(leaf);
        }
        let before = captured.len();
        for (mixed, next) in &node.mixed {
            if fill(&mixed.0, segment, captured)
                && let Some(leaf) = go(*next, captured)
            {
                return Some(leaf);
            }
            captured.truncate(before);
        }
        captured.push(segment);
        let found = node.parameter.and_then(|next| go(next, captured));
        if found.is_none() {
            captured.truncate(before);
        }
        found
    }
}

/// Captures the text between these literals; each parameter is as short as the others allow, and not empty.
///
/// The last literal must be the end. Of those before it, each is taken where it comes first: wherever later ones fit, they fit behind that
/// too, so nothing is ever tried twice.
fn fill<'p>(literals: &[String], segment: &'p str, captured: &mut Vec<&'p str>) -> bool {
    let [first, between @ .., last] = literals else { return false };
    let rest = segment.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()));
    let Some(mut rest) = rest else { return false };
    for literal in between {
        // A parameter has at least one character.
        let one = rest.chars().next().map_or(0, char::len_utf8);
        let Some(at) = rest[one..].find(literal.as_str()) else { return false };
        captured.push(&rest[..one + at]);
        rest = &rest[one + at + literal.len()..];
    }
    captured.push(rest);
    !rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(templates: &[&'static str]) -> Tree<&'static str> {
        let mut tree = Tree::new();
        for template in templates {
            *tree.leaf(&Template::read(template).unwrap()) = Some(*template);
        }
        tree
    }

    #[test]
    fn the_closest_template_is_found() {
        let tree = tree(&[
            "/",
            "/a",
            "/{x}",
            "/a/{x}",
            "/a/b",
            "/{x}/c",
            "/a/{x}/d",
            "/c/{base}...{head}",
            "/c/{name}.zip",
            "/p/{a}-{b}.zip",
            "/c/{name}",
            "/u/{id}:stop",
            "/with%20space",
            "/plus+%2B",
        ]);
        let find = |path| tree.find(path).map(|(leaf, captured)| (*leaf, captured.join(",")));
        for (path, leaf, captured) in [
            ("/", "/", ""),
            ("/a", "/a", ""),
            ("/z", "/{x}", "z"),
            ("/a/b", "/a/b", ""),
            ("/a/c", "/a/{x}", "c"),
            ("/a/", "/a/{x}", ""),
            ("/a//d", "/a/{x}/d", ""),
            ("/z/c", "/{x}/c", "z"),
            ("/a/b/d", "/a/{x}/d", "b"),
            ("/c/main...dev", "/c/{base}...{head}", "main,dev"),
            ("/c/1.0.zip", "/c/{name}.zip", "1.0"),
            ("/c/.zip", "/c/{name}", ".zip"),
            ("/c/...", "/c/{name}", "..."),
            ("/c/a....", "/c/{base}...{head}", "a,."),
            ("/c/é...é", "/c/{base}...{head}", "é,é"),
            ("/c/....zip", "/c/{name}.zip", "..."),
            ("/p/1-2-3.zip", "/p/{a}-{b}.zip", "1,2-3"),
            ("/p/--1.zip", "/p/{a}-{b}.zip", "-,1"),
            ("/p/1%2D2-3.zip", "/p/{a}-{b}.zip", "1%2D2,3"),
            ("/p/1-.zip-.zip", "/p/{a}-{b}.zip", "1,.zip-"),
            ("/u/7:stop", "/u/{id}:stop", "7"),
            ("/with%20space", "/with%20space", ""),
            ("/with space", "/with%20space", ""),
            ("/plus++", "/plus+%2B", ""),
            ("/%61", "/a", ""),
            ("/%ff", "/{x}", "%ff"),
        ] {
            assert_eq!(find(path), Some((leaf, captured.to_owned())), "{path}");
        }
        for path in ["", "a", "/a/b/c/d", "/u/7", "/p/1-.zip", "/p/-1.zip", "/p/1.zip-2", "/p/é.zip"] {
            assert_eq!(find(path), None, "{path}");
        }
    }

    #[test]
    fn what_is_no_template_is_told() {
        for (path, says) in [("a", "slash"), ("/{a", "without its"), ("/{a}{b}", "between"), ("/{a}/{a}", "`a` twice")]
        {
            assert!(Template::read(path).err().is_some_and(|told| told.contains(says)), "{path}");
        }
    }
}
