-- Until when evidence reaches, per country and pillar: the last day of the latest report for practice, and for rules the latest
-- of acts, measures and the last year that was searched, never after the as-of date. After it scores are a forecast.
WITH as_of AS (SELECT value::DATE AS day FROM raw_release WHERE name = 'as_of_date'),
days AS (
  SELECT country_iso3, 'practice' AS "index", date_latest(window_to) AS day FROM raw_reports WHERE status = 'active'
  UNION ALL
  SELECT country_iso3, 'law', start_earliest FROM core_record WHERE kind = 'law' AND is_scored = 1
  UNION ALL
  SELECT country_iso3, 'funding', start_earliest FROM core_record WHERE kind = 'funding' AND is_scored = 1
  UNION ALL
  SELECT country_iso3, CASE dataset WHEN 'legislation' THEN 'law' ELSE 'funding' END, make_date(period_to, 12, 31)
  FROM core_coverage WHERE dataset IN ('legislation', 'funding') AND result <> 'not_searched'
)
SELECT c.country_iso3, x."index", CASE WHEN max(d.day) IS NOT NULL THEN least(max(d.day), (SELECT day FROM as_of)) END AS evidence_to
FROM core_country c
CROSS JOIN (VALUES ('law'), ('funding'), ('practice')) x("index")
LEFT JOIN days d ON d.country_iso3 = c.country_iso3 AND d."index" = x."index"
GROUP BY ALL
ORDER BY c.country_iso3, x."index"
