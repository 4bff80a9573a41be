"""Rings of three or four people, each learning from the next, chosen jointly with pairs.

`arcs` says who could learn from whom, `pricing` finds the rings that prices do not forbid yet, `columns` is
the linear programme of pairs and rings, `joint` puts them together, `annealing` answers where there are many.
Only `ground` knows people and policies; the rest takes arrays, wherever the benefits come from.
"""
