"""A release to the frames that pages show."""
