r"""Text as LaTeX sets it to the letter, with the TeX that it holds kept as TeX.

Kept are formulas (`$…$`) whose braces are balanced, accents, letters and the commands that style text, such as
`\emph{…}`; every other sign that TeX would act on is escaped. Letters beyond ASCII stay: BibTeX files are UTF-8.
No escape has an unbalanced brace, which BibTeX and biber would count: `{` is `\textbraceleft{}`, and not `\{`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LITERAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
_ESCAPES = str.maketrans(_LITERAL)
_STYLES = "textbf textit textsc textrm textsf texttt textup textnormal textsuperscript textsubscript emph mbox".split()
_ACCENT = r"\\(?:['`^\"~=.](?:\{(?:[A-Za-z]|\\[ij])\}|[A-Za-z]|\\[ij](?![A-Za-z]))|[cvuHkrdb]\{[A-Za-z]\})"
_LETTER = r"\\(?:ss|ae|AE|oe|OE|aa|AA|[oOlLij])(?![A-Za-z])(?:\{\})?"
_GROUP = r"(?:[^{}]|\{[^{}]{0,300}\}){0,300}"

# A tie stands between a word and what belongs to it; `3~5` and `/~user` are no ties. The dollars of a formula are
# those of `papers.tex`, so that sums of money stay.
_TEX = re.compile(
    rf"(?P<kept>\\[$&%#_]|{_ACCENT}|{_LETTER}|\{{(?:{_ACCENT}|{_LETTER})\}}|(?<=[A-Za-z.,])~(?=[A-Za-z\d$\\(]))"
    r"|(?P<brace>\\[{}])"
    r"|\$(?P<formula>(?=\S)[^$\n]{1,500}?(?<=[^\s\\]))\$(?!\d)"
    rf"|(?P<style>\\(?:{'|'.join(_STYLES)})\s?\{{)(?P<styled>{_GROUP})\}}"
    rf"|(?P<switch>\{{\\(?:it|bf|em|sc|tt|rm|sf|sl)\s)(?P<switched>{_GROUP})\}}"
)

# Words of a title in which BibTeX styles that lower its case would lower too much: BERT, ImageNet, U-Net, LLMs, I.
_WORD = re.compile(r"[^\s,.:;!?()\[\]\"'`“”‘’/—–…]+")
_SHOUTED = 3
"""More words than that all in capitals are a title in capitals, and not that many acronyms."""


def latex(text: str) -> str:
    """Return text as LaTeX."""
    return "".join(piece if is_tex else piece.translate(_ESCAPES) for is_tex, piece in _pieces(text))


def latex_title(text: str) -> str:
    """Return a title as LaTeX, with braces around the words and formulas whose capitals have to stay."""
    if text.isupper() and text.count(" ") >= _SHOUTED:
        return latex(text)
    return "".join(
        (f"{{{piece}}}" if piece[0] == "$" and piece != piece.lower() else piece) if is_tex else _protected(piece)
        for is_tex, piece in _pieces(text)
    )


def is_balanced(text: str) -> bool:
    """Whether braces close in the order in which they open, whether escaped ones count, as for BibTeX, or not."""
    return _closes(text) and _closes(re.sub(r"\\.", "", text))


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the pieces of a text, TeX or plain."""
    at = 0
    for match in _TEX.finditer(text):
        piece = _tex(match)
        if piece is not None:
            yield False, text[at : match.start()]
            yield True, piece
            at = match.end()
    yield False, text[at:]


def _tex(match: re.Match[str]) -> str | None:
    """Return a piece of TeX as it is kept, None if it is none."""
    if match["kept"]:
        return match[0]
    if match["brace"]:
        return _LITERAL[match["brace"][1]]
    if match["formula"]:
        return match[0] if is_balanced(match[0]) and not re.search(r"(?<!\\)[%#&]", match[0]) else None
    if match["style"]:
        return f"{match['style']}{latex(match['styled'])}}}"
    return f"{match['switch']}{latex(match['switched'])}}}"


def _closes(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _protected(text: str) -> str:
    """Return plain text as LaTeX, with braces around the words whose capitals have to stay."""
    parts, at = [], 0
    for match in _WORD.finditer(text):
        if any(map(_is_acronym, re.split(r"[-‐‑]", match[0]))):
            parts += [text[at : match.start()].translate(_ESCAPES), f"{{{match[0].translate(_ESCAPES)}}}"]
            at = match.end()
    return "".join([*parts, text[at:].translate(_ESCAPES)])


def _is_acronym(word: str) -> bool:
    """Whether a word has a capital behind its first letter, or is one letter that is no article."""
    return any(map(str.isupper, word[1:])) or (len(word) == 1 and word.isupper() and word != "A")
