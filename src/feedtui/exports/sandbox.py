"""Jinja2 for templates that somebody else may have written: no file, no import, no attribute of Python, and an end.

Jinja's sandbox keeps the attributes; that a template ends, and takes no more memory than its papers are worth, is kept
here: rounds of loops and calls are counted, and so is what is printed; texts and lists have a longest length; filters
and methods of texts are those that make nothing long of something short. Sandbox and its limits:
https://jinja.palletsprojects.com/en/stable/sandbox/
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from jinja2 import StrictUndefined, nodes
from jinja2.environment import Template
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

MOST_STEPS = 5_000_000
"""Rounds of loops and calls in one export."""
MOST_PRINTED = 200_000_000
"""Characters that one export prints, on paper or into variables."""
LONGEST = 10_000_000
"""Characters of one text, or members of one list, that a template makes."""
_CALL = 5
"""How many rounds of a loop a call counts for, which takes as long."""
_LARGEST = 10**18
_WIDEST = 100

_FILTERS = (
    "abs count d default dictsort first float groupby int items last length list map max min reject rejectattr reverse "
    "select selectattr sort unique"
).split()
_TEXT_FILTERS = "capitalize lower string title trim truncate upper wordcount".split()
_GLOBALS = ("range", "dict", "namespace", "joiner", "cycler")
_TEXT_METHODS = frozenset(
    "capitalize endswith find isdigit lower lstrip partition removeprefix removesuffix rpartition rstrip split "
    "splitlines startswith strip title upper".split()
)

Filters: TypeAlias = Mapping[str, Callable[..., object]]


class Limit(Exception):
    """A template wants more than it may have; the message says of what."""


class Sandbox(ImmutableSandboxedEnvironment):
    """One rendering's environment, with filters of texts and of lists beside Jinja's own harmless ones."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, of_texts: Filters, of_lists: Filters) -> None:
        super().__init__(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        own = {"join": _joined, "kept": _kept, "counted": self._counted, **of_lists}
        harmless = {name: self.filters[name] for name in _FILTERS}
        texts = {name: self.filters[name] for name in _TEXT_FILTERS} | {"replace": _replaced, "indent": _indented}
        made = harmless | own | {name: _of_text(one) for name, one in (texts | dict(of_texts)).items()}
        self.filters = {name: _bounded(one) for name, one in made.items()}
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.finalize = self._printed
        self._steps = 0
        self._letters = 0

    def template(self, text: str, name: str) -> Template:
        """Return a template; what its errors call its file is `name`."""
        tree: nodes.Template = _Bounds().visit(self.parse(text))
        return Template.from_code(self, self.compile(tree, name, name), self.make_globals(None))

    def call(self, context: Context, made: Any, /, *args: Any, **named: Any) -> Any:
        """Call a macro, a method or a function."""
        self._count(rounds=_CALL)
        return _kept(super().call(context, made, *args, **named))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute what may become long or large."""
        if operator == "%" and isinstance(left, str):
            raise Limit("% with a text on its left is not allowed; ~ joins texts")
        if operator == "**" and not abs(right) <= _WIDEST:
            raise Limit(f"the power is over {_WIDEST}")
        if operator == "*" and _repeated(left, right) > LONGEST:
            raise Limit(f"something repeated would be longer than {LONGEST:,}")
        return _kept(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> None:
        """Refuse `format` like the other methods of texts, whose results may have any width."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have an attribute."""
        return super().is_safe_attribute(obj, attr, value) and (not isinstance(obj, str) or attr in _TEXT_METHODS)

    def _counted(self, values: Iterable[object], printed: int) -> Iterator[object]:
        """Yield what a loop goes through; a round of it prints so many characters of the template itself."""
        for value in values:
            self._count(rounds=1, letters=printed)
            yield value

    def _count(self, rounds: int = 0, letters: int = 0) -> None:
        self._steps += rounds
        self._letters += letters
        if self._steps > MOST_STEPS:
            raise Limit(f"there are more than {MOST_STEPS:,} rounds of loops and calls")
        if self._letters > MOST_PRINTED:
            raise Limit(f"more than {MOST_PRINTED:,} characters would be printed")

    def _printed(self, value: object) -> str:
        text = printable(value)
        self._count(letters=len(text))
        return text


class _Bounds(NodeTransformer):
    """Has loops counted, and texts measured that are joined by `~` or printed into a variable."""

    def visit_Include(self, node: nodes.Node) -> nodes.Node:
        """Refuse what needs other files."""
        raise TemplateSyntaxError("a template stands alone, without include, import and extends", node.lineno)

    visit_Import = visit_FromImport = visit_Extends = visit_Include

    def visit_For(self, node: nodes.For) -> nodes.For:
        """Count a loop's rounds."""
        if node.recursive:
            raise TemplateSyntaxError("a loop cannot be recursive", node.lineno)
        self.generic_visit(node)
        printed = sum(len(text.data) for body in node.body for text in body.find_all(nodes.TemplateData))
        node.iter = _filtered(node.iter, "counted", node.lineno, nodes.Const(printed))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        """Measure what `~` makes."""
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "join", node.lineno)

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:
        """Measure what a block prints into a variable."""
        self.generic_visit(node)
        node.filter = _filtered(node.filter, "kept", node.lineno)
        return node


