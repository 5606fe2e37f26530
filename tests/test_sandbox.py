"""Templates that would not end, take all memory or look outside."""

from __future__ import annotations

import time

import pytest

from feedtui.exports.sandbox import Limit, Sandbox
from feedtui.exports.template import TemplateError, rendered


def shown(text: str) -> str:
    """Return what a template without variables prints."""
    return Sandbox({}, {}).template(text, "lamp").render()


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(10**9) %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(90) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 'a' * 10**12 }}",
        "{{ 10**12 * 'a' }}",
        "{{ ([1] * 10**9)|length }}",
        "{% set s = namespace(a='aaaaaaaa') %}{% for i in range(99) %}{% set s.a = s.a ~ s.a %}{% endfor %}",
        "{% set s = namespace(a='aaaaaaaa') %}{% for i in range(99) %}{% set s.a = s.a + s.a %}{% endfor %}",
        "{% set s = namespace(a=[1]) %}{% for i in range(99) %}{% set s.a = s.a + s.a %}{% endfor %}",
        "{% set s = namespace(a='a') %}{% for i in range(99) %}{% set s.a %}{{ s.a }}{{ s.a }}{% endset %}{% endfor %}",
        "{% set s = namespace(a='aa') %}{% for i in range(99) %}{% set s.a = [s.a, s.a]|join %}{% endfor %}",
        "{% set s = namespace(a='aa') %}{% for i in range(99) %}{% set s.a = s.a|replace('a', s.a) %}{% endfor %}",
        "{% set s = namespace(a=[1]) %}{% for i in range(99) %}{% set s.a = [s.a, s.a] %}{% endfor %}{{ s.a }}",
        "{% set s = namespace(a=9) %}{% for i in range(99) %}{% set s.a = s.a * s.a %}{% endfor %}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ 'a'.ljust(999999999) }}",
        "{{ 'a'|indent(999999999) }}",
        "{{ 'a'|center(999999999) }}",
        "{{ '%999999999d'|format(1) }}",
        "{% for i in range(99999) %}" + "a" * 5_000 + "{% endfor %}",
        "{% set a = 'a' * 999999 %}{% set b %}{% for i in range(99999) %}{{ a }}{% endfor %}{% endset %}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ [1]|map('string')|sum }}",
    ],
)
def test_there_is_an_end(text: str) -> None:
    """What would take for ever, or all memory, is refused soon, with the line."""
    began = time.monotonic()
    with pytest.raises(TemplateError, match=r"^Line 1: .*\.$"):
        rendered(text, (), "", "")
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ [].__class__.__base__.__subclasses__() }}",
        "{{ range.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ ''|attr('__class__') }}",
        "{{ [1]|map(attribute='__class__')|first }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ ''.format.__globals__ }}",
        "{{ [1].append(2) }}",
        "{{ {}.update(a=1) }}",
        "{% include '/etc/passwd' %}",
        "{% import '/etc/passwd' as a %}",
        "{% from '/etc/passwd' import a %}",
        "{% extends '/etc/passwd' %}",
        "{{ lipsum() }}",
        "{{ papers[0].__class__ }}",
    ],
)
def test_nothing_outside_is_reached(text: str) -> None:
    """Neither files nor what Python's objects lead to."""
    with pytest.raises(TemplateError, match=r"^Line 1: "):
        rendered(text, (), "", "")


def test_what_templates_may_do() -> None:
    """Loops, macros, variables, filters and sums do what Jinja says of them."""
    loop = "{% for i in range(3) %}{{ loop.index }}/{{ loop.length }}{{ '' if loop.last else ',' }}{% endfor %}"
    assert shown(loop) == "1/3,2/3,3/3"
    assert shown("{% for i in [3, 1, 2]|sort if i > 1 %}{{ i }}{% else %}none{% endfor %}") == "23"
    assert shown("{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, b=3)|upper }}") == "1-2 1-3"
    summed = "{% set s = namespace(n=0) %}{% for i in range(5) %}{% set s.n = s.n + i %}{% endfor %}{{ s.n }}"
    assert shown(summed) == "10"
    assert shown("{% set a %}{{ 1 }}b{% endset %}{{ a ~ none ~ 2.5 }}{{ none }}") == "1b2.5"
    assert shown("{{ 'a' * 3 }} {{ 2 ** 3 * 2 }} {{ 7 % 4 }} {{ ([1] * 2)|length }}") == "aaa 16 3 2"

    assert shown("a\n  {% if true %}\nb\n  {% endif %}\nc\n") == "a\nb\nc\n"
    assert shown("{{ 'a\nb'|indent }} {{ 'a\nb'|indent(2) }} {{ 'aba'|replace('a', 'c') }}") == "a\n    b a\n  b cbc"
    assert shown("{{ [1, 'a', none]|join }} {{ [1, 2]|join(', ') }} {{ 12|string|length }}") == "1a 1, 2 2"


