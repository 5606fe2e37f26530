"""The names of authors, from the forms in which feeds give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from feedtui.papers.text import clean_line
from feedtui.sources.html_text import title_of

_MOST = 200_000
"""Characters read of one field; the longest lists of authors, those of collaborations, have 100,000."""

_NOTE = re.compile(r"<sup\b[^<>]*>[^<>]*</sup>|\([^()]*\)|\[[^\[\]]*\]", re.IGNORECASE)
_MAIL = re.compile(r"<?(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+>?")
_MAILED = re.compile(r"[\w.+-]+@[\w.-]+\s*\(([^()]+)\)")
_LABEL = re.compile(r"(?:(?:authors?|author\(s\)|written by|posted by)\s*:?|by\b)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+|\s*&\s+", re.IGNORECASE)
_AND_FIRST = re.compile(r"\A(?:and|&)\s+", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:et al\b\.?|and others)\s*\Z", re.IGNORECASE)
_MARKS = " \t,;:*†‡§¶·|"
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV", re.IGNORECASE)
_DEGREE = re.compile(r"(?:Ph\.?\s?D|M\.?\s?D|M\.?Sc|B\.?Sc|MPH|MBA|D\.?Phil|R\.?N)\.?", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SENTENCE_END = re.compile(r"[^\W\d_]{3,}[.?!]\Z")
_FAMILY_AND_INITIALS = re.compile(r"\w.* [A-Z]{1,3}")
_INITIALS = re.compile(
    r"(?:[^\W\d_a-z]{1,3}\.?|[^\W\d_a-z][a-z]?\.)(?:[\s-]?(?:[^\W\d_a-z]\.?|[^\W\d_a-z][a-z]?\.)){0,4}"
)
_PARTICLES = re.compile(
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e) (?:der|den|de|la)|van|von|der|den|de|del|della|di|da|dos|du|"
    r"la|le|el|al|bin|ibn|ter|zu)\s"
)
_PLACE = re.compile(
    r"\b(?:Universi\w+|Institut\w*|Department|Dept|Laborator\w+|Labs?|College|School|Faculty|Hospital|Cent(?:er|re)|"
    r"Academy|Inc|Ltd|GmbH|Corporation|Team|Group|Staff|Editors?|Press|Research|Foundation|Society|Consortium)\b"
)


def author_names(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the names, each once, in the order in which they are said, given name first.

    A field is one name or a list of them: `A, B and C`, `Last, First; Last, First`, `Last, F., Last, F.`. Mail
    addresses, affiliations, degrees and `et al.` are left out. "Last, First" is turned where it can only be that;
    where it might be a name and something else, it stays as it is.
    """
    told = [text for field in fields if (text := _plain(field[:_MOST]))]
    turned = len(told) > 1 and all(text.count(",") == 1 and ";" not in text for text in told)
    names = (clean_line(name.strip(_MARKS)) for text in told for name in _names(text, turned))
    return tuple(dict.fromkeys(name for name in names if any(map(str.isalpha, name))))


def is_list_of_names(text: str, least: int = 2) -> bool:
    """Whether a line can only be names, at least so many, parted by commas or semicolons, of words with capitals.

    Where one is enough, which asks for better reasons than the line itself, one of several may be a single word.
    """
    if len(text) > _MOST:
        return False
    whole = text.split(";") if ";" in text else _AND.sub(",", _OTHERS.sub("", text).strip(_MARKS)).split(",")
    names = [name.strip(_MARKS) for name in whole]
    words = 1 if least == 1 < len(names) else 2
    return len(names) >= least and all(_may_be_name(name, words) for name in names)


def _may_be_name(text: str, least: int = 2) -> bool:
    """Whether a piece has the words of a name, at least so many, and is no sentence."""
    words = [word for word in re.split(r"[\s,]+", text) if not _PARTICLES.fullmatch(f"{word} ")]
    if not least <= len(words) <= 6 or len(text) > 80 or _SENTENCE_END.search(text):
        return False
    return words[0][:1].isupper() and sum(word[:1].isupper() for word in words) * 2 >= len(words)


