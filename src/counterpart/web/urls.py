"""Every address of the website, one block a slice. The route matrix in tests/repository lists them all."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from counterpart.web.views import foot, home, joining, partnerships, profile, sign_in, styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    # the look
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("who-reads/", foot.who_reads, name="who_reads"),
    path("theme/", foot.theme, name="theme"),
    # signing in: only what we use of allauth
    path("accounts/login/code/", account.request_login_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
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
    path("join/<str:token>/", sign_in.join_shared, name="join-shared"),
    # the member: telling
    path("joining/offers/", joining.offers, name="joining-offers"),
    path("joining/offers/<uuid:pk>/", joining.offer, name="joining-offer"),
    path("joining/seeks/", joining.seeks, name="joining-seeks"),
    path("joining/seeks/<uuid:pk>/", joining.seek, name="joining-seek"),
    path("joining/when/", joining.when, name="joining-when"),
    path("joining/avoid/", joining.avoid, name="joining-avoid"),
    path("joining/avoid/<uuid:pk>/", joining.stop_avoiding, name="joining-stop-avoiding"),
    path("skills/suggestions/", joining.suggestions, name="skill-suggestions"),
    # the member: home, what I tell, the two of us
    path("", home.home, name="home"),
    path("membership/<uuid:pk>/join/", home.join, name="membership-join"),
    path("profile/", profile.profile, name="profile"),
    path("profile/<uuid:pk>/", profile.brought, name="profile-brought"),
    path("together/<uuid:pk>/", partnerships.partnership, name="partnership"),
    path("together/<uuid:pk>/part/", partnerships.part, name="partnership-part"),
]
