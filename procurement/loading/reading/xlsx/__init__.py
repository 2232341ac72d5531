"""XLSX, read strictly and in a stream: archive -> workbook -> strings -> rows of one sheet -> chunks.

Our own, over zlib and expat: the usual libraries trust a wrong `<dimension>`, drop rows that are out of order, and
turn errors into empty cells and integers into floats.
"""

from procurement.loading.reading.xlsx.reader import XlsxReader

__all__ = ["XlsxReader"]
