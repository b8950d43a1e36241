"""Whole tables of others: card, mapping, drafting, matches, importing."""
