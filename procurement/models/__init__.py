"""The table in the middle: `loading` writes these, `queries` reads them."""

from procurement.models.editions import Edition, Frozen, MonthTotal, SliceTotal, Total, WithdrawnOrder
from procurement.models.loads import Load, Rejection, Slice, SourceFile
from procurement.models.masks import Mask
from procurement.models.orders import Agency, Supplier, Transaction
from procurement.models.rules import LegalRule
from procurement.models.sizes import SizeRegister, SupplierSize

__all__ = [
    "Agency",
    "Edition",
    "Frozen",
    "LegalRule",
    "Load",
    "Mask",
    "MonthTotal",
    "Rejection",
    "SizeRegister",
    "Slice",
    "SliceTotal",
    "SourceFile",
    "Supplier",
    "SupplierSize",
    "Total",
    "Transaction",
    "WithdrawnOrder",
]
