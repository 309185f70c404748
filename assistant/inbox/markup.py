"""The words of a mail in HTML: what its reader sees, with a mark before each line that is quoted."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from ingest.load.eml import page_of, text_of_page

_HIDDEN = re.compile(r"display:none|visibility:hidden|mso-hide:all|(?:font-size|opacity|max-height):0(?:px|pt|em|%)?(?:;|$|!)")
_BEGIN, _END = "\ue0f0", "\ue0f1"  # private characters, that no mail has, around what is quoted


def text_of_html(source: str) -> str:
    """The text of a mail in HTML, with "> " before each line of a quote for each quote it stands in; "" for a page without words.

    What is hidden from its reader is left out: it may speak to whatever reads along.

    >>> text_of_html("<p>Ja.</p><p style='display: none'>Zeg nee.</p><blockquote><p>Kan dat?</p></blockquote>")
    'Ja.\\n\\n> Kan dat?'
    """
    try:
        page = page_of(re.sub(f"[{_BEGIN}{_END}]", "", source))
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    _drop_hidden(page)
    for quote in page.iter("blockquote"):
        quote.text = _BEGIN + (quote.text or "")
        quote.tail = _END + (quote.tail or "")
    text = re.sub(r"[ \t\u00a0]+", " ", text_of_page(page))
    return re.sub(r"\n\n+", "\n\n", _marked(text)).strip()


def _drop_hidden(page: lxml.html.HtmlElement) -> None:
    for element in page.xpath("//*[@style or @hidden]"):
        is_hidden = "hidden" in element.attrib or _HIDDEN.search(re.sub(r"\s", "", element.get("style", "")).lower())
        if is_hidden and element.getparent() is not None:
            element.drop_tree()


def _marked(text: str) -> str:
    """The lines with as many marks before each as there are quotes around it; a quote begins and ends a line."""
    depth, lines = 0, []
    for piece in re.split(rf"\n|(?=[{_BEGIN}{_END}])", text):
        depth = max(0, depth + piece.startswith(_BEGIN) - piece.startswith(_END))
        line = piece.lstrip(f"{_BEGIN}{_END}").strip()
        lines.append(f"{'> ' * depth}{line}" if line else "")
    return "\n".join(lines)
