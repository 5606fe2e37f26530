"""Where papers come from, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Added:
    """What an import brought, in papers."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Added) -> Added:
        """Return both together."""
        return Added(self.new + other.new, self.updated + other.updated, self.unchanged + other.unchanged)

    @property
    def found(self) -> int:
        """How many papers there were."""
        return self.new + self.updated + self.unchanged


@dataclass(frozen=True, slots=True)
class Origin:
    """Where papers come from: the source as the reader named it, its kind, the list's own date.

    Papers stand in the list at the day of their listing; those without one at the day when they were published if
    they are taken in `by_date`, else at the top of today's. `told_at` is the day of which the source told, for what
    was recorded before today.
    """

    source: str
    kind: str
    list_date: str | None = None
    by_date: bool = False
    told_at: str | None = None
