"""Odd CSV files for tests: made of records whose cells, quotes, widths and line ends are drawn one by one."""

from dataclasses import dataclass

from hypothesis import strategies as st

TITLES = ("judul", 'a "title"')
HEADER = ("nilai", "nama", "ket")
VALUES = ("5", "1000", "0", "", " 7 ", "6012000000.0", "1.500", "x", "123456789012345", "1234567890123456", "-5")
WORDS = ("a", "CV Maju", "", " ", "é", "a&b", "1E5", "'x", "TOTALAN", "tab\there")
INSIDE_QUOTES = (
    "a,b",
    "a;b",
    'say ""x""',
    '""',
    "two\nlines",
    "two\r\nlines",
    "a\n\nb",
    "x\n1,b,c\ny",
    "x\n1;b;c\ny",
    "",
    "5",
)
BROKEN = ('say "x"', '"open', 'close"', '"a"b', '"a" ,', 'a"b')


@dataclass(frozen=True)
class Text:
    """A CSV file and what its reader must be told."""

    content: bytes
    delimiter: str
    encoding: str
    header_row: int


def _cell(broken: bool) -> st.SearchStrategy[str]:
    quoted = st.sampled_from((*INSIDE_QUOTES, *VALUES)).map(lambda inner: f'"{inner}"')
    kinds = [st.sampled_from(WORDS), st.sampled_from(VALUES), quoted]
    return st.one_of(*kinds, st.sampled_from(BROKEN)) if broken else st.one_of(*kinds)


@st.composite
def texts(draw: st.DrawFn, *, faults: bool = True) -> Text:
    """Few records, so that every way of meeting happens. With `faults`, one kind of fault at most."""
    fault = draw(st.sampled_from((None, None, "quote", "byte", "end"))) if faults else None
    delimiter = draw(st.sampled_from(",,;"))
    end = draw(st.sampled_from(("\n", "\r\n")))
    encoding = draw(st.sampled_from(("utf-8", "utf-8", "cp1252")))
    header_row = draw(st.sampled_from((1, 1, 1, 3)))
    cell = _cell(fault == "quote")
    first = st.one_of(st.sampled_from(VALUES), cell)
    whole = st.tuples(first, cell, cell).map(list)
    odd = st.lists(cell, max_size=5)
    blank = st.sampled_from(([""], ["", "", ""], ["  "], [" ", "", ""]))
    total = st.sampled_from((["TOTAL", "", "5"], ["Jumlah", "5"], ["", "total", ""]))
    records = draw(st.lists(st.one_of(whole, whole, whole, whole, odd, blank, total), max_size=14))
    lines = [*TITLES[: header_row - 1], delimiter.join(HEADER)]
    lines += [delimiter.join(record) for record in records]
    ends = [end] * len(lines)
    if fault == "end":
        ends[draw(st.integers(0, len(lines) - 1))] = draw(st.sampled_from(("\r", "\n", "\r\n")))
    if draw(st.booleans()):
        ends[-1] = ""
    content = "".join(line + mark for line, mark in zip(lines, ends, strict=True)).encode(encoding)
    if fault == "byte" and content:
        place = draw(st.integers(0, len(content)))
        content = content[:place] + draw(st.sampled_from((b"\xff", b"\x81", b"\0", b"\xc3"))) + content[place:]
    mark = b"\xef\xbb\xbf" if encoding == "utf-8" and draw(st.booleans()) else b""
    return Text(mark + content, delimiter, encoding, header_row)
