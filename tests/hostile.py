"""Lines of text that formats made of marks would take for something else."""

from __future__ import annotations

from hypothesis import strategies as st

from feedtui.papers.text import clean_line

PIECES = (
    "A <b> c & d [CLS] $x<y$",
    "<script>alert(1)</script>",
    "</title></style></article>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml?>",
    "&lt;i&gt;",
    "&amp;amp;",
    "& amp;",
    "&#60;",
    '"onload="x',
    "'",
    "`",
    "\\u0000 \\",
    "https://x.org/a?b=1&c=2",
    "שלום",
    "مرحبا",
    "深度学习",
    "\u202e\u2066\u200b",
    "👩\u200d🔬",
    "e\u0301",
    "\u0301",
    "\u00a0",
    "\x1b[31m",
    "\ufffe",
    " ",
)
LINES = st.lists(st.sampled_from(PIECES) | st.characters(), min_size=1, max_size=8).map("".join)
CLEAN_LINES = LINES.map(clean_line).filter(bool)
"""What is left of them in a paper."""
