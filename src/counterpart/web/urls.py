"""Every address of the website, one block a slice. The route matrix in tests/repository lists them all."""

from django.urls import URLPattern, URLResolver, path

from counterpart.web.views import foot, styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    # the look
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("who-reads/", foot.who_reads, name="who_reads"),
    path("theme/", foot.theme, name="theme"),
]
