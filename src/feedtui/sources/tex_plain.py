r"""TeX of bibliographies as plain text: accents, letters, quotes and dashes as Unicode, braces and styles gone.

Formulas stay as they are written, and so do commands that are not known: `papers.tex` shows of both what it can.
"""

from __future__ import annotations

import re
import unicodedata

_MOST = 200_000
"""Characters read of one field; four times what is kept of an abstract."""
_DEEPEST = 30

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_NAMED = (
    "ss ß o ø O Ø ae æ AE Æ oe œ OE Œ aa å AA Å l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ S § P ¶ "
    "dag † ddag ‡ copyright © pounds £ euro € ldots … dots … textellipsis … textendash – textemdash — textquoteleft ‘ "
    "textquoteright ’ textquotedblleft “ textquotedblright ” quotedblbase „ quotesinglbase ‚ guillemotleft « "
    "guillemotright » guilsinglleft ‹ guilsinglright › textquotesingle ' textquotedbl \" "
    "textasciicircum ^ textless < textgreater > textbar | "
    "textunderscore _ textdollar $ textdegree ° textregistered ® texttrademark ™ textcopyright © textmu µ "
    "textperiodcentered · textbullet • texteuro € textsterling £ textsection § textonehalf ½ textpm ± texttimes × "
    "textexclamdown ¡ textquestiondown ¿ textordfeminine ª textordmasculine º textdagger † LaTeX LaTeX TeX TeX "
    "BibTeX BibTeX slash /"
).split(" ")
_LETTERS = dict(zip(_NAMED[::2], _NAMED[1::2], strict=True))
_SPACES = frozenset("newline linebreak quad qquad space thinspace enspace nobreakspace".split())
_UNWRAPPED = frozenset(
    "emph textbf textit textsc textrm textsf texttt textup textmd textsl textnormal textsuperscript textsubscript "
    "mkbibemph mkbibitalic mkbibbold mkbibparens underline uline mbox hbox text bibstring protect "
    "uppercase lowercase MakeUppercase MakeLowercase ensuremath it em bf rm sc sl sf tt itshape bfseries scshape "
    "upshape normalfont small relax textcyr bibcyr".split()
)
_ADDRESSES = frozenset(("url", "path", "nolinkurl"))
_QUOTING = frozenset(("enquote", "mkbibquote"))
_DROPPED = frozenset("href textcolor color hspace vspace label noopsort discretionary".split())
"""Commands whose first argument is no text; what stands behind it is."""

# Private characters stand for what is not to be read again; those that the text has are taken out of it before.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd]")
_OPEN, _CLOSE, _DOLLAR, _TILDE, _SLASH, _BLANK = "\ue001\ue002\ue003\ue004\ue005\ue009"
"""Signs that were escaped."""
_COMMAND_AT, _BEGIN, _END = "\ue006\ue007\ue008"
"""A command that is not done with, and the braces of one that is not known."""
_WRITTEN = str.maketrans(
    dict(zip("\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009", "{}$~\\\\{} ", strict=True))
)
_STASHED = 0xF0000
_MOST_STASHED = 0xFFF0
_LETTERS |= {"textbackslash": _SLASH, "textasciitilde": _TILDE, "textbraceleft": _OPEN, "textbraceright": _CLOSE}
_ESCAPED = {"{": _OPEN, "}": _CLOSE, "$": _DOLLAR, "!": "", "/": "", "-": "", "@": ""}
_ESCAPED |= {sign: sign for sign in "&%#_"} | dict.fromkeys("\\ ,;:", _BLANK)

# A formula's dollars are those of `papers.tex`, so that sums of money stay.
_FORMULA = re.compile(
    r"(?<!\\)\$(?=\S)(?P<inline>(?:[^$\\]|\\.){1,2000}?)(?<=\S)\$(?!\d)"
    r"|(?<!\\)\\\((?P<round>.{1,300}?)\\\)|\\ensuremath\s*\{(?P<ensured>[^{}]{0,300})\}",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([{}$\\ ,;:!/\-&%#_@])")
_ACCENT = re.compile(
    r"\\(?:([\'`^\"~=.])\s*|([cvuHkrdb])(?:\s+|(?=[{\\])))(?:\{\s*(?:\\([ij])|(\w?))\s*\}|\\([ij])(?![A-Za-z])|(\w))"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?(\s*\{\s*\}|\s*(?=\{)|\s+|)")
_INNERMOST = re.compile(rf"(?:{_COMMAND_AT}([A-Za-z]+)\s*)?\{{([^{{}}]*)\}}")
_DASHES = re.compile(r"(?<!-)-{2,3}(?!-)")


def plain_tex(text: str) -> str:
    """Return the text that a field of a bibliography stands for."""
    text = text[:_MOST]
    if not re.search(r"[\\{}$~`']|--", text):
        return text
    formulas: list[str] = []

    def stash(match: re.Match[str]) -> str:
        formulas.append(f"${match['inline'] or match['round'] or match['ensured'] or ''}$")
        return chr(_STASHED + len(formulas) - 1)

    text = _FORMULA.sub(stash, _PRIVATE.sub("", text), count=_MOST_STASHED)
    text = _COMMAND.sub(_command, _ACCENT.sub(_accented, _ESCAPE.sub(lambda match: _ESCAPED[match[1]], text)))
    for _ in range(_DEEPEST):
        text, count = _INNERMOST.subn(_content, text)
        if not count:
            break
    text = re.sub(r"[{}]", "", text).replace("~", " ").replace("``", "“").replace("''", "”")
    text = _DASHES.sub(lambda match: "–" if len(match[0]) == 2 else "—", text).translate(_WRITTEN)
    return _PRIVATE.sub(lambda match: formulas[ord(match[0]) - _STASHED], text)


def _accented(match: re.Match[str]) -> str:
    """Return a letter with its accent; over nothing, the accent's own sign."""
    accent = match[1] or match[2]
    letter = match[3] or match[4] or match[5] or match[6]
    if not letter:
        return _TILDE if accent == "~" else accent
    return unicodedata.normalize("NFC", letter + _ACCENTS[accent])


def _command(match: re.Match[str]) -> str:
    """Return the letter or sign that a command stands for, else the command as one still to be done with."""
    name, behind = match[1], match[2]
    if name in _LETTERS:
        letter = _LETTERS[name]
        return letter if letter.isalpha() or "{" in behind else letter + behind
    if name in _SPACES:
        return " "
    if name == "par":
        return "\n\n"
    if name in _UNWRAPPED and ("{" in behind or match.string[match.end() : match.end() + 1] != "{"):
        return ""
    return _COMMAND_AT + name + (_BEGIN + _END if "{" in behind else behind)


def _content(match: re.Match[str]) -> str:
    """Return what a pair of braces holds, as the command in front of it has it."""
    name, body = match[1], match[2]
    if name is None or name in _UNWRAPPED:
        return body
    if name in _QUOTING:
        return f"“{body}”"
    if name in _ADDRESSES:
        return body.replace("~", _TILDE)
    if name in _DROPPED:
        return ""
    return f"{_COMMAND_AT}{name}{_BEGIN}{body}{_END}"
