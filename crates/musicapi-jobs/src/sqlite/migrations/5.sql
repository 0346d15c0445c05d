-- What a job asks for, as digests of its request in a canonical form: whatever its model, and all of it. Filled by Rust.
ALTER TABLE jobs ADD COLUMN any_model BLOB NOT NULL DEFAULT x'';
ALTER TABLE jobs ADD COLUMN whole BLOB NOT NULL DEFAULT x'';
CREATE INDEX jobs_any_model ON jobs (any_model);

-- What was replaced by something else in its batch, and was never accepted, is over.
UPDATE jobs SET withdrawn = 1 WHERE forgotten = 1 AND key LIKE '% until ' || id;

-- Other names of a batch.
CREATE TABLE batch_names (name TEXT PRIMARY KEY, batch TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX batch_names_batch ON batch_names (batch);
