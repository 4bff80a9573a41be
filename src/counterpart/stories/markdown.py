"""What members write becomes HTML: CommonMark without HTML or pictures, then an allow-list has the last word.

Two locks, by two libraries: markdown-it never lets written HTML through, and nh3 (an HTML5 parser) drops
whatever is not listed here. Links say where they lead, as words are easily dressed up as another address;
what leads nowhere, or where it cannot be said plainly, is no link.
"""

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

Env = MutableMapping[str, object]
TAGS = frozenset(
    ["a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"]
)
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}  # else it lets titles through
SCHEMES = frozenset({"http", "https", "mailto"})
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]")
MAIL = re.compile(r"[a-z0-9.+_-]+@[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
REL = "nofollow noopener noreferrer"
NESTED = 40  # quotes in quotes: what is deeper is left out


def render(text: str) -> SafeString:
    """Safe to show: tags, attributes and schemes of the lists above, and no others."""
    written = text.replace("\x00", "").encode(errors="replace").decode()  # of half a pair of surrogates: ?
    return SafeString(clean(_reader().render(written)))


def clean(html: str) -> str:
    """The last word; what it has said once it says again."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        attribute_filter=lambda tag, name, said: said if name != "href" or where_to(said) else None,
        link_rel=REL,
    )


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTED})
    reader.disable(["image", "html_block", "html_inline"])
    reader.core.ruler.after("inline", "leads", _only_links_that_lead)
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("heading_close", _heading)
    reader.add_render_rule("link_close", _where_it_leads)
    return reader


def _only_links_that_lead(state: StateCore) -> None:
    for token in state.tokens:
        kept: list[Token] = []
        leads = True
        for each in token.children or ():
            if each.type == "link_open":  # links hold no links
                leads = bool(where_to(str(each.attrs.get("href", ""))))
            if leads or each.type not in ("link_open", "link_close"):
                kept.append(each)
        token.children = kept


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
    where = where_to(address)
    return "</a>" if words in (address, where) else f"</a> ({escape(where)})"


def where_to(address: str) -> str:
    """The host, or the address of mail, that a link leads to; nothing where that cannot be said plainly.

    Never a page of ours, such as the one that signs out.
    """
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "mailto":
        return rest if MAIL.fullmatch(rest) else ""
    if scheme.lower() not in SCHEMES or not rest.startswith("//") or "\\" in rest:
        return ""
    try:
        parts = urlsplit(address)
        named = parts.netloc.removesuffix(f":{parts.port}").lower()
    except ValueError:
        return ""
    return named if HOST.fullmatch(named) else ""
