"""The radar: whoever has all its tables, and knows how they are made, reasons about every number."""

import json
import tempfile
from pathlib import Path

from benchmarks.product.together import on_sqlite
from benchmarks.spine_product import Measured

PROGRAMMES, MONTHS, SEED = 40, 8, 11


def radar_pinned() -> Measured:
    """Numbers of fewer than five people, and changes by fewer than five, that are known exactly."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        on_sqlite(
            ["tests/radar/test_many.py"],
            PROGRAMMES=str(PROGRAMMES),
            MONTHS=str(MONTHS),
            RADAR_TOLD=str(told),
        )
        found = json.loads(told.read_text())
    if not found["plain"] or not found["shown"]:
        raise RuntimeError("the same reader found nothing in plain counts, so this measured nothing")
    return Measured(found["pinned"], found["numbers"], SEED)
