-- Steps towards and away from international commitments.
SELECT *
FROM raw_commitments
ORDER BY record_id
