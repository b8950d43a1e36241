-- What was searched, how deeply, and with what result.
SELECT *
FROM raw_coverage
ORDER BY record_id
