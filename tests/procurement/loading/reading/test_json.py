"""JSON Lines beside a JSON array: the same strictness, element by element (cases J01–J09)."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.loading.cells import JsonNumber
from procurement.loading.reading import json_array
from procurement.loading.recount import recount
from procurement.loading.refusals import Problem, Refusal
from tests.procurement.loading.reading.workbooks import read

pytestmark = pytest.mark.once
DEEP = "[" * 200_000


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["x.jsonl", "x.ndjson", "x.json", "X.JSONL", "x.jsonl.gz"])
@pytest.mark.parametrize(
    "text", ['{"a": 1.0, "b": "0035"}\n{"b": null, "a": 2}\n', '\ufeff\n{"a": 1.0, "b": "0035"} \r\n\n{"a":2,"b":null}']
)
def test_one_object_a_line(tmp_path, name, text):
    path = put(tmp_path, name, gzip.compress(text.encode()) if name.endswith("gz") else text)
    header, rows, _ = read(path)
    assert (header, rows) == (["a", "b"], [(1, "1.0", "0035"), (2, "2", None)])
    assert type(rows[0][1]) is JsonNumber and type(rows[0][2]) is str
    counted = recount(path, "jsonl", "a", encoding="utf-8", delimiter=",", header_row=1, amounts="rupiah")
    assert (counted.rows, counted.value_sen) == (2, 300)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("x.json", '{"data": [{"a": 1}]}', "F23"),
        ("x.json", '{"a": 1}\n', "F23"),
        ("x.json", '{\n"a": 1}\n{"a": 2}', "F23"),
        ("x.jsonl", '{\n"a": 1}', "F23"),
        ("x.jsonl", '{"a": 1} {"a": 2}', "F23"),
        ("x.jsonl", '{"a": 1},\n{"a": 2}', "F23"),
        ("x.jsonl", '{"a": 1}\n[1]', "F23"),
        ("x.jsonl", '{"a": 1}\n{"a":', "F23"),
        ("x.jsonl", '{"a": 1}\n{"a": 2, "a": 3}', "F24"),
        ("x.jsonl", '{"a": ' + DEEP, "F23"),
        ("x.jsonl", '{"a": 1}\n{"a": "' + "x" * 5_000_000, "F10"),
        ("x.jsonl", b'{"a": 1}\n{"a": "\xff"}', "F06"),
        ("x.jsonl", " \n", "F01"),
        ("x.jsonl", '{"a": 1}\n{"c": 2}', "F05"),
        ("x.json", '[{"a": 1}][{"a": 2}]', "F23"),
        ("x.json", '[{"a": 1}]\n{"a": 2}', "F23"),
        ("x.csv", '{"a": 1}\n{"a": 2}', "F09"),
    ],
)
def test_what_is_refused(tmp_path, name, text, code):
    with pytest.raises(Refusal) as caught:
        read(put(tmp_path, name, text))
    assert caught.value.code == code


def _rows(serialisation: str, rows: list[str]) -> str:
    """One element a line: of an array the first stands on line 2, of JSON Lines on line 1."""
    return "[\n" + ",\n".join(rows) + "\n]" if serialisation == "json" else "\n".join(rows) + "\n"


@pytest.mark.parametrize(("serialisation", "above"), [("json", 1), ("jsonl", 0)])
@pytest.mark.parametrize("size", [20, 60_000], ids=["100 lines", "6 MB"])
@pytest.mark.parametrize(
    ("broken", "column"),
    [
        ('{"a" 1, "b": "x"}', 6),
        ('{"a": 1, ]', 10),
        ('{"a": tru, "b": 1}', 7),
        ('{"a": "\x01"}', 8),
        ('{"a": "\\q"}', 8),
        ('{"a": 1 "b": 2}', 9),
    ],
)
def test_broken_json_is_told_where_it_breaks(tmp_path, serialisation, above, size, broken, column):
    """At once, however much stands behind it: line and column of the first character that fits no JSON."""
    rows = ['{"a": 1, "b": "' + "x" * size + '"}'] * 100
    rows[9] = broken
    with pytest.raises(Refusal) as caught:
        read(put(tmp_path, f"x.{serialisation}", _rows(serialisation, rows)))
    refusal = caught.value
    assert (refusal.code, refusal.details["n"], refusal.details["c"]) == ("F23", 10 + above, column)


def test_broken_json_at_the_end_is_told_where_it_breaks(tmp_path):
    for name, text, place in (
        ("a.json", '[{"a": 1, ]', (1, 11)),
        ("b.json", '[\n{"a": 1},\n{"a": "xy', (3, 7)),
        ("c.jsonl", '{"a": 1}\n{"a": 2}\n{"a": ', (3, 7)),
    ):
        with pytest.raises(Refusal) as caught:
            read(put(tmp_path, name, text))
        assert (caught.value.code, caught.value.details["n"], caught.value.details["c"]) == ("F23", *place), name


CUT = [
    r'{"a": -12.50e-3, "b": "\u00e9 \ud83d\ude00 \" \\"}',
    '{"a": null, "b": true}',
    '{"a":        -1E+10,        "b"   :   "x"   }',
    '{"b": {"c": [false, [], {}]}, "a": ["é", -0.5]}',
    '{"a": -Infinity, "b": NaN}',
]


@pytest.mark.parametrize("serialisation", ["json", "jsonl"])
@given(block=st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_a_block_may_end_anywhere_in_an_element(tmp_path_factory, serialisation, block):
    path = put(tmp_path_factory.mktemp("j"), f"x.{serialisation}", _rows(serialisation, CUT))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "_BLOCK", block)
        _, rows, _ = read(path)
    assert rows == [
        (1, "-12.50e-3", 'é 😀 " \\'),
        (2, None, True),
        (3, "-1E+10", "x"),
        (4, ["é", "-0.5"], {"c": [False, [], {}]}),
        (5, Problem("R03", "-Infinity"), Problem("R03", "NaN")),
    ]


def test_numbers_stay_as_printed(tmp_path):
    digits = "7" * 5000
    path = put(tmp_path, "x.jsonl", f'{{"a": NaN, "b": -Infinity}}\n{{"a": 1e999, "b": {digits}}}\n')
    assert read(path)[1] == [(1, Problem("R03", "NaN"), Problem("R03", "-Infinity")), (2, "1e999", digits)]


VALUE = (
    st.none()
    | st.text(max_size=10)
    | st.integers(0, 10**17)
    | st.booleans()
    | st.lists(st.text(max_size=2), max_size=2)
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.fixed_dictionaries({"a": VALUE, 'b \\"': VALUE}), min_size=2, max_size=6), st.booleans())
def test_what_was_written_is_read(tmp_path_factory, rows, escaped):
    folder = tmp_path_factory.mktemp("j")
    texts = [json.dumps(row, ensure_ascii=escaped) for row in rows]
    answers = []
    for name, text, kind in (("x.json", "[" + ",".join(texts) + "]", "json"), ("x.jsonl", "\n".join(texts), "jsonl")):
        try:
            path = put(folder, name, text)
        except UnicodeEncodeError:  # a lone surrogate, which no file in UTF-8 can hold unescaped
            return
        _, found, _ = read(path)
        answers.append(found)
        counted = recount(path, kind, "a", encoding="utf-8", delimiter=",", header_row=1, amounts="rupiah")
        assert counted.rows == len(rows)
    assert answers[0] == answers[1]
    for (_, *cells), row in zip(answers[0], rows, strict=True):
        assert cells == [str(row[name]) if type(row[name]) is int else row[name] for name in rows[0]]
