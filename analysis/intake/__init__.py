"""What a handed-in row means: cells, dates, headers, duplicates, matching, do no harm, and what the ledger allows."""
