"""The papers themselves, as arXiv gives them: a PDF, and the page that LaTeXML makes of the TeX."""

from __future__ import annotations

from hashlib import sha256
from html import escape

from standin.server import Answer
from standin.world import Preprint

_SIZE = 300_000
_DETAILS = (
    '<p class="ltx_p">Lanterns counted<span class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">1</sup>'
    '<span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup>'
    '<span class="ltx_tag ltx_tag_note">1</span>See the list.</span></span></span></p>'
    '<ul class="ltx_itemize"><li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span> <div class="ltx_para">'
    '<p class="ltx_p">What floats.</p></div></li><li class="ltx_item"><span class="ltx_tag ltx_tag_item">2.</span>\n'
    '<div class="ltx_para"><p class="ltx_p">What sinks.</p></div></li></ul>'
)
_SECTIONS = ("Introduction", "Method", "Results")


def pdf(paper: Preprint) -> Answer:
    """Return something that begins and ends as a PDF does, the same for the same paper."""
    seed = sha256(paper.text.title.encode()).digest()
    body = b"%PDF-1.5\n" + seed * (_SIZE // len(seed)) + b"\n%%EOF\n"
    return Answer(body, "application/pdf", headers={"ETag": f'"{seed.hex()[:16]}"', "Accept-Ranges": "bytes"})


def html(paper: Preprint) -> str:
    """Return the page of a paper, with a formula in each section, a figure and a list of references."""
    sections = "".join(
        f'<section class="ltx_section" id="S{at}"><h2 class="ltx_title ltx_title_section">'
        f'<span class="ltx_tag ltx_tag_section">{at} </span>{name}</h2>\n'
        f'<div class="ltx_para"><p class="ltx_p">{escape(paper.text.abstract)} Here '
        f'<math class="ltx_Math" alttext="x^{{{at}}}" display="inline"><semantics><msup><mi>x</mi><mn>{at}</mn></msup>'
        f'<annotation encoding="application/x-tex">x^{{{at}}}</annotation></semantics></math> is small.</p></div>\n'
        '<figure class="ltx_figure"><figcaption class="ltx_caption">Figure: what was seen.</figcaption></figure>'
        f"{_DETAILS}</section>\n"
        for at, name in enumerate(_SECTIONS, 1)
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><title>A page</title><style>p { color: red }</style></head><body>'
        '<nav class="ltx_page_navbar"><ol><li>Introduction</li></ol></nav><article class="ltx_document">'
        f'<h1 class="ltx_title ltx_title_document">{escape(paper.text.title)}</h1>'
        f'<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>'
        f'<p class="ltx_p">{escape(paper.text.abstract)}</p></div>{sections}'
        '<section class="ltx_bibliography"><h2 class="ltx_title">References</h2><ul class="ltx_biblist">'
        '<li class="ltx_bibitem"><span class="ltx_bibblock">A. Writer. What came before.</span></li></ul></section>'
        "</article><footer>Made by LaTeXML</footer></body></html>"
    )
