from counterpart.partnerships.letters.agreeing import Agreed, WroteAgreement
from counterpart.partnerships.letters.courage import StoodBeside
from counterpart.partnerships.letters.together import Parted, Wrote

__all__ = [
    "Agreed",
    "Parted",
    "StoodBeside",
    "Wrote",
    "WroteAgreement",
]
