"""What is to be said of a source after it was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from feedtui.library.subscriptions import Standing, State
from feedtui.network.asking import Refused
from feedtui.refreshing.desk import Gathered
from feedtui.sources import arxiv_calendar
from feedtui.sources.addresses import Address


def judged(address: Address, before: Standing, gathered: Gathered, now: datetime, error: Exception | None) -> Standing:
    """Return how it went with a source, from how it was and what came; `error` is what ended it, if anything did."""
    at = _iso(now)
    found = [one.found for one in gathered.taken if one.found is not None]
    came = replace(before, asked=at, new_at=at if gathered.added.new else before.new_at)
    if error is not None:
        retry_at = error.retry_at if isinstance(error, Refused) else None
        return replace(
            came,
            state="waiting" if retry_at and not gathered.taken else "failed",
            why=str(error),
            failed_since=before.failed_since or at,
            retry_at=_iso(datetime.fromtimestamp(retry_at, UTC)) if retry_at else None,
        )
    came = replace(
        came,
        answered=at,
        failed_since=None,
        retry_at=None,
        covered=gathered.covered or before.covered,
        counted=gathered.counted or before.counted,
    )
    built = next((one.built for one in found if one.built), before.built)
    digest = "".join(one.digest for one in gathered.taken if one.found) or before.digest
    told = replace(came, built=built, digest=digest)
    state, why = _outcome(address, before, told, gathered, now)
    return replace(told, state=state, why=why)


def _outcome(
    address: Address, before: Standing, told: Standing, gathered: Gathered, now: datetime
) -> tuple[State, str]:
    """Return whether what came is what was to be expected, and a sentence on what is not plain."""
    added = gathered.added
    updated = f"{added.updated:,} updated" if added.updated else ""
    if added.new:
        return "fresh", f"{', '.join(filter(None, (f'{added.new:,} new', updated)))}."
    if quiet := _why_quiet(address, gathered, now):
        return "quiet", quiet
    if stale := _why_stale(address, before, told, gathered, now):
        return "stale", stale
    since = f"Nothing new since {before.new_at[:10]}" if before.new_at else "Nothing new"
    return "unchanged", f"{', '.join(filter(None, (since, updated)))}."


def _why_quiet(address: Address, gathered: Gathered, now: datetime) -> str:
    """Return why nothing was to be expected, empty if something was."""
    if gathered.count:
        return ""
    if address.kind == "arxiv-listing":
        reason = arxiv_calendar.why_quiet(arxiv_calendar.eastern(now).date())
        return f"{reason[0].upper()}{reason[1:]}." if reason else ""
    found = [one.found for one in gathered.taken if one.found is not None]
    today = now.strftime("%A")
    if any(today in one.quiet_days for one in found):
        return f"It says that nothing comes on a {today}."
    if address.kind == "hf-daily" and found:
        return "There is no list yet of today." if now.weekday() < 5 else f"Hugging Face lists nothing on a {today}."
    return ""


def _why_stale(address: Address, before: Standing, told: Standing, gathered: Gathered, now: datetime) -> str:
    """Return what is wrong with a list that is as it was, empty if nothing is."""
    if address.kind == "arxiv-listing":
        latest = arxiv_calendar.latest_announcement(now).isoformat()
        if told.covered and told.covered < latest:
            anew = "was made anew, but still has" if told.built != before.built else "still has"
            return f"The listing {anew} the papers of {told.covered}; those of {latest} are not in it yet."
        return ""
    empty = any(one.found is not None for one in gathered.taken) and not gathered.count
    if empty and before.digest not in ("", told.digest):
        return "It has no entries any more. The papers that it had are kept."
    return ""


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
