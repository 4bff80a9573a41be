"""Small steps towards work, money and what comes next; and those that suit anything."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

ANYTHING: tuple[StrOrPromise, ...] = (
    _("Watch somebody do it, and only watch"),
    _("Read about it for ten minutes, then stop"),
    _("Tell one person that I would like to be able to do it"),
    _("Do the very first minute of it, and no more"),
    _("Do it once where nobody sees it"),
    _("Do it once with somebody beside me"),
    _("Do it once for real, however it turns out"),
    _("Show somebody how far I have come"),
)

LISTS: dict[str, tuple[StrOrPromise, ...]] = {
    "business personal-money investing pensions buying-a-home reading-accounts money-when-young": (
        _("Look at one number I have avoided, and close it again"),
        _("Write down what came in and what went out last week"),
        _("Ask somebody what one word on the page means"),
        _("Tell one person what I would like to understand by summer"),
        _("Make one call to somebody who is paid to explain it"),
        _("Decide one small thing about it, and write down why"),
    ),
    "asking-for-a-raise negotiating promotion persuading": (
        _("Write down three things that went well because of me"),
        _("Find out what others are paid for such work"),
        _("Say the number aloud, alone"),
        _("Say the number to a friend who plays the other side"),
        _("Ask for a time to talk about it"),
        _("Say the number, and then say nothing until they answer"),
    ),
    "careers job-search job-interviews first-job-today first-developer-job changing-careers": (
        _("Save one advert that makes me curious"),
        _("Ask somebody how their day looks in that job"),
        _("Write five lines about what I can do"),
        _("Let one person read them who will not flatter me"),
        _("Answer three questions aloud as if it were the day"),
        _("Send one application, and tell somebody that I did"),
    ),
    "leadership first-time-leading motivating hiring remote-teams change": (
        _("Write down what I liked about somebody who led me well"),
        _("Ask somebody in my team how their week really was"),
        _("Say what I do not know yet, to the team"),
        _("Let somebody else decide something that I would decide"),
        _("Say a clear no, and why"),
        _("Ask the team what I should stop doing"),
    ),
    "running-meetings getting-buy-in boards": (
        _("Sit somewhere else than I always do"),
        _("Say something in the first ten minutes"),
        _("Sum up in one sentence what was decided"),
        _("Invite the one who has said nothing"),
        _("Lead one item of the agenda"),
        _("Say that I see it differently, and why"),
    ),
    "organisations how-decisions-are-made managing-up how-the-top-thinks finding-sponsors unwritten-rules": (
        _("Ask somebody how a decision came about, afterwards"),
        _("Write down who was asked before it was made"),
        _("Ask my boss what they are asked by theirs"),
        _("Send a proposal of half a page"),
        _("Ask somebody two steps above me one honest question"),
        _("Say in that room what people say in the corridor"),
    ),
    "starting-a-business sales fundraising customers freelancing side-projects innovation": (
        _("Tell the idea to one person in three sentences"),
        _("Ask somebody what bothers them, and do not offer anything"),
        _("Show a sketch to two people who could want it"),
        _("Name a price to one person"),
        _("Ask somebody to buy it, or to give"),
        _("Ask again after a no, someone else"),
    ),
    "teaching online-teaching": (
        _("Explain one thing to one person, with a pencil"),
        _("Ask them to tell it back to me"),
        _("Show it to three people and let them try"),
        _("Say: I do not know, let us find out"),
        _("Hold a quarter of an hour for a small group"),
        _("Ask the group what they would change"),
    ),
    "life-experience stress burnout illness grief career-break retiring mental-health-openly": (
        _("Write one page about it, and keep it"),
        _("Tell one person that there is something"),
        _("Ask somebody who has been there how the first week was"),
        _("Say what I need today, to one person"),
        _("Tell a piece of it to somebody whom it may help"),
    ),
    "sciences open-science peer-review research-methods open-data": (
        _("Read one page outside my field and mark what I do not understand"),
        _("Ask somebody of the field one beginner's question"),
        _("Show unfinished work to one colleague"),
        _("Share data or code with one person who asks"),
        _("Ask a question after a talk"),
        _("Put something unfinished where others can find it"),
    ),
}
