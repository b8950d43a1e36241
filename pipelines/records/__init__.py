"""What contributors hand in: sheets, submission, check, fill, add, impact."""
