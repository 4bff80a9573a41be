"""What must be there before anything starts; `serve`, `worker` and `migrate` run these."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from counterpart.common import sealing
from counterpart.common.keyring import sealing_keys
from counterpart.partnerships.keys import RING as PARTNERSHIPS
from counterpart.people.keys import RING as PEOPLE

MAKE_SOME = "Run `counterpart newkeys` once, and keep what it prints in the environment or in .env."
HINT_WRONG = (
    "Give back the keys this installation had: without them nothing sealed can be read again. "
    "To change keys, put the new one first, keep the old one after it, and run `counterpart rotatekeys`."
)


@register("ready", deploy=True)
def secrets_are_there(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    if len(_secret_key()) < 32:
        problems.append(Error("SECRET_KEY is missing or too short.", MAKE_SOME, id="counterpart.E001"))
    if not settings.SEALING_KEYS:
        problems.append(Error("SEALING_KEYS is missing.", MAKE_SOME, id="counterpart.E002"))
        return problems
    try:
        sealing_keys()
    except sealing.BadKey:
        problems.append(
            Error("A key in SEALING_KEYS is not 32 bytes in base64.", MAKE_SOME, id="counterpart.E003")
        )
        return problems
    return problems + _keys_fit()


def _secret_key() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:  # what Django says of an empty one
        return ""


def _keys_fit() -> list[CheckMessage]:
    """Whether existing data keys open; a database without tables has none."""
    try:
        misfits = any(ring.misfits() for ring in (PEOPLE, PARTNERSHIPS))
    except DatabaseError:
        return []
    wrong = Error("The SEALING_KEYS are not those of this installation.", HINT_WRONG, id="counterpart.E004")
    return [wrong] if misfits else []
