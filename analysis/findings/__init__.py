"""What the scores are worth and what they show: validity, claims, robustness. Frames in, frames out."""
