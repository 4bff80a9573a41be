"""Every address of the website, one block a slice. The route matrix in tests/repository lists them all."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from counterpart.web.views import foot, styleguide

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
]
