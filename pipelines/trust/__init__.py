"""What keeps published records whole: ledger, journal, diff, review."""
