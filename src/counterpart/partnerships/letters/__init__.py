from counterpart.partnerships.letters.together import Parted, Wrote

__all__ = ["Parted", "Wrote"]
