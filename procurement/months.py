"""The months that totals are kept under, beside 1 to 12."""

UNDATED = 0
"""Rows without a date."""
OUTSIDE_YEAR = 13
"""Rows dated in another year than their budget's."""
DECEMBER = 12
"""Taken off where a figure is asked for without the rush at a year's end."""
WHOLE_YEAR = -1
"""All months of a slice (SliceTotal only)."""
