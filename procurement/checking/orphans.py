"""Keys that point at nothing, and names that come from nowhere: what no key of the database itself looks after."""

from procurement.checking.stored import fetched

_ROWS = "SELECT COUNT(*) FROM procurement_transaction t WHERE "
_NAMES = """
SELECT COUNT(*) FROM procurement_{party} p WHERE p.name <> p.code AND NOT EXISTS (
    SELECT 1 FROM procurement_transaction t WHERE t.{party}_id = p.id AND t.{party}_name = p.name
)
"""
_QUERIES = {
    "rows whose government is gone": f"{_ROWS} NOT EXISTS (SELECT 1 FROM regions_region r WHERE r.code = t.region_id)",
    "rows whose agency is gone": f"""
        {_ROWS} t.agency_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM procurement_agency a WHERE a.id = t.agency_id)
    """,
    "rows whose supplier is gone": f"""
        {_ROWS} t.supplier_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM procurement_supplier s WHERE s.id = t.supplier_id)
    """,
    "rows whose file is gone": f"""
        {_ROWS} NOT EXISTS (SELECT 1 FROM procurement_sourcefile f WHERE f.id = t.file_id)
    """,
    "rows of an agency of another government or system": """
        SELECT COUNT(*) FROM procurement_transaction t JOIN procurement_agency a ON a.id = t.agency_id
        WHERE a.region_id <> t.region_id OR a.system <> t.system
    """,
    "rows of a supplier of another system": """
        SELECT COUNT(*) FROM procurement_transaction t JOIN procurement_supplier s ON s.id = t.supplier_id
        WHERE s.system <> t.system
    """,
    "rows outside any slice that stands": f"""
        {_ROWS} NOT EXISTS (
            SELECT 1 FROM procurement_slice s
            WHERE s.region_id = t.region_id AND s.year = t.year AND s.system = t.system AND s.channel = t.channel
        )
    """,
    "rows of another load than their slice's": """
        SELECT COUNT(*) FROM procurement_transaction t
        JOIN procurement_sourcefile f ON f.id = t.file_id
        JOIN procurement_slice s ON s.region_id = t.region_id AND s.year = t.year AND s.system = t.system
        WHERE s.load_id <> f.load_id
    """,
    "agencies whose identity is not their code": """
        SELECT COUNT(*) FROM procurement_agency WHERE code <> '' AND identity <> code
    """,
    "suppliers whose identity is not their code": """
        SELECT COUNT(*) FROM procurement_supplier WHERE code <> '' AND identity <> code
    """,
    "agencies under a name that no row of theirs prints": _NAMES.format(party="agency"),
    "suppliers under a name that no row of theirs prints": _NAMES.format(party="supplier"),
    "agencies that no row names": """
        SELECT COUNT(*) FROM procurement_agency a
        WHERE NOT EXISTS (SELECT 1 FROM procurement_transaction t WHERE t.agency_id = a.id)
    """,
    "suppliers that no row names": """
        SELECT COUNT(*) FROM procurement_supplier s
        WHERE NOT EXISTS (SELECT 1 FROM procurement_transaction t WHERE t.supplier_id = s.id)
    """,
}


def orphans() -> dict[str, int]:
    """What is wrong -> how many; only what is."""
    counts = {sentence: int(fetched(query)[0][0]) for sentence, query in _QUERIES.items()}
    return {sentence: count for sentence, count in counts.items() if count}
