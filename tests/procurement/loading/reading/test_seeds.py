"""The seeds that fuzzing starts from can be read, so that it begins inside the readers and not before them."""

import pytest
from django.conf import settings

from procurement.loading.reading.recognise import reader_for
from procurement.loading.reading.source import Options, open_source

pytestmark = pytest.mark.once
SEEDS = sorted((settings.BASE_DIR / "tests" / "fuzz" / "seeds").glob("[cj]*/*"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.parent.name}-{seed.name}")
def test_a_seed_is_read(tmp_path, seed):
    path = tmp_path / f"x.{seed.parent.name}"
    path.write_bytes(seed.read_bytes())
    source = open_source(path)
    reader = reader_for(source, Options())
    header = reader.header()
    assert header[0] == "nilai"
    assert sum(len(chunk.lines) for chunk in reader.chunks({"nilai": "nilai"}, frozenset(header)))
    source.close()
