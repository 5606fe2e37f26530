"""A Hugging Face papers page copied from a browser as text.

There are three kinds: a search (`/papers?q=`) has whole abstracts, the trending page has short accounts
and every card twice, a day's page has titles alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feedtui.papers.identity import title_id
from feedtui.papers.links import code_address
from feedtui.papers.paper import Links, Paper
from feedtui.papers.text import clean_line
from feedtui.sources.found import Found, Remark, Unreadable, remark
from feedtui.sources.page_blocks import Block, Kind, blocks_of

SEARCH, TRENDING, DAILY = "huggingface-search", "huggingface-trending", "huggingface-daily"

_HIDDEN_ADDRESS = re.compile(r"\[email protected\]")
_CONTEXT = 30


@dataclass(slots=True)
class _Card:
    """One paper as the page shows it."""

    title: str
    text: str = ""
    upvotes: int | None = None
    comments: int | None = None
    date: str | None = None


def read_page(text: str) -> Found:
    """Return the papers of a page in its order.

    Raises:
        Unreadable: The text is no page of papers.
    """
    blocks = blocks_of(text)
    kind = _kind(blocks)
    if kind is None:
        raise Unreadable(
            "No papers were found: this is of no kind that feedtui import --help names, nor the text of a "
            "huggingface.co/papers page. Open the page in a browser, select all, copy, and paste or save it as text."
        )
    reading = _Reading(blocks)
    cards = reading.daily() if kind == DAILY else reading.told()
    papers: dict[str, Paper] = {}
    for card in cards:
        paper = _paper(card, kind, reading.list_date)
        if paper.id in papers:
            reading.leave_out(card.title, "the same card again on this page")
        else:
            papers[paper.id] = paper
    if not papers:
        raise Unreadable("No papers were found: the page has headings but no titles below them.")
    if reading.furniture:
        reading.leave_out(f"{reading.furniture} pieces of page furniture", "headings and navigation, not papers")
    damaged = tuple(remark for paper in papers.values() for remark in _damage(paper))
    return Found(kind, tuple(papers.values()), tuple(reading.skipped), damaged, reading.list_date)


def _kind(blocks: list[Block]) -> str | None:
    """Return which kind of page the blocks are of, None for no page of papers."""
    pairs = sum(_is_card(blocks, at) for at in range(len(blocks)))
    recognised = any(block.kind is Kind.FURNITURE for block in blocks)
    upvotes = any(block.kind is Kind.UPVOTE or block.trending for block in blocks)
    if pairs and upvotes:
        return TRENDING
    if any(block.kind is Kind.SUBMITTED for block in blocks) and not upvotes:
        return DAILY
    texts = sum(block.kind is Kind.TEXT for block in blocks)
    if pairs and (recognised or (pairs >= 2 and pairs * 2 == texts)):
        return SEARCH
    return None


def _is_card(blocks: list[Block], at: int) -> bool:
    """Whether a title stands here: a short text with a longer one, that is no title, behind it."""
    title = blocks[at]
    if title.kind is not Kind.TEXT or title.is_long or at + 1 == len(blocks):
        return False
    told = blocks[at + 1]
    if told.is_long:
        return True
    last = at + 2 == len(blocks) or blocks[at + 2].kind is not Kind.TEXT
    named = at + 3 < len(blocks) and blocks[at + 3].kind in (Kind.DATE, Kind.FURNITURE)
    return told.is_sentence and len(told.text) > len(title.text) and (last or named)


class _Reading:
    """One way through the blocks, keeping account of what was left out."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.skipped: list[Remark] = []
        self.furniture = 0
        self.list_date: str | None = None

    def leave_out(self, what: str, why: str) -> None:
        """Note a piece that is no paper."""
        self.skipped.append(remark(what, why))

    def told(self) -> Iterator[_Card]:
        """Yield the cards of a page on which each title has a text below it."""
        card: _Card | None = None
        counts: list[int | None] = []
        at = 0
        while at < len(self.blocks):
            block = self.blocks[at]
            if _is_card(self.blocks, at):
                if card is not None:
                    card.comments = counts[-2] if len(counts) > 1 else None
                    yield card
                card = _Card(block.text, self.blocks[at + 1].paragraphs, upvotes=counts[-1] if counts else None)
                counts = []
                at += 2
                continue
            if block.kind is Kind.COUNT:
                counts.append(block.count)
            elif block.kind is Kind.UPVOTE and card is not None:
                at += self._upvotes(card, at)
            else:
                at += self._detail(card, at)
            at += 1
        if card is not None:
            card.comments = counts[-1] if counts else None
            yield card

    def daily(self) -> Iterator[_Card]:
        """Yield the cards of a day's page: who submitted it, upvotes, title, and figures."""
        at = 0
        while at < len(self.blocks):
            block = self.blocks[at]
            if block.kind is not Kind.SUBMITTED:
                at += self._detail(None, at) + 1
                continue
            at += 1 if block.paragraphs else 2
            upvotes = None
            if at < len(self.blocks) and self.blocks[at].kind is Kind.COUNT:
                upvotes = self.blocks[at].count
                at += 1
            if at >= len(self.blocks) or self.blocks[at].kind is Kind.SUBMITTED:
                self.leave_out(block.text, "a card without a title")
                continue
            card = _Card(self.blocks[at].text, upvotes=upvotes)
            at = self._figures(card, at + 1)
            yield card

    def _figures(self, card: _Card, at: int) -> int:
        """Take what stands below a title on a day's page; return where the next card begins."""
        counts: list[int | None] = []
        named = False
        while at < len(self.blocks) and self.blocks[at].kind is not Kind.SUBMITTED:
            block = self.blocks[at]
            if block.kind is Kind.COUNT:
                counts.append(block.count)
            elif block.kind is Kind.TEXT and not named:
                named = True
            else:
                at += self._detail(card, at)
            at += 1
        card.comments = counts[1] if len(counts) > 1 else None
        return at

    def _upvotes(self, card: _Card, at: int) -> int:
        """Take the count of an upvote button; return how many further blocks that took."""
        following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        card.upvotes = self.blocks[at].count
        if card.upvotes is None and following is not None and following.kind is Kind.COUNT:
            card.upvotes = following.count
            return 1
        return 0

    def _detail(self, card: _Card | None, at: int) -> int:
        """Account for a block that is no title and no text; return how many further blocks that took."""
        block = self.blocks[at]
        following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        if block.kind is Kind.FURNITURE:
            self.furniture += block.text != "·"
        elif block.kind is Kind.DATE:
            if card is None and self.list_date is None:
                self.list_date = block.date
            elif card is not None:
                card.date = card.date or block.date
        elif block.kind is Kind.SUBMITTED:
            return 0 if block.paragraphs or following is None or _is_card(self.blocks, at + 1) else 1
        elif block.kind is Kind.TEXT:
            names = (
                card is not None and following is not None and (following.kind is Kind.DATE or following.text == "·")
            )
            if not names:
                self.leave_out(block.text, "a line that is no title, no abstract and nothing known of the page")
        return 0


def _paper(card: _Card, kind: str, list_date: str | None) -> Paper:
    title = clean_line(card.title)
    return Paper(
        id=title_id(title),
        title=title,
        abstract=card.text if kind == SEARCH else "",
        summary=card.text if kind == TRENDING else "",
        published=card.date,
        listed=list_date if kind == DAILY else None,
        links=Links(code=code_address(card.text)),
        upvotes=card.upvotes,
        comments=card.comments,
        sources=(f"page:{kind}",),
    )


def _damage(paper: Paper) -> Iterator[Remark]:
    """Yield the places where the page hid a piece of the text as if it were an e-mail address."""
    for text in (paper.title, paper.abstract, paper.summary):
        for match in _HIDDEN_ADDRESS.finditer(text):
            around = text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT]
            yield Remark(around.strip(), f"the page hides a piece of this text of “{paper.title}” as an e-mail address")
