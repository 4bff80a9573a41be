"""Small steps towards what happens on screens."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

LISTS: dict[str, tuple[StrOrPromise, ...]] = {
    "ai": (
        _("Watch somebody use an AI tool for five minutes, and only watch"),
        _("Ask an AI tool one question I already know the answer to"),
        _("Let it shorten a text of mine, and compare the two"),
        _("Find one mistake that it makes, and tell somebody about it"),
        _("Use it for one real task of this week, start to end"),
        _("Say in a meeting: I did this with an AI tool, and here is what I checked"),
    ),
    "social-media": (
        _("Open the app and look around for five minutes without posting"),
        _("Follow five people I would like to learn from"),
        _("Like one thing that I mean"),
        _("Write a comment of one sentence under somebody's post"),
        _("Write a post and show it to one person before anybody else"),
        _("Post it, and leave it there for a day without looking"),
        _("Answer somebody who does not agree, once and kindly"),
    ),
    "linkedin personal-brand": (
        _("Change one line of my profile so that it sounds like me"),
        _("Put up a picture in which I look like on a good day"),
        _("Congratulate somebody in two sentences of my own"),
        _("Write under a post what I have seen of it at work"),
        _("Ask one person I half know to connect, with a line why"),
        _("Post one thing I learned this month"),
    ),
    "short-videos video-making ai-video tiktok youtube podcasts": (
        _("Record ten seconds of something I like, without me in it"),
        _("Record one sentence of my own voice, and listen to it once"),
        _("Film myself for twenty seconds and delete it"),
        _("Film it again and keep the better one"),
        _("Show half a minute to one person I trust"),
        _("Put one up where a few people can see it"),
    ),
    "digital-tools": (
        _("Ask somebody to show me one thing they do every day with it"),
        _("Try one button that I have never pressed"),
        _("Do the same thing alone the next day"),
        _("Use it for something small that nobody waits for"),
        _("Use it for something real, with somebody within reach"),
        _("Show it to somebody who knows it less than I do"),
    ),
    "video-calls": (
        _("Test camera and sound alone, five minutes before a call"),
        _("Keep the camera on for the first five minutes"),
        _("Say one sentence in a call of more than five people"),
        _("Share my screen with one person"),
        _("Share my screen in a meeting"),
        _("Lead a call of a quarter of an hour"),
    ),
    "spreadsheets data": (
        _("Open a table somebody else made and find out how one number comes about"),
        _("Make a copy and change one thing to see what happens"),
        _("Write one formula and check it by hand"),
        _("Draw one picture of numbers I know"),
        _("Ask in a meeting where a number comes from"),
        _("Show my own numbers to somebody who will ask about them"),
    ),
    "programming web-development ai-coding": (
        _("Read twenty lines of code and say aloud what I think they do"),
        _("Change one word in a program and run it"),
        _("Write five lines that do something small of my own"),
        _("Ask a question about an error message, with the message in it"),
        _("Let somebody look at my code while I explain it"),
        _("Offer a small change to something that others use"),
        _("Look over somebody else's change and write one friendly remark"),
    ),
    "online-safety cybersecurity digital-privacy data-protection": (
        _("Look up one setting of my phone that says who sees what"),
        _("Change one password with a password manager"),
        _("Switch on the second factor for one account"),
        _("Ask before I click: show one odd letter to somebody"),
        _("Tell somebody about a click that I regret"),
    ),
    "graphic-design interface-design photography canva ai-pictures": (
        _("Collect three things that I find beautiful"),
        _("Copy one of them, for nobody but me"),
        _("Make something of my own in twenty minutes, and stop"),
        _("Show it to one person and ask what they see first"),
        _("Hang it up or send it where others come by"),
    ),
}
