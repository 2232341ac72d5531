"""The months that totals are kept under, beside 1 to 12."""

UNDATED = 0
"""Rows without a date."""
OUTSIDE_YEAR = 13
"""Rows dated in another year than their budget's."""
WHOLE_YEAR = -1
"""All months of a slice (SliceTotal only)."""
