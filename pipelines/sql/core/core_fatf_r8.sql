-- Recommendation 8 ratings.
SELECT *
FROM raw_fatf_r8
ORDER BY record_id
