"""The table in the middle: `loading` writes these, `queries` reads them."""

from procurement.models.editions import Edition, Frozen, MonthTotal, SliceTotal, Total
from procurement.models.loads import Load, Rejection, Slice, SourceFile
from procurement.models.orders import Agency, Supplier, Transaction

__all__ = [
    "Agency",
    "Edition",
    "Frozen",
    "Load",
    "MonthTotal",
    "Rejection",
    "Slice",
    "SliceTotal",
    "SourceFile",
    "Supplier",
    "Total",
    "Transaction",
]
