//! Tests of rows: every format, their jobs, and their errors.

use super::*;

fn opened(bytes: &[u8], ending: &str, encoding: Option<&'static Encoding>) -> Result<Rows, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("songs.{ending}"));
    std::fs::write(&path, bytes).unwrap();
    let files = Files { folder: "/songs".into(), tags: true };
    let rows = Rows::open(path.to_str().unwrap(), encoding, &files, &Settings::empty());
    rows.map_err(|failure| failure.message().to_owned())
}

fn rows(bytes: &[u8], ending: &str) -> Rows {
    opened(bytes, ending, None).unwrap()
}

fn parsed(text: &str, ending: &str) -> (Vec<JobSpec>, Vec<RowError>) {
    let rows = rows(text.as_bytes(), ending);
    let found = check(rows.source.rows().unwrap(), &rows.defaults);
    let work = || rows.work().ok().unwrap().map(|work| work.unwrap().1).collect();
    (if found.errors.count == 0 { work() } else { Vec::new() }, found.errors.some)
}

#[test]
fn a_row_is_equal_in_every_format() {
    let json = "{\"gpt_description_prompt\": \"a march\", \"make_instrumental\": true, \"count\": 2}\n\n\
        {\"prompt\": \"[Verse]\", \"title\": \"7\", \"tags\": \"pop\", \"name\": \"x\", \"out\": \"/o\"}\n";
    let yaml = "- gpt_description_prompt: a march\n  make_instrumental: true\n  count: 2\n\
        - prompt: '[Verse]'\n  title: '7'\n  tags: pop\n  name: x\n  out: /o\n";
    let csv = "gpt_description_prompt,make_instrumental,count,prompt,title,tags,name,out\n\
        a march,TRUE,2,,,,,\n,,,[Verse],7,pop,x,/o\n";
    let (work, errors) = parsed(json, "jsonl");
    assert_eq!(errors, []);
    assert_eq!(work.iter().map(|work| work.key.as_str()).collect::<Vec<_>>(), ["1", "1.2", "2"]);
    assert_eq!((&work[2].request["custom_mode"], &work[2].request["title"]), (&true.into(), &"7".into()));
    assert_eq!((&work[0].request["mv"], &work[2].note["out"]), (&"sonic-v6".into(), &"/o".into()));
    for (text, form) in [(yaml, "yaml"), (csv, "csv")] {
        let (same, errors) = parsed(text, form);
        assert_eq!(errors, []);
        for (same, work) in same.iter().zip(&work) {
            assert_eq!((&same.key, &same.request, &same.note), (&work.key, &work.request, &work.note), "{form:?}");
        }
    }
}

/// A row is known by its request: with anything else, another version of this program would pay for it again.
#[test]
fn what_a_row_leaves_open_is_filled_as_it_always_was() {
    let clip = "\"continue_clip_id\": \"0b8f3f0e-6f7c-4d7b-9a50-3f1f1d0d2f11\"";
    for (row, mode) in [
        ("\"gpt_description_prompt\": \"a march\"".to_owned(), false),
        ("\"prompt\": \"[Verse]\", \"title\": \"A\", \"tags\": \"pop\"".to_owned(), true),
        (format!("\"task_type\": \"extend_music\", {clip}, \"continue_at\": 30"), false),
        (format!("\"task_type\": \"cover_music\", {clip}, \"tags\": \"pop\""), false),
    ] {
        let (work, faults) = parsed(&format!("{{{row}}}\n"), "jsonl");
        assert_eq!((faults, &work[0].request[MODE]), (vec![], &mode.into()), "{row}");
    }
}

