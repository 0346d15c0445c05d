//! Print lines without ever waiting for a reader.
//!
//! A test that starts the program often reads its first line and no more. Once the pipe is full, a print would wait for ever, and every
//! request with it. So a thread prints, from a queue; what finds the queue full is dropped and counted.

use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver, SyncSender},
    },
    thread,
    time::Duration,
};

/// How many lines may wait.
const WAITING: usize = 10_000;
/// How long the end of the program waits until everything is printed.
const PATIENCE: Duration = Duration::from_secs(1);

/// Lines on a stream, printed by a thread of its own: nobody waits for whoever reads them.
///
/// Where nobody does, lines are left out once ten thousand wait, and the next one says how many.
#[derive(Debug, Clone)]
pub struct Lines {
    queue: SyncSender<Entry>,
    dropped: Arc<AtomicUsize>,
}

#[derive(Debug)]
enum Entry {
    Line(String),
    /// Tells that everything before is printed.
    End(mpsc::Sender<()>),
}

impl Lines {
    /// Lines for this stream. If no thread can be started for it, nothing is printed.
    pub fn to(stream: impl Write + Send + 'static) -> Self {
        let (queue, entries) = mpsc::sync_channel(WAITING);
        let dropped = Arc::new(AtomicUsize::new(0));
        let counted = dropped.clone();
        let print = move || print(stream, &entries, &counted);
        let _ = thread::Builder::new().name("lines".to_owned()).spawn(print);
        Self { queue, dropped }
    }

    /// Prints a line, unless too many wait.
    pub fn say(&self, line: impl Into<String>) {
        if self.queue.try_send(Entry::Line(line.into())).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Prints the last line, if there is one, and waits a moment until all is printed.
    pub fn end(&self, last: Option<String>) {
        let (queue, (done, ended)) = (self.queue.clone(), mpsc::channel());
        let rest = move || {
            let last = last.map_or(Ok(()), |line| queue.send(Entry::Line(line)));
            last.and_then(|()| queue.send(Entry::End(done)))
        };
        if thread::Builder::new().spawn(rest).is_ok() {
            let _ = ended.recv_timeout(PATIENCE);
        }
    }
}

/// Prints what comes. A stream that is closed is no error: the lines go nowhere.
fn print(mut stream: impl Write, entries: &Receiver<Entry>, dropped: &AtomicUsize) {
    for entry in entries {
        match entry {
            Entry::Line(line) => _ = writeln!(stream, "{line}").and_then(|()| stream.flush()),
            Entry::End(done) => _ = done.send(()),
        }
        let missing = dropped.swap(0, Ordering::Relaxed);
        if missing > 0 {
            let _ = writeln!(stream, "({missing} lines are left out here or before: nobody read them in time)");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{io, sync::Mutex};

    use super::*;

    /// A stream that takes nothing until its lock is free.
    #[derive(Clone, Default)]
    struct Slow(Arc<Mutex<()>>, Arc<Mutex<Vec<u8>>>);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _free = self.0.lock();
            self.1.lock().map_err(|_| io::ErrorKind::Other)?.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_stream_that_nobody_reads_stops_nobody() {
        let stream = Slow::default();
        let held = stream.0.lock();
        let lines = Lines::to(stream.clone());
        for nth in 0..WAITING * 3 {
            lines.say(format!("line {nth}"));
        }
        drop(held);
        lines.end(Some("last".to_owned()));
        let printed = stream.1.lock().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let of = |start: &str| printed.lines().filter(|line| line.starts_with(start)).count();
        assert!(printed.starts_with("line 0\n") && printed.contains("\nlast\n"), "{printed}");
        assert!((WAITING..=WAITING + 1).contains(&of("line ")), "{}", of("line "));
        assert_eq!(of("("), 1, "what is missing is told: {printed}");
    }
}
