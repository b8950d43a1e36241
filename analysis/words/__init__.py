"""Sentences, computed from the release: one file per subject."""
