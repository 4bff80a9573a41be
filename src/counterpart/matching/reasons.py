"""Why somebody is still looking, as codes that are kept; `words` says them."""

from django.db import models


class Reason(models.TextChoices):
    ALONE = "alone"  # nobody else takes part
    NOTHING_TOLD = "nothing-told"  # brings no wish and nothing to show into this programme
    NO_WISH = "no-wish"
    NO_OFFER = "no-offer"
    NOBODY_OFFERS = "nobody-offers"  # any of the wishes
    NOBODY_FURTHER = "nobody-further"  # somebody offers it, nobody is further along
    NOBODY_WANTS = "nobody-wants"  # what they can show
    NOBODY_BEHIND = "nobody-behind"  # somebody asked for it and knows as much already
    ONE_WAY_ONLY = "one-way-only"  # somebody fits in one direction
    TOO_LITTLE = "too-little"
    DIRECTION = "direction"  # nobody who fits stands on the other side of the ladder
    NO_LANGUAGE = "no-language"
    NO_HOURS = "no-hours"
    NOT_DIFFERENT = "not-different"
    PRIVATE_RULE = "private-rule"  # avoid lists, reporting lines, earlier meetings: one and the same
    FORBIDDEN = "forbidden"  # an organiser said: not these two
    TAKEN = "taken"  # everybody who fits is with somebody else
