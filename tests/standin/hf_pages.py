"""Hugging Face's pages of papers: an island of JSON, and the cards that a reader sees and copies."""

from __future__ import annotations

import json
from datetime import date, datetime
from html import escape
from typing import Any

from standin.days import DAY

Json = dict[str, Any]

_PAGE = """<!doctype html>
<html class=""><head><meta charset="utf-8"/><title>{title} - Hugging Face</title></head><body><main>
<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{props}">\
<section class="container relative"><div>new</div><div>Get trending papers in your email inbox once a day!</div>\
<div>Get trending papers in your email inbox!</div><a href="/login?next=%2Fpapers">Subscribe</a>\
<h1>{title}</h1><h2>by<a href="/akhaliq"><img alt=""/>AK</a> and the research community</h2>\
<ul><li>Daily</li><li>Weekly</li><li>Monthly</li></ul>\
<a href="/papers/trending">Trending Papers</a>\
<a href="/papers/date/{earlier}"></a>\
<div class="w-24 whitespace-nowrap text-center text-sm font-semibold">{day:%b} {day.day}</div>\
<div class="relative grid gap-5 grid-cols-1 lg:grid-cols-2 xl:grid-cols-3">{cards}</div></section></div>
</main></body></html>
"""
_CARD = """<article class="relative flex flex-col overflow-hidden rounded-xl border">\
<a class="shadow-alternate-sm peer relative block h-56 w-full" href="/papers/{id}"><div><img alt="" loading="lazy" \
src="{thumbnail}"/></div></a> <div class="shadow-xs pointer-events-none absolute right-2 top-56">Submitted by \
<div class="flex-none"><img alt="" src="{avatar}"/></div> {submitter}</div> \
<div class="-mt-2 flex px-6 pb-6 pt-8"><div class="flex w-full gap-6">\
<a class="self-start" href="/login?next=%2Fpapers%2F{id}"><div role="checkbox"><input disabled="" type="checkbox"/> \
<div class="leading-none">{votes}</div></div></a> <div class="w-full min-w-0">\
<h3 class="mb-1 text-lg/6 font-semibold hover:underline"><a class="line-clamp-3 cursor-pointer text-balance" \
href="/papers/{id}">{title}</a></h3> {text}<div class="flex min-w-0 items-center justify-between gap-1 sm:gap-2">\
{who} <div class="flex items-center gap-2">{stars} <a class="flex translate-y-px items-center gap-1" \
href="/papers/{id}#community"><svg aria-hidden="true"></svg><!-- --> {comments}</a></div></div></div></div></div>\
</article>
"""


def daily_page(items: list[Json], day: date, period: str = "day") -> str:
    """Return the page of a day, a week or a month; its cards have no abstracts."""
    props = {"canSubmit": False, "dateString": f"{day}", "periodType": period, "dailyPapers": _upvoted(items)}
    return _page("Daily Papers", props, day, [_card(item) for item in items])


def search_page(items: list[Json], query: str, day: date) -> str:
    """Return what was found for a query; its cards have the abstracts, the list of the day is only in the island."""
    props = {"canSubmit": False, "dateString": f"{day}", "query": query, "dailyPapers": []}
    cards = [_card(item, item["summary"]) for item in items]
    return _page("Daily Papers", props | {"searchResults": _upvoted(items)}, day, cards)


def trending_page(items: list[Json], day: date) -> str:
    """Return the trending page: every card twice, with the machine's summary, once with the date of publication."""
    cards = []
    for item in items:
        said = item["paper"].get("ai_summary", item["summary"])
        published = datetime.fromisoformat(item["paper"]["publishedAt"])
        cards += [
            _card(item, said, f"· Published on {published:%b} {published.day}, {published.year}"),
            _card(item, said),
        ]
    return _page("Trending Papers", {"isTrending": True, "dailyPapers": _upvoted(items)}, day, cards)


def _page(title: str, props: Json, day: date, cards: list[str]) -> str:
    island = escape(json.dumps(props, ensure_ascii=False, separators=(",", ":")))
    return _PAGE.format(title=title, props=island, day=day, earlier=day - DAY, cards="".join(cards))


def _upvoted(items: list[Json]) -> list[Json]:
    return [item | {"upvoted": False} for item in items]


def _card(item: Json, text: str = "", published: str = "") -> str:
    paper = item["paper"]
    stars = paper.get("githubStars")
    return _CARD.format(
        id=paper["id"],
        thumbnail=escape(item["thumbnail"]),
        avatar=escape(item["submittedBy"]["avatarUrl"]),
        submitter=escape(item["submittedBy"]["name"]),
        votes=short(paper["upvotes"]) if paper["upvotes"] else "-",
        title=escape(paper["title"]),
        text=f'<p class="line-clamp-3">{escape(text)}</p> ' if text else "",
        who=_who(paper) + (f" <span>{published}</span>" if published else ""),
        stars=f'<a href="/papers/{paper["id"]}"><span>{short(stars)}</span></a>' if stars else "",
        comments=item["numComments"],
    )


def _who(paper: Json) -> str:
    """Return the organisation, else how many authors there are."""
    if organization := paper.get("organization"):
        return (
            f'<a class="inline-flex min-w-0" href="/{organization["name"]}"><span>{organization["fullname"]}</span></a>'
        )
    count = len(paper["authors"])
    return f'<ul class="flex items-center"><li class="text-xs">·{count} author{"s" * (count > 1)}</li></ul>'


def short(count: int) -> str:
    """Return a count as the site writes it: `940`, `3.29k`, `110k`."""
    return f"{count}" if count < 1000 else f"{count / 1000:.3g}k"
