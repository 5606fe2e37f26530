"""The JSON of Hugging Face's papers, as recorded in 2026, traps included."""

from __future__ import annotations

import textwrap
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from standin.days import DAY, eastern
from standin.prose import Author
from standin.world import Attention, Preprint, World

Json = dict[str, Any]
_CLOCKS = (date(2025, 11, 1), date(2026, 4, 1))
_CDN = "https://cdn-uploads.huggingface.example"


def item(world: World, paper: Preprint, day: date) -> Json:
    """Return a paper as it stands on the list of a day.

    `numComments` is outside of `paper`, upvotes and all that was read by a machine are within. The outer
    `publishedAt` is four or five hours too early: UTC, taken for New York's time.
    """
    inner = paper_object(world, paper, day)
    attention = known(paper)
    sent = datetime.fromisoformat(inner["publishedAt"])
    offset = eastern(sent.date()).utcoffset(None)
    found = {
        "paper": inner,
        "publishedAt": _stamp(sent + offset),
        "title": inner["title"],
        "summary": inner["summary"],
        "thumbnail": f"https://cdn-thumbnails.huggingface.example/social-thumbnails/papers/{paper.number}.png",
        "numComments": world.comments(paper),
        "submittedBy": _submitter(attention.submitter),
        "isAuthorParticipating": attention.submitter in paper.authors,
    }
    return found | {name: inner[name] for name in ("organization", "mediaUrls") if name in inner}


def paper_object(world: World, paper: Preprint, day: date | None = None) -> Json:
    """Return the inner object; optional fields are missing where there is nothing, summaries on the first two days."""
    attention, text = known(paper), paper.text
    day = day or attention.days[0]
    found = {
        "id": paper.number,
        "authors": [_author(author, paper, at) for at, author in enumerate(paper.authors)],
        "publishedAt": _stamp(_sent(paper, day)),
        "submittedOnDailyAt": _stamp(_listed(paper, day)),
        "title": _wrapped_title(paper),
        "submittedOnDailyBy": _user(attention.submitter, day),
        "summary": _wrapped_abstract(paper),
        "upvotes": world.votes(paper),
        "discussionId": _id("discussion", paper.number),
        "projectPage": attention.project,
        "githubRepo": attention.repository,
        "githubRepoAddedBy": attention.repository and ("auto" if paper.text.code else "user"),
        "githubStars": attention.stars if attention.repository else None,
    }
    if not world.is_fresh(paper):
        found |= {
            "ai_summary": text.summary,
            "ai_keywords": list(text.keywords),
            "ai_summary_model": "standin/Reader-1",
        }
    if attention.organization:
        found["organization"] = _organization(*attention.organization)
    if attention.video:
        found["mediaUrls"] = [f"{_CDN}/{_id('media', paper.number)}.mp4"]
    return {name: value for name, value in found.items() if value is not None}


def linked_repositories(paper: Preprint) -> Json:
    """Return what `/api/papers/{id}` has beside the inner object."""
    name = f"standin/{paper.number}"
    model = {"author": "standin", "id": name, "downloads": 1200, "likes": 31, "private": False, "repoType": "model"}
    models = [model] if paper.text.code else []
    return {
        "linkedModels": models,
        "numTotalModels": len(models),
        "linkedDatasets": [],
        "numTotalDatasets": 0,
        "linkedSpaces": [],
        "numTotalSpaces": 0,
    }


def known(paper: Preprint) -> Attention:
    """Return what Hugging Face knows of a paper that it lists."""
    if paper.attention is None:
        raise ValueError(f"Hugging Face knows nothing of {paper.number}.")
    return paper.attention


def _sent(paper: Preprint, day: date) -> datetime:
    """Return when arXiv got the paper; lists since April 2026 have only the day."""
    sent = paper.versions[0].sent
    return sent if day < _CLOCKS[1] else datetime.combine(sent.date(), time(), UTC)


def _listed(paper: Preprint, day: date) -> datetime:
    """Return when the paper was listed: midnight, but a time of day from November 2025 to March 2026."""
    second = int(_id("listed", paper.number), 16) % 86_400
    clock = timedelta(seconds=second, milliseconds=second % 1000) if _CLOCKS[0] <= day < _CLOCKS[1] else 0 * DAY
    return datetime.combine(day, time(), UTC) + clock


def _wrapped_title(paper: Preprint) -> str:
    """Return the title; one in seven is broken as in arXiv's mails."""
    wraps = int(paper.number[-2:]) % 7 == 0
    return "\n  ".join(textwrap.wrap(paper.text.title, 45, break_long_words=False)) if wraps else paper.text.title


def _wrapped_abstract(paper: Preprint) -> str:
    """Return the abstract; one in five is in lines of 79 characters."""
    if int(paper.number[-2:]) % 5:
        return paper.text.abstract
    paragraphs = paper.text.abstract.split("\n  ")
    return "\n  ".join("\n".join(textwrap.wrap(paragraph, 79, break_on_hyphens=False)) for paragraph in paragraphs)


def _author(author: Author, paper: Preprint, at: int) -> Json:
    found: Json = {"_id": _id("author", paper.number, author.name)}
    claimed = at == 0 and int(paper.number[-1]) % 2 == 0
    if claimed:
        found["user"] = _user(author, date.max)
    found["name"] = author.name
    if claimed:
        found |= {"status": "claimed_verified", "statusLastChangedAt": _stamp(paper.versions[0].sent + 3 * DAY)}
    return found | {"hidden": False}


def _user(person: Author, day: date) -> Json:
    """Return an account; before April 2026 it has no `name`."""
    known = {"_id": _id("user", person.name), "avatarUrl": _avatar(person), "isPro": False, "fullname": person.name}
    known |= {"user": handle(person), "type": "user"}
    return known if day < _CLOCKS[1] else known | {"name": handle(person)}


def _submitter(person: Author) -> Json:
    flags = dict.fromkeys(("isPro", "isHf", "isHfAdmin", "isMod", "isUserFollowing"), False)
    known = {"_id": _id("user", person.name), "avatarUrl": _avatar(person), "fullname": person.name}
    return known | {"name": handle(person), "type": "user", "followerCount": len(person.name)} | flags


def _organization(name: str, fullname: str) -> Json:
    return {"_id": _id("org", name), "name": name, "fullname": fullname, "avatar": f"{_CDN}/{name}.png"}


def _avatar(person: Author) -> str:
    """Return an address, relative for every second person."""
    name = _id("avatar", person.name)
    return f"/avatars/{name}.svg" if int(name, 16) % 2 else f"{_CDN}/{name}.png"


def handle(person: Author) -> str:
    """Return the name of a person's account."""
    return "".join(letter for letter in person.name.lower() if letter.isascii() and letter.isalnum()) or "reader"


def _id(*of: str) -> str:
    return sha256("/".join(of).encode()).hexdigest()[:24]


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
