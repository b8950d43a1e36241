"""What the records rest on: agreement between coders."""
