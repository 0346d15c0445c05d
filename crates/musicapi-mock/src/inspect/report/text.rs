//! The report as text.

use std::fmt;

use super::{ClientReport, Cost};

/// How many of what is missing are named.
const NAMED: usize = 8;

/// Who tried less of the operations, in percent, isn't told what is missing: it wasn't meant to be tried.
const LITTLE: f64 = 20.0;

impl fmt::Display for ClientReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { asked, kept, findings, coverage, cost } = self;
        let counted = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let (asked_told, found) = (counted(*asked, "request"), counted(findings.len() as u64, "finding"));
        writeln!(f, "Report on the client: {asked_told}, {found}")?;
        if kept < asked {
            writeln!(f, "  (only the newest {kept} requests are kept, and looked at)")?;
        }
        for finding in findings {
            let numbers: Vec<String> = finding.requests.iter().map(|number| format!("#{number}")).collect();
            let perhaps = if finding.certain { "" } else { "perhaps " };
            writeln!(f, "  {perhaps}{}: {} {}", finding.rule.name(), finding.told(), numbers.join(" "))?;
            writeln!(f, "    {} {}", finding.effect, finding.remedy)?;
            writeln!(f, "    ({})", finding.source)?;
        }
        if coverage.operations.percent() < LITTLE {
            let shares = coverage.shares().map(|(name, share)| format!("{} of {} {name}", share.seen, share.all));
            writeln!(f, "Tried of the document: {}", shares.join(", "))?;
            return writeln!(f, "{cost}");
        }
        writeln!(f, "Tried of the document:")?;
        for (name, share) in coverage.shares() {
            write!(f, "  {name}: {} of {} ({:.1} %)", share.seen, share.all, share.percent())?;
            let named: Vec<&str> = share.missing.iter().take(NAMED).map(String::as_str).collect();
            match share.missing.len().saturating_sub(NAMED) {
                _ if named.is_empty() => writeln!(f)?,
                0 => writeln!(f, "; not: {}", named.join(", "))?,
                more => writeln!(f, "; not: {} and {more} more", named.join(", "))?,
            }
        }
        writeln!(f, "{cost}")
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { credits, lyrics_credits, minutes, .. } = self;
        write!(f, "This would have cost {credits} credits")?;
        if *lyrics_credits > 0 {
            write!(f, ", {lyrics_credits} lyrics credits")?;
        }
        write!(f, " and about {minutes} minutes on the real service.")
    }
}
