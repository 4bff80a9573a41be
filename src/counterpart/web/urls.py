"""Every address of the website, one block a slice. The route matrix in tests/repository lists them all."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
