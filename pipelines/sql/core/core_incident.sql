-- Incidents of both directions with the bounds of their dates and the family of their type.
SELECT
  i.*,
  t.family,
  t.insecurity_kind,
  date_earliest(date) AS start_earliest,
  date_latest(date) AS start_latest,
  date_earliest(end_date) AS end_earliest,
  date_latest(end_date) AS end_latest
FROM raw_incidents i
JOIN raw_incident_type t USING (type)
ORDER BY record_id
