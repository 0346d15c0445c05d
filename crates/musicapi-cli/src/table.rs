//! Tables that fit the terminal.

use comfy_table::{ContentArrangement, Table, presets};

/// A text without what could steer the terminal.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter }).collect()
}

/// Rows below a head, each as wide as it must be; where that is too wide for the terminal, texts are broken.
pub(crate) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let terminal = console::Term::stdout();
    let width = terminal.size_checked().map(|(_, columns)| columns);
    let bold = |text: &str| console::style(text).bold().to_string();
    render(
        head.map(|text| if terminal.features().colors_supported() { bold(text) } else { text.to_owned() }),
        rows,
        width,
    )
}

fn render<const N: usize>(
    head: [String; N],
    rows: impl IntoIterator<Item = [String; N]>,
    width: Option<u16>,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    // Into a pipe a row is a line.
    if let Some(width) = width {
        table.set_width(width);
    } else {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table.set_header(head);
    for row in rows {
        table.add_row(row.map(|text| clean(&text)));
    }
    table.lines().map(|line| format!("{}\n", line.trim())).collect()
}
