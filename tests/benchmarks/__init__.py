"""Measurements against a raw floor in the same process; each prints its ratios and its targets."""
