"""JSON Lines: one object a line, each read as strictly as an element of an array."""

from collections.abc import Iterator
from typing import Any

from procurement.loading.reading.json_array import JsonArrayReader, Window
from procurement.loading.reading.text import open_text
from procurement.loading.refusals import Both

ENDINGS = (".jsonl", ".ndjson")


class JsonLinesReader(JsonArrayReader):
    """One JSON Lines file. Lines are element numbers, from 1; blank lines are no elements.

    A single object in a `.json` file is some other document than a list of rows, and is refused (F23).
    """

    serialisation = "jsonl"

    def _read(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(element number, object). Raises Refusal F06, F10, F23, F24."""
        with open_text(self.source, self.options) as text:
            window = Window(self, text)
            number = 0
            while window.peek():
                number += 1
                element = window.element(number)
                window.end_line()
                if number == 1 and not window.peek() and not self._named_lines():
                    raise window.broken(Both("hanya satu objek, bukan larik", "a single object, not an array"))
                yield number, element

    def _named_lines(self) -> bool:
        return self.source.name.casefold().removesuffix(".gz").endswith(ENDINGS)
