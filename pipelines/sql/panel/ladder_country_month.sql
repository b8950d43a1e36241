-- The escalation ladder: per country and month the highest rung in use and the breadth of each rung,
-- from incidents that last or happened within twelve months. Physical violence stands beside the ladder.
SELECT p.country_iso3, p.month,
  max(i.rung) AS highest_rung,
  count(*) FILTER (i.rung = 1) AS n_rung_1,
  count(*) FILTER (i.rung = 2) AS n_rung_2,
  count(*) FILTER (i.rung = 3) AS n_rung_3,
  count(*) FILTER (i.rung = 4) AS n_rung_4,
  count(*) FILTER (i.record_id IS NOT NULL AND i.rung IS NULL) AS n_beside_ladder
FROM panel_month p
LEFT JOIN panel_record_month r ON r.country_iso3 = p.country_iso3 AND r.month = p.month AND r."index" = 'practice'
LEFT JOIN core_incident i ON i.record_id = r.record_id
GROUP BY ALL
ORDER BY p.country_iso3, p.month
