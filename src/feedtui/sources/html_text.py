"""HTML of feeds and catalogues as plain text.

Feeds mix HTML, JATS (https://jats.nlm.nih.gov) and plain text and do not say which; a `<` may be that of "p < 0.05",
and `<unk>` a word of the paper. So the text is read tag by tag here, and only what has the form of a tag and the
name of a known element is one. Names that papers use as words of their own (`<s>`, `<table>`) are only believed
with attributes, or opened and closed. An HTML parser (libxml2) would take all of them for tags, and gives up at a
depth of 256 elements with all text lost.
"""

from __future__ import annotations

import re
from collections.abc import Set
from html import unescape

from feedtui.sources.html_math import FORMULAS, Formula, script

_MOST = 400_000
"""Characters read of one text; eight times what is kept of an abstract."""
_LEVELS = 4
_DEEPEST_SCRIPT = 4

_ROWS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section table tbody tfoot thead title tr ul "
    "abstract boxed-text disp-quote list list-item sec".split()
)
_DROPPED = frozenset(
    "audio button canvas head iframe noscript object script select style svg template textarea video".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_WITHIN = frozenset(
    "a abbr acronym b bdi bdo big cite code colgroup data del dfn em font i ins kbd label mark nobr option output "
    "picture q rp rt ruby s samp small span strike strong sub summary sup td th time tt u var "
    "bold email ext-link italic monospace named-content overline roman sans-serif sc styled-content underline uri xref "
    "annotation annotation-xml menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts "
    "mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics".split()
)
_KNOWN = _ROWS | _DROPPED | _VOID | _WITHIN | FORMULAS
_WORDS = frozenset(
    "abstract alternatives area audio base body button canvas data details email embed form head html input label "
    "legend link list main map mark meta ms nav none object option output param q roman rp rt s sc script section "
    "select source style summary table template textarea time title track uri var video".split()
)
_ALWAYS = frozenset({"p", "br"})
_CODE = frozenset({"code", "pre"})
_FOLDING = frozenset("div li p section td".split())
_PREFIXES = frozenset({"jats", "mml", "m", "html", "xhtml", "h", "svg"})
_WORD_PROCESSORS = frozenset({"o", "st1", "v", "w"})

# A quoted value begins behind `=` alone, so that an apostrophe in a broken tag does not swallow the text behind it.
# The count keeps the search short on text that is nothing but beginnings of tags.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][\w:.-]*+)((?:[\s/](?:[^<>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|["'=]){0,100}+)?)>"""
    r"|<[!?][^<>]*+>"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FLAGS = frozenset({"hidden", "nowrap", "noshade", "compact", "async", "defer", "reversed", "itemscope"})
_HIDDEN = re.compile(r"""(?:\A|[\s"'])hidden(?=[\s/=]|\Z)""", re.IGNORECASE)
_HIDDEN_BY_VALUE = re.compile(r"""display\s*:\s*none|aria-hidden\s*=\s*["']?true""", re.IGNORECASE)
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_SCRIPT_CLASS = re.compile(r"""class\s*=\s*["']?(?:[^"'<>]*[\s_-])?(sub|sup)(?:erscript|script)?(?:["'\s]|\Z)""")
_TEX_IMAGE = re.compile(r"""class\s*=\s*["'][^"']*\b(?:latex|tex|math)\b""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_CODE_LESS = "\ue000"
"""A `<` in a piece of code, which is none of a tag however often the text is read; of the private characters."""
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r" ?\v[ \v\n]*")
_LOOSE = re.compile(r"(?<=\w) (?=[,.](?:\s|\Z))")
_BLANK = re.compile(r"\n\s*\n")


def text_of(html: str) -> str:
    """Return an abstract, HTML or plain, as plain text: paragraphs with an empty line between two, lists with `• `.

    TeX stays as it is written. Plain text without tags keeps its line breaks.
    """
    return _read(html, strict=False)


def title_of(html: str) -> str:
    """Return a title on one line, without its tags; what is no tag of a title stays, such as `<unk>` or `List<T>`."""
    return " ".join(_read(html, strict=True).split())


def _read(html: str, strict: bool) -> str:
    """Return the text at the first level at which it is text; encoded HTML is decoded as often as it takes."""
    if "<" not in html and "&" not in html:
        return html
    html = _whole(html[:_MOST].replace(_CODE_LESS, ""))
    tags = _tags(html, strict, lone_ends=True)
    for _ in range(_LEVELS):
        if tags:
            html = _flattened(html, tags)
            tags = _tags(html, strict=True)
            if not tags:
                break
        else:
            decoded = _decoded(html)
            if decoded == html:
                break
            html = _whole(decoded)
            tags = _tags(html, strict=True) and _tags(html, strict)
    return html.replace(_CODE_LESS, "<")


def _whole(html: str) -> str:
    """Return the text without comments, marks of character data, and the tag in the middle of which it was cut."""
    inside, end, rest = html.rpartition("-->")
    html = _COMMENT.sub("", inside + end) + rest
    if "<![CDATA[" in html:
        html = html.replace("<![CDATA[", "").replace("]]>", "")
    at = html.rfind("<")
    tag = _TAG.fullmatch(html[at:] + ">") if at >= 0 and ">" not in html[at:] else None
    return html[:at] if tag and tag[2] and _name(tag) and (tag[1] or "=" in tag[3]) else html


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def _name(tag: re.Match[str]) -> str:
    """Return the element of a tag in lower case and without its prefix, empty if none is known by that name."""
    name, attributes = (tag[2] or "").lower(), tag[3] or ""
    prefix, colon, local = name.rpartition(":")
    if colon:
        return "span" if prefix in _WORD_PROCESSORS else local if prefix in _PREFIXES and local in _KNOWN else ""
    told = attributes.strip(" \t\r\n/")
    return name if name in _KNOWN and (not told or "=" in told or told.lower() in _FLAGS) else ""


def _tags(html: str, strict: bool, lone_ends: bool = False) -> frozenset[str]:
    """Return the elements whose tags are tags in this text.

    Those with attributes and those in pairs are, and others that papers do not use as words. If `strict`, no lone tag
    is one but `<p>` and `<br>`, nor is a pair of such words. `lone_ends` adds what is closed but never opened.
    """
    if "<" not in html:
        return frozenset()
    opened, ended, told = set(), set(), set()
    for tag in _TAG.finditer(html):
        name = _name(tag)
        if name and tag[1]:
            ended.add(name)
        elif name:
            opened.add(name)
            if ":" in tag[2] or tag[3].strip(" \t\r\n"):
                told.add(name)
    paired, lone = opened & ended, ended - opened - _WORDS
    sure = (paired - _WORDS) | ((opened | ended) & _ALWAYS) if strict else paired | (opened - _WORDS)
    return frozenset(told | sure | lone if lone_ends else told | sure)


def _flattened(html: str, tags: Set[str]) -> str:
    """Return the text of HTML in which the tags of the given elements are tags."""
    flat = _Flat(folds=not tags.isdisjoint(_FOLDING))
    at = 0
    for tag in _TAG.finditer(html):
        name = _name(tag)
        if tag[2] and name not in tags:
            continue
        flat.text(html[at : tag.start()])
        at = tag.end()
        if tag[2] and tag[1]:
            flat.close(name)
        elif tag[2]:
            flat.open(name, tag[3])
    flat.text(html[at:])
    return flat.whole()


class _Flat:
    """The text of a page as it grows, tag by tag. A vertical tab is a `<br>`, an empty line the end of a paragraph."""

    def __init__(self, folds: bool) -> None:
        self.folds = folds
        self.pieces: list[str] = []
        self.scripts: list[tuple[str, int, str]] = []
        self.formula: Formula | None = None
        self.dropped = ""
        self.depth = 0
        self.heading = 0
        self.bullet = False
        self.code = 0

    def text(self, raw: str) -> None:
        """Take text between two tags."""
        text = _decoded(raw)
        if self.dropped or not text:
            return
        if self.formula:
            self.formula.text(text)
            return
        if self.code:
            text = text.replace("<", _CODE_LESS)
        text = _SPACE.sub(" ", text) if self.folds else text.replace("\v", " ")
        if self.bullet and not text.isspace():
            self.bullet = False
            text = "• " + text.lstrip()
        self.pieces.append(text)

    def open(self, name: str, attributes: str) -> None:
        """Take an opening tag."""
        self.code += name in _CODE
        is_empty = name in _VOID or attributes.rstrip().endswith("/")
        if self.dropped:
            self.depth += name == self.dropped and not is_empty
        elif not is_empty and (name in _DROPPED or (attributes and _is_hidden(attributes))):
            self.dropped, self.depth = name, 1
        elif self.formula and name not in _ROWS:
            self.formula.start(name, attributes, is_empty)
        elif name in FORMULAS and not is_empty:
            self.formula = Formula(name)
        elif name in _ROWS:
            self._begin_row(name)
        else:
            self._open_within(name, attributes, is_empty)

    def close(self, name: str) -> None:
        """Take a closing tag."""
        self.code = max(0, self.code - (name in _CODE))
        if self.dropped:
            self.depth -= name == self.dropped
            self.dropped = self.dropped if self.depth else ""
        elif self.formula and name not in _ROWS:
            if self.formula.end(name):
                self._end_formula()
        elif name in _ROWS:
            if name == "title" and "".join(self.pieces[self.heading :]).strip(" .:\n").lower() == "abstract":
                del self.pieces[self.heading :]
            self._end_row()
            self.bullet = False
        elif self.scripts and self.scripts[-1][0] == name:
            _, at, mark = self.scripts.pop()
            if mark:
                self.pieces[at:] = [script(mark, "".join(self.pieces[at:]))]

    def whole(self) -> str:
        """Return the text."""
        if self.formula:
            self._end_formula()
        text = "".join(self.pieces)
        if self.folds:
            text = _LOOSE.sub("", re.sub(r"[ \t]+", " ", text))
        text = _LINE_END.sub(_line_end, text)
        return "\n\n".join(part for part in map(str.strip, _BLANK.split(text)) if part) if self.folds else text.strip()

    def _begin_row(self, name: str) -> None:
        self._end_row()
        if name in ("li", "list-item"):
            self.bullet = True
        if name == "title":
            self.heading = len(self.pieces)

    def _end_row(self) -> None:
        if self.formula:
            self._end_formula()
        self.scripts.clear()
        self.pieces.append("\n\n")

    def _end_formula(self) -> None:
        formula, self.formula = self.formula, None
        if formula:
            self.text(formula.written())

    def _open_within(self, name: str, attributes: str, is_empty: bool) -> None:
        if name == "br":
            self.pieces.append("\v")
        elif name in ("td", "th"):
            self.pieces.append(" ")
        elif name == "img" and _TEX_IMAGE.search(attributes) and (alt := _ALT.search(attributes)):
            self.text(f"${(alt[1] or alt[2] or '').strip(' $')}$")
        elif name in ("sub", "sup", "span") and not is_empty:
            named = _SCRIPT_CLASS.search(attributes) if name == "span" else None
            kind = named[1] if named else name
            mark = {"sub": "_", "sup": "^"}.get(kind, "") if len(self.scripts) < _DEEPEST_SCRIPT else ""
            if mark or self.scripts:
                self.scripts.append((name, len(self.pieces), mark))


def _is_hidden(attributes: str) -> bool:
    return bool(_HIDDEN_BY_VALUE.search(attributes) or _HIDDEN.search(_QUOTED.sub('=""', attributes)))


def _line_end(match: re.Match[str]) -> str:
    """Return what a `<br>` stands for: a space where it wraps a sentence, else the end of a paragraph."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    wraps = match[0].count("\v") == 1 and "\n\n" not in match[0] and after.islower() and before not in ".:;!?"
    return " " if wraps else "\n\n"
