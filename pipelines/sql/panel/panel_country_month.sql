-- The skeleton with what is known of each country, month and pillar: records that count, and evidence density.
-- The composite's row adds the pillars' records and averages their density.
WITH pillars AS (
  SELECT p.country_iso3, p.month, x."index",
    (SELECT count(*) FROM panel_record_month r
      WHERE r.country_iso3 = p.country_iso3 AND r.month = p.month AND r."index" = x."index") AS n_active_records,
    coalesce(v.evidence_density, 0) AS evidence_density
  FROM panel_month p
  CROSS JOIN (VALUES ('law'), ('funding'), ('practice')) x("index")
  LEFT JOIN panel_coverage v ON v.country_iso3 = p.country_iso3 AND v.month = p.month AND v."index" = x."index"
)
SELECT country_iso3, month, "index", n_active_records, evidence_density FROM pillars
UNION ALL
SELECT country_iso3, month, 'composite', sum(n_active_records)::BIGINT, avg(evidence_density) FROM pillars GROUP BY ALL
ORDER BY country_iso3, month, "index"
