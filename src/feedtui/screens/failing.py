"""What fails beside the keys does not take the reader down, and is not silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

from textual.screen import Screen
from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from feedtui.app import FeedtuiApp

Result = TypeVar("Result")


class Failing(Screen[Result], Generic[Result]):
    """A screen whose failed work is noted in a log and said on the reader's status line."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell of work that failed by a mistake; what was cancelled did not."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and isinstance(error, Exception) and not event.worker.is_cancelled:
            cast("FeedtuiApp", self.app).tell_of(error)
