"""What members write becomes HTML: CommonMark without HTML or pictures, then an allow-list has the last word.

Two locks, by two libraries: markdown-it never lets written HTML through, and nh3 (an HTML5 parser) drops
whatever is not listed here. Links say where they lead, as words are easily dressed up as another address.
"""

from collections.abc import MutableMapping, Sequence
from functools import cache
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

Env = MutableMapping[str, object]
TAGS = frozenset(
    ["a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"]
)
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}  # else it lets titles through
SCHEMES = frozenset({"http", "https", "mailto"})
LEADS = ("https://", "http://", "mailto:")  # never to a page of ours, such as the one that signs out
REL = "nofollow noopener noreferrer"
NESTED = 40  # quotes in quotes: what is deeper is left out


def render(text: str) -> SafeString:
    """Safe to show: tags, attributes and schemes of the lists above, and no others."""
    return SafeString(clean(_reader().render(text.replace("\x00", ""))))


def clean(html: str) -> str:
    """The last word; what it has said once it says again."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        attribute_filter=lambda tag, name, said: said if name != "href" or _leads(said) else None,
        link_rel=REL,
    )


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTED})
    reader.disable(["image", "html_block", "html_inline"])
    reader.validateLink = _leads  # type: ignore[method-assign,assignment]  # its own way to be stricter
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("heading_close", _heading)
    reader.add_render_rule("link_close", _where_it_leads)
    return reader


def _heading(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
    """Below the title of the page and of the story."""
    tokens[at].tag = "h3" if tokens[at].tag in ("h1", "h2") else "h4"
    return self.renderToken(tokens, at, options, env)


def _where_it_leads(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env
) -> str:
    opened = max(n for n in range(at) if tokens[n].type == "link_open")  # links hold no links
    words = "".join(token.content for token in tokens[opened + 1 : at])
    address = str(tokens[opened].attrs.get("href", ""))
    host = _host(address)
    return "</a>" if words == address or not host else f"</a> ({escape(host)})"


def _leads(address: str) -> bool:
    return address.lower().startswith(LEADS)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
