"""The measurement model: openness as a hidden state, seen through reports that may not be made."""
