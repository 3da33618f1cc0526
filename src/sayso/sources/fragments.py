"""The text of a piece of HTML as feeds and mails carry it: blocks become lines, what is hidden or no text is left out."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

BLOCK_NAMES = """address article aside blockquote body br caption center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section
table tbody td tfoot th thead tr ul"""
SILENT_NAMES = "applet audio button canvas embed head iframe input math noscript object script select style svg template textarea title video"
BLOCKS, SILENT = frozenset(BLOCK_NAMES.split()), frozenset(SILENT_NAMES.split())
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.IGNORECASE)
LOOKS_MARKED_UP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def fragment_text(fragment: str) -> str:
    r"""The text, one line for each block.

    >>> fragment_text("<p>The <b>navy</b> said so.</p><script>x()</script><div>It  sank &amp; burned.<br>Yes.</div>")
    'The navy said so.\nIt sank & burned.\nYes.'
    >>> fragment_text("Losses of < 5 ships"), fragment_text("")
    ('Losses of < 5 ships', '')
    """
    if not LOOKS_MARKED_UP.search(fragment):
        return _tidy(fragment)
    try:
        tree = lxml_html.fromstring(f"<div>{fragment}</div>", parser=lxml_html.HTMLParser(recover=True, huge_tree=False, remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return _tidy("".join(_pieces(tree)))


def _pieces(tree: etree._Element) -> list[str]:
    pieces: list[str] = []
    silent = 0  # how many open elements are not to be heard
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        quiet = name in SILENT or "hidden" in node.attrib or bool(HIDDEN.search(node.get("style", "")[:500]))
        if event == "start":
            silent += quiet
            if not silent:
                pieces.append(("\n" if name in BLOCKS else "") + _flat(node.text))
        else:
            silent -= quiet
            if not silent:
                pieces.append(("\n" if name in BLOCKS else "") + (_flat(node.tail) if node is not tree else ""))
    return pieces


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t\r\f\v\u00a0]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
