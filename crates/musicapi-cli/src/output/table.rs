//! Tables that fit the terminal: a line for each row, or a record of lines where a row would be too wide.

use console::{Term, measure_text_width, pad_str};
use musicapi::display;

use crate::output::sanitize::{BOLD, PLAIN};

/// A text on one line, cut to a number of characters.
pub(crate) fn line(text: &str, most: usize) -> String {
    let text = display::line(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

/// Formats rows below a head. If a line would be wider than the terminal, every row becomes a record with a line for each column, since a
/// wrapped id can't be copied.
pub(crate) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let rows: Vec<[String; N]> = rows.into_iter().map(|row| row.map(|text| display::line(&text))).collect();
    // A pipe has no width, so each row is a line.
    let width = Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    let widths = head.each_ref().map(|text| measure_text_width(text));
    let widths = rows.iter().fold(widths, |widths, row| {
        let mut pairs = widths.into_iter().zip(row);
        std::array::from_fn(|_| pairs.next().map_or(0, |(width, text)| width.max(measure_text_width(text))))
    });
    let gaps = 2 * N.saturating_sub(1);
    if width.is_some_and(|width| widths.iter().sum::<usize>() + gaps > width) {
        records(head, &rows)
    } else {
        lines(head, &rows, widths)
    }
}

fn lines<const N: usize>(head: [&str; N], rows: &[[String; N]], widths: [usize; N]) -> String {
    let line = |cells: &[&str]| {
        let cells = cells.iter().zip(widths).map(|(text, width)| pad_str(text, width, console::Alignment::Left, None));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut text = format!("{BOLD}{}{PLAIN}\n", line(&head));
    for row in rows {
        text.push_str(&format!("{}\n", line(&row.each_ref().map(String::as_str))));
    }
    text
}

fn records<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let record = |row: &[String; N]| {
        let lines = head.iter().zip(row).filter(|(_, text)| !text.is_empty());
        lines.map(|(name, text)| format!("{BOLD}{name}{PLAIN}  {text}\n")).collect::<String>()
    };
    rows.iter().map(record).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<[String; 2]> {
        [["26c9c592", "Keeper of the Light"], ["7d3a", "夜"]].map(|row| row.map(str::to_owned)).to_vec()
    }

    #[test]
    fn rows_are_formatted_as_lines_or_as_records() {
        let plain = |text: String| crate::output::sanitize::render(&text, false);
        assert_eq!(
            plain(table(["clip", "title"], rows())),
            "clip      title\n26c9c592  Keeper of the Light\n7d3a      夜\n"
        );
        assert_eq!(
            plain(records(["clip", "title"], &rows())),
            "clip  26c9c592\ntitle  Keeper of the Light\n\nclip  7d3a\ntitle  夜\n"
        );
    }

    #[test]
    fn a_cell_never_breaks_its_line() {
        let rows = [["a\u{1b}[31mb\u{2}\u{9b}c\nd".to_owned(), "e\u{202e}\u{2028}f".to_owned()]];
        let table = crate::output::sanitize::render(&table(["one", "two"], rows), false);
        assert!(table.contains("a\u{fffd}[31mb\u{fffd}\u{fffd}c d  e\u{fffd} f\n"), "{table:?}");
        assert_eq!(line("a\nb\u{202e}c", 4), "a b\u{fffd}…");
    }
}
