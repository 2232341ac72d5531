"""Clean rows put aside on disk until the whole file has been judged: a bad last row refuses before memory is spent."""

import pickle
import tempfile
import weakref
from collections.abc import Iterator
from typing import Any

type Columns = dict[str, list[Any]]
"""field -> values, one list a field, all of one length"""


class Spill:
    """Chunks of rows in a file that has no name and is gone with the process. It holds no personal column."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the spill itself)
        weakref.finalize(self, self._file.close)
        self._sizes: list[int] = []
        self.sen = 0
        """Sum of the rows' values."""

    def __len__(self) -> int:
        return sum(self._sizes)

    def add(self, columns: Columns) -> None:
        self._sizes.append(len(columns["line"]))
        self.sen += sum(columns["value_sen"])
        pickle.dump(columns, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def chunks(self) -> Iterator[Columns]:
        """What was put in, chunk by chunk; the file is closed behind the last."""
        self._file.seek(0)
        with self._file:
            for _ in self._sizes:
                yield pickle.load(self._file)
