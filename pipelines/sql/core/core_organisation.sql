-- Organisations that records touch.
SELECT *
FROM raw_organisations
ORDER BY record_id
