"""Ada hosts a circle about Python; the others would learn there."""

from counterpart import engine

ADA = engine.Person(id="ada", name="Ada", offers={"Python": 4}, hosting=1, stage=3)


def learner(name: str, **facts: object) -> engine.Person:
    told: dict[str, object] = {"seeks": {"Python": 4}, "stage": 1, **facts}
    return engine.Person(id=name, name=name.title(), **told)  # type: ignore[arg-type] # any facts


BO, CY, DI, ED = map(learner, ("bo", "cy", "di", "ed"))
