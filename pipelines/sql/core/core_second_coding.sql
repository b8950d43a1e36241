-- A second coder's values for a tenth of the records, from which agreement is computed.
SELECT *
FROM raw_second_coding
ORDER BY record_id, coder, variable
