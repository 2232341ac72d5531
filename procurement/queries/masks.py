"""Since which editions what is masked in a text is masked."""

from procurement import masking
from procurement.models import Mask


def editions_in(text: str) -> list[int] | None:
    """None for a text without masked wording. One query where it holds the name of a masked supplier, else none."""
    keys, editions = masking.in_text(text)
    if keys:
        masks = Mask.objects.filter(kind=Mask.Kind.SUPPLIER, key__in=keys).order_by("id")
        editions |= set(dict(masks.values_list("key", "edition")).values())
    return sorted(editions) if keys or editions else None
