"""A stand-in for Crossref's REST API, as far as papers are asked for by their DOIs."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from standin.server import Answer, Request, StandIn, json_answer

TITLES = {
    "10.1000/lamp": "Lamps in Small Journals",
    "10.1000/river(2)": "Rivers, Once More",
    "10.1000/a,b": "Commas Considered",
}


class Crossref(StandIn):
    """Knows a few papers; the letters of a DOI are as their publisher writes them."""

    def answer(self, request: Request) -> Answer:
        """Answer with the works that a filter names, or with one."""
        if request.path.startswith("/works/"):
            doi = unquote(request.path.removeprefix("/works/"))
            known = doi in TITLES
            return (
                json_answer({"status": "ok", "message": _work(doi)})
                if known
                else Answer(b"Not found", "text/plain", 404)
            )
        named = [one.removeprefix("doi:") for one in request.query.get("filter", "").split(",")]
        return json_answer({"status": "ok", "message": {"items": [_work(one) for one in named if one in TITLES]}})


def _work(doi: str) -> dict[str, Any]:
    return {
        "DOI": doi.upper(),
        "URL": f"https://doi.org/{doi}",
        "title": [TITLES[doi]],
        "author": [{"given": "Ada L.", "family": "Lamp", "sequence": "first"}],
        "issued": {"date-parts": [[2024, 5]]},
        "abstract": "<jats:title>Abstract</jats:title><jats:p>We light &lt;lamps&gt;.</jats:p>",
    }
