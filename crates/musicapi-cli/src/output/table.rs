//! Tables that fit the terminal.

use console::{Term, measure_text_width, pad_str};
use musicapi::display;

use crate::output::shown::{BOLD, PLAIN};

/// A text on a line, cut to so many letters.
pub(crate) fn line(text: &str, most: usize) -> String {
    let text = display::line(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

/// Rows below a head. Where a line would be wider than the terminal, each row becomes lines of its own, one for each column: an
/// id that is broken in two can't be copied.
pub(crate) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let rows: Vec<[String; N]> = rows.into_iter().map(|row| row.map(|text| display::line(&text))).collect();
    // Into a pipe a row is a line.
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
    fn a_row_is_a_line_or_a_record() {
        let plain = |text: String| crate::output::shown::dressed(&text, false);
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
    fn a_cell_stays_on_its_line() {
        let rows = [["a\u{1b}[31mb\u{2}\u{9b}c\nd".to_owned(), "e\u{202e}\u{2028}f".to_owned()]];
        let table = crate::output::shown::dressed(&table(["one", "two"], rows), false);
        assert!(table.contains("a\u{fffd}[31mb\u{fffd}\u{fffd}c d  e\u{fffd} f\n"), "{table:?}");
        assert_eq!(line("a\nb\u{202e}c", 4), "a b\u{fffd}…");
    }
}