#[test]
fn all_errors_are_reported_by_line_and_field() {
    let json = "{\"gpt_description_prompt\": \"a march\"}\n{\"title\": 7, \"no_such_field\": \"x\"}\nsong please\n\
        {\"operation\": \"get_credits\"}\n{\"gpt_description_prompt\": \"x\", \"count\": 0}\n7\n";
    let (_, errors) = parsed(json, "jsonl");
    let reported: Vec<String> = errors.iter().map(|(line, text)| format!("{line} {text}")).collect();
    for (fault, wanted) in [
        (0, "2 title: it must be text"),
        (reported.len() - 5, "2 no_such_field: there is no such field"),
        (reported.len() - 4, "3 it isn't JSON"),
        (reported.len() - 3, "4 operation: \"get_credits\" makes nothing"),
        (reported.len() - 2, "5 count: it must be a whole number from 1 to 10000"),
        (reported.len() - 1, "6 a row must be an object"),
    ] {
        assert!(reported[fault].starts_with(wanted), "{reported:?}");
    }
    let (_, errors) = parsed("- gpt_description_prompt: x\n- no_such_field: x\n", "yaml");
    assert_eq!(errors.iter().map(|(position, _)| position.line).max(), Some(2), "{errors:?}");
    assert_eq!(parsed("- {", "yaml").1.len(), 1);
    let (_, errors) = parsed("gpt_description_prompt,style_weight\nx,much\n", "csv");
    assert_eq!((errors.len(), errors[0].0.line), (1, 2), "{errors:?}");
    for (text, form, wanted) in [
        ("title,title\na,b\n", "csv", "1 there are two columns \"title\""),
        (
            "prompt,title,tags\n\"a \"\"b\"\"\nc\",d,e\n\"f,g,h\ni,j,k\n",
            "csv",
            "4 a quote is opened here and never closed",
        ),
        ("gpt_description_prompt,,\na,,\nb,,c\n", "csv", "3 column 3 has no name in the first line"),
        (
            "- gpt_description_prompt: x\n---\n- gpt_description_prompt: x\n",
            "yaml",
            "3 a second document begins: take out the line `---` before it, so that all rows are one list",
        ),
        ("{\"gpt_description_prompt\": \"x\", \"name\": 2}\n", "jsonl", "1 name: it must be text"),
        (
            "{\"gpt_description_prompt\": \"x\", \"count\": \"2\"}\n",
            "jsonl",
            "1 count: it must be a whole number from 1 to 10000",
        ),
        (
            "{\"operation\": \"create_song\"}\n",
            "jsonl",
            "1 unknown operation \"create_song\"; did you mean create_sonic?",
        ),
        (
            "{\"title\": \"x\"}\n",
            "jsonl",
            "1 a song needs a description (`gpt_description_prompt`) or lyrics (`prompt`)",
        ),
        (
            "{\"custom_mode\": false, \"mv\": \"sonic-v5\"}\n",
            "jsonl",
            "1 gpt_description_prompt: gpt_description_prompt is missing; custom_mode false needs it",
        ),
        ("gpt_description_prompt: x\n", "yaml", "1 each row must begin with `- `"),
        ("{\"title\": 1} {\"title\": 2}\n", "jsonl", "1 more than one object is on this line, from column 14 on"),
        ("[{\"title\": 1}]\n {}", "json", "2:2 it isn't JSON: something follows the list"),
        ("{\"gpt_description_prompt\": \" \"}\n", "jsonl", "1 gpt_description_prompt: it is empty"),
        ("\n{\"title\": 1", "jsonl", "2 it isn't JSON: it ends at column 11, within a value"),
    ] {
        let (_, errors) = parsed(text, form);
        assert_eq!(errors.iter().map(|(line, text)| format!("{line} {text}")).collect::<Vec<_>>(), [wanted]);
    }
    let (work, errors) =
        parsed("[{\"gpt_description_prompt\": \"x\"},\n {\"gpt_description_prompt\": \"y\"}]", "jsonl");
    assert_eq!((work.len(), errors), (2, Vec::new()), "a list is as good as lines");
}

#[test]
fn errors_have_the_line_that_an_editor_shows() {
    let lines =
        |text: &str, ending| parsed(text, ending).1.into_iter().map(|(position, _)| position.line).collect::<Vec<_>>();
    let head = "gpt_description_prompt,style_weight";
    for end in ["\n", "\r\n"] {
        let text = ["", head, "", "x,1", ",", "\"a\nb\",1", "y,much", "", "z,7", "w"].join(end);
        assert_eq!(lines(&text, "csv"), [8, 10, 11], "{end:?}");
        let text = ["", "{\"gpt_description_prompt\": \"x\"}", "", "{\"title\": 1}"].join(end);
        assert_eq!(lines(&text, "jsonl").first(), Some(&4), "{end:?}");
    }
    assert_eq!(lines(&format!("sep=,\n{head}\nx,much\n"), "csv"), [3]);
}

