-- Counts that others published, each with its counter and rule; never an input of the index.
SELECT *
FROM raw_counts
ORDER BY record_id
