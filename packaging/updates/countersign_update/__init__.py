"""Keeps a counter's packages up to date, by apt, when nobody registers. See countersign-update(8)."""
