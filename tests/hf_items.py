"""Papers as Hugging Face's API and pages write them, made up for the tests."""

from __future__ import annotations

import html
import json
from typing import Any

PAPER: dict[str, Any] = {
    "id": "2606.00467",
    "authors": [
        {"_id": "6a01", "name": "Ada Lamp", "hidden": False},
        {
            "_id": "6a02",
            "user": {"_id": "6a03", "avatarUrl": "/avatars/lantern.svg", "fullname": "B. B.", "user": "bb"},
            "name": "Balázs  Bridge",
            "status": "claimed_verified",
            "statusLastChangedAt": "2026-06-11T08:45:04.832Z",
            "hidden": False,
        },
        {"_id": "6a04", "name": "Carol Ford", "hidden": True},
    ],
    "publishedAt": "2026-06-10T22:15:24.000Z",
    "submittedOnDailyAt": "2026-06-12T00:00:00.000Z",
    "title": "Lanterns in the Fog: A Study of\n  Small Lights",
    "submittedOnDailyBy": {"_id": "6a05", "fullname": "Dora", "user": "dora", "type": "user"},
    "summary": "We study lanterns that are\nseen from afar.\n  Our second paragraph is short.",
    "upvotes": 12,
    "discussionId": "6a06",
    "projectPage": "https://lanterns.example/",
    "githubRepo": "https://github.com/lamp/lanterns",
    "githubRepoAddedBy": "user",
    "githubStars": 94,
    "ai_summary": "Lanterns are seen from afar.",
    "ai_keywords": ["lanterns", "fog &amp; mist", "lanterns"],
    "ai_summary_model": "lamp/small",
    "organization": {"_id": "6a07", "name": "lampworks", "fullname": "Lamp Works", "avatar": "/avatars/lw.svg"},
}
OUTER: dict[str, Any] = {
    "publishedAt": "2026-06-10T18:15:24.000Z",
    "title": "Lanterns in the Fog: A Study of Small Lights",
    "summary": PAPER["summary"],
    "thumbnail": "https://cdn-thumbnails.example/2606.00467.png",
    "numComments": 3,
    "submittedBy": {"_id": "6a05", "fullname": "Dora", "name": "dora", "isPro": False},
    "organization": PAPER["organization"],
    "isAuthorParticipating": False,
}
GONE = object()
"""As a field's value: the item has no such field."""


def item(**changed: Any) -> dict[str, Any]:
    """Return an item of a list whose paper has some of its fields changed or taken away."""
    return {"paper": changing(PAPER, changed), **OUTER}


def outside(given: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Return an item with some of the fields around its paper changed or taken away."""
    return changing(given, changed)


def changing(fields: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """Return fields with some changed, and those that are `GONE` left out."""
    return {name: value for name, value in {**fields, **changed}.items() if value is not GONE}


def answer(*items: object) -> bytes:
    """Return items as the API answers with them."""
    return json.dumps(items).encode()


def island(target: str, props: object, *, props_first: bool = False) -> str:
    """Return the element of a page that carries its data."""
    written = props if isinstance(props, str) else json.dumps(props)
    attributes = [f'data-target="{target}"', f'data-props="{html.escape(written)}"']
    return f'<div class="SVELTE_HYDRATER contents" {" ".join(attributes[:: -1 if props_first else 1])}><hr></div>'


def card(identifier: str, title: str, *, upvotes: str = "8", organization: str = "", host: str = "") -> str:
    """Return a paper's card as a page shows it; `host` is what browsers write in front of paths when they save."""
    by = f'<a href="{host}/lampworks"><img alt="lw" src="lw.webp"> <span class="block">{organization}</span></a>'
    return f"""<article class="relative flex"><!--[-1--><a href="{host}/papers/{identifier}"><div><img alt=""></div></a>
      <div class="text-xs leading-none text-gray-700">Submitted by <div><img alt=""></div><!----> 77</div>
      <a href="{host}/login?next=%2Fpapers%2F{identifier}"><div role="checkbox"><input type="checkbox"> <svg></svg>
        <div class="leading-none">{upvotes}</div></div></a>
      <h3 class="mb-1"><a href="{host}/papers/{identifier}" class="line-clamp-3">{title}</a></h3>
      {by if organization else ""}
      <a class="flex" href="{host}/papers/{identifier}"><ul><li><img alt=""></li><li>· 5 authors</li></ul></a>
      <a href="{host}/papers/{identifier}"><svg></svg><!----> <span>94</span></a>
      <a href="{host}/papers/{identifier}#community"><svg></svg><!----> 2</a></article>"""


def page(*body: str, head: str = "") -> bytes:
    """Return a saved page."""
    return (
        '<!doctype html>\n<html class="">\n<head><meta charset="utf-8"/>'
        f"{head}<title>Daily Papers - Hugging Face</title></head><body><main>{''.join(body)}</main></body></html>"
    ).encode()
