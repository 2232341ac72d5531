"""Sample and real data never share a database (docs/semantics.md, "Sample data"): what stands of either."""

from procurement.loading.refusals import Refusal
from procurement.models import Slice, SupplierSize


def standing() -> set[bool]:
    """Whether what stands is sample data: empty for an empty database, never both."""
    return {
        *Slice.objects.order_by().values_list("load__is_sample", flat=True).distinct(),
        *SupplierSize.objects.order_by().values_list("register__is_sample", flat=True).distinct(),
    }


def refuse_mixture(marked: set[bool]) -> None:
    """Raises F31 where what comes in is sample and real at once, or is not what stands already."""
    if len(marked | standing()) > 1:
        raise Refusal("F31")
