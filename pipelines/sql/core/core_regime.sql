-- Spells of the rules in force, with the bounds of their dates and the months of the panel they can mean.
SELECT
  g.*,
  date_earliest(g.start) AS start_earliest,
  date_latest(g.start) AS start_latest,
  date_earliest(g."end") AS end_earliest,
  date_latest(g."end") AS end_latest,
  month_index(date_earliest(g.start)) AS first_month,
  month_index(CASE WHEN g.start <= '1991' THEN date_earliest(g.start) ELSE date_latest(g.start) END) AS first_month_latest,
  month_index(date_latest(g."end")) AS last_month
FROM raw_regimes g
ORDER BY record_id
