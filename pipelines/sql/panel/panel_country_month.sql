-- The skeleton with the records in effect in each country, month and pillar; the composite's row adds the pillars' records.
WITH pillars AS (
  SELECT p.country_iso3, p.month, x."index",
    (SELECT count(*) FROM panel_record_month r
      WHERE r.country_iso3 = p.country_iso3 AND r.month = p.month AND r."index" = x."index") AS n_active_records
  FROM panel_month p
  CROSS JOIN (VALUES ('law'), ('funding'), ('practice')) x("index")
)
SELECT country_iso3, month, "index", n_active_records FROM pillars
UNION ALL
SELECT country_iso3, month, 'composite', sum(n_active_records)::BIGINT FROM pillars GROUP BY ALL
ORDER BY country_iso3, month, "index"
