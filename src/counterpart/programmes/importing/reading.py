"""Read a file of people into a table: its encoding, its delimiter, and where its columns are named.

Sizes are counted while reading, because what a file says about itself may be wrong.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterpart.programmes.importing import shapes
from counterpart.programmes.importing.spreadsheet import sheet_records
from counterpart.programmes.importing.table import Row, Table, Unreadable

MOST_BYTES = 10 * 2**20
MOST_ROWS = 50_000
MOST_COLUMNS = 200
HEADER_WITHIN = 30  # rows; what stands before the names of the columns is passed over
DELIMITERS = ",;\t|"

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_SEP_LINE = re.compile(r"\s*sep=(.)\s*", re.I)
# Everything that is neither text nor a line break: no list of people holds these.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")
# Controls and marks that turn the direction of writing: they could make one name look like another.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def read(data: bytes) -> Table:
    """Raises `Unreadable` with a sentence for whoever chose the file."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            _("The file is larger than 10 MB. Leave out columns that are not needed, or split it.")
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable(_("There is nothing in this file. Please choose another."))
    if data.startswith(_ZIP):
        return _table(sheet_records(data, most_columns=MOST_COLUMNS))
    if data.startswith(_OLD_OFFICE):
        raise Unreadable(
            _("This is an older or a locked spreadsheet. Save it as .xlsx without a password, or as CSV.")
        )
    text = _decode(data)
    if control := _NOT_TEXT.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise Unreadable(
            _(
                "Row %(row)s holds something that is not text. Is this a CSV or .xlsx file? "
                "Save it again as one."
            )
            % {"row": line}
        )
    return _table(_csv_records(text))


def tidy(cell: str) -> str:
    """One line without control characters; the text itself stays, also where it begins with '='."""
    return " ".join(_UNSEEN.sub(lambda found: " " if found.group() in "\t\n\r\v\f" else "", cell).split())


def _decode(data: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as broken:
                raise Unreadable(
                    _("The text in this file is damaged. Save it again as CSV (UTF-8).")
                ) from broken
    start = data[:4000]
    if start.count(0) > len(start) // 4:  # Excel's 'Unicode text' without its mark
        start_with_text = start[1::2].count(0) > start[::2].count(0)
        return data.decode("utf-16-le" if start_with_text else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what Excel writes in western Europe


def _csv_records(text: str) -> Iterator[Row]:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as broken:
        raise Unreadable(
            _('Row %(row)s cannot be read: is a quotation mark (") not closed? Mend it, or save as .xlsx.')
            % {"row": number + 1}
        ) from broken


def _delimiter(text: str) -> str:
    """What stands between cells: with the right one most columns are known and most rows are equally wide."""
    first = text[:200].partition("\n")[0]
    if said := _SEP_LINE.fullmatch(first):
        return said.group(1)
    lines = list(islice(io.StringIO(text[:200_000], newline=""), 2 * HEADER_WITHIN))
    return max(DELIMITERS, key=lambda delimiter: _fits(lines, delimiter))


def _fits(lines: list[str], delimiter: str) -> tuple[int, int]:
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0, 0
    widths = [len(cells) for cells in records if len(cells) > 1]
    return max(map(_known_names, records), default=0), max(map(widths.count, widths), default=0)


def _known_names(cells: list[str]) -> int:
    """How many of these read like names of columns; people's own rows have addresses in them."""
    if any("@" in cell for cell in cells):
        return 0
    return sum(shapes.is_known(tidy(cell)) for cell in cells if len(cell) < 300)


def _table(records: Iterable[Row]) -> Table:
    rows = iter(records)
    first = list(islice(rows, HEADER_WITHIN))
    at = _header(first)
    header = [tidy(cell) for cell in first[at][1]]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise Unreadable(_("There are more than 200 columns. Leave out those that are not needed."))
    kept: list[Row] = []
    for number, cells in chain(first[at + 1 :], rows):
        tidied = [tidy(cell) for cell in cells]
        if not any(tidied):
            continue
        if len(kept) == MOST_ROWS:
            raise Unreadable(_("There are more than 50,000 rows. Split the file, or leave people out."))
        kept.append((number, _as_wide_as(header, tidied, number)))
    if not kept:
        raise Unreadable(_("The file names its columns, but there are no people beneath them."))
    return Table([name or _letter(at) for at, name in enumerate(header)], kept)


def _header(first: list[Row]) -> int:
    """Where the names of the columns stand: the first of the rows with most names that we know."""
    names = [_known_names(cells) for _, cells in first]
    if max(names, default=0):
        return names.index(max(names))
    if not any(any(cells) for _, cells in first):
        raise Unreadable(_("There is nothing in this file. Please choose another."))
    at = next(at for at, (_, cells) in enumerate(first) if any(cells))
    if any("@" in cell for cell in first[at][1]):
        raise Unreadable(
            _("The first row has to say what each column is, such as 'Name' and 'E-mail'. Add such a row.")
        )
    return at


def _as_wide_as(header: list[str], cells: list[str], number: int) -> list[str]:
    surplus = [cell for cell in cells[len(header) :] if cell]
    if surplus:
        raise Unreadable(
            ngettext(
                "Row %(row)s has one cell more than there are columns. Is there a comma in a name or title? "
                "Put that cell in quotation marks.",
                "Row %(row)s has %(count)s cells more than there are columns. Is there a comma in a name or "
                "title? Put that cell in quotation marks.",
                len(surplus),
            )
            % {"row": number, "count": len(surplus)}
        )
    return cells[: len(header)] + [""] * (len(header) - len(cells))


def _letter(at: int) -> str:
    """A column without a name is called as a spreadsheet calls it."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return _("Column %(letter)s") % {"letter": letters}
