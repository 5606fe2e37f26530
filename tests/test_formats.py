"""The table of formats: each name has its own writer, which is told what it has to say."""

from __future__ import annotations

import pytest

from feedtui.exports.formats import FORMATS, Layout, written
from feedtui.exports.markdown import Style
from feedtui.papers.paper import Item
from lanterns import lantern
from samples import paper

BEGINNINGS = {
    "markdown": "# My lamps\n",
    "bibtex": "@misc{",
    "biblatex": "@online{",
    "ris": "TY  - ",
    "csl-json": "[\n{",
    "org": "#+title: My lamps\n",
    "html": "<!DOCTYPE html>\n<html",
    "atom": '<?xml version="1.0" encoding="utf-8"?>\n<feed',
    "json-feed": '{"version": "https://jsonfeed.org/version/1',
    "csv": "id,title,",
    "json": '{"id": "arxiv:2604.01234"',
    "ids": "2604.01234\n",
}
LAYOUT = Layout("2026-11-20T08:00:00Z", Style(title="My lamps"))


def text_of(name: str, *items: Item) -> str:
    """Return an export."""
    return "".join(written(name, items, LAYOUT))


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_what_it_is_called(name: str) -> None:
    """It begins as its files do."""
    assert text_of(name, lantern()).startswith(BEGINNINGS[name])


@pytest.mark.parametrize("name", ["html", "atom", "json-feed", "org"])
def test_what_has_a_title_has_the_readers(name: str) -> None:
    """The title that was asked for stands in what is written."""
    assert text_of(name, lantern()).count("My lamps") >= 1


@pytest.mark.parametrize("name", ["html", "atom"])
def test_what_has_a_day_has_that_of_the_export(name: str) -> None:
    """So does the day."""
    assert "2026-11-20" in text_of(name, lantern())


@pytest.mark.parametrize("name", ["json", "json-feed", "csl-json"])
def test_json_is_readable(name: str) -> None:
    """Letters beyond ASCII are written as they are."""
    assert "Núñez" in text_of(name, lantern(authors=("Ana Núñez",)))


def test_what_has_no_id_is_a_comment() -> None:
    """In a list of ids a paper that is known by its title is told, and a DOI is one."""
    lines = text_of("ids", Item(paper("A Lamp")), Item(paper("Another", id="doi:10.1000/a"))).splitlines()
    assert lines == ["# A Lamp", "10.1000/a"]
