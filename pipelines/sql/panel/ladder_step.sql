-- The first time each country reached each rung, by the earliest day its records allow.
SELECT country_iso3, rung, min(start_earliest) AS first_date, arg_min(record_id, (start_earliest, record_id)) AS record_id,
  count(*) AS n_incidents
FROM core_incident
WHERE status = 'active' AND authority = 'state' AND rung IS NOT NULL
GROUP BY ALL
ORDER BY country_iso3, rung
