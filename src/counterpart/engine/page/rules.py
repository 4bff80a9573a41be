"""The policy that was used, in words and as it stands in policy.toml."""

from __future__ import annotations

from dataclasses import fields

from counterpart.engine.page.markup import Html, el, short
from counterpart.engine.page.tables import folded, table
from counterpart.engine.policy import Policy
from counterpart.engine.result import Result
from counterpart.engine.words import count, listing

_COUNTED = {"pins": "pair", "forbidden": "pair", "similarities": "pair of skills", "priority": "person"}
_MANY = {"pair": "pairs", "pair of skills": "pairs of skills", "person": "people"}


def section(result: Result) -> Html:
    """What counted, so that somebody else can do the same again."""
    rows = [(name, value) for name, value in settings(result.policy)]
    return el(
        "section",
        el("h2", "What counted"),
        *(el("p", line) for line in in_words(result.policy)),
        folded(
            "The whole policy",
            table("Policy", ("Setting", "Value"), [*rows, ("seed", str(result.seed))], numbers=1),
        ),
    )


def in_words(policy: Policy) -> list[str]:
    """The rules that matter most, for a lay reader."""
    both = "Both of a pair must learn something" if policy.two_way else "One of a pair must learn something"
    weak = "so a pair counts for little where only one of them gains" if policy.reciprocity >= 0.5 else ""
    lines = [
        ", ".join(filter(None, (both, weak))) + ".",
        f"Anything under {policy.minimum_benefit * 100:.0f} of 100 does not count as learning.",
    ]
    if policy.perspective:
        lines.append("Standing far apart in working life makes the same learning worth more.")
    if policy.direction != "any":
        way = "somebody further along learns" if policy.direction == "reverse" else "somebody earlier learns"
        lines.append(f"In every partnership {way} from the other.")
    if policy.common_hours:
        lines.append(
            f"They share at least {policy.common_hours:g} hours in the week, where both told theirs."
        )
    if policy.different:
        lines.append(f"Two who told the same {listing(policy.different)} are kept apart.")
    return lines


def settings(policy: Policy) -> list[tuple[str, str]]:
    """Each setting as text; tables and lists of people are counted, not shown."""
    made = []
    for each in fields(policy):
        value = getattr(policy, each.name)
        if each.name in _COUNTED:
            one = _COUNTED[each.name]
            made.append((each.name, count(len(value), one, _MANY[one]) if value else "none"))
        else:
            made.append((each.name, short(_written(value))))
    return made


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value)
