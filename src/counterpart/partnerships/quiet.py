"""What a quiet word says, in a letter and on home alike. Nobody is to blame, and a small thing is enough."""

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from counterpart.partnerships.health import Matter, Step
from counterpart.partnerships.models import Agreement, Meeting, Nudge
from counterpart.people.models import Person

CATCH_UP = 10  # minutes


def title(nudge: Nudge) -> str:
    if nudge.step == Step.CATCH_UP:
        return _("ten minutes to catch up?")
    return {
        Matter.CANCELLED.value: _("shall you try ten minutes?"),
        Matter.NO_MEETING.value: _("when do you meet next?"),
        Matter.UNSIGNED.value: _("five minutes for your agreement?"),
        Matter.SILENCE.value: _("a line, perhaps?"),
    }[nudge.matter]


def lead(nudge: Nudge, names: str) -> str:
    said = {"names": names}
    if nudge.step == Step.CATCH_UP:
        return (
            _("Calendars fill by themselves. Ten minutes with %(names)s tell how you would like to go on.")
            % said
        )
    return {
        Matter.CANCELLED.value: _(
            "Meetings fall through; that happens to everybody. Ten minutes with %(names)s are easier to "
            "find than an hour, and often enough."
        ),
        Matter.NO_MEETING.value: _(
            "Nothing is booked with %(names)s yet. Times that suit each of you are there; one tap takes one."
        ),
        Matter.UNSIGNED.value: _(
            "What you and %(names)s agree on is one page, and nearly written. Sign it, or change what does "
            "not fit."
        ),
        Matter.SILENCE.value: _(
            "It has been quiet between you and %(names)s for a while. A hello and one question are plenty."
        ),
    }[nudge.matter] % said


def closing(nudge: Nudge) -> str:
    if nudge.step == Step.CATCH_UP:
        return _(
            "Each of you was asked the same. If now is not the time, you can rest or part without a reason."
        )
    return _("Only you were asked. If now is not the time, you can rest without a reason.")


def label(nudge: Nudge) -> str:
    if nudge.step == Step.CATCH_UP or nudge.matter == Matter.CANCELLED:
        return _("Find ten minutes")
    return {
        Matter.NO_MEETING.value: _("Find a time"),
        Matter.UNSIGNED.value: _("Go to the agreement"),
        Matter.SILENCE.value: _("Write a line"),
    }[nudge.matter]


def path(nudge: Nudge) -> str:
    """Where one tap mends it, as things stand now."""
    pk = nudge.partnership_id
    if nudge.step == Step.CATCH_UP or nudge.matter == Matter.CANCELLED:
        return f"{reverse('meeting-find', args=[pk])}?minutes={CATCH_UP}"
    if nudge.matter == Matter.UNSIGNED:
        drafted = Agreement.objects.filter(partnership=pk).exists()
        return reverse("agreement" if drafted else "agreement-write", args=[pk])
    if nudge.matter == Matter.SILENCE:
        return reverse("partnership", args=[pk])
    offered = Meeting.objects.open().filter(partnership=pk).order_by("proposed_at").last()
    if offered and offered.proposed_by_id != nudge.person_id:
        return reverse("meeting-choose", args=[pk, offered.pk])
    return reverse("meeting-find", args=[pk])


def names(nudge: Nudge, reader: Person) -> str:
    others = Person.objects.filter(seats__partnership=nudge.partnership_id).exclude(pk=reader.pk)
    return str(get_text_list(sorted(each.first_name for each in others), _("and")))
