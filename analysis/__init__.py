"""Frames in; frames, charts, tables and sentences out. Nothing here writes, and nothing asks the network.

Which idea lives where:

- `schemas`: the one definition of every table, its columns and terms; `schemas.release` hands a published release on.
- `intake`: what a row that somebody hands in means: cells, dates, headers, duplicates, matching, do no harm, and what the
  ledger allows.
- `engine`: a composite index over any structure table: treat, normalise, weigh, aggregate, vary, rank, Sobol indices.
- `evidence`: what records rest on: agreement between coders.
- `index`: our own index: law, funding and practice to the composite, with intervals, changes, ranks; what moves it.
- `latent`: the measurement model of openness under changing reporting: data, priors, model, fit, states, checks,
  simulated countries. It needs NumPyro only to run, not to be read.
- `findings`: what the scores are worth and what they show: validity, claims, robustness, with the statistics they need.
- `site`: how everything looks (theme), what it is called (names) and where it stands (places).
- `views`: a release to the frames that pages show.
- `charts`, `tables`, `words`: one function per figure, table or passage. A file of the same name in several rooms is the
  same subject: `findings.robustness`, `charts.robustness`, `tables.robustness`, `words.robustness`.

`tests/test_rooms.py` holds who may import whom.
"""
