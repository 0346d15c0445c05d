-- Who holds jobs, and until when: a lease is renewed for all of its jobs by one row. Times are in milliseconds since 1970. What lies
-- further ahead than a lease was written by a clock that was wrong.
CREATE TABLE holders (holder TEXT PRIMARY KEY, until INTEGER NOT NULL, lease INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO holders SELECT holder, max(held_until), 24 * 60 * 60 * 1000 FROM jobs WHERE holder IS NOT NULL GROUP BY holder;
ALTER TABLE jobs DROP COLUMN held_until;

-- When the last paid call of an account was sent, whoever sent it: the next one keeps its distance.
CREATE TABLE accounts (account TEXT PRIMARY KEY, last_create INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- The state of the paid call of a job that counts: the one that may have to be paid, of which there is one at most, or else the last.
-- None if there was none. A copy, for the counters.
ALTER TABLE jobs ADD COLUMN last TEXT;
UPDATE jobs SET last = (SELECT state FROM submissions WHERE job = jobs.id ORDER BY state IN ('not_accepted', 'not_charged', 'failed'), number DESC LIMIT 1);

-- What is free to be taken.
DROP INDEX jobs_due;
CREATE INDEX jobs_free ON jobs (due, batch, id) WHERE due > 0 AND holder IS NULL;

CREATE INDEX submissions_task ON submissions (task) WHERE task IS NOT NULL;
-- What the balance is held against.
CREATE INDEX submissions_at ON submissions (account, at);
CREATE INDEX submissions_answered ON submissions (answered) WHERE answered IS NOT NULL;
CREATE INDEX submissions_ended ON submissions (ended) WHERE ended IS NOT NULL;

-- Counters, kept by triggers, so that nobody has to sum over all.
CREATE TABLE job_counts (
    batch TEXT NOT NULL,
    due INTEGER NOT NULL,
    forgotten INTEGER NOT NULL,
    -- Empty if there was no call.
    last TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    PRIMARY KEY (batch, due, forgotten, last)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_counts_due ON job_counts (due, batch) WHERE jobs > 0;
INSERT INTO job_counts SELECT batch, due, forgotten, coalesce(last, ''), count(*), coalesce(sum(credits), 0)
    FROM jobs GROUP BY 1, 2, 3, 4;

CREATE TABLE call_counts (
    batch TEXT NOT NULL,
    state TEXT NOT NULL,
    credits INTEGER NOT NULL,
    -- How many have no documented price.
    unpriced INTEGER NOT NULL,
    -- Clips whose files are there.
    files INTEGER NOT NULL,
    PRIMARY KEY (batch, state)
) STRICT, WITHOUT ROWID;
INSERT INTO call_counts SELECT j.batch, s.state, coalesce(sum(s.credits), 0), count(*) - count(s.credits),
    coalesce(sum((SELECT count(*) FROM json_each(s.clips) WHERE value ->> '$.file' IS NOT NULL)), 0)
    FROM submissions s JOIN jobs j ON j.id = s.job GROUP BY 1, 2;

CREATE TRIGGER jobs_added AFTER INSERT ON jobs BEGIN
    INSERT INTO job_counts VALUES (NEW.batch, NEW.due, NEW.forgotten, coalesce(NEW.last, ''), 1, coalesce(NEW.credits, 0))
        ON CONFLICT (batch, due, forgotten, last) DO UPDATE SET jobs = jobs + 1, credits = credits + excluded.credits;
END;

CREATE TRIGGER jobs_removed AFTER DELETE ON jobs BEGIN
    UPDATE job_counts SET jobs = jobs - 1, credits = credits - coalesce(OLD.credits, 0)
        WHERE batch = OLD.batch AND due = OLD.due AND forgotten = OLD.forgotten AND last = coalesce(OLD.last, '');
END;

CREATE TRIGGER jobs_changed AFTER UPDATE OF due, forgotten, last ON jobs
    WHEN OLD.due <> NEW.due OR OLD.forgotten <> NEW.forgotten OR OLD.last IS NOT NEW.last BEGIN
    UPDATE job_counts SET jobs = jobs - 1, credits = credits - coalesce(OLD.credits, 0)
        WHERE batch = OLD.batch AND due = OLD.due AND forgotten = OLD.forgotten AND last = coalesce(OLD.last, '');
    INSERT INTO job_counts VALUES (NEW.batch, NEW.due, NEW.forgotten, coalesce(NEW.last, ''), 1, coalesce(NEW.credits, 0))
        ON CONFLICT (batch, due, forgotten, last) DO UPDATE SET jobs = jobs + 1, credits = credits + excluded.credits;
END;

CREATE TRIGGER calls_added AFTER INSERT ON submissions WHEN NEW.job IS NOT NULL BEGIN
    UPDATE jobs SET last = NEW.state WHERE id = NEW.job;
    INSERT INTO call_counts SELECT batch, NEW.state, coalesce(NEW.credits, 0), NEW.credits IS NULL,
            (SELECT count(*) FROM json_each(NEW.clips) WHERE value ->> '$.file' IS NOT NULL)
        FROM jobs WHERE id = NEW.job
        ON CONFLICT (batch, state) DO UPDATE SET credits = credits + excluded.credits, unpriced = unpriced + excluded.unpriced,
            files = files + excluded.files;
END;

CREATE TRIGGER calls_removed AFTER DELETE ON submissions WHEN OLD.job IS NOT NULL BEGIN
    UPDATE call_counts SET credits = credits - coalesce(OLD.credits, 0), unpriced = unpriced - (OLD.credits IS NULL),
            files = files - (SELECT count(*) FROM json_each(OLD.clips) WHERE value ->> '$.file' IS NOT NULL)
        WHERE batch = (SELECT batch FROM jobs WHERE id = OLD.job) AND state = OLD.state;
    UPDATE jobs SET last = (SELECT state FROM submissions WHERE job = OLD.job ORDER BY state IN ('not_accepted', 'not_charged', 'failed'), number DESC LIMIT 1) WHERE id = OLD.job;
END;

CREATE TRIGGER calls_changed AFTER UPDATE OF job, state, clips ON submissions
    WHEN NEW.job IS NOT NULL AND (OLD.job IS NOT NEW.job OR OLD.state <> NEW.state OR OLD.clips IS NOT NEW.clips) BEGIN
    UPDATE call_counts SET credits = credits - coalesce(OLD.credits, 0), unpriced = unpriced - (OLD.credits IS NULL),
            files = files - (SELECT count(*) FROM json_each(OLD.clips) WHERE value ->> '$.file' IS NOT NULL)
        WHERE batch = (SELECT batch FROM jobs WHERE id = OLD.job) AND state = OLD.state;
    INSERT INTO call_counts SELECT batch, NEW.state, coalesce(NEW.credits, 0), NEW.credits IS NULL,
            (SELECT count(*) FROM json_each(NEW.clips) WHERE value ->> '$.file' IS NOT NULL)
        FROM jobs WHERE id = NEW.job
        ON CONFLICT (batch, state) DO UPDATE SET credits = credits + excluded.credits, unpriced = unpriced + excluded.unpriced,
            files = files + excluded.files;
    UPDATE jobs SET last = (SELECT state FROM submissions WHERE job = jobs.id ORDER BY state IN ('not_accepted', 'not_charged', 'failed'), number DESC LIMIT 1)
        WHERE id IN (OLD.job, NEW.job);
END;
