"""What a typed text says beside a name: a year at its end, and short forms that stand for words. Pure."""

import re

from procurement.queries.closeness import plain

OFFICES = {
    "bappeda": "badan perencanaan pembangunan daerah",
    "bkd": "badan kepegawaian daerah",
    "bpbd": "badan penanggulangan bencana daerah",
    "disdik": "dinas pendidikan",
    "dishub": "dinas perhubungan",
    "disnaker": "dinas tenaga kerja",
    "disparta": "dinas pariwisata",
    "dindik": "dinas pendidikan",
    "dinkes": "dinas kesehatan",
    "dinsos": "dinas sosial",
    "diskominfo": "dinas komunikasi dan informatika",
    "dispendik": "dinas pendidikan",
    "dispendukcapil": "dinas kependudukan dan pencatatan sipil",
    "dlh": "dinas lingkungan hidup",
    "dukcapil": "dinas kependudukan dan pencatatan sipil",
    "rsud": "rumah sakit umum daerah",
    "satpol pp": "satuan polisi pamong praja",
    "setda": "sekretariat daerah",
}
"""What people say for the names that exports print in full. No list of the state's is known to us: these are everyday
words, most of them the names of the agencies' own sites (dispendik.surabaya.go.id, dindik.jatimprov.go.id)."""
PLACES = {"jatim": "jawa timur"}
"""As the provincial government calls itself (jatimprov.go.id); the other short forms are in `Region.abbr`."""
_OFFICE = re.compile(rf"\b(?:{'|'.join(OFFICES)})\b")
_YEAR_LAST = re.compile(r"(.*?\S)\s+(?:tahun\s+)?((?:19|20)[0-9]{2})\s*", re.IGNORECASE)


def without_year(text: str) -> tuple[str, int | None]:
    """(the words before it, the year) of a text that ends in one: `kota malang 2022`."""
    found = _YEAR_LAST.fullmatch(text)
    return (found[1], int(found[2])) if found else (text, None)


def offices_in_full(text: str) -> str:
    """The text, `plain`, with what agencies are called for short written out."""
    return _OFFICE.sub(lambda found: OFFICES[found[0]], plain(text))


def places_in_full(text: str) -> str:
    """The text as it is, or `plain` with what governments are called for short written out."""
    words = plain(text).split()
    return " ".join(PLACES.get(word, word) for word in words) if PLACES.keys() & set(words) else text
