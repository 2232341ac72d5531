"""Recomputes what is published from its raw rows, twice over and by other code than the loader's: `check_totals`."""
