"""Fuzzing of one reader: `python -m tests.fuzz.readers csv|json|jsonl|xlsx [SECONDS]`.

Whatever the bytes are, the answer is a Refusal or chunks, never another exception; and where a file can be read, the
second reader counts the same rows and the same value. What breaks that stays in a file `crash-…` of the folder that is
printed. An input for XLSX is a part of a small sound workbook: its first byte says which one.
"""

import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["procurement.loading"]):
    from procurement.loading.cells import clean_rupiah
    from procurement.loading.reading import Options, open_source
    from procurement.loading.reading.recognise import reader_for
    from procurement.loading.recount import recount
    from procurement.loading.refusals import Refusal

from tests.procurement.loading.reading.workbooks import parts, sheet

SEEDS = Path(__file__).parent / "seeds"
FUZZED = ("xl/worksheets/s1.xml", "xl/strings.xml", "xl/styles.xml", "xl/workbook.xml")
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>b</v></c></row>'
    '<row r="2"><c r="A2"><v>5</v></c><c r="B2" s="1"><v>9</v></c></row>'
)


def check(path: Path) -> None:
    """Reads the file twice and compares; returns quietly where it is refused."""
    try:
        source = open_source(path)
    except Refusal:
        return
    try:
        reader = reader_for(source, Options())
        header = reader.header()
        names = [name.casefold() for name in header]
        if not names or not header[0] or len(set(names)) != len(names):
            return  # refused by what judges headers, before any row is read
        rows = value = 0
        for chunk in reader.chunks({name: name for name in header}, frozenset(header)):
            totals = [one for one in (*chunk.summaries, chunk.total_line) if one]
            rows += len(chunk.lines) + len(chunk.misshapen) + chunk.blank_tail + len(totals)
            amounts = [*chunk.columns[header[0]], *(cells[0] for _, cells in totals if len(cells) == len(header))]
            value += sum(sen for sen in map(clean_rupiah, map(_plain, amounts)) if isinstance(sen, int))
    except Refusal:
        return
    finally:
        source.close()
    second = recount(
        path, reader.serialisation, header[0], encoding="utf-8", delimiter=getattr(reader, "delimiter", ","),
        header_row=1, sheet=getattr(reader, "sheet_name", ""), amounts="rupiah",
    )  # fmt: skip
    assert (second.rows, second.value_sen) == (rows, value), (second, rows, value)


def _plain(cell: object) -> object:
    """A cell of an Arrow array as Python's own."""
    return cell.as_py() if hasattr(cell, "as_py") else cell


def target(kind: str, folder: Path) -> Callable[[bytes], None]:
    path = folder / f"x.{kind}"

    def one(data: bytes) -> None:
        if kind == "xlsx":
            write_workbook(path, data)
        else:
            path.write_bytes(data)
        check(path)

    return one


def write_workbook(path: Path, data: bytes) -> None:
    """A sound workbook but for the part that the first byte names. Stored, so that the archive costs no time."""
    sound: dict[str, str | bytes] = {**parts(sheet(ROWS), strings="<si><t>a</t></si>", styles="")}
    if data:
        sound[FUZZED[data[0] % len(FUZZED)]] = data[1:]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sound.items():
            archive.writestr(name, content)


def main(kind: str, seconds: str = "60") -> None:
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{kind}-"))
    (folder / "found").mkdir()
    print(folder)
    arguments = [
        sys.argv[0], f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2000", "-max_len=4096",
        f"-artifact_prefix={folder}/", str(folder / "found"), str(SEEDS / kind),
    ]  # fmt: skip
    atheris.Setup(arguments, target(kind, folder))
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
