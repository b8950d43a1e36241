"""One function per table."""
