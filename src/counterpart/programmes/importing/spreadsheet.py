"""Read the first sheet with something in it of an .xlsx file. Formulas stay text: nothing is computed."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from counterpart.programmes.importing.table import Row, Unreadable

MOST_UNPACKED = 100 * 2**20
MOST_PARTS = 2_000
MOST_CELLS = 20 * 10**6  # empty ones count: a row is as long as its last cell is far out
_CHUNK = 2**16


def sheet_records(data: bytes, *, most_columns: int) -> Iterator[Row]:
    try:
        _weigh(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                some = False
                for row in _rows(sheet, most_columns):
                    some = True
                    yield row
                if some:
                    return
    except Unreadable:
        raise
    except Exception as broken:  # a damaged or hostile file makes the libraries raise whatever they like
        raise Unreadable(
            _("This spreadsheet is damaged. Open it, save it again as .xlsx or CSV.")
        ) from broken


def _rows(sheet: Any, most_columns: int) -> Iterator[Row]:
    sheet.reset_dimensions()  # it may lie about its size, and rows are padded to what it says
    seen = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        seen += len(row) + 1
        if seen > MOST_CELLS:
            raise Unreadable(_("This spreadsheet holds far too many empty cells. Save it as CSV."))
        if len(row) > most_columns and any(value is not None for value in row[most_columns:]):
            raise Unreadable(_("There are more than 200 columns. Leave out those that are not needed."))
        cells = [_text(value) for value in row[:most_columns]]
        if any(cells):
            yield number, cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a number of staff that Excel keeps as 1001.0
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _weigh(data: bytes) -> None:
    """Unpack everything once, to nowhere, and count: a small file may hold a very large one."""
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        infos = parts.infolist()
        if len(infos) > MOST_PARTS:
            raise Unreadable(_("This spreadsheet is made of too many parts. Save it again as .xlsx or CSV."))
        for info in infos:
            with parts.open(info) as part:
                head = part.read(_CHUNK)
                _refuse_entities(info.filename, head)
                unpacked += len(head)
                while chunk := part.read(_CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MOST_UNPACKED:
                        raise Unreadable(_("This spreadsheet is larger than 100 MB when it is unpacked."))


def _refuse_entities(name: str, head: bytes) -> None:
    """Spreadsheets have no document types; whoever puts one in wants to make the parser work."""
    if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in head or b"<!ENTITY" in head):
        raise Unreadable(_("This spreadsheet is damaged. Open it, save it again as .xlsx or CSV."))
