//! Find the line of a JSON text on which a value begins. The text has been parsed before, so this reader only skips over it.

use crate::document::cursor::keys;

/// The line of the value at a JSON pointer, or of its nearest ancestor in the text; the text must be JSON.
pub(crate) fn of(text: &str, pointer: &str) -> Option<usize> {
    let mut reader = Reader { text: text.as_bytes(), at: 0 };
    reader.spaces();
    for key in keys(pointer) {
        if !reader.enter(&key) {
            break;
        }
    }
    Some(text.as_bytes().get(..reader.at)?.iter().filter(|byte| **byte == b'\n').count() + 1)
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or_default()
    }

    fn spaces(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// Moves from the start of a value to the start of a member or item; stays if the value has none of that name.
    fn enter(&mut self, key: &str) -> bool {
        let start = self.at;
        let open = self.peek();
        if open != b'{' && open != b'[' {
            return false;
        }
        self.at += 1;
        for index in 0.. {
            self.spaces();
            if matches!(self.peek(), b'}' | b']' | 0) {
                break;
            }
            let member = self.at;
            let mut found = open == b'[' && key == index.to_string();
            if open == b'{' {
                self.skip();
                let name = self.text.get(member..self.at).and_then(|name| serde_json::from_slice::<String>(name).ok());
                found = name.is_some_and(|name| name == key);
                self.spaces();
                self.at += 1;
                self.spaces();
            }
            if found {
                return true;
            }
            self.skip();
            self.spaces();
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        self.at = start;
        false
    }

    /// Moves past the value that starts here.
    fn skip(&mut self) {
        let mut depth = 0;
        loop {
            match self.peek() {
                0 => return,
                b'"' => {
                    self.at += 1;
                    while !matches!(self.peek(), b'"' | 0) {
                        self.at += if self.peek() == b'\\' { 2 } else { 1 };
                    }
                    self.at += 1;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                    continue;
                }
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b':' => {
                    self.at += 1;
                    continue;
                }
                byte if byte.is_ascii_whitespace() => {
                    self.at += 1;
                    continue;
                }
                _ => {
                    while !matches!(self.peek(), b',' | b'}' | b']' | 0) && !self.peek().is_ascii_whitespace() {
                        self.at += 1;
                    }
                }
            }
            if depth <= 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_place_is_found() {
        let text = "{\n \"a\": [1,\n  {\"b/c\": \"}\\\"\",\n \"d\": {\"e\": []}}\n],\n\"f\": true }";
        for (pointer, line) in [
            ("", 1),
            ("/a", 2),
            ("/a/0", 2),
            ("/a/1", 3),
            ("/a/1/b~1c", 3),
            ("/a/1/d/e", 4),
            ("/f", 6),
            ("/a/1/no", 3),
            ("/g", 1),
        ] {
            assert_eq!(of(text, pointer), Some(line), "{pointer}");
        }
    }
}
