-- The seventeen countries with the codes other datasets use.
SELECT country_iso3, name_en, name_russian, role, cow, gleditsch_ward, vdem
FROM raw_countries
ORDER BY country_iso3
