"""Files that want the parser to read another file, or to write a thousand words for one."""

import io
import zipfile

import openpyxl
import pytest

from counterpart.programmes.importing.reading import read
from counterpart.programmes.importing.table import Unreadable

SHEET = "xl/worksheets/sheet1.xml"
BODY = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>E-mail</t></is></c></row>'
    '<row r="2"><c t="inlineStr"><is><t>{}</t></is></c>'
    '<c t="inlineStr"><is><t>a@example.org</t></is></c></row></sheetData></worksheet>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY z SYSTEM "file:///etc/hostname">]>'
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "{"A" * 1000}">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdef", "bcdefz", strict=True)
)


def workbook(sheet: str, encoding: str) -> bytes:
    plain, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in parts.infolist():
            said = f'<?xml version="1.0" encoding="{encoding}"?>{sheet}'.encode(encoding)
            made.writestr(info.filename, said if info.filename == SHEET else parts.read(info))
    return out.getvalue()


def test_such_a_sheet_is_read_where_it_is_honest() -> None:
    assert read(workbook(BODY.format("Ada"), "utf-16")).rows == [(2, ["Ada", "a@example.org"])]


@pytest.mark.parametrize("hidden", ["", f"<!--{'x' * 70_000}-->"], ids=["at once", "far in"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("types", [OUTSIDE, f"{LAUGHS}]>"], ids=["outside", "laughs"])
def test_no_spreadsheet_reads_another_file_or_grows(types: str, encoding: str, hidden: str) -> None:
    with pytest.raises(Unreadable):
        read(workbook(hidden + types + BODY.format("&z;"), encoding))
