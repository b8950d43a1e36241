-- The skeleton: every country and month from the first month to the month of the as-of date,
-- made before anything is joined, so that what is missing stays visible.
SELECT c.country_iso3, m.month::DATE AS month, month_index(m.month) AS month_index
FROM core_country c
CROSS JOIN (
  SELECT unnest(generate_series(
    (SELECT (value || '-01')::DATE FROM raw_release WHERE name = 'first_month'),
    (SELECT value::DATE FROM raw_release WHERE name = 'as_of_date'),
    INTERVAL 1 MONTH
  )) AS month
) m
ORDER BY country_iso3, month
