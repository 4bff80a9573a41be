"""When a programme can be matched. Who may is `visible_to`: organisers see a run, the two a proposal."""

from counterpart.programmes.models import Programme

ASKABLE = frozenset({Programme.State.COLLECTING, Programme.State.RUNNING})
MATCHABLE = frozenset({Programme.State.COLLECTING, Programme.State.MATCHING, Programme.State.RUNNING})


def can_ask(programme: Programme) -> bool:
    """Members ask somebody themselves; it rests while a match is looked at, which would be out of date."""
    return programme.asking and programme.state in ASKABLE
