"""How well the rank finds what people keep, beside what others do: on libraries of real people.

Run `python benchmarks/relevance.py FOLDER [--people N] [--other]`. The folder has `papers.dat`, `vocabulary.dat` and
`libraries.dat` as citeulike-t has them (Wang, Chen and Li 2013). Of each person with at least twenty papers, ten are
starred, all others are ranked, and it is counted where the rest of the library stands. The product is used from end to
end: each bag of words becomes a text, which is imported into a library; the ten are starred in it. The baselines are
fitted to the same words. It needs scikit-learn.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.paper import Paper
from feedtui.paths import places
from feedtui.ranking.ranker import Ranker

GIVEN, AT_LEAST = 10, 20
DEVELOPED_ON = 150
"""People of the draw on whom the rank was developed, whom the measure leaves out."""
_FIRST, _DEEP = 20, 50

Scorer: TypeAlias = Callable[[list[int]], NDArray[Any]]


def main() -> None:
    """Measure everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--other", action="store_true", help="measure on the people on whom the rank was developed")
    arguments = parser.parse_args()
    bags, words, libraries = read(arguments.folder)
    drawn = draw(libraries)
    people = drawn[:DEVELOPED_ON] if arguments.other else drawn[DEVELOPED_ON : DEVELOPED_ON + arguments.people]
    print(f"{len(bags):,} papers, {len(people)} people, {GIVEN} papers of each given\n")
    print(f"| rank | P@{_FIRST} | R@{_DEEP} | nDCG@{_DEEP} | ms a person |\n|---|---|---|---|---|")
    texts = [text_of(bag, words) for bag in bags]
    for name, scorer in {**baselines(texts), "feedtui": product(texts)}.items():
        start = time.perf_counter()
        figures = np.mean([measured(scorer, *split(one, libraries[one])) for one in people], axis=0)
        took = (time.perf_counter() - start) / len(people) * 1000
        print(f"| {name} | {' | '.join(f'{figure:.4f}' for figure in figures)} | {took:.0f} |", flush=True)


def read(folder: Path) -> tuple[list[dict[int, int]], list[str], list[list[int]]]:
    """Return the bags of the papers, the words by their number, and the papers of each person."""
    words = (folder / "vocabulary.dat").read_text(encoding="utf-8").splitlines()
    bags = []
    for line in (folder / "papers.dat").read_text(encoding="ascii").splitlines():
        pairs = (pair.split(":") for pair in line.split()[1:])
        bags.append({int(term): int(count) for term, count in pairs})
    lines = (folder / "libraries.dat").read_text(encoding="ascii").splitlines()
    return bags, words, [sorted(set(map(int, line.split()[1:]))) for line in lines]


def draw(libraries: Sequence[list[int]]) -> list[int]:
    """Return the people with enough papers, in an order drawn once."""
    people = [one for one, papers in enumerate(libraries) if len(papers) >= AT_LEAST]
    random.Random("people").shuffle(people)
    return people


def split(person: int, papers: list[int]) -> tuple[list[int], list[int]]:
    """Return the papers of a person that are given, and those that are to be found."""
    given = sorted(random.Random(f"given {person}").sample(papers, GIVEN))
    return given, sorted(set(papers) - set(given))


def measured(scorer: Scorer, given: list[int], sought: list[int]) -> tuple[float, float, float]:
    """Return precision, recall and normalised discounted cumulative gain."""
    scores = np.array(scorer(given), np.float64)
    scores[given] = -np.inf
    hits = np.isin(np.argsort(-scores, kind="stable")[:_DEEP], sought)
    gains = 1 / np.log2(np.arange(2, _DEEP + 2))
    best = gains[: min(_DEEP, len(sought))].sum()
    return hits[:_FIRST].mean(), hits.sum() / len(sought), (hits * gains).sum() / best


def text_of(bag: dict[int, int], words: Sequence[str]) -> str:
    """Return a text with the words of a bag, each as often as the bag has it."""
    return " ".join(" ".join([words[term]] * count) for term, count in bag.items() if term < len(words))


def product(texts: Sequence[str]) -> Scorer:
    """Return the product's own rank, over a library with the texts as abstracts."""
    home = tempfile.TemporaryDirectory()
    where = places(home.name)
    library = Library(where)
    papers = [Paper(id=f"doi:10.1/{number}", title=f"{number}", abstract=text) for number, text in enumerate(texts)]
    library.add(papers, Origin("citeulike-t", "bench", None))
    rows = [library.row_of(paper.id) for paper in papers]
    ranker = Ranker(where)
    start = time.perf_counter()
    ranker.catch_up()
    pace = len(papers) / (time.perf_counter() - start)
    print(f"{pace:,.0f} papers a second into the rank's store", file=sys.stderr)

    def score(given: list[int]) -> NDArray[np.float32]:
        library.set_state([rows[one] for one in given], "starred", True)
        scores = ranker.score(rows)
        library.set_state([rows[one] for one in given], "starred", False)
        assert home
        return scores

    return score


def baselines(texts: Sequence[str]) -> dict[str, Scorer]:
    """Return what others do: chance, the mean of tf-idf or of BM25, and arxiv-sanity-lite's support vector machine."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
    from sklearn.svm import LinearSVC

    counts = CountVectorizer(token_pattern=r"\S+", lowercase=False).fit_transform(texts)
    tfidf = TfidfTransformer(sublinear_tf=True).fit_transform(counts).tocsr()
    bm25 = _bm25(counts)
    everybody = np.zeros(len(texts), int)

    def by_chance(given: list[int]) -> NDArray[Any]:
        return np.random.default_rng(given).random(len(texts))

    def by_margin(given: list[int]) -> NDArray[Any]:
        kept = everybody.copy()
        kept[given] = 1
        machine = LinearSVC(class_weight="balanced", max_iter=10_000, tol=1e-6, C=0.01, random_state=0)
        return np.asarray(machine.fit(tfidf, kept).decision_function(tfidf))

    return {
        "random": by_chance,
        "tf-idf centroid": lambda given: _centroid(tfidf, tfidf, given),
        "BM25 centroid": lambda given: _centroid(bm25, tfidf, given),
        "arxiv-sanity-lite's SVM": by_margin,
    }


def _centroid(matrix: Any, profile: Any, given: list[int]) -> NDArray[Any]:
    return np.asarray(matrix @ np.asarray(profile[given].mean(axis=0)).ravel())


def _bm25(counts: Any, k1: float = 1.2, b: float = 0.75) -> Any:
    """Return counts weighed as BM25 weighs them (Robertson and Zaragoza 2009), with the usual constants."""
    matrix = counts.tocsr().astype(np.float64)
    lengths = np.asarray(matrix.sum(axis=1)).ravel()
    papers = matrix.shape[0]
    having = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rarity = np.log(1 + (papers - having + 0.5) / (having + 0.5))
    norm = k1 * (1 - b + b * lengths / lengths.mean())
    matrix.data *= (k1 + 1) / (matrix.data + np.repeat(norm, np.diff(matrix.indptr))) * rarity[matrix.indices]
    return matrix


if __name__ == "__main__":
    main()
