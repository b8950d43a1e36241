"""The way of the data: read → validate → database → index → release; and what every way needs."""
