from counterpart.partnerships.letters.parting import Concerned, Finished, GoesOn, Rests, Thanked
from counterpart.partnerships.letters.together import Parted, Wrote

__all__ = ["Concerned", "Finished", "GoesOn", "Parted", "Rests", "Thanked", "Wrote"]
