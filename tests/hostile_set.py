"""Text that was written to do harm where it is shown, and what may come of it: nothing that acts."""

from __future__ import annotations

import re
import unicodedata

CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
"""Every C0 and C1 control, and DEL."""
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NO_ROOM = "\xad\u180e\u200b\u200c\u200d\u2060\u2061\u2064\ufeff\ufff9\ufffa\ufffb\u2028\u2029\U000e0001\U000e0041"

BRACKETED = (
    "[CLS] and [SEP]",
    "[Re] Reproducing GPT-[n]",
    "[/]",
    "[/red]",
    "[red]not red[/red]",
    "[@click=app.quit]quit[/]",
    "[@click=app.bell]x",
    "[bold $error on red]loud",
    "[link=https://evil.example]here[/link]",
    "[INST] A[B=c] [A-Z] [a",
    "\\[b] back\\",
    "$title ${title} {title} %(title)s %s",
)
"""Text that Rich or Textual would take for markup; all of it stays as it is written."""

ACTING = {
    "controls": f"A{CONTROLS}Z",
    "title": "\x1b]0;HACKED\x07 and \x1b]2;HACKED\x1b\\ named",
    "link": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;SEFDS0VE\x07 copied \x9d52;c;SEFDS0VE\x9c",
    "screen": "\x1b[2J\x1b[H\x1b[?1049l\x1bc wiped \x9b2J",
    "answers": "\x1b[6n\x1b[c\x1b[>q\x1b]11;?\x07\x05 asked",
    "strings": "\x1bP1$r0m\x1b\\ \x1b_Gi=1;AAAA\x1b\\ \x1b^pm\x1b\\ \x1bXsos\x1b\\ \x90q\x9c \x9f\x9c",
    "keys": "\x1b[200~q\r:quit\r\x1b[201~\x03\x04\x1a",
    "twice": "&#27;]0;HACKED&#7; &amp;#x1b;[2J &amp;amp;#155;2J &\u200b#27;[c",
    "bidi": f"safe {BIDI}gpj.exe \u202etxt.evil\u202c end",
    "no room": f"in{NO_ROOM}visible",
    "surrogates": "lone \ud800 and \udfff, odd byte \udc80\udcff",
    "lines": "one\rtwo\x0bthree\x0cfour\x85five\u2028six\u2029seven",
}
SHOWN = {
    "marks": "Z" + "\u0301\u0327\u20dd" * 3_334 + "algo",
    "long": "Word " * 200_000,
    "unbroken": "x" * 1_000_000,
    "nested": "&" * 1_100 + "\u200b" + "#8203;" * 1_100 + "after",
    "emoji": "🏴\U000e0067\U000e0062\U000e007f 🏽 "
    "👩\u200d🔬 👨\u200d👩\u200d👧\u200d👦 👍🏽 🇩🇪🇫 ❤\ufe0f ☃\ufe0e 1\ufe0f\u20e3",
    "wide": "深度学习 ディープ 한국어 ﷽ ｆｕｌｌ １",
    "right to left": "שלום עולם مرحبا بالعالم 12 (ab)",
    "indic": "किताब กำลังน้ำ བརྒྱུད",
    "markup": "<script>alert(1)</script> <!-- --> ]]> <b>bold</b> `code` **x** [a](javascript:alert(1)) # =1+1 @SUM",
    "shell": "$(touch HACKED) `touch HACKED` ; touch HACKED | \"'\\",
    "path": "../../../etc/passwd /dev/null C:\\CON ~ -rf --help",
}
HOSTILE = (*ACTING.values(), *SHOWN.values(), *BRACKETED)
"""The whole set."""

SHORT = tuple(text if len(text) < 1_000 else text[:300] for text in HOSTILE)
"""The set in pieces that are no longer than a real title."""
ARGUMENTS = tuple(text.replace("\0", "").replace("\ud800", "").replace("\udfff", "") for text in SHORT)
"""What of it the arguments of a process can hold."""

_MADE = re.compile(r"\r\n|[\n\t]")


def acts(text: str) -> str:
    """Return what in text could act where it is shown, empty where nothing does; line ends and tabs are ours."""
    return "".join(letter for letter in _MADE.sub("", text) if _acts(letter))


def _acts(letter: str) -> bool:
    if letter == "\u200d":
        return False
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
