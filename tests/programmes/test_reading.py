"""Whatever a file is, it is read, or refused with a sentence that says what to do."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.programmes.importing import reading, spreadsheet
from counterpart.programmes.importing.table import Table, Unreadable, pack, unpack
from tests.programmes.files import (
    ADA,
    HEADER,
    PLAIN,
    SHEET,
    csv_of,
    people,
    sheet_xml,
    with_part,
    xlsx_of,
)

ONE = Table(["Name", "Email", "Department"], [(2, ["Ada Example", "ada@example.org", "Sales"])])
UMLAUT = "Name,Email\nJörg Øst,jorg@example.org\n"
READ_UMLAUT = Table(["Name", "Email"], [(2, ["Jörg Øst", "jorg@example.org"])])
XML_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<worksheet>&b;</worksheet>"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_a_name_with_accents_survives_every_usual_encoding(encoding: str) -> None:
    assert reading.read(UMLAUT.encode(encoding)) == READ_UMLAUT


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_also_beside_commas_in_cells(delimiter: str) -> None:
    rows = [["Name", "Email", "Department"], ['"Example, Ada"', "ada@example.org", '"a;b"']]
    text = "\n".join(delimiter.join(cells) for cells in rows)
    assert reading.read(text.encode()).rows == [(2, ["Example, Ada", "ada@example.org", "a;b"])]


@pytest.mark.parametrize(
    ("before", "row"),
    [
        ("version:v1.0\n", 3),
        ('Notes:\n"Some addresses are missing, as you may notice."\n\n', 5),
        ("sep=,\n", 3),
        ("\n\n", 4),
        ("Employee report 2026\nPrinted by,Somebody\n", 4),
        ("\ufeff", 2),
    ],
)
def test_what_stands_before_the_header_is_passed_over(before: str, row: int) -> None:
    found = reading.read((before + HEADER + "\n" + ADA + "\n").encode())
    assert found == Table(ONE.columns, [(row, ONE.rows[0][1])])


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    data = csv_of(ADA, "", '"Bo\nExample",bo@example.org,Sales', ",,", "Cy Example,cy@example.org,")
    assert [(number, cells[0]) for number, cells in reading.read(data).rows] == [
        (2, "Ada Example"),
        (4, "Bo Example"),
        (6, "Cy Example"),
    ]


def test_cells_that_look_like_formulas_are_text() -> None:
    data = csv_of("=1+1,ada@example.org,=cmd|' /C calc'!A0")
    assert reading.read(data).rows[0][1] == ["=1+1", "ada@example.org", "=cmd|' /C calc'!A0"]
    sheet = xlsx_of(PLAIN[0], ("=1+1", "ada@example.org", "@SUM(A1)"))
    assert reading.read(sheet).rows[0][1] == ["=1+1", "ada@example.org", "@SUM(A1)"]


def test_unseen_marks_are_taken_out_of_cells() -> None:
    data = csv_of("Ada\u202e elpmaxE\u200b\x07,ada@example.org,Sa\u00a0les".replace("\x07", ""))
    assert reading.read(data).rows[0][1] == ["Ada elpmaxE", "ada@example.org", "Sa les"]


def test_a_spreadsheet_reads_like_the_same_list_as_text() -> None:
    assert reading.read(xlsx_of(*PLAIN)) == ONE
    assert reading.read(xlsx_of(*PLAIN, sheets=3)) == ONE


def test_numbers_and_days_of_a_spreadsheet_read_as_people_write_them() -> None:
    book = xlsx_of(
        ("Name", "Employee ID", "Start", "At"),
        ("Ada", 1001.0, date(2024, 3, 1), datetime(2024, 3, 1, 9, 30)),  # noqa: DTZ001 -- a cell has no zone
        ("Bo", "0002", None, 1.5),
    )
    assert [cells for _, cells in reading.read(book).rows] == [
        ["Ada", "1001", "2024-03-01", "2024-03-01T09:30:00"],
        ["Bo", "0002", "", "1.5"],
    ]


def test_columns_without_a_name_are_called_by_their_letter() -> None:
    assert reading.read(b"Name,Email,\nAda,ada@example.org,\n").columns == ["Name", "Email"]
    wide = "Name,Email" + "," * 26 + "Department"
    row = "Ada,ada@example.org" + "," * 26 + "Sales"
    assert reading.read(csv_of(row, header=wide)).columns[25:27] == ["Column Z", "Column AA"]


def test_a_table_is_kept_as_it_was_read() -> None:
    assert unpack(pack(ONE)) == ONE
    assert ONE.without({0}).rows == [(2, ["", "ada@example.org", "Sales"])]


def test_fifty_thousand_people_are_read_and_one_more_is_refused() -> None:
    assert len(reading.read(people(reading.MOST_ROWS)).rows) == reading.MOST_ROWS
    with pytest.raises(Unreadable, match="more than 50,000 rows"):
        reading.read(people(reading.MOST_ROWS + 1))


def long_sheet(rows: int) -> bytes:
    cells = "".join(f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in ("Name", "Email"))
    return with_part(xlsx_of(*PLAIN), SHEET, sheet_xml(f"<row>{cells}</row>" * rows))


def test_a_sheet_of_a_million_rows_is_refused_while_it_is_read() -> None:
    with pytest.raises(Unreadable, match=r"50,000 rows|larger than 100 MB"):
        reading.read(long_sheet(1_000_000))


def bomb() -> bytes:
    return with_part(xlsx_of(*PLAIN), SHEET, sheet_xml(" " * (spreadsheet.MOST_UNPACKED + 1)))


def many_parts() -> bytes:
    kept = io.BytesIO(xlsx_of(*PLAIN))
    with zipfile.ZipFile(kept, "a") as parts:
        for at in range(spreadsheet.MOST_PARTS):
            parts.writestr(f"part{at}", b"")
    return kept.getvalue()


HOSTILE: dict[str, tuple[object, str]] = {
    "nothing": (b"", "There is nothing in this file."),
    "only line breaks": (b"\n\r\n \t\n", "There is nothing in this file."),
    "only NUL": (b"\x00" * 100, "There is nothing in this file."),
    "only commas": (b",,,\n,,,\n", "There is nothing in this file."),
    "a header alone": (HEADER.encode(), "there are no people beneath them"),
    "a header and blank rows": (csv_of(",,", "", " , , "), "there are no people beneath them"),
    "no header": (f"{ADA}\nBo,bo@example.org,\n".encode(), "The first row has to say"),
    "a NUL in a cell": (csv_of("Ada\x00,ada@example.org,Sales"), "Row 2 holds something that is not text"),
    "a bell in the header": (
        b"Na\x07me,Email\nAda,a@example.org\n",
        "Row 1 holds something that is not text",
    ),
    "a PDF": (b"%PDF-1.7\n\x00\x01\x02\x03 stream", "holds something that is not text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "holds something that is not text"),
    "a program": (b"\x7fELF\x02\x01\x01" + b"\x00" * 3, "holds something that is not text"),
    "an old spreadsheet": (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600,
        "an older or a locked spreadsheet",
    ),
    "a row too wide": (csv_of(ADA + ",Example,x"), "Row 2 has 2 cells more than there are columns"),
    "one comma too many": (csv_of("Example, Ada,ada@example.org,Sales"), "Row 2 has one cell more"),
    "an open quotation mark": (
        csv_of('"Ada,ada@example.org,Sales', "Bo,bo@example.org,x"),
        "Row 2 cannot be read",
    ),
    "a quotation mark inside": (csv_of('"Ada"x,ada@example.org,Sales'), "Row 2 cannot be read"),
    "an endless cell": (csv_of('"' + "x" * 200_000 + '",ada@example.org,Sales'), "Row 2 cannot be read"),
    "an endless header": (b"x" * 200_000, "Row 1 cannot be read"),
    "201 columns": (csv_of(ADA, header=",".join(f"Name {at}" for at in range(201))), "more than 200 columns"),
    "11 MB": (HEADER.encode() + b"\n" + b"x" * 11 * 2**20, "larger than 10 MB"),
    "broken UTF-16": (
        b"\xff\xfeN\x00a\x00m\x00e\x00\x00\xd8\x00\x00\x0a",
        "The text in this file is damaged",
    ),
    "broken UTF-32": (b"\xff\xfe\x00\x00\xff\xff\xff\xff", "The text in this file is damaged"),
    "a zip of nothing": (b"PK\x03\x04", "This spreadsheet is damaged"),
    "a zip cut off": (xlsx_of(*PLAIN)[:900], "This spreadsheet is damaged"),
    "a zip with a broken middle": (
        xlsx_of(*PLAIN)[:400] + b"\xff" * 400 + xlsx_of(*PLAIN)[800:],
        "This spreadsheet is damaged",
    ),
    "a sheet that is not XML": (
        with_part(xlsx_of(*PLAIN), SHEET, b"<worksheet><"),
        "This spreadsheet is damaged",
    ),
    "a workbook that is not XML": (with_part(xlsx_of(*PLAIN), "xl/workbook.xml", b"no"), "is damaged"),
    "a workbook without its sheet": (
        with_part(xlsx_of(*PLAIN), "[Content_Types].xml", b"<a/>"),
        "is damaged",
    ),
    "an XML bomb": (with_part(xlsx_of(*PLAIN), SHEET, XML_BOMB), "This spreadsheet is damaged"),
    "a bomb in the shared words": (
        with_part(xlsx_of(*PLAIN), "xl/sharedStrings.xml", XML_BOMB),
        "is damaged",
    ),
    "a zip bomb": (bomb, "larger than 100 MB when it is unpacked"),
    "thousands of parts": (many_parts, "made of too many parts"),
    "a workbook of cells far out": (
        lambda: with_part(xlsx_of(*PLAIN), SHEET, sheet_xml('<row><c r="XFD1"/></row>' * 1_500)),
        "far too many empty cells",
    ),
    "an empty workbook": (xlsx_of(), "There is nothing in this file."),
    "a workbook of empty rows": (
        with_part(xlsx_of(*PLAIN), SHEET, sheet_xml("<row/>" * 5_000)),
        "There is nothing in this file.",
    ),
    "a workbook with a header alone": (xlsx_of(PLAIN[0]), "there are no people beneath them"),
    "a workbook without a header": (xlsx_of(PLAIN[1]), "The first row has to say"),
    "a workbook of 300 columns": (
        xlsx_of([f"Name {at}" for at in range(300)], PLAIN[1]),
        "more than 200 columns",
    ),
    "a workbook with a row too wide": (xlsx_of(PLAIN[0], (*PLAIN[1], "x")), "Row 2 has one cell more"),
    "a style that is not there": (
        with_part(xlsx_of(*PLAIN), SHEET, sheet_xml('<row><c s="99999" t="n"><v>1</v></c></row>')),
        "there are no people beneath them",
    ),
    "a word that is not there": (
        with_part(xlsx_of(*PLAIN), SHEET, sheet_xml('<row><c t="s"><v>99999</v></c></row>')),
        "is damaged",
    ),
    "a number that is none": (
        with_part(xlsx_of(*PLAIN), SHEET, sheet_xml('<row><c t="n"><v>many</v></c></row>')),
        "is damaged",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_malformed_file_is_refused_with_a_sentence(name: str) -> None:
    made, says = HOSTILE[name]
    data = made() if callable(made) else made
    assert isinstance(data, bytes)
    with pytest.raises(Unreadable) as refused:
        reading.read(data)
    assert says in str(refused.value)


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Email</t>'
        '</is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c>'
        '<c r="B2" t="inlineStr"><is>'
        "<t>ada@example.org</t></is></c></row>"
    )
    lying = sheet_xml(rows).replace(b"A1:B2", b"A1:XFD1048576")
    found = reading.read(with_part(xlsx_of(*PLAIN), SHEET, lying))
    assert found == Table(["Name", "Email"], [(2, ["Ada", "ada@example.org"])])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"Name,Email\n", b"PK\x03\x04", b"\xff\xfe"):
        with suppress(Unreadable):
            found = reading.read(start + data)
            assert {len(cells) for _, cells in found.rows} == {len(found.columns)}
