-- Evidence density: how deeply each country and month was searched, 0 (not) to 1 (registers and local languages),
-- as the mean over the topics of a dataset. Counts of records have no part in it.
WITH topics AS (
  SELECT DISTINCT dataset, topic FROM core_coverage WHERE dataset IN ('legislation', 'funding', 'incidents')
),
depths AS (
  SELECT p.country_iso3, p.month, t.dataset, t.topic, coalesce(max(v.depth), 0) / 3.0 AS density
  FROM panel_month p
  CROSS JOIN topics t
  LEFT JOIN core_coverage v
    ON v.country_iso3 = p.country_iso3 AND v.dataset = t.dataset AND v.topic = t.topic
    AND year(p.month) BETWEEN v.period_from AND v.period_to
  GROUP BY ALL
)
SELECT country_iso3, month,
  CASE dataset WHEN 'legislation' THEN 'law' WHEN 'funding' THEN 'funding' ELSE 'practice' END AS "index",
  avg(density) AS evidence_density
FROM depths
GROUP BY ALL
ORDER BY country_iso3, month, "index"
