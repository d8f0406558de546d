"""Markdown as safe HTML, as other programs render it and not as Streamlit does.

Raw HTML shows as text, pictures come only from where they may, links lead only to the web or
within the page. Two guards in a row: the tokens, then a sanitiser over the finished HTML.
"""

from __future__ import annotations

import re
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

from core.anchors import slug

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = {
    *_HEADINGS,
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("a", "img", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    **{tag: {"id"} for tag in _HEADINGS},
    "a": {"href", "title", "target", "rel"},
    "img": {"src", "alt", "title", "loading"},
    "code": {"class"},
    "ol": {"start"},
    "th": {"style"},
    "td": {"style"},
}
_LINK = re.compile(r"https?://[^\s\\]+|#[^\s\\]*", re.IGNORECASE)
_CODE_CLASS = re.compile(r"language-[\w+#.-]{1,40}")


def render_html(markdown_text: str, *, allowed_picture_prefixes: tuple[str, ...]) -> str:
    """Render Markdown as an HTML fragment that runs nothing and loads nothing from elsewhere.

    Pictures stay only where their address begins with one of the prefixes; links that leave the
    page open beside it. Headings carry the names that the table of contents uses.
    """
    markdown = _parser()
    env: dict[str, object] = {}
    tokens = markdown.parse(markdown_text, env)
    for token in tokens:
        for child in token.children or []:
            _guard(child, allowed_picture_prefixes)
    html = str(markdown.renderer.render(tokens, markdown.options, env))
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=lambda tag, name, value: _filter(
            tag, name, value, allowed_picture_prefixes
        ),
        filter_style_properties={"text-align"},
        url_schemes={"http", "https", "data"},
        link_rel=None,
    )


@cache
def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return markdown.use(anchors_plugin, min_level=1, max_level=6, slug_func=slug)


def _guard(token: Token, prefixes: tuple[str, ...]) -> None:
    if token.type == "image":
        if _is_ours(str(token.attrGet("src") or ""), prefixes):
            token.attrSet("loading", "lazy")
        else:
            token.type, token.children = "text", None
    elif token.type == "link_open":
        href = str(token.attrGet("href") or "")
        if not _LINK.fullmatch(href):
            token.attrs = {}
        elif not href.startswith("#"):
            token.attrs = {**token.attrs, "target": "_blank", "rel": "noopener noreferrer"}


def _is_ours(src: str, prefixes: tuple[str, ...]) -> bool:
    # "//host" and "/\host" lead elsewhere though they begin like a path of this page.
    is_plain = "\\" not in src and not any(char.isspace() for char in src)
    return is_plain and any(
        src.startswith(prefix) and not src.removeprefix(prefix).startswith("/")
        for prefix in prefixes
    )


def _filter(tag: str, name: str, value: str, prefixes: tuple[str, ...]) -> str | None:
    is_fine = True
    if name == "src":
        is_fine = _is_ours(value, prefixes)
    elif name == "href":
        is_fine = _LINK.fullmatch(value) is not None
    elif (tag, name) == ("code", "class"):
        is_fine = _CODE_CLASS.fullmatch(value) is not None
    return value if is_fine else None
