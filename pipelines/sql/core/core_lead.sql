-- What became of each dated fact found in desk research.
SELECT *
FROM raw_coverage_leads
ORDER BY lead_id
