"""Topics: fields that papers fall into by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Item, Paper
from feedtui.papers.query import parse
from feedtui.papers.topics import MOST, Sorting, Topic, TopicsError, read_topics, topics_of
from feedtui.sources.page import read_page

# Read by hand from the abstracts: what each paper is about at the least.
EXPECTED = {
    "A ConvNet for the 2020s": {"vision"},
    "ELECTRA": {"language models"},
    "MiniLM": {"compression"},
    "Learning Transferable Visual Models": {"vision-language"},
    "PROP": {"retrieval"},
    "NV-Embed": {"embeddings", "retrieval"},
    "BudgetLongformer": {"law"},
    "RS5M": {"remote sensing"},
    "Tiny Time Mixers": {"time series"},
    "Pre-training for Speech Translation": {"speech", "translation"},
    "Contrastive Learning of Medical": {"medicine"},
    "EvolveDirector": {"image generation"},
    "Stack Over-Flowing": {"code"},
    "Qwen2.5-1M": {"long context"},
    "Decoder Pre-Training with only Text": {"documents and ocr"},
    "Revisiting DETR": {"detection and segmentation"},
    "PVP": {"parameter-efficient tuning"},
    "Align and Prompt": {"video"},
    "MonoByte": {"multilingual"},
    "Predictive Data Selection": {"training data"},
}


def test_the_shipped_topics_can_be_read() -> None:
    """There are about forty topics, each a query of its own."""
    topics = read_topics()
    assert 35 <= len(topics) <= 50
    assert len({topic.query for topic in topics}) == len(topics)


def test_nearly_every_paper_has_a_topic_and_none_many(seed: str) -> None:
    """At least 95 % of the page's papers carry a topic, none more than six."""
    topics = read_topics()
    found = [topics_of(paper, topics) for paper in read_page(seed).papers]
    assert sum(map(bool, found)) >= 0.95 * len(found)
    assert max(map(len, found)) <= MOST


@pytest.mark.parametrize("title", EXPECTED)
def test_hand_check(title: str, seed: str) -> None:
    """Twenty papers carry the topics that a person gave them."""
    paper = next(paper for paper in read_page(seed).papers if paper.title.startswith(title))
    assert set(topics_of(paper, read_topics())) >= EXPECTED[title]


def test_too_many_topics_keep_those_of_the_title() -> None:
    """A paper on everything keeps six topics, those in its title first."""
    words = "OCR DETR LoRA LLM adapter VLM toxic forecasting robots"
    topics = topics_of(Paper("title:x", "Forecasting", words), read_topics())
    assert len(topics) == MOST
    assert topics[0] == "time series"


QUERIES = """
lamp; lamp*; la*; l*; "oil lamp"; "oil la*"; "oil lamp*"; title:lamp; title:la*; title:lamp*; "lamp oil"; abstract:lamp
author:lamp; author:la*; tag:lamp; tag:la*; lamp oil; lamp -oil; -lamp; lamp OR author:ada; (lamp OR wick) oil
(lamp OR -oil) wick; author:ada (lamp oil); lamp OR wick* OR "oil lamp"; published:2026; published:2025 OR la*
has:code lamp
"""
PAPERS = (
    Paper("title:1", "Lamp"),
    Paper("title:2", "Lamps", "An oil lamp."),
    Paper("title:3", "Oil lamps and wicks", authors=("Ada Lamp",), published="2026"),
    Paper("title:4", "Of light", "A clamp for lamp oil.", published="2025"),
    Paper("title:5", "Wicks", "They need oil.", tags=("lamp",)),
    Paper("title:6", "Nothing", authors=("Ada Wick", "Lara Laser")),
    Paper("title:7", "Lantern", "Many a lamp has a wick, with oil."),
)


def test_a_topic_is_what_its_query_finds() -> None:
    """Whatever a topic asks for, its papers are those that a search for it shows."""
    topics = [Topic(text, parse(text)) for text in QUERIES.replace("\n", ";").split(";") if text.strip()]
    for paper in PAPERS:
        subject = Subject(Item(paper))
        for topic in topics:
            assert topics_of(paper, [topic]) == ((topic.name,) if matches(topic.query, subject) else ()), topic.name


def test_topics_come_in_the_order_of_the_file() -> None:
    """Those that the title names first, if there are more than six; nothing is remembered of another paper."""
    sorting = Sorting([Topic(name, parse(name)) for name in "a1 b1 c1 d1 e1 f1 g1 h1".split()])
    assert sorting.of(Subject(Item(Paper("title:x", "Of g1", "c1 b1 a1")))) == ("a1", "b1", "c1", "g1")
    many = Paper("title:x", "Of h1 and d1", "g1 f1 e1 c1 b1 a1")
    assert sorting.of(Subject(Item(many))) == ("d1", "h1", "a1", "b1", "c1", "e1")
    assert sorting.of(Subject(Item(Paper("title:x", "Of c1")))) == ("c1",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a = 1", ': a should be a query in quotes, as in a = "retrieval"'),
        ("a = ", " cannot be read as topics: "),
        ('b = "lamp"\na = "lamp autor:x"', ": a: "),
        ("\x00", " cannot be read as topics: "),
        ("ä = 'ä'", " cannot be read as topics: "),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, reason: str) -> None:
    """What is wrong with a topics file is said with the file's name, and the place in a query."""
    path = tmp_path / "topics.toml"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(TopicsError) as told:
        read_topics(path)
    assert str(told.value).startswith(f"{path}{reason}")
    assert "autor" not in text or str(told.value).endswith("(at character 6)")


def test_topics_are_read_as_utf_8(tmp_path: Path) -> None:
    """A topic may have any name."""
    (tmp_path / "topics.toml").write_text('"café" = "lamp"', encoding="utf-8")
    assert read_topics(tmp_path / "topics.toml") == (Topic("café", parse("lamp")),)
