-- One row per record and organisation it touches.
WITH touched AS (
  SELECT record_id, organisation_ids FROM raw_funding
  UNION ALL SELECT record_id, organisation_ids FROM raw_incidents
)
SELECT DISTINCT record_id, unnest(string_split(organisation_ids, ';')) AS organisation_id
FROM touched
WHERE organisation_ids IS NOT NULL
ORDER BY record_id, organisation_id
