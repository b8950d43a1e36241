"""Everything that touches the outside: files, the database, the site.

Which idea lives where:

- `cli`: the entry, `civicspace`; `commands`: each command's arguments beside what it does.
- `building`: the way of the data: read → validate → database → index → release, with variants, the run of the latent model,
  explanations and generated files; and what every way needs: problems, progress, folders, the journal by which several
  files change as one, and the ledger's file. (Not called build: many tools pass such a folder over.)
- `sql`: raw → core → panel, one table per file.
- `records`: what contributors hand in: sheets, submission, check, fill, add, impact, and the templates.
- `datasets`: whole tables of others: card, mapping, drafting, matches, importing; `importers` holds a file for each register
  that is known. The check of everything handed in stands here, because it must know datasets.
- `trust`: what keeps published records whole: ledger, revise, diff, review.
- `render`: the release and `reports/` to the site.

What can go wrong is of three kinds: a wrong use (`building.problems.WrongUse`), problems in what people wrote (lists of
`Problem`, raised together as `DataError`), and a bug, which shows itself whole. Beside them stand the disk (`OSError`) and
whatever else outside is in the way (`Blocked`).

`tests/test_rooms.py` holds who may import whom.
"""
