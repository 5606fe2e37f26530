"""Addresses of papers, and the titles that pages and lists give to links to them."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from feedtui.papers.identity import arxiv_id, doi_id
from feedtui.papers.paper import PaperId
from feedtui.papers.text import clean_line

_HOST_FIRST = re.compile(
    r"(?:www\.|export\.)?(?:arxiv\.org|alphaxiv\.org|hf\.co|huggingface\.co|doi\.org)/", re.IGNORECASE
)
_POSSIBLE = re.compile(
    r"arxiv:(?:[a-z-]+/\d\d(?:0[1-9]|1[0-2])\d{3}|(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|"
    r"(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})"
)
"""arXiv's ids have a month in them, and one digit more since 2015; a number that lost its last 0 is none."""
_MIRRORS = frozenset(
    "xxx.lanl.gov scirate.com semanticscholar.org papers.cool arxiv-vanity.com emergentmind.com catalyzex.com".split()
)
_ARXIV_IN_PATH = re.compile(
    r"/(?:abs|pdf|html|ps|format|e-print|src|arxiv|papers?)/(?:arxiv:)?"
    r"((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)(?:\.pdf)?/?\Z",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?:arxiv|doi)\s*:\s*(?!//)", re.IGNORECASE)
_DOI_IN_PATH = re.compile(
    r"/(10\.\d{4,9}/[^/\s]+?)(?:/(?:full|abstract|abs|pdf|epdf|html|meta|summary|fulltext)(?:\.html)?)?/?\Z",
    re.IGNORECASE,
)
_PREPRINT_HOSTS = ("biorxiv.org", "medrxiv.org")
_PREPRINT_VERSION = re.compile(r"v\d+(?:\.[\w-]+)*\Z")
_PDF = re.compile(r"\.pdf\Z", re.IGNORECASE)
_PAGES = {
    "openreview.net": re.compile(r"/(?:forum|pdf|attachment|notes?)\Z"),
    "aclanthology.org": re.compile(r"/[A-Z]\d\d-\d{4}(?:\.pdf)?/?\Z|/\d{4}\.[\w-]+\.\d+(?:\.pdf)?/?\Z"),
    "aclweb.org": re.compile(r"/anthology/"),
    "proceedings.mlr.press": re.compile(r"/v\d+/[\w-]+(?:/[\w-]+)?(?:\.html|\.pdf)\Z"),
    "proceedings.neurips.cc": re.compile(r"/paper(?:_files)?/"),
    "papers.nips.cc": re.compile(r"/paper"),
    "papers.neurips.cc": re.compile(r"/paper"),
    "ojs.aaai.org": re.compile(r"/article/view/\d+"),
    "ijcai.org": re.compile(r"/proceedings/\d{4}/\d+"),
    "paperswithcode.com": re.compile(r"/paper/"),
    "openaccess.thecvf.com": re.compile(r"/.+/(?:html|papers)/"),
    "jmlr.org": re.compile(r"/papers/v\d+/"),
    "semanticscholar.org": re.compile(r"/paper/"),
    "ieeexplore.ieee.org": re.compile(r"/(?:abstract/)?document/\d+"),
    "sciencedirect.com": re.compile(r"/science/article/"),
    "nature.com": re.compile(r"/articles/[\w.-]*\d"),
    "pubmed.ncbi.nlm.nih.gov": re.compile(r"/\d+/?\Z"),
    "ncbi.nlm.nih.gov": re.compile(r"/pmc/articles/PMC\d+|/pubmed/\d+"),
    "pmc.ncbi.nlm.nih.gov": re.compile(r"/articles/PMC\d+"),
    "europepmc.org": re.compile(r"/(?:article|abstract)/"),
    "eprint.iacr.org": re.compile(r"/\d{4}/\d+(?:\.pdf)?\Z"),
    "hal.science": re.compile(r"/(?:hal|tel|inria)-\d+"),
    "papers.ssrn.com": re.compile(r"/sol3/papers\.cfm"),
    "usenix.org": re.compile(r"/conference/[\w-]+/presentation/"),
}
"""By host, what the path of a paper's own page looks like where it has neither an arXiv id nor a DOI."""

_NUMBER_FIRST = re.compile(r"\[(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\]\s*", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\[(?:PDF|HTML)\]|\(PDF\)|Paper page\s[-–—])\s+", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s+[-–—|·:]\s+(?:arXiv(?:\.org)?(?: e-?print archive)?|alphaXiv|Hugging Face|OpenReview(?:\.net)?|ACL Anthology|"
    r"Semantic Scholar|Papers With Code|ScienceDirect|PubMed|IEEE (?:Xplore|\w+ Conference Publication.*)|"
    r"(?:bio|med)Rxiv|Proceedings of the .*|SpringerLink|ACM (?:Digital Library|Conferences)|NeurIPS)\Z",
    re.IGNORECASE,
)


def paper_at(text: str) -> PaperId | None:
    """Return the paper that an identifier or an address names by an arXiv id or a DOI: `arxiv:…` or `doi:…`."""
    text = text.strip(" \t<>.,;:")
    if _HOST_FIRST.match(text):
        text = f"https://{text}"
    if text.lower().startswith(("http://", "https://")):
        text = text.partition("#")[0].partition("?")[0]
        parts = _parts(text)
        found = arxiv_id(text) or doi_id(text) or _arxiv_in(parts) or _doi_in(parts)
    else:
        text = _SCHEME.sub("", text, count=1)
        found = arxiv_id(text) or doi_id(text)
    if found and found.startswith("arxiv:"):
        return found if _POSSIBLE.fullmatch(found) else None
    return found if found and found.isprintable() and found == clean_line(found) and len(found) < 300 else None


def is_page_of_paper(address: str) -> bool:
    """Whether an address is that of a paper's page at a known archive or publisher, or of any PDF."""
    parts = _parts(address)
    if parts is None:
        return False
    page = _PAGES.get((parts.hostname or "").removeprefix("www."))
    return _PDF.search(parts.path) is not None or (page is not None and page.search(parts.path) is not None)


def plain_title(text: str) -> str:
    """Return the title of a paper in the title of its page: without `[2301.03580]` in front or ` - arXiv` behind."""
    text = clean_line(text)
    for _ in range(3):
        shorter = _BEHIND.sub("", _BEFORE.sub("", _NUMBER_FIRST.sub("", text, count=1), count=1)).strip()
        if not shorter or shorter == text:
            break
        text = shorter
    return text


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _arxiv_in(parts: SplitResult | None) -> PaperId | None:
    """Return the arXiv id in the path of a mirror of arXiv, or of a site about its papers."""
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    is_mirror = host in _MIRRORS or host.endswith(".arxiv.org") or host == "arxiv.org"
    found = _ARXIV_IN_PATH.search(parts.path) if parts and is_mirror else None
    return arxiv_id(found[1]) if found else None


def _doi_in(parts: SplitResult | None) -> PaperId | None:
    """Return the DOI in the path of a publisher's page; bioRxiv's without the version behind it."""
    found = _DOI_IN_PATH.search(unquote(parts.path)) if parts else None
    if parts is None or found is None:
        return None
    is_preprint = (parts.hostname or "").removeprefix("www.") in _PREPRINT_HOSTS
    return doi_id(_PREPRINT_VERSION.sub("", found[1]) if is_preprint else _PDF.sub("", found[1]))
