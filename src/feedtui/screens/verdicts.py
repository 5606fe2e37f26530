"""What was decided in a triage: kept between sessions, so that it goes on where it was left."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from feedtui.papers.paper import Mark, PaperId

STAR, QUEUE, SKIP, LATER = "star", "queue", "skip", "later"
"""The verdicts; all but the last mark as read, which takes a paper out of the unread ones."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of a paper, and the times at which it was read, starred and queued before."""

    paper: PaperId
    what: str
    before: tuple[str | None, str | None, str | None]

    def given(self, mark: Mark, at: str) -> Mark:
        """Return the mark of a paper with the verdict given at a time."""
        if self.what == LATER:
            return mark
        kept = {STAR: "starred", QUEUE: "queued"}.get(self.what)
        return mark.with_state(kept, at).with_state("read", at) if kept else mark.with_state("read", at)

    def taken_back(self, mark: Mark) -> Mark:
        """Return the mark as it was before in all that a verdict changes."""
        for state, time in zip(("read", "starred", "queued"), self.before, strict=True):
            mark = mark.with_state(state, time)
        return mark


@dataclass(slots=True)
class Round:
    """A triage of the papers of a view: its verdicts in their order, and the seconds that were spent."""

    view: str
    verdicts: list[Verdict] = field(default_factory=list)
    seconds: float = 0.0

    def papers(self, *whats: str) -> Iterator[PaperId]:
        """Yield the papers that were given one of some verdicts."""
        return (one.paper for one in self.verdicts if one.what in whats)

    def counted(self) -> Counter[str]:
        """Return how often each verdict was given."""
        return Counter(one.what for one in self.verdicts)

    def told(self) -> str:
        """Return the round in a sentence."""
        if not self.verdicts:
            return "Nothing was judged."
        counts, minutes = self.counted(), divmod(round(self.seconds), 60)
        facts = ", ".join(f"{counts[what]} {name}" for what, name in _TOLD.items())
        return f"{len(self.verdicts)} paper{'s' * (len(self.verdicts) != 1)} in {minutes[0]}:{minutes[1]:02}: {facts}."

    def as_text(self) -> str:
        """Return the round as JSON."""
        verdicts = [(one.paper, one.what, one.before) for one in self.verdicts]
        return json.dumps({"view": self.view, "verdicts": verdicts, "seconds": self.seconds})


_TOLD = {STAR: "starred", QUEUE: "queued", SKIP: "skipped", LATER: "for later"}


def round_of(text: str | None, view: str) -> Round:
    """Return the round of a view that was left, else a new one."""
    try:
        told = json.loads(text or "{}")
        if told["view"] == view:
            verdicts = [Verdict(paper, what, tuple(before)) for paper, what, before in told["verdicts"]]
            return Round(view, verdicts, float(told["seconds"]))
    except (ValueError, KeyError, TypeError):
        pass
    return Round(view)
