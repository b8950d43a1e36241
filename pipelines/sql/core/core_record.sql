-- The one list of records: acts, funding measures and incidents, whether each counts for its country, in what direction, when
-- it was in force, and how strong it is. Pages, briefs, sentences, tables, search and explanations ask here.
-- Strength: product of level and scope as a share of the most for acts and measures, severity as a share of the most for incidents.
WITH records AS (
  SELECT record_id, country_iso3, 'law' AS kind, instrument AS sort, title_en, status, authority, verification,
    CASE direction WHEN 'enabling' THEN 'opening' ELSE 'closing' END AS direction,
    coalesce(in_force_from, adopted) AS dated, start_earliest, start_latest, end_earliest, end_latest,
    greatest(stigma, administrative_burden, criminalisation) * scope / 9.0 AS strength
  FROM core_legislation
  UNION ALL
  SELECT record_id, country_iso3, 'funding', lever, title_en, status, authority, verification,
    CASE direction WHEN 'enabling' THEN 'opening' ELSE 'closing' END,
    start, start_earliest, start_latest, end_earliest, end_latest, severity * scope / 9.0
  FROM core_funding
  UNION ALL
  SELECT record_id, country_iso3, 'practice', type, title_en, status, authority, verification, direction,
    date, start_earliest, start_latest, end_earliest, end_latest, severity / 4.0
  FROM core_incident
)
SELECT *, (status = 'active' AND authority = 'state' AND country_iso3 <> 'INT')::INT AS is_scored
FROM records
ORDER BY record_id
