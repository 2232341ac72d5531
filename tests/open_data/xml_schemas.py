"""XML documents against a schema of this folder: RELAX NG (`.rng`) or W3C XML Schema (`.xsd`), by lxml."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.open_data.checking import Failed, checks_python, end_of, run

HERE = Path(__file__).resolve().parent
VALIDATE = """
import sys
from lxml import etree
schema, *paths = sys.argv[1:]
kind = etree.RelaxNG if schema.endswith(".rng") else etree.XMLSchema
valid = kind(etree.parse(schema))
for path in paths:
    if not valid.validate(etree.parse(path)):
        print(path, valid.error_log.last_error)
        sys.exit(1)
print(len(paths))
"""


def validate(schema: str, documents: Mapping[str, bytes]) -> None:
    """`documents`: what each is called -> its bytes. Raises Failed with the first that does not fit."""
    if not documents:
        raise Failed("there is nothing to validate")
    with TemporaryDirectory(prefix="bt-xml-") as made:
        folder = Path(made)
        for number, body in enumerate(documents.values()):
            (folder / str(number)).write_bytes(body)
        names = map(str, range(len(documents)))
        done = run(checks_python(), "-I", "-c", VALIDATE, HERE / schema, *names, folder=folder)
    if done.returncode or done.stdout.strip() != str(len(documents)):
        number = done.stdout.partition(" ")[0]
        raise Failed(f"{list(documents)[int(number)] if number.isdigit() else ''}: {end_of(done)}")
