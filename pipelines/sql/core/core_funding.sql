-- Funding measures with the bounds of their dates.
SELECT
  f.*,
  date_earliest(f.start) AS start_earliest,
  date_latest(f.start) AS start_latest,
  date_earliest(f."end") AS end_earliest,
  date_latest(f."end") AS end_latest
FROM raw_funding f
ORDER BY record_id
