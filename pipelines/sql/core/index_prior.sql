-- Priors of the measurement model, as the stored draws were made with.
SELECT * FROM raw_index_priors ORDER BY name
