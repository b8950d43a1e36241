-- Reports that were read, with the number of levels coded from each.
SELECT p.*, count(a.record_id) AS n_codes
FROM raw_reports p
LEFT JOIN raw_assessments a ON a.report_id = p.report_id AND a.status = 'active'
GROUP BY ALL
ORDER BY p.report_id
