from counterpart.partnerships.letters.agreeing import Agreed, WroteAgreement
from counterpart.partnerships.letters.assistants import AsksToBook, BooksNoMore
from counterpart.partnerships.letters.circles import (
    CircleChanged,
    CircleClosed,
    HostsTeachers,
    LeftCircle,
    SeatOffered,
)
from counterpart.partnerships.letters.courage import StoodBeside
from counterpart.partnerships.letters.momentum import QuietWord
from counterpart.partnerships.letters.parting import Concerned, Finished, GoesOn, Rests, Thanked
from counterpart.partnerships.letters.together import Parted, Wrote

__all__ = [
    "Agreed",
    "AsksToBook",
    "BooksNoMore",
    "CircleChanged",
    "CircleClosed",
    "Concerned",
    "Finished",
    "GoesOn",
    "HostsTeachers",
    "LeftCircle",
    "Parted",
    "QuietWord",
    "Rests",
    "SeatOffered",
    "StoodBeside",
    "Thanked",
    "Wrote",
    "WroteAgreement",
]
