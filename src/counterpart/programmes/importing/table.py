"""What is left of a file once it has been read: named columns and rows of text."""

import json
import zlib
from dataclasses import dataclass

Row = tuple[int, list[str]]  # the row's number as a spreadsheet shows it, and its cells


class Unreadable(Exception):
    """The file cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class Table:
    columns: list[str]
    rows: list[Row]

    def values(self, column: int) -> list[str]:
        return [cells[column] for _, cells in self.rows if cells[column]]

    def without(self, columns: set[int]) -> "Table":
        """The same with nothing in these columns."""
        rows = [
            (number, ["" if at in columns else cell for at, cell in enumerate(cells)])
            for number, cells in self.rows
        ]
        return Table(self.columns, rows)


def pack(table: Table) -> bytes:
    return zlib.compress(json.dumps([table.columns, table.rows], ensure_ascii=False).encode())


def unpack(packed: bytes | memoryview) -> Table:
    columns, rows = json.loads(zlib.decompress(packed))
    return Table(columns, [(number, cells) for number, cells in rows])
