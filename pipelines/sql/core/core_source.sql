-- Every cited page, with the number of records that cite it.
SELECT s.*, count(r.record_id) AS n_records
FROM raw_sources s
LEFT JOIN core_record_source r USING (source_id)
GROUP BY ALL
ORDER BY source_id
