-- The structure of the index as it was used, published with the scores it made.
SELECT * FROM raw_index_structure ORDER BY code
