-- Acts with the bounds of their dates. An act counts from its entry into force, else from adoption;
-- one without an end lasts.
SELECT
  l.*,
  date_earliest(coalesce(in_force_from, adopted)) AS start_earliest,
  date_latest(coalesce(in_force_from, adopted)) AS start_latest,
  date_earliest(in_force_to) AS end_earliest,
  date_latest(in_force_to) AS end_latest
FROM raw_legislation l
ORDER BY record_id
