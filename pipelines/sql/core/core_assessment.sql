-- Levels of items as reports state them, as they were coded.
SELECT * FROM raw_assessments ORDER BY record_id
