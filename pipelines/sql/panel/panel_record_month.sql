-- Months in which an active record of the country's own authorities counts, with the share of its possible dates that put it there:
-- a date known to the year spreads over the year instead of falling on 1 January.
-- A month shows the state at its end. Acts and funding measures last to their end. Incidents count to theirs, at least
-- for twelve months; without a known end as long as the sentence, else as their type says (raw_incident_type). Openings end what
-- they open and stand in no month.
WITH spans AS (
  SELECT record_id, country_iso3, 'law' AS "index", start_earliest, start_latest, end_earliest, end_latest
  FROM core_legislation WHERE status = 'active' AND authority = 'state'
  UNION ALL
  SELECT record_id, country_iso3, 'funding', start_earliest, start_latest, end_earliest, end_latest
  FROM core_funding WHERE status = 'active' AND authority = 'state'
  UNION ALL
  SELECT record_id, country_iso3, 'practice', start_earliest, start_latest,
    CASE WHEN end_earliest IS NOT NULL OR t.months_without_end IS NOT NULL THEN
      greatest(coalesce(end_earliest, start_earliest + to_months(coalesce(i.sentence_months::INT, t.months_without_end))), start_earliest + INTERVAL 12 MONTH) END,
    CASE WHEN end_latest IS NOT NULL OR t.months_without_end IS NOT NULL THEN
      greatest(coalesce(end_latest, start_latest + to_months(coalesce(i.sentence_months::INT, t.months_without_end))), start_latest + INTERVAL 12 MONTH) END
  FROM core_incident i JOIN raw_incident_type t USING (type)
  WHERE status = 'active' AND authority = 'state' AND direction = 'closing'
),
months AS (
  SELECT *, month_index(start_earliest) AS s0, month_index(start_latest) AS s1,
    month_index(end_earliest) AS e0, month_index(end_latest) AS e1
  FROM spans
)
SELECT p.country_iso3, p.month, s."index", s.record_id,
  least(1.0, (p.month_index - s0 + 1) / (s1 - s0 + 1)::DOUBLE)
    * CASE WHEN e1 IS NULL THEN 1.0 ELSE 1.0 - least(1.0, greatest(0.0, (p.month_index - e0 + 1) / (e1 - e0 + 1)::DOUBLE)) END
    AS active_share
FROM months s
JOIN panel_month p ON p.country_iso3 = s.country_iso3 AND p.month_index >= s.s0 AND (e1 IS NULL OR p.month_index <= e1)
WHERE active_share > 0
ORDER BY country_iso3, month, "index", record_id
