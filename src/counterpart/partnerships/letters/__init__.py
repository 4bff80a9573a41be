from counterpart.partnerships.letters.courage import StoodBeside
from counterpart.partnerships.letters.together import Parted, Wrote

__all__ = ["Parted", "StoodBeside", "Wrote"]
