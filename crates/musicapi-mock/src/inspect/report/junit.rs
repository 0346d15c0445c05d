//! The report as JUnit XML, which CI shows.

use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{ClientReport, Minimum, Rule};

pub(super) fn write(report: &ClientReport, minimum: &Minimum) -> String {
    let mut out = Vec::new();
    // A vector can be written to.
    match suite(&mut Writer::new_with_indent(&mut out, b' ', 2), report, minimum) {
        Ok(()) => String::from_utf8_lossy(&out).into_owned() + "\n",
        Err(error) => format!("<!-- {error} -->"),
    }
}

/// The name of a test, and why it fails, if it does.
type Case = (String, Vec<String>);

fn suite(writer: &mut Writer<&mut Vec<u8>>, report: &ClientReport, minimum: &Minimum) -> io::Result<()> {
    let of_rule = |rule: Rule| {
        let findings = report.certain().filter(|finding| finding.rule == rule);
        let told = findings.map(|finding| {
            format!("{}; requests {:?}; {} {}", finding.told(), finding.requests, finding.effect, finding.remedy)
        });
        (rule.name().to_owned(), told.collect())
    };
    let rules: Vec<Case> = Rule::ALL.into_iter().map(of_rule).collect();
    let shares = report.coverage.shares().into_iter();
    let shares: Vec<Case> = shares
        .map(|(name, share)| (name.to_owned(), share.shortfall(name, minimum.of(name)).into_iter().collect()))
        .collect();
    let cases = || rules.iter().map(|case| ("client", case)).chain(shares.iter().map(|case| ("coverage", case)));
    let tests = cases().count().to_string();
    let failures = cases().filter(|(_, (_, failures))| !failures.is_empty()).count().to_string();
    let counts = [("name", "musicapi-mock"), ("tests", &tests), ("failures", &failures)];
    writer.create_element("testsuites").with_attributes(counts).write_inner_content(|writer| {
        writer.create_element("testsuite").with_attributes(counts).write_inner_content(|writer| {
            for (class, (name, failures)) in cases() {
                let case = [("classname", class), ("name", name.as_str())];
                let element = writer.create_element("testcase").with_attributes(case);
                let Some(first) = failures.first() else {
                    element.write_empty()?;
                    continue;
                };
                element.write_inner_content(|writer| {
                    let failure = writer.create_element("failure").with_attribute(("message", first.as_str()));
                    failure.write_text_content(BytesText::new(&failures.join("\n"))).map(drop)
                })?;
            }
            writer.create_element("system-out").write_text_content(BytesText::new(&report.to_string())).map(drop)
        })?;
        Ok(())
    })?;
    Ok(())
}