def _filtered(node: nodes.Node | None, name: str, line: int, *args: nodes.Expr) -> nodes.Filter:
    made = nodes.Filter(node, name, list(args), [], None, None)
    made.set_lineno(line)
    return made


def _bounded(made: Callable[..., object]) -> Callable[..., object]:
    """Return a filter that refuses to return what is too long."""

    @functools.wraps(made)
    def bounded(*args: object, **named: object) -> object:
        return _kept(made(*args, **named))

    return bounded


def _of_text(made: Callable[..., object]) -> Callable[..., object]:
    """Return a filter of texts that takes what can be printed."""

    @functools.wraps(made)
    def of_text(*args: object, **named: object) -> object:
        # Jinja gives some of its filters the environment first.
        at = 1 if isinstance(args[0], ImmutableSandboxedEnvironment) else 0
        return made(*args[:at], printable(args[at]), *args[at + 1 :], **named)

    return of_text


def printable(value: object) -> str:
    """Return what is printed of a value: nothing of None, and of lists that which joins them."""
    if isinstance(value, list | tuple | dict):
        raise Limit('a list is printed with join(", "), and what else has parts part by part')
    return "" if value is None else str(value)


def _kept(value: object) -> object:
    """Return a value that is neither too long nor too large."""
    if isinstance(value, str | list | tuple) and len(value) > LONGEST:
        raise Limit(f"a text or a list would be longer than {LONGEST:,}")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise Limit("a number would have more than 18 digits")
    return value


def _repeated(left: object, right: object) -> int:
    """Return how long a text or a list is when it is multiplied."""
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, str | list | tuple) and isinstance(times, int):
            return len(sequence) * times
    return 0


def _joined(values: Iterable[object], between: str = "") -> str:
    """Return texts as one, with a text between each two."""
    parts: list[str] = []
    size = 0
    for value in values:
        parts.append(printable(value))
        size += len(parts[-1]) + len(between)
        if size > LONGEST * 2:
            raise Limit(f"a text would be longer than {LONGEST:,} characters")
    return between.join(parts)


def _replaced(text: str, old: str, new: str) -> str:
    """Return a text with one piece replaced by another wherever it stands."""
    if text.count(old) * len(new) > LONGEST:
        raise Limit(f"a text would be longer than {LONGEST:,} characters")
    return text.replace(old, new)


def _indented(text: str, width: int = 4) -> str:
    """Return a text whose lines but the first begin with so many spaces."""
    if width > _WIDEST:
        raise Limit(f"an indentation is over {_WIDEST}")
    return text.replace("\n", "\n" + " " * width)
