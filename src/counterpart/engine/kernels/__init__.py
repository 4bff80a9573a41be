"""Compiled loops: arrays in, arrays out. Imported only where there are many people, because Numba takes
time."""
