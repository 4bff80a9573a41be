"""Every address of the website, one block a slice. The route matrix in tests/repository lists them all."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from counterpart.web.evenly import evenly
from counterpart.web.views import (
    circles,
    foot,
    home,
    invitations,
    joining,
    matching,
    owner,
    partnerships,
    people_import,
    profile,
    programmes,
    proposals,
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
    # the two of us: times and calendars
    # the two of us: a meeting, its cards and notes
    # mine: courage, step by step
    # the two of us: pausing, parting, something is not right
    # reaching out oneself
    # mine: letters
    # the organiser: programmes and their people
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.new, name="programme-new"),
    path("programmes/<uuid:pk>/", programmes.programme, name="programme"),
    path("programmes/<uuid:pk>/change/", programmes.change, name="programme-change"),
    path("programmes/<uuid:pk>/close/", programmes.close, name="programme-close"),
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
