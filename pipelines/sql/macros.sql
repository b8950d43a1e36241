-- Dates of reduced precision (2004, 2004-05, 2004-05-28): the first and the last day they can mean.
CREATE MACRO date_earliest(t) AS
  CASE length(t) WHEN 4 THEN make_date(t::INT, 1, 1) WHEN 7 THEN (t || '-01')::DATE ELSE t::DATE END;
CREATE MACRO date_latest(t) AS
  CASE length(t) WHEN 4 THEN make_date(t::INT, 12, 31) WHEN 7 THEN last_day((t || '-01')::DATE) ELSE t::DATE END;
-- Months since January 1991; the panel's clock.
CREATE MACRO month_index(d) AS (year(d) - 1991) * 12 + month(d) - 1;
