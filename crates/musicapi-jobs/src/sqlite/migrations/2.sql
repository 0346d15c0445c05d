-- When it was written down what became of a paid call, in milliseconds since 1970: from then on it doesn't move the balance any more,
-- unless its task fails.
ALTER TABLE submissions ADD COLUMN answered INTEGER;
-- Which account it was made with: balances of another say nothing of it.
ALTER TABLE submissions ADD COLUMN account TEXT;
