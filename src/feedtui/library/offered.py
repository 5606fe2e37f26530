"""The sources that a new reader is offered."""

from __future__ import annotations

_HUGGINGFACE = {
    "hf:daily": "Hugging Face: papers of the day",
    "hf:weekly": "Hugging Face: papers of the week",
    "hf:trending": "Hugging Face: trending papers",
}


def offered() -> dict[str, str]:
    """Return titles by the names of sources: Hugging Face's lists, and every category of arXiv."""
    from feedtui.sources.arxiv_categories import categories

    listings = {f"arxiv:{category}": f"arXiv: {title}" for category, title in categories().items()}
    return {**_HUGGINGFACE, **listings}
