"""How text becomes words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Item
from feedtui.papers.query import parse
from feedtui.papers.words import name_words, phrase, says, searchable, spellings, tokens
from samples import paper


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "  "),
        ("A B\tc\n", " a b c "),
        ("Pre-training, GPT-4.", " pre training gpt 4 "),
        ("snake_case torch.nn C++", " snake case torch nn c "),
        ("José Núñez, Łukasz, Bjørn", " jose nunez lukasz bjorn "),
        ("Straße ﬁne x² ℌ ϲ", " strasse fine x2 h σ "),
        ("深度学习AI方法", " 深 度 学 习 ai 方 法 "),
        ("ニューラル ﾈｯﾄ", " ニ ュ ー ラ ル ネ ッ ト "),
        ("naïve e\u0301tale", " naive etale "),
        ("\x00|☃", "  "),
    ],
)
def test_tokens(text: str, words: str) -> None:
    """Words are runs of letters and digits, without case and accents; Han and kana stand alone."""
    assert tokens(text) == words


def test_hangul_stays_in_words() -> None:
    """Korean is written with spaces, and its words are those between them."""
    assert len(tokens("한국어 모델").split()) == 2


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", []),
        ("Plain words", ["plain words"]),
        ("Pre-training and pre\u2011training", ["pre training and pre training", "pretraining"]),
        ("GPT-4-based", ["gpt 4 based", "gpt4", "gpt4based"]),
        ("GPT-3.5-turbo.", ["gpt 3 5 turbo", "gpt3 5", "gpt3 5turbo"]),
        ("long--dash, word- and -x", ["long dash word and x"]),
        ("a-b-c-d-e-f-g", ["a b c d e f g"]),
        ("深-度", ["深 度"]),
        (r"Schr\"odinger", ["schr odinger", "schrodinger"]),
        ("$k$-means", ["k means", "kmeans"]),
        (r"the $\alpha$-divergence", ["the alpha divergence", "the α divergence", "αdivergence"]),
        ("{BERT}-like", ["bert like", "bertlike"]),
        ("$5 and $6", ["5 and 6"]),
        ("one | two", ["one two"]),
    ],
)
def test_segments(text: str, segments: list[str]) -> None:
    """Compounds are there as one word too, and TeX is there as it is read."""
    assert searchable(text) == f" {' | '.join(segments)} "


def test_texts_are_segments_of_their_own() -> None:
    """A phrase does not go from one author to the next."""
    assert searchable("Ada Byron", "", "Kurt Go\u0308del") == " ada byron | kurt godel "


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("Retrieval", ("retrieval",)),
        ("pre-training", ("pre training", "pretraining")),
        ("GPT-3.5", ("gpt 3 5", "gpt3 5")),
        ("state-of-the-art", ("state of the art", "stateoftheart")),
        ("torch.nn", ("torch nn",)),
        ("pre-training/fine-tuning", ("pre training fine tuning",)),
        ("pre-*", ("pre",)),
        ("学习", ("学 习",)),
        (r"Schr\"odinger", ("schrodinger",)),
        (r"$\alpha$", ("α",)),
        ("a-b-c-d-e-f", ("a b c d e f", "abcdef")),
        ("a-b-c-d-e-f-g", ("a b c d e f g",)),
        ("&", ("",)),
    ],
)
def test_a_word_of_a_query(written: str, forms: tuple[str, ...]) -> None:
    """A compound is looked for with and without its hyphens, a word with TeX as it is read."""
    assert spellings(written) == forms


@pytest.mark.parametrize(
    ("query", "text", "is_found"),
    [
        ("pre-training", "pretraining data", True),
        ("pre-training", "pre training data", True),
        ("pre-training", "Pre-training data", True),
        ("pre-training", "Pre\u2011Training data", True),
        ("pre-training", "pre and training", False),
        ("pre-training", "language-pre-training", True),
        ("pretraining", "pre-training", True),
        ("pretraining", "pre-training-free", True),
        ("pretraining", "pre training", False),
        ("pretraining", "language-pre-training", False),
        ("pretrain*", "pre-trained models", True),
        ("pre-train*", "pretrained models", True),
        ("training", "pre-training", True),
        ("train", "training", False),
        ("train*", "training", True),
        ("train*", "constrained", False),
        ('"pre-training data"', "pre-training data", True),
        ('"pre-training data"', "pretraining data", False),
        ('"pretraining data"', "pre-training data", False),
        ('"training data"', "training, data", True),
        ('"data training"', "the data. Training", True),
        ("oft*", "state-of-the-art", False),
        ("state-of-the-art", "state of the art results", True),
        ("GPT-4", "GPT4", True),
        ("GPT-4", "GPT 4", True),
        ("gpt4", "GPT-4-based", True),
        ("gpt-4", "GPT-4o", False),
        ("gpt-4*", "GPT-4o", True),
        ("gpt3.5", "GPT-3.5-turbo", True),
        ("gpt-3.5", "GPT3.5", True),
        ("Qwen2.5-1M", "Qwen2.5-1M Technical Report", True),
        ("x-ray*", "X-rays and xrays", True),
        ("3d", "3-D scenes", True),
        ("Kullback-Leibler", "Kullback–Leibler", True),
        ("torch.nn", "we use torch.nn here", True),
        ("snake_case", "a snake case", True),
        ("snake_case", "a snakecase", False),
        ("vision/language", "vision-language", True),
        ("learning", "深度学习learning方法", True),
        ("学习", "深度学习方法", True),
        ("习学", "深度学习方法", False),
        ("深-度", "深度学习方法", True),
        ("学*", "深度学习", True),
        ("ニューラル", "畳み込みニューラルネットワーク", True),
        ("한국어", "한국어 모델", True),
        ("한국", "한국어 모델", False),
        ("한국*", "한국어 모델", True),
        (r"Schr\"odinger", "Schrödinger bridges", True),
        (r"Schr\"odinger", "Schrodinger bridges", True),
        (r"Schr\"odinger", r"Schr\"odinger bridges", True),
        ("Schrödinger", r"Schr\"odinger bridges", True),
        ("Schrödinger", r"Schr{\"o}dinger bridges", True),
        ("Schrödinger", "Schrodinger bridges", True),
        ("Schrodinger", "Schro\u0308dinger bridges", True),
        ("Schrodinger", r"Schr\"odinger bridges", True),
        ("Schrodinger's", "Schrödinger’s cat", True),
        ('"schrodinger bridges"', r"Schr\"odinger bridges", True),
        ("Schroedinger", "Schrödinger", False),
        ("lukasz", "Łukasz", True),
        ("STRASSE", "Straße", True),
        ("α", r"an $\alpha$-divergence", True),
        ("alpha", r"an $\alpha$-divergence", True),
        (r"$\alpha$", r"an $\alpha$-divergence", True),
        (r"\alpha", "an α-divergence", True),
        ("α-divergence", r"an $\alpha$-divergence", True),
        ("alpha", "an α-divergence", False),
        ("kmeans", "$k$-means", True),
        ("k-means", "$k$-means", True),
        ("ε", r"$\epsilon$-greedy", True),
        ("x2", "$x^2$", True),
        ("efficient", "eﬃcient", True),
        ("cost", "it costs $5", False),
        ("$5", "it costs $5", True),
        ("c++", "C and Rust", True),
        ("bert", "{BERT}: Pre-training", True),
    ],
)
def test_words_as_they_are_written(query: str, text: str, is_found: bool) -> None:
    """Hyphens, accents, TeX and scripts without spaces, as they are typed and as they are printed."""
    assert matches(parse(query), Subject(Item(paper("Title", text)))) is is_found


@given(st.text())
def test_words_of_words(text: str) -> None:
    """Words do not change when they become words again, and lie between single spaces."""
    words = tokens(text)
    assert tokens(words) == words
    assert words == f" {' '.join(words.split())} "
    assert phrase(words) == words.strip()


@given(st.text(st.sampled_from("aBé-‐. |学9_("), max_size=30))
def test_a_text_is_found_by_its_words(text: str) -> None:
    """Whatever stands between spaces finds its text, in each of its spellings."""
    found = searchable(text)
    for piece in text.split():
        assert all(f" {form} " in found for form in spellings(piece) if form)


@given(st.text(st.sampled_from('aé-. $\\{}"^~'), max_size=30))
def test_a_text_with_tex_is_found_by_itself(text: str) -> None:
    """A text finds itself as it is written and as it is read."""
    found = searchable(text)
    assert all(f" {form} " in found for form in (tokens(text).strip(), phrase(text)) if form)


def test_long_compounds_are_bounded() -> None:
    """A text of nothing but hyphens and letters does not grow."""
    text = "a-" * 25_000
    assert len(searchable(text)) <= len(text) + 2


@pytest.mark.parametrize(
    ("words", "prefix", "texts", "is_said"),
    [
        ("pre training", False, ("Pre-training",), True),
        ("pre train", True, ("Pre-training",), True),
        ("pre train", False, ("Pre-training",), False),
        ("a b", False, ("a", "b"), False),
        ("b", False, ("a", "b"), True),
        ("schrodinger", False, ("b", r"Schr\"odinger"), True),
        ("schrod", True, ("b", r"Schr\"odinger"), True),
        ("schrod", False, (r"Schr\"odinger",), False),
        ("x", False, (), False),
    ],
)
def test_what_texts_say(words: str, prefix: bool, texts: tuple[str, ...], is_said: bool) -> None:
    """Words in a row within one text, with TeX as it is read; the same as a look into what it is found by."""
    assert says(words, prefix, *texts) is is_said
    assert (f" {words}{'' if prefix else ' '}" in searchable(*texts)) is is_said


def test_names() -> None:
    """Names are compared by their words, and by their signs where they have no words."""
    assert name_words("Computer Vision") == name_words("computer-vision") == "computer vision"
    assert name_words("★") == "★"
    assert name_words(' "★" ') == name_words("'★'")
