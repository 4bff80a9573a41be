from counterpart.partnerships.letters.circles import CircleChanged, SeatOffered
from counterpart.partnerships.letters.together import Parted, Wrote

__all__ = ["CircleChanged", "Parted", "SeatOffered", "Wrote"]
