//! The connection to a file. Every statement of this crate goes through it.

use std::cell::Cell;

use rusqlite::{Connection, OptionalExtension as _, Params, Row};

use crate::error::Error;

/// Whether a change must be on the disk before it counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durable {
    Yes,
    No,
}

/// The connection.
pub(crate) struct Line {
    pub(crate) connection: Connection,
    /// Whether the next commit waits for the disk.
    syncs: Cell<Option<Durable>>,
}

impl Line {
    pub(crate) fn new(connection: Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(128);
        Self { connection, syncs: Cell::new(None) }
    }

    /// Changes rows, and returns how many.
    pub(crate) fn execute(&self, sql: &str, values: impl Params) -> Result<usize, Error> {
        self.note(sql);
        Ok(self.connection.prepare_cached(sql)?.execute(values)?)
    }

    /// The first row, if there is one.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        self.note(sql);
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.query_row(values, |row| Ok(read(row))).optional()?.transpose()
    }

    /// Visits each row, and keeps none.
    pub(crate) fn each(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        // A list of empty values takes no memory.
        self.all(sql, values, read).map(drop)
    }

    /// All rows.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        values: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.note(sql);
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(read(row)?);
        }
        Ok(all)
    }

    /// A single number; 0 if there is none.
    pub(crate) fn number(&self, sql: &str, values: impl Params) -> Result<i64, Error> {
        Ok(self.one(sql, values, |row| Ok(row.get::<_, Option<i64>>(0)?))?.flatten().unwrap_or_default())
    }

    /// Runs statements without rows or values.
    pub(crate) fn run(&self, sql: &str) -> Result<(), Error> {
        Ok(self.connection.execute_batch(sql)?)
    }

    /// Begins a change, whose commit waits for the disk if that is asked for.
    pub(crate) fn begin(&self, durable: Durable) -> Result<(), Error> {
        if self.syncs.get() != Some(durable) {
            self.run(match durable {
                Durable::Yes => "PRAGMA synchronous = FULL",
                Durable::No => "PRAGMA synchronous = NORMAL",
            })?;
            self.syncs.set(Some(durable));
        }
        // A writer from the start: else two processes could read the same before either writes.
        self.run("BEGIN IMMEDIATE")
    }

    /// Rolls a change back, unless SQLite has done so itself, as it does on a full disk.
    pub(crate) fn roll_back(&self) {
        if !self.connection.is_autocommit() {
            let _ = self.run("ROLLBACK");
        }
    }

    #[cfg(not(test))]
    fn note(&self, _: &str) {}

    /// Remembers each statement, so that a test can ask how SQLite would go about it.
    #[cfg(test)]
    fn note(&self, sql: &str) {
        STATEMENTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(sql.to_owned());
    }
}

#[cfg(test)]
pub(crate) static STATEMENTS: std::sync::Mutex<std::collections::BTreeSet<String>> =
    std::sync::Mutex::new(std::collections::BTreeSet::new());
