from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from counterpart.jobs import task
from counterpart.letters import chat, sending


# It goes on where it was stopped, so many attempts do no harm.
@task(attempts=20, limit=timedelta(minutes=30), every=timedelta(minutes=1), mail=True)
def send() -> int:
    return sending.send_due(timezone.now)


# Once: what got lost there stands among the letters.
@task(attempts=1, limit=timedelta(minutes=1))
def tell_chat(chat_id: str, letter_id: str) -> bool:
    return chat.tell(UUID(chat_id), UUID(letter_id) if letter_id else None, at=timezone.now())
