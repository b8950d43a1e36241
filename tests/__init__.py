"""Tests: they mirror analysis/ and pipelines/."""
