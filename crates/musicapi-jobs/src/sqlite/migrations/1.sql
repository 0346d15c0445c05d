-- What is wanted, and who works on it. It may be replaced by another queue: it says nothing about money.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch TEXT NOT NULL,
    -- Unique within the batch: adding the same again adds nothing.
    key TEXT NOT NULL,
    operation TEXT NOT NULL,
    request TEXT NOT NULL,
    -- The documented price; none if there is none.
    credits INTEGER,
    -- The caller's own, as JSON.
    note TEXT NOT NULL,
    -- 0: nothing is to be done; 1: it is to be sent; 2: it is to be waited for.
    due INTEGER NOT NULL DEFAULT 1 CHECK (due IN (0, 1, 2)),
    forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1)),
    -- Why it rests.
    error TEXT,
    -- The lease: who works on it, and until when in milliseconds since 1970.
    holder TEXT,
    held_until INTEGER NOT NULL DEFAULT 0,
    UNIQUE (batch, key)
) STRICT;

CREATE INDEX jobs_due ON jobs (due, id) WHERE due > 0;
CREATE INDEX jobs_held ON jobs (holder) WHERE holder IS NOT NULL;

-- The truth about money: each paid call, before it is sent and after.
CREATE TABLE submissions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    intent TEXT NOT NULL UNIQUE,
    -- None if it was made by a client that has this file for its journal.
    job INTEGER REFERENCES jobs (id),
    operation TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at INTEGER NOT NULL,
    credits INTEGER,
    balance REAL,
    request TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'intended', 'accepted', 'not_accepted', 'unknown', 'charged', 'not_charged', 'complete', 'failed')),
    task TEXT,
    answer TEXT,
    error TEXT,
    -- What the last look showed, in words.
    seen TEXT,
    -- The clips at the end, with their files, as JSON.
    clips TEXT,
    failed_clips INTEGER NOT NULL DEFAULT 0,
    -- When it was complete or failed.
    ended INTEGER
) STRICT;

CREATE INDEX submissions_job ON submissions (job);
CREATE INDEX submissions_fingerprint ON submissions (fingerprint);
CREATE INDEX submissions_open ON submissions (state) WHERE state IN ('intended', 'unknown', 'accepted');

-- Whoever else works on a job: its next paid call can't even be written down before it is certain that none before it was charged.
CREATE UNIQUE INDEX submissions_once ON submissions (job) WHERE state NOT IN ('not_accepted', 'not_charged', 'failed');

-- Counts how often the disk was waited for: to write here is to wait until all that was written before is on it.
CREATE TABLE syncs (count INTEGER NOT NULL) STRICT;
INSERT INTO syncs VALUES (0);
