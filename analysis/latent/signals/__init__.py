"""One file per kind of evidence: what it is made of, and how the model meets it."""
