-- Responses, with the records they answer.
SELECT *
FROM raw_responses
ORDER BY record_id
