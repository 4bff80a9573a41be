"""What people tell: Amina's story, what Fatou said to it, and a draft that waits for Bengt's yes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills import actions as skills
from counterpart.stories import actions
from counterpart.stories.actions import doors
from counterpart.stories.models import Comment, Story

STORY = "storycanary"  # whoever takes part in the programme, and who organises it
DRAFT = "draftcanary"  # those who tell it
DOOR = "doorcanary"  # the public: Bengt let it out
REPORT = "reportcanary"  # the organisers


@dataclass(frozen=True)
class Telling:
    story: Story  # Bengt's, told
    mine: Story  # Amina's, told
    draft: Story  # Bengt's, together with Amina once she agrees
    comment: Comment  # Amina's, to Bengt's


def plant(programme: Programme, amina: Person, bengt: Person, fatou: Person, at: datetime) -> Telling:
    (topic,) = skills.understand("Public speaking")

    def tell(by: Person, title: str, body: str, together: Person | None = None) -> Story:
        said = actions.Written(Story.Kind.LESSON, title, body, cost=body, now="Ask", topics=(topic,))
        return actions.write(programme, said, key=uuid4(), by=by, at=at, together=together)

    story, mine = tell(bengt, "My first talk", f"I froze. {STORY}"), tell(amina, "Mine", f"I spoke. {STORY}")
    draft = tell(bengt, "Ours", f"We {DRAFT}", together=amina)
    comment = actions.comment(story, f"Me too. {STORY}", key=uuid4(), by=amina, at=at)
    actions.report(story, REPORT, by=fatou, at=at)
    doors.open_page(programme, "Come in", by=bengt, at=at)
    actions.open_door(tell(bengt, "Let out", DOOR), by=bengt, at=at)
    return Telling(story, mine, draft, comment)
