"""Text of documents and visitors as a browser shows it and nothing more. Every text goes through here."""

from __future__ import annotations

import html

from ingest.document import as_read

_TEMPLATE_MARKS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;"})


def escape(text: str) -> str:
    """Text that a browser shows as it is: no tag, attribute or template mark of it means anything.

    >>> escape("<b onclick='x'>${a}</b>")
    '&lt;b onclick=&#x27;x&#x27;&gt;&#36;&#123;a&#125;&lt;/b&gt;'
    """
    return html.escape(text, quote=True).translate(_TEMPLATE_MARKS)


def lines_html(text: str) -> str:
    """Lines of a document as people read them, each on a line of its own.

    >>> lines_html("# Kosten\\nReis < 50 euro")
    'Kosten<br>Reis &lt; 50 euro'
    """
    return "<br>".join(map(escape, as_read(text).split("\n")))
