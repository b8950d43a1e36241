"""Everything that touches the outside: files, the database, the site.

Which idea lives where:

- `cli`: the entry, `civicspace`; `commands`: what each command does.
- `build`: the way of the data: read → validate → database → index → release, with variants, the run of the latent model,
  explanations and generated files; and what every way needs: problems, progress, folders.
- `sql`: raw → core → panel, one table per file.
- `records`: what contributors hand in: sheets, submission, check, fill, add, impact, and the templates.
- `datasets`: whole tables of others: card, mapping, drafting, matches, importing; `importers`: registers that are known.
- `trust`: what keeps published records whole: ledger, journal, diff, review.
- `render`: the release and `reports/` to the site.
"""
