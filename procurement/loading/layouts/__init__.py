"""The export layouts. A further layout is one more file here and one more entry in LAYOUTS.

Source column names and status words stand in this package only. Columns are matched by header, never by position.
"""

from procurement.loading.layouts.ekatalog_v5 import EKATALOG_V5
from procurement.loading.layouts.ekatalog_v6 import EKATALOG_V6
from procurement.loading.layouts.forms import Forms
from procurement.loading.layouts.inaproc_realisasi import INAPROC_REALISASI
from procurement.loading.layouts.inaproc_v1 import INAPROC_V1
from procurement.loading.layouts.layout import STORED_FIELDS, WORD_FIELDS, Column, Layout
from procurement.loading.layouts.toko_daring import TOKO_DARING
from procurement.loading.layouts.umum import UMUM, stated

__all__ = ["LAYOUTS", "STORED_FIELDS", "TOKO_DARING", "UMUM", "WORD_FIELDS", "Column", "Forms", "Layout", "stated"]

LAYOUTS: dict[str, Layout] = {
    layout.slug: layout for layout in (TOKO_DARING, EKATALOG_V5, EKATALOG_V6, INAPROC_V1, INAPROC_REALISASI, UMUM)
}
