//! What the program says on standard error while it runs: lines on requests, callbacks and what went wrong.
//!
//! Whoever tells something doesn't wait for who reads it: a thread writes. If nobody reads, a pipe takes no more; then lines are left out
//! as long as there is no room for them, and the next one says how many.

use std::io::Write;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender, SyncSender};
use std::thread;
use std::time::Duration;

/// How many lines wait to be written.
const WAITING: usize = 10_000;

/// How long the end waits for what is still to be written.
const END: Duration = Duration::from_millis(500);

static LINES: LazyLock<Lines> = LazyLock::new(|| Lines::to(std::io::stderr(), WAITING));

/// Tells something, as a line of its own.
pub(super) fn tell(line: &str) {
    LINES.tell(line);
}

/// Waits until all is written that was told, but not for long: perhaps nobody reads it.
pub(super) fn finish() {
    LINES.finish(END);
}

struct Lines {
    sender: SyncSender<Line>,
    left_out: AtomicU64,
}

enum Line {
    Text(String),
    /// Dropped once all before it is written.
    End(#[expect(dead_code, reason = "it is dropped, which is what is waited for")] Sender<()>),
}

impl Lines {
    /// Lines that are written there.
    fn to(mut out: impl Write + Send + 'static, waiting: usize) -> Self {
        let (sender, lines) = mpsc::sync_channel(waiting);
        let write = move || {
            for line in lines {
                if let Line::Text(text) = line {
                    // If it can't be written, there is nobody to tell.
                    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
                }
            }
        };
        // Without the thread all lines are left out.
        let _ = thread::Builder::new().name("musicapi-mock-lines".to_owned()).spawn(write);
        Self { sender, left_out: AtomicU64::new(0) }
    }

    fn tell(&self, line: &str) {
        let left_out = self.left_out.swap(0, Ordering::Relaxed);
        let before = match left_out {
            0 => String::new(),
            _ => format!("{left_out} lines were left out here: nobody read them in time\n"),
        };
        if self.sender.try_send(Line::Text(format!("{before}{line}\n"))).is_err() {
            self.left_out.fetch_add(left_out + 1, Ordering::Relaxed);
        }
    }

    fn finish(&self, patience: Duration) {
        let (end, ended) = mpsc::channel();
        if self.sender.try_send(Line::End(end)).is_ok() {
            // Nothing is ever sent: it ends when the other end is dropped.
            let _ = ended.recv_timeout(patience);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::mpsc::Receiver;
    use std::sync::{Arc, Mutex};

    use super::*;

    /// A pipe that takes a piece each time that somebody reads.
    struct Pipe {
        reads: Receiver<()>,
        taken: Arc<Mutex<String>>,
    }

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // Once the reader is gone all is taken.
            let _ = self.reads.recv();
            self.taken.lock().unwrap().push_str(std::str::from_utf8(bytes).unwrap());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nobody_waits_for_who_does_not_read_and_what_is_left_out_is_counted() {
        let (read, reads) = mpsc::channel();
        let taken = Arc::new(Mutex::new(String::new()));
        let lines = Lines::to(Pipe { reads, taken: Arc::clone(&taken) }, 2);
        (0..20).for_each(|number| lines.tell(&number.to_string()));
        assert_eq!(*taken.lock().unwrap(), "", "nobody has read yet");
        lines.finish(Duration::ZERO);
        drop(read);
        // From here on there is room, sooner or later.
        while lines.left_out.load(Ordering::Relaxed) > 0 {
            lines.tell("on");
        }
        lines.finish(Duration::from_secs(60));
        let taken = taken.lock().unwrap();
        let told: Vec<&str> = taken.lines().collect();
        assert!(told.starts_with(&["0", "1"]) && told.ends_with(&["on"]), "{told:?}");
        let numbers = told.iter().filter(|line| line.parse::<u64>().is_ok()).count() as u64;
        let left_out: u64 = told
            .iter()
            .filter_map(|line| line.strip_suffix(" lines were left out here: nobody read them in time"))
            .map(|count| count.parse::<u64>().unwrap())
            .sum();
        let on = told.iter().filter(|line| **line == "on").count() as u64;
        assert!(left_out >= 20 - numbers && on >= 1, "{told:?}");
    }
}