#[test]
fn files_of_common_programs_are_read() {
    let song = |text: &str, ending: &str| {
        let (work, errors) = parsed(text, ending);
        assert_eq!((work.len(), errors), (1, Vec::new()), "{text}");
        work[0].request.to_string()
    };
    let plain = song("{\"gpt_description_prompt\": \"x\"}", "jsonl");
    for (text, ending) in [
        ("\u{feff}{\"gpt_description_prompt\": \"x\", \"title\": null, \"count\": null}\r\n", "jsonl"),
        ("\u{feff}sep=,\r\ngpt_description_prompt,title\r\nx,\r\n,\r\n,,,\r\n", "csv"),
        ("gpt_description_prompt,title\nx,,,\n", "csv"),
        ("gpt_description_prompt;title\r\nx;\r\n", "csv"),
        ("sep=;\r\ngpt_description_prompt;title\r\nx;\r\n", "csv"),
        ("gpt_description_prompt\ttitle\nx\t\n", "tsv"),
        ("- {gpt_description_prompt: x, title: null}\n", "yml"),
        ("\n [{\"gpt_description_prompt\": \"x\"}]", "json"),
    ] {
        assert_eq!(song(text, ending), plain, "{text}");
    }
}

#[test]
fn nothing_is_ignored_silently() {
    for (text, ending, wanted) in [
        (
            "{\"gpt_description_prompt\": \"x\", \"gpt_description_prompt\": \"y\"}",
            "jsonl",
            "the key `gpt_description_prompt` is given twice",
        ),
        ("gpt_description_prompt\rx\ry\r", "csv", "lines end in a way that isn't known"),
        ("gpt_description_prompt,title\nx,y,z\n", "csv", "it has 3 cells, and the first line names 2 columns"),
        ("gpt_description_prompt,title\nx\n", "csv", "it has 1 cells, and the first line names 2 columns"),
    ] {
        let (_, errors) = parsed(text, ending);
        assert!(errors.len() == 1 && errors[0].1.starts_with(wanted), "{errors:?}");
    }
    let long = format!("{{\"gpt_description_prompt\": \"{}\"}}", "x".repeat(17 << 20));
    assert!(parsed(&long, "jsonl").1[0].1.contains("longer than 16 MiB"));
    let (_, errors) = parsed(&format!("title,prompt\na,b\nc,\"{}\"\n", "x\n".repeat(9 << 20)), "csv");
    assert_eq!((errors.len(), errors[0].0.line), (1, 3));
    assert!(errors[0].1.starts_with("a row is longer than 16 MiB; a quote is opened here"), "{errors:?}");
}

#[test]
fn a_row_knows_whether_its_model_is_a_default() {
    let of = |row: &str| parsed(row, "jsonl").0[0].any_model;
    assert!(of("{\"gpt_description_prompt\": \"x\"}"));
    assert!(!of("{\"gpt_description_prompt\": \"x\", \"mv\": \"sonic-v5\"}"));
    assert!(!of("{\"operation\": \"write_sonic_lyrics\", \"description\": \"x\"}"));
}

#[test]
fn an_encoding_is_detected_or_named() {
    let text = "gpt_description_prompt,title\r\nein Lied für Zoë,“Größe”\r\n";
    let utf16 = |swap: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(swap).collect::<Vec<u8>>();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let (windows, ..) = encoding_rs::WINDOWS_1252.encode(text);
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), None),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), None),
        ([b"\xff\xfe".to_vec(), little.clone()].concat(), None),
        ([b"\xfe\xff".to_vec(), big].concat(), None),
        (little, None),
        (windows.to_vec(), Some(encoding_rs::WINDOWS_1252)),
        (text.as_bytes().to_vec(), Some(encoding_rs::UTF_8)),
    ] {
        let rows = opened(&bytes, "csv", encoding).unwrap();
        let work = rows.work().ok().unwrap().next().unwrap().unwrap().1;
        assert_eq!(work.request["gpt_description_prompt"], "ein Lied für Zoë");
        assert_eq!(work.request["title"], "“Größe”");
        assert_eq!(rows.check().ok().unwrap().warnings, [""; 0]);
    }
}

