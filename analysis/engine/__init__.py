"""A composite index over any structure table.

Arrays have units in rows and indicators in columns, missing as NaN; leading axes are replications. The way of an index:

`structure.make_structure` reads code, parent, level, direction and weight → `denominate.denominate` →
`impute.impute_columns`, `impute_groups`, `impute_rows`, `impute_panel` → `treat.treat_outliers` →
`normalise.normalise` with any `normalise_*` → `weights` (`equal_weights`, `pca_weights`, `noisy_weights`,
`effective_weights`) → `aggregate.aggregate_structure` with any `aggregate_*`, `outrank.aggregate_copeland` →
`rank.rank_scores`. To look into it: `correlate`, `components` (principal components, Cronbach's alpha),
`remove.remove_elements`, `vary.vary_index` (uncertainty analysis), `sobol` (sensitivity indices). `draws` holds the
random numbers.
"""
