"""Tests of what contributors touch."""
