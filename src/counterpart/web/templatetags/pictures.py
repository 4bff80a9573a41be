"""Pictures inside templates; they are drawn by `counterpart.web.pictures`."""

from django import template
from django.utils.safestring import SafeString

from counterpart.web import pictures

register = template.Library()


@register.simple_tag
def picture_of_two(first: str, second: str) -> SafeString:
    return pictures.duo(first, second)
