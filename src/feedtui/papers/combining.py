"""A query put together from names: papers with all of them, with any of them, without one."""

from __future__ import annotations

from collections.abc import Iterator

from feedtui.papers.query import All, Either, Flag, Kept, Not, Query, Words
from feedtui.papers.query_tree import NAME_FIELDS, either, every

WITH, ANY, WITHOUT = "+", "|", "-"
"""What a name is to a query: every paper has it, every paper has it or another, no paper has it."""


def signs_in(query: Query) -> dict[Query, str]:
    """Return what each name is to a query, by the query that finds its papers."""
    signs: dict[Query, str] = {}
    for part in _parts(query):
        if _is_name(part):
            # Of `-has:tag`, the row of what has no tag, `has:tag` is the other side.
            signs |= {_not(part): WITHOUT, part: WITH}
        elif isinstance(part, Either):
            signs |= {one: ANY for one in part.parts if _is_name(one)}
    return signs


def combined(query: Query, name: Query, sign: str) -> Query:
    """Return a query to which a name is as the sign says, or nothing any more if it was that already.

    `ANY` joins the last names that are joined so, else the last name that every paper has; the first is alone.
    """
    was = signs_in(query).get(name)
    parts = list(_without(query, name))
    if sign == was:
        return every(parts)
    if sign != ANY:
        return every([*parts, name if sign == WITH else _not(name)])
    joined = [at for at, part in enumerate(parts) if isinstance(part, Either) and all(map(_is_name, part.parts))]
    names = [at for at, part in enumerate(parts) if _is_name(part) and not isinstance(part, Not)]
    at = (joined or names or [len(parts)])[-1]
    found = parts[at : at + 1]
    inner = found[0].parts if found and isinstance(found[0], Either) else found
    return every([*parts[:at], either([*inner, name]), *parts[at + 1 :]])


def _parts(query: Query) -> tuple[Query, ...]:
    return query.parts if isinstance(query, All) else (query,)


def _without(query: Query, name: Query) -> Iterator[Query]:
    for part in _parts(query):
        if isinstance(part, Either):
            yield either(one for one in part.parts if one != name)
        elif part not in (name, _not(name)):
            yield part


def _not(name: Query) -> Query:
    return name.part if isinstance(name, Not) else Not(name)


def _is_name(part: Query) -> bool:
    """Whether a part of a query is a name as the sidebar has them: of a view, a kept search, a tag, topic or source."""
    inner = part.part if isinstance(part, Not) else part
    return isinstance(inner, Flag | Kept) or (isinstance(inner, Words) and inner.field in NAME_FIELDS)
