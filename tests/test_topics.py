"""Topics: fields that papers fall into by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedtui.papers.paper import Paper
from feedtui.papers.topics import MOST, TopicsError, read_topics, topics_of
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


@pytest.mark.parametrize("text", ["a = 1", "a = ", 'a = "autor:x"', "\x00"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    """What is wrong with a topics file is said with the file's name."""
    path = tmp_path / "topics.toml"
    path.write_text(text)
    with pytest.raises(TopicsError, match="topics"):
        read_topics(path)
