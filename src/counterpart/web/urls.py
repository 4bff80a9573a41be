"""Every address of the website, one block a slice. The route matrix in tests/repository lists them all."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from counterpart.web.evenly import evenly
from counterpart.web.views import (
    agreeing,
    answering,
    around,
    beside,
    booking,
    calendar,
    circles,
    courage,
    ending,
    foot,
    home,
    invitations,
    joining,
    letters,
    matching,
    meeting,
    meeting_note,
    meetings,
    momentum,
    owner,
    parting,
    partnerships,
    people_import,
    profile,
    programmes,
    proposals,
    reaching,
    sign_in,
    styleguide,
    when,
)

urlpatterns: list[URLPattern | URLResolver] = [
    # the look
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("who-reads/", foot.who_reads, name="who_reads"),
    path("theme/", foot.theme, name="theme"),
    # signing in: only what we use of allauth
    path("accounts/login/code/", evenly(account.request_login_code), name="account_request_login_code"),
    path(
        "accounts/login/code/confirm/",
        evenly(account.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path(
        "accounts/login/",
        RedirectView.as_view(pattern_name="account_request_login_code", query_string=True),
        name="account_login",
    ),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    # the member: coming in
    path("i/<str:token>/", sign_in.invitation, name="invitation"),
    path("in/<str:token>/", sign_in.sign_in_link, name="sign-in-link"),
    path("join/<str:token>/", evenly(sign_in.join_shared), name="join-shared"),
    # the member: telling
    path("joining/offers/", joining.offers, name="joining-offers"),
    path("joining/offers/<uuid:pk>/", joining.offer, name="joining-offer"),
    path("joining/seeks/", joining.seeks, name="joining-seeks"),
    path("joining/seeks/<uuid:pk>/", joining.seek, name="joining-seek"),
    path("joining/when/", when.when, name="joining-when"),
    path("joining/avoid/", when.avoid, name="joining-avoid"),
    path("joining/avoid/<uuid:pk>/", when.stop_avoiding, name="joining-stop-avoiding"),
    path("skills/suggestions/", joining.suggestions, name="skill-suggestions"),
    # the member: home, what I tell, the two of us
    path("", home.home, name="home"),
    path("membership/<uuid:pk>/join/", home.join, name="membership-join"),
    path("profile/", profile.profile, name="profile"),
    path("profile/<uuid:pk>/", profile.brought, name="profile-brought"),
    path("membership/<uuid:pk>/leave/", profile.leave, name="membership-leave"),
    path("proposal/<uuid:pk>/", proposals.proposal, name="proposal"),
    path("together/<uuid:pk>/", partnerships.partnership, name="partnership"),
    path("together/<uuid:pk>/part/", partnerships.part, name="partnership-part"),
    path("together/<uuid:pk>/host/", partnerships.host, name="partnership-host"),
    path("circles/", circles.open_circles, name="circles"),
    path("circles/<uuid:pk>/seat/", circles.seat, name="circle-seat"),
    # the two of us: beginning and agreeing
    path("together/<uuid:pk>/beginning/<str:side>/", agreeing.induction, name="induction"),
    path("together/<uuid:pk>/agreement/", agreeing.agreement, name="agreement"),
    path("together/<uuid:pk>/agreement/write/", agreeing.write, name="agreement-write"),
    path("together/<uuid:pk>/start/", agreeing.start, name="partnership-start"),
    # the two of us: times and calendars
    path("together/<uuid:pk>/meetings/", meetings.meetings, name="meetings"),
    path("together/<uuid:pk>/time/", meetings.find, name="meeting-find"),
    path("together/<uuid:pk>/meetings/<uuid:meeting>/choose/", meetings.choose, name="meeting-choose"),
    path("together/<uuid:pk>/meetings/<uuid:meeting>/move/", meetings.move, name="meeting-move"),
    path("together/<uuid:pk>/meetings/<uuid:meeting>/cancel/", meetings.cancel, name="meeting-cancel"),
    path("together/<uuid:pk>/meetings/<uuid:meeting>/rest/", meetings.rest, name="meeting-rest"),
    path("together/<uuid:pk>/meetings/<uuid:meeting>/worth/", meetings.worth, name="meeting-worth"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar-feed"),
    # whoever books for one of them
    path("calendar/assistant/", booking.assistant, name="assistant"),
    path("booking-for/<uuid:who>/", booking.booking_for, name="booking-for"),
    path("booking-for/<uuid:who>/<uuid:pk>/time/", meetings.find, name="booking-find"),
    path("booking-for/<uuid:who>/<uuid:pk>/<uuid:meeting>/choose/", meetings.choose, name="booking-choose"),
    path("booking-for/<uuid:who>/<uuid:pk>/<uuid:meeting>/move/", meetings.move, name="booking-move"),
    path("booking-for/<uuid:who>/<uuid:pk>/<uuid:meeting>/cancel/", meetings.cancel, name="booking-cancel"),
    path("booking-for/<uuid:who>/<uuid:pk>/<uuid:meeting>/rest/", meetings.rest, name="booking-rest"),
    # the two of us: a meeting, its cards and notes
    path("together/<uuid:pk>/talk/", meeting.talk_now, name="talk-now"),
    path("together/<uuid:pk>/meeting/<uuid:meeting>/", meeting.meeting, name="meeting"),
    path("together/<uuid:pk>/meeting/<uuid:meeting>/now/", meeting.now, name="meeting-now"),
    path("together/<uuid:pk>/meeting/<uuid:meeting>/cards/", meeting.deck, name="meeting-deck"),
    path("together/<uuid:pk>/meeting/<uuid:meeting>/cards/<int:item>/", meeting.card, name="meeting-card"),
    path(
        "together/<uuid:pk>/meeting/<uuid:meeting>/notes/<uuid:note>/", meeting_note.note, name="meeting-note"
    ),
    # mine: courage, step by step
    path("courage/", courage.courage, name="courage"),
    path("courage/sure/", courage.check_in, name="courage-check-in"),
    path("courage/later/", courage.later, name="courage-later"),
    path("courage/<uuid:pk>/", courage.wish, name="courage-wish"),
    path("courage/<uuid:pk>/nervous/", courage.nervous, name="courage-nervous"),
    path("courage/<uuid:pk>/sure/", courage.sure, name="courage-sure"),
    path("courage/<uuid:pk>/order/", courage.order, name="courage-order"),
    path("courage/<uuid:pk>/share/", beside.share, name="courage-share"),
    path("courage/step/<uuid:pk>/", courage.step, name="courage-step"),
    path("courage/step/<uuid:pk>/move/", courage.move, name="courage-step-move"),
    path("together/<uuid:pk>/courage/", beside.shared, name="together-courage"),
    path("together/<uuid:pk>/courage/<uuid:step>/", beside.beside, name="together-beside"),
    # the two of us: pausing, parting, something is not right
    path("together/<uuid:pk>/not-right/", parting.not_right, name="partnership-not-right"),
    path("together/<uuid:pk>/pause/", parting.pause, name="partnership-pause"),
    path("together/<uuid:pk>/go-on/", parting.resume, name="partnership-resume"),
    path("together/<uuid:pk>/ending/", ending.ending, name="partnership-ending"),
    path("together/<uuid:pk>/finish/", ending.finish, name="partnership-finish"),
    path("together/<uuid:pk>/show/<int:topic>/", ending.show_now, name="partnership-show-now"),
    path("together/<uuid:pk>/certificate/", ending.certificate, name="partnership-certificate"),
    path("membership/<uuid:pk>/look-again/", ending.look_again, name="membership-look-again"),
    path("concerns/", parting.concerns, name="concerns"),
    path("concerns/<uuid:pk>/seen/", parting.seen, name="concern-seen"),
    # reaching out oneself
    path("programmes/<uuid:pk>/reach/", reaching.reach, name="reach"),
    path("programmes/<uuid:pk>/reach/<uuid:person>/", reaching.ask, name="reach-ask"),
    path("reach/<uuid:pk>/", reaching.approach, name="approach"),
    path("reach/<uuid:pk>/more/", reaching.more, name="approach-more"),
    path("reach/<uuid:pk>/tell/", reaching.tell, name="approach-tell"),
    path("reach/<uuid:pk>/withdraw/", reaching.withdraw, name="approach-withdraw"),
    # around: what goes on beyond the two of us
    path("around/", around.around, name="around"),
    # around: introductions
    # around: asks
    # around: circles
    path("circles/open/<uuid:pk>/", circles.open_one, name="circle-open"),
    path("together/<uuid:pk>/meeting/<uuid:meeting>/coming/", circles.coming, name="circle-coming"),
    # around: stories
    # around: given and received, perspective
    # around: radar
    # around: search
    # an open door
    # mine: letters
    path("letters/", letters.letters, name="letters"),
    path("letters/read/", letters.read_all, name="letters-read"),
    path("letters/choices/", letters.choices, name="letter-choices"),
    path("letters/chat/", letters.connect_chat, name="letter-chat"),
    path("letters/<uuid:pk>/", letters.letter, name="letter"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("stop/<str:token>/", letters.stop, name="letter-stop"),
    # the organiser: programmes and their people
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.new, name="programme-new"),
    path("programmes/<uuid:pk>/", programmes.programme, name="programme"),
    path("programmes/<uuid:pk>/change/", programmes.change, name="programme-change"),
    path("programmes/<uuid:pk>/close/", programmes.close, name="programme-close"),
    path("programmes/<uuid:pk>/meeting/", momentum.how_it_goes, name="programme-meeting"),
    path("programmes/<uuid:pk>/meeting/circle/", momentum.open_circle, name="programme-circle"),
    path("programmes/<uuid:pk>/organisers/", programmes.organisers, name="organisers"),
    path("programmes/<uuid:pk>/organisers/<int:organiser>/", programmes.dismiss, name="organiser-dismiss"),
    path("programmes/<uuid:pk>/people/", programmes.collecting, name="collecting"),
    path("programmes/<uuid:pk>/people/<uuid:membership>/", programmes.take_out, name="member-take-out"),
    path("programmes/<uuid:pk>/import/", people_import.upload, name="import-upload"),
    path("import/<uuid:pk>/columns/", people_import.mapping, name="import-mapping"),
    path("import/<uuid:pk>/stages/", people_import.stages, name="import-stages"),
    path("import/<uuid:pk>/preview/", people_import.preview, name="import-preview"),
    path("import/<uuid:pk>/progress/", people_import.progress, name="import-progress"),
    path("import/<uuid:pk>/cancel/", people_import.cancel, name="import-cancel"),
    path("programmes/<uuid:pk>/invite/", invitations.invite, name="invite"),
    path("programmes/<uuid:pk>/remind/", invitations.remind, name="remind"),
    path("programmes/<uuid:pk>/link/", invitations.shared_link, name="shared-link"),
    path("programmes/<uuid:pk>/link/revoke/", invitations.revoke_link, name="shared-link-revoke"),
    path("programmes/<uuid:pk>/approvals/", invitations.approvals, name="approvals"),
    # the organiser: the match
    path("programmes/<uuid:pk>/match/", matching.new, name="run-new"),
    path("match/<uuid:pk>/", matching.run, name="run"),
    path("match/<uuid:pk>/progress/", matching.progress, name="run-progress"),
    path("match/<uuid:pk>/review/", matching.review, name="run-review"),
    path("match/<uuid:pk>/pair/<uuid:one>/<uuid:other>/", matching.pair, name="run-pair"),
    path("match/<uuid:pk>/person/<uuid:person>/", matching.person, name="run-person"),
    path("match/<uuid:pk>/together/", matching.pin, name="run-pin"),
    path("match/<uuid:pk>/apart/", matching.forbid, name="run-forbid"),
    path("match/<uuid:pk>/undo/", matching.undo, name="run-undo"),
    path("match/<uuid:pk>/one-way/", matching.one_way, name="run-one-way"),
    path("match/<uuid:pk>/again/", matching.again, name="run-again"),
    path("match/<uuid:pk>/publish/", matching.publish, name="run-publish"),
    # the owner
    path("owner/", owner.owner, name="owner"),
    path("outbox/", owner.outbox, name="outbox"),
]
