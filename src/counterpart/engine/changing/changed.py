"""What a result answers when it is asked what if."""

from __future__ import annotations

from dataclasses import dataclass, fields

from counterpart.engine.result import Result


@dataclass(frozen=True, repr=False)
class Changed(Result):
    """The plan after a change, a result like any other: its `policy` holds the pin or the forbidden pair.

    price     the value lost against the plan that was asked
    bracket   certified: what the best plan loses by the change is from `bracket[0]` to `bracket[1]`
    """

    price: float
    bracket: tuple[float, float]

    @classmethod
    def of(cls, result: Result, price: float, bracket: tuple[float, float]) -> Changed:
        """The same result with a price."""
        told = {each.name: getattr(result, each.name) for each in fields(Result)}
        return cls(**told, price=price, bracket=bracket)
