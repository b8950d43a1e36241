-- Published figures of other indices: compared with ours, never an input.
SELECT *
FROM raw_benchmarks
ORDER BY record_id
