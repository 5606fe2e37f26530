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
_SPECIAL = re.compile(r"[\\{}~^<>|$&%#_]")
_STYLES = "textbf textit textsc textrm textsf texttt textup textnormal textsuperscript textsubscript emph mbox".split()
_MATHS = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho "
    "sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega "
    "ell hbar imath jmath partial nabla infty aleph Re Im emptyset varnothing forall exists neg top bot angle prime "
    "backslash times cdot pm mp div ast star circ bullet oplus ominus otimes odot wedge vee cap cup setminus sqcup "
    "sqcap amalg dagger ddagger leq le geq ge neq ne ll gg approx sim simeq cong equiv propto in ni notin subset "
    "supset subseteq supseteq subsetneq mid nmid parallel perp vdash models prec succ preceq succeq lesssim gtrsim "
    "leqslant geqslant lt gt asymp doteq triangleq coloneqq to gets rightarrow leftarrow leftrightarrow Rightarrow "
    "Leftarrow Leftrightarrow mapsto longrightarrow longleftarrow longmapsto hookrightarrow uparrow downarrow "
    "updownarrow rightharpoonup rightleftharpoons implies iff leadsto nearrow searrow sum prod coprod int iint oint "
    "bigcup bigcap bigoplus bigotimes bigvee bigwedge frac dfrac tfrac binom sqrt overline underline widehat "
    "widetilde hat tilde bar vec dot ddot check breve acute grave mathring overset underset stackrel overrightarrow "
    "overbrace underbrace not left right big Big bigg Bigg bigl bigr Bigl Bigr lvert rvert lVert rVert langle rangle "
    "lfloor rfloor lceil rceil vert Vert ldots cdots vdots ddots dots quad qquad mathrm mathbf mathit mathsf mathtt "
    "mathcal mathbb mathfrak mathscr boldsymbol bm text textbf textit textrm textsf texttt textsc operatorname mbox "
    "rm bf it cal displaystyle textstyle scriptstyle log ln exp sin cos tan cot sinh cosh tanh arcsin arccos arctan "
    "max min sup inf lim limsup liminf arg det dim ker gcd Pr deg hom bmod pmod mod square triangle blacksquare "
    "checkmark dag ddag S P degree sharp flat natural".split()
)
"""The commands of formulas that are kept: who cites a paper runs LaTeX on it, and no feed says `\\input` there."""
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
    return "".join(piece if is_tex else _escaped(piece) for is_tex, piece in _pieces(text))


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
    for match in _TEX.finditer(text) if re.search(r"[\\$~]", text) else ():
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
        return match[0] if is_harmless(match[0]) else None
    if match["style"]:
        return f"{match['style']}{latex(match['styled'])}}}"
    return f"{match['switch']}{latex(match['switched'])}}}"


def is_harmless(formula: str) -> bool:
    """Whether a formula, with its dollars, is balanced and has no unknown command; `^^5c` is a backslash to TeX."""
    known = all(name in _MATHS or not name.isalpha() for name in re.findall(r"\\([A-Za-z]+|.)", formula))
    return known and is_balanced(formula) and not re.search(r"\^\^|(?<!\\)[%#&]", formula)


def _closes(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _LITERAL[match[0]], text)


def _protected(text: str) -> str:
    """Return plain text as LaTeX, with braces around the words whose capitals have to stay."""
    parts, at = [], 0
    for match in _WORD.finditer(text):
        if any(map(_is_acronym, re.split(r"[-‐‑]", match[0]))):
            parts += [_escaped(text[at : match.start()]), f"{{{_escaped(match[0])}}}"]
            at = match.end()
    return "".join([*parts, _escaped(text[at:])])


def _is_acronym(word: str) -> bool:
    """Whether a word has a capital behind its first letter, or is one letter that is no article."""
    return any(map(str.isupper, word[1:])) or (len(word) == 1 and word.isupper() and word != "A")
