"""What members wrote, on a page."""

from django import template
from django.utils.safestring import SafeString

from counterpart.stories.markdown import render

register = template.Library()


@register.filter
def written(text: str) -> SafeString:
    return render(text)