def _plain(field: str) -> str:
    """Return a field without markup, mail addresses, affiliations in brackets and words around the names."""
    mailed = _MAILED.fullmatch(field.strip())
    text = mailed[1] if mailed else _MAIL.sub(" ", field) if "@" in field else field
    for _ in range(3):
        text, count = _NOTE.subn(" ", text)
        if not count:
            break
    text = clean_line(title_of(text), _MOST)
    text = _OTHERS.sub("", text).strip(_MARKS)
    label = _LABEL.match(text)
    if label and label.end() < len(text) and not text[label.end()].islower():
        text = text[label.end() :]
    return "" if _ADDRESS.match(text) else text.strip(_MARKS)


def _names(text: str, turned: bool) -> Iterator[str]:
    """Yield the names in a field; `turned` says that a comma parts the family name from the given one."""
    text = text.replace("；", ";").replace("，", ",").replace("、", ",")
    if ";" in text:
        for part in text.split(";"):
            yield from _turned(_whole(part.split(",")))
        return
    parts = _whole(text.split(","))
    if len(parts) == 2 and (turned or _is_family_first(*parts)):
        yield from _turned(parts)
    elif len(parts) == 2 and _is_doubtful(*parts):
        yield ", ".join(parts)
    elif len(parts) % 2 == 0 and _alternate(parts):
        for at in range(0, len(parts), 2):
            yield from _turned(parts[at : at + 2])
    elif len(parts) > 1:
        yield from _listed(parts)
    elif parts:
        yield from _together(parts[0])


def _whole(pieces: Iterable[str]) -> list[str]:
    """Return the pieces between commas without degrees, each with the `Jr.` that is its own."""
    whole: list[str] = []
    for piece in map(str.strip, pieces):
        if whole and _SUFFIX.fullmatch(piece):
            whole[-1] += f" {piece}"
        elif piece and not _DEGREE.fullmatch(piece):
            whole.append(piece)
    return whole


def _turned(parts: list[str]) -> Iterator[str]:
    """Yield one person from `Last` and `First Jr.`, in that order if both are there; places behind are left out."""
    names = [*parts[:1], *(part for part in parts[1:] if not _PLACE.search(part))][:2]
    if names:
        given, _, suffix = names[-1].rpartition(" ")
        if not (given and len(names) > 1 and _SUFFIX.fullmatch(suffix)):
            given, suffix = names[-1], ""
        yield " ".join(filter(None, [given, *names[:-1], suffix]))


def _together(text: str) -> Iterator[str]:
    """Yield the people of a field without commas: one, or some parted by `and`, or by spaces in Chinese."""
    people = [part for part in _AND.split(text) if part]
    if all(map(_CHINESE.fullmatch, text.split())):
        yield from text.split()
    elif len(people) > 1 and not _PLACE.search(text) and all(map(_may_be_name, people)):
        yield from people
    else:
        yield text


def _listed(parts: list[str]) -> Iterator[str]:
    """Yield the names of a list, without the affiliations among them."""
    if all(_FAMILY_AND_INITIALS.fullmatch(part.removesuffix(".")) for part in parts):
        parts = [part.removesuffix(".") for part in parts]  # "Doe J, Roe R." ends as a sentence does
    in_place = False
    for at, part in enumerate(piece for listed in parts for piece in _AND.split(_AND_FIRST.sub("", listed))):
        in_place = at > 0 and bool(_PLACE.search(part) or (in_place and " " not in part))
        if part and not in_place:
            yield part


def _is_family_first(family: str, given: str) -> bool:
    """Whether two pieces can only be one person's family name and given name."""
    if _is_initials(given):
        return True
    is_name = _is_word(family) and (not family.isupper() or given.isupper())
    return bool((is_name or _PARTICLES.match(family)) and given[:1].isupper() and not _PLACE.search(given))


def _is_doubtful(first: str, second: str) -> bool:
    """Whether two pieces may be one person, or one and something else: `García Márquez, Gabriel`, `A B, OpenAI`."""
    return " " in first and " " not in second and second[:1].isupper()


def _alternate(parts: list[str]) -> bool:
    """Whether pieces are family name and given name in turn, as in `Smith, J., Doe, A. B.`."""
    given = parts[1::2]
    if all(map(_is_initials, given)):
        return not all(map(_is_initials, parts[::2]))
    return all(_is_word(part) and not part.isupper() for part in parts)


def _is_initials(text: str) -> bool:
    return text[:1].isupper() and bool(_INITIALS.fullmatch(text))


def _is_word(text: str) -> bool:
    """Whether a piece is one word that begins with a capital, in a script that has them."""
    return " " not in text and text[:1].isupper()
