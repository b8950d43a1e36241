-- One row per record and source, so that each number can be followed to its pages.
WITH cited AS (
  SELECT record_id, source_ids FROM raw_legislation
  UNION ALL SELECT record_id, source_ids FROM raw_funding
  UNION ALL SELECT record_id, source_ids FROM raw_incidents
  UNION ALL SELECT report_id, source_ids FROM raw_reports
  UNION ALL SELECT record_id, source_ids FROM raw_regimes WHERE source_ids IS NOT NULL
  UNION ALL SELECT record_id, source_ids FROM raw_organisations
  UNION ALL SELECT record_id, source_ids FROM raw_commitments
  UNION ALL SELECT record_id, source_ids FROM raw_fatf_r8
  UNION ALL SELECT record_id, source_ids FROM raw_responses
  UNION ALL SELECT record_id, source_ids FROM raw_benchmarks
  UNION ALL SELECT record_id, source_ids FROM raw_counts
)
SELECT DISTINCT record_id, unnest(string_split(source_ids, ';')) AS source_id
FROM cited
ORDER BY record_id, source_id
