"""When a programme can be matched. Who may is `visible_to`: organisers see a run, the two a proposal."""

from counterpart.programmes.models import Programme

MATCHABLE = frozenset({Programme.State.COLLECTING, Programme.State.MATCHING, Programme.State.RUNNING})
