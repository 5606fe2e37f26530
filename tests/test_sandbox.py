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


def test_limits_name_what_is_too_much() -> None:
    """The reason is in words."""
    with pytest.raises(Limit, match="joins texts"):
        shown("{{ '%s' % 1 }}")
    with pytest.raises(Limit, match="a list is printed with join"):
        shown("{{ [1, 2] }}")