SMALL = {"MOST_STEPS": 20, "MOST_PRINTED": 12, "LONGEST": 6}
NO_LONGER = "a text or a list would be longer than 6"
NO_TEXT = "a text would be longer than 6 characters"
NO_ROUNDS = "there are more than 20 rounds of loops and calls"
NO_LETTERS = "more than 12 characters would be printed"
NO_REPEATING = "something repeated would be longer than 6"
LIST = 'a list is printed with join(", "), and what else has parts part by part'


@pytest.mark.parametrize(
    ("fits", "does_not", "reason"),
    [
        ("{% for a in range(15) %}{% endfor %}", "{% for a in range(16) %}{% endfor %}", NO_ROUNDS),
        ("{{ ''.lower() }}" * 4, "{{ ''.lower() }}" * 5, NO_ROUNDS),
        ("{% for a in [1, 2] %}abcdef{% endfor %}", "{% for a in [1, 2] %}abcde{{ a }}f{% endfor %}", NO_LETTERS),
        ("{{ 'abcdef' }}" * 2, "{{ 'abcdef' }}" * 2 + "{{ 1 }}", NO_LETTERS),
        ("{{ 'ab' * 3 }}", "{{ 'ab' * 4 }}", NO_REPEATING),
        ("{{ 3 * 'ab' }}", "{{ 4 * 'ab' }}", NO_REPEATING),
        ("{{ ([1, 2] * 3)|length }}", "{{ ([1, 2] * 4)|length }}", NO_REPEATING),
        ("{{ ((1, 2) * 3)|length }}", "{{ ((1, 2) * 4)|length }}", NO_REPEATING),
        ("{{ 'abc' + 'def' }}", "{{ 'abc' + 'defg' }}", NO_LONGER),
        ("{{ 'abc' ~ 'def' }}", "{{ 'abc' ~ 'defg' }}", NO_LONGER),
        ("{{ [1, 2]|join('abcd') }}", "{{ [1, 2]|join('abcde') }}", NO_LONGER),
        ("{{ ['', '']|join('abcdef') }}", "{{ ['', '', '']|join('abcdef') }}", NO_TEXT),
        ("{{ ['abcd', 'ef']|join }}", "{{ ['abcd', 'efgh', 'ijklm']|join }}", NO_TEXT),
        ("{{ 'aa'|replace('a', 'bcd') }}", "{{ 'aa'|replace('a', 'bcde') }}", NO_TEXT),
        ("{{ 'abcdef'|upper }}", "{{ 'abcdefg'|upper }}", NO_LONGER),
        ("{% set a %}abcdef{% endset %}", "{% set a %}abcdefg{% endset %}", NO_LONGER),
        ("{% macro m() %}abcdef{% endmacro %}{{ m() }}", "{% macro m() %}abcdefg{% endmacro %}{{ m() }}", NO_LONGER),
        ("{{ 1 ** 100 }}", "{{ 1 ** 101 }}", "the power is over 100"),
        ("{{ 1 ** -100 }}", "{{ 1 ** -101 }}", "the power is over 100"),
        ("{% set a = 10 ** 18 %}", "{% set a = 10 ** 18 + 1 %}", "a number would have more than 18 digits"),
        ("{% set a = 0 - 10 ** 18 %}", "{% set a = (0 - 10 ** 18) * 2 %}", "a number would have more than 18 digits"),
        ("{{ 'a'|indent(100) }}", "{{ 'a'|indent(101) }}", "an indentation is over 100"),
        ("{{ 7 % 2 }}", "{{ '%s' % 1 }}", "% with a text on its left is not allowed; ~ joins texts"),
        ("{{ [1, 2]|join }}", "{{ [1, 2] }}", LIST),
        ("{{ [[1, 2]]|first|join }}", "{{ [[1, 2]]|join }}", LIST),
        ("{{ {'a': 1}|length }}", "{{ {'a': 1} }}", LIST),
    ],
)
def test_limits_name_what_is_too_much(fits: str, does_not: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a template may have, it may have in full; of one more, the reason is in words."""
    for name, limit in SMALL.items():
        monkeypatch.setattr(f"feedtui.exports.sandbox.{name}", limit)
    shown(fits)
    with pytest.raises(Limit) as told:
        shown(does_not)
    assert str(told.value) == reason


def test_limits_are_said_with_commas() -> None:
    """Large numbers can be read."""
    with pytest.raises(Limit, match=r"^something repeated would be longer than 10,000,000$"):
        shown("{{ 'a' * 10**9 }}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n{% for a in 1 %}{% endfor %}", "Line 2: 'int' object is not iterable."),
        ("a\n\n{{ 1 ~ nope }}", "Line 3: 'nope' is undefined."),
        ("\n{% for a in [1] recursive %}{% endfor %}", "Line 2: a loop cannot be recursive."),
        ("\n{% extends 'a' %}", "Line 2: a template stands alone, without include, import and extends."),
        ("\n{{ 1 ** 101 }}", "Line 2: the power is over 100."),
        ("\n{% set a %}{{ nope }}{% endset %}", "Line 2: 'nope' is undefined."),
    ],
)
def test_the_line_is_that_of_the_template(text: str, sentence: str) -> None:
    """What is added to count and to measure does not move it."""
    with pytest.raises(TemplateError) as told:
        rendered(text, (), "", "")
    assert str(told.value) == sentence