/// A row costs money, so nothing in it is guessed.
#[test]
fn ambiguous_files_are_refused() {
    let (russian, ..) = encoding_rs::WINDOWS_1251.encode("gpt_description_prompt\nпесня о море\n");
    let lone = "gpt_description_prompt\nx".encode_utf16().chain([0xd800, 0x0a]).flat_map(u16::to_le_bytes);
    let utf32 = |swap: fn(u32) -> [u8; 4]| "\u{feff}gpt\nx\n".chars().flat_map(|letter| swap(letter.into())).collect();
    let windows = Some(encoding_rs::WINDOWS_1252);
    for (bytes, ending, encoding, wanted) in [
        (
            russian.to_vec(),
            "csv",
            None,
            ":2: it isn't UTF-8; save the file as UTF-8, or name its encoding with --encoding",
        ),
        (russian.to_vec(), "jsonl", None, ":2: it isn't UTF-8"),
        (russian.to_vec(), "csv", Some(encoding_rs::UTF_8), ":2: it isn't UTF-8"),
        (b"gpt_description_prompt\nb\xc3".to_vec(), "csv", None, ":2: it isn't UTF-8"),
        ([vec![0xff, 0xfe], lone.collect()].concat(), "csv", None, ":2: it isn't UTF-16LE"),
        (utf32(u32::to_le_bytes), "csv", None, "it is UTF-32; save the file as UTF-8"),
        (utf32(u32::to_be_bytes), "csv", None, "it is UTF-32; save the file as UTF-8"),
        (b"gpt_description_prompt\na\0b\n".to_vec(), "csv", None, ":2: there is a NUL in it, which no text has"),
        (b"gpt_description_prompt\na\0b\n".to_vec(), "csv", windows, ":2: there is a NUL in it, which no text has"),
        (b"PK\x03\x04x".to_vec(), "csv", None, "it is a workbook; export it as CSV"),
    ] {
        let message = opened(&bytes, ending, encoding).err().unwrap();
        assert!(message.contains(wanted), "{message}");
    }
}

#[test]
fn a_table_with_semicolons_may_have_decimal_commas() {
    let of = |text: &str| parsed(text, "csv").0.first().map(|work| work.request["style_weight"].clone());
    let row = "gpt_description_prompt;style_weight\nx;0,5\n";
    assert_eq!(of(row), Some(0.5.into()));
    for (text, wanted) in [
        ("gpt_description_prompt,style_weight\nx,\"0,5\"\n", "style_weight: \"0,5\" isn't a number: a point stands"),
        (
            "gpt_description_prompt;style_weight\nx;1.234,5\n",
            "style_weight: \"1.234,5\" isn't a number: one comma stands",
        ),
    ] {
        let (_, errors) = parsed(text, "csv");
        assert!(errors.len() == 1 && errors[0].1.starts_with(wanted), "{errors:?}");
    }
    let quoted = parsed("title,gpt_description_prompt\na;\"b\nc\",x\n", "csv");
    assert!(!quoted.1.is_empty() || quoted.0.len() == 1, "a quote within a cell opens nothing");
}

#[test]
fn an_error_in_many_rows_is_reported_once_with_a_suggestion() {
    let reported = |text: &str, ending: &str| {
        let failure = rows(text.as_bytes(), ending).check().err().unwrap();
        let folder = failure.message().find("songs.").unwrap();
        failure.message()[folder..].to_owned()
    };
    let wrong = reported("gpt_description_prompt,titel\na,x\nb,y\nc,z\n", "csv");
    assert_eq!(
        wrong.lines().next().unwrap(),
        "songs.csv:2: titel: there is no such field; did you mean title? (and in 2 more rows)"
    );
    let wrong = reported("gpt_description_prompt,Style,qqqqq\na,x,y\n", "csv");
    assert!(wrong.contains("Style: there is no such field; did you mean tags?"), "{wrong}");
    assert!(wrong.contains("qqqqq: there is no such field; `musicapi batch schema` lists them"), "{wrong}");
    let wrong =
        reported("[{\"gpt_description_prompt\":\"a\"},{\"titel\":\"x\",\"gpt_description_prompt\":\"b\"}]", "json");
    assert!(wrong.starts_with("songs.json:1:33: titel: "), "{wrong}");
    let wrong = reported("[{\"gpt_description_prompt\":\"a\"},\n {oops}]", "json");
    assert!(wrong.starts_with("songs.json:2:3: it isn't JSON: "), "{wrong}");
    let wrong =
        reported("- gpt_description_prompt: a\n- gpt_description_prompt: b\n  gpt_description_prompt: c\n", "yaml");
    assert_eq!(wrong, "songs.yaml:3: the key `gpt_description_prompt` is given twice");
}
