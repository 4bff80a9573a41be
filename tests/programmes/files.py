"""Files that people and attackers send, made by code."""

import io
import zipfile
from collections.abc import Iterable

import openpyxl

HEADER = "Name,Email,Department"
ADA = "Ada Example,ada@example.org,Sales"


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def people(count: int) -> bytes:
    return csv_of(*(f"Person {at},p{at}@example.org,Sales" for at in range(count)))


def xlsx_of(*rows: Iterable[object], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for _ in range(sheets - 1):
        book.create_sheet(index=0)
    sheet = book.worksheets[-1]
    for row in rows:
        sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info.filename))
        new.writestr(name, content)
    return kept.getvalue()


def sheet_xml(rows: str) -> bytes:
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:B2"/><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


SHEET = "xl/worksheets/sheet1.xml"
PLAIN = [("Name", "Email", "Department"), ("Ada Example", "ada@example.org", "Sales")]
