"""The bounds of the six questions, in one place: the pages and /metode/ print them from here."""

from datetime import time

from procurement.counting import DEFAULT_RULE
from procurement.money import SEN

RULE = DEFAULT_RULE
"""What counts in every question: nothing that failed, is only planned, or was sent again."""
MOST_ROWS = 10
"""Rows of a card's table."""
PAIR_LEAST_ORDERS = 3
"""Orders from which an agency and a supplier are a pair that comes back."""
CONCENTRATION_LEAST_ORDERS = 50
"""Orders of a government from which the shares of its suppliers say something."""
LARGEST_SUPPLIERS = 5
NIGHT_FROM, NIGHT_TO = time(22), time(5)
"""WIB; the first included, the second not."""
NO_TIME = time(0)
"""What exports print that state a date only."""
SAME_LEAST_ORDERS = 3
"""Orders of one amount on one day from which the record is shown."""
SIGNER_RULE = "EP-PPK-200"
"""The legal rule whose value is the limit: above it another official carries out the purchase."""
SIGNER_STEP = 10_000_000 * SEN
"""As far below and above the limit orders are counted."""
