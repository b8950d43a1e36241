-- The assumptions of the index as they were used, published with the scores they made.
SELECT * FROM raw_index_parameters ORDER BY name
