"""What keeps published records whole: ledger, revise, diff, review."""
