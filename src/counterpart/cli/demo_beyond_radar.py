"""What members of the demo read about what is next: a table of each programme."""

from datetime import datetime

from counterpart.radar import actions, queries


def seed(at: datetime) -> None:
    for programme in queries.to_draw(at=at):
        actions.draw(programme, at=at)
