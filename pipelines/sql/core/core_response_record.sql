-- One row per response and record it answers.
SELECT DISTINCT record_id AS response_id, unnest(string_split(answers, ';')) AS record_id
FROM raw_responses
WHERE answers IS NOT NULL AND status = 'active'
ORDER BY response_id, record_id
