-- Of which service the file is: tasks, intents and balances of another say nothing here. A single row.
CREATE TABLE service (one INTEGER PRIMARY KEY CHECK (one = 1), base_url TEXT NOT NULL) STRICT;

-- The most that a batch may cost, in credits of either purse, whoever sends it.
CREATE TABLE limits (batch TEXT PRIMARY KEY, credits INTEGER NOT NULL) STRICT;

-- Whether a batch was set without it since: what it cost stays, and it isn't sent again by itself.
ALTER TABLE jobs ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));

-- Whether the service is done with it, and only its files may be missing.
ALTER TABLE submissions ADD COLUMN made INTEGER NOT NULL DEFAULT 0 CHECK (made IN (0, 1));
