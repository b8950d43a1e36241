"""What each command of `civicspace` does."""
