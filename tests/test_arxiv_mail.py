"""arXiv's daily mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damaging import damaged, is_clean, is_read_or_refused
from feedtui.papers.paper import Links, Paper
from feedtui.sources.arxiv_mail import looks_like_mail, read_mail
from feedtui.sources.found import Found, Unreadable

RULER = "-" * 78 + "\n"
CROSSES = "%-" * 39 + "\n"
REPLACED = "%%--" * 19 + "%%\n"
END = "%%%---" * 13 + "\n"
RECEIVED = " received from  Wed 18 Nov 26 19:00:00 GMT  to  Thu 19 Nov 26 19:00:00 GMT\n"

NEW = r"""\\
arXiv:2611.00001
Date: Wed, 18 Nov 2026 20:33:39 GMT   (215kb)

Title: Lanterns at Rivers: A Study of Lights That Go on for
  Long
Authors: Ada Lamp (Lamp Inst., Riverside), Ren\'e Bay, Bo River,
  and Moon
Categories: cs.CL cs.LG
Comments: 5 pages, code at
  https://github.com/lamp/river
Report-no: Title: none
Journal-ref: Lantern Rev. 3 (2026) 7
DOI: 10.5555/lamp.1
\\
  We light lanterns at
rivers.
  They glow:
\\
and that is a line of their own.
\\ ( https://arxiv.org/abs/2611.00001 ,  215kb)
"""
CROSS = r"""\\
arXiv:2610.00002 (*cross-listing*)
Date: Mon, 12 Oct 2026 17:11:20 GMT   (56kb)
Date (revised v2): Tue, 17 Nov 2026 09:00:00 GMT   (57kb)

Title: Moonlight
Authors: Ada Lamp and Bo River
Categories: math.OC cs.LG
\\
  It shines.
\\ ( https://arxiv.org/abs/2610.00002 ,  56kb)
"""
REVISED = r"""\\
arXiv:2503.00003
replaced with revised version Wed, 18 Nov 2026 22:17:21 GMT   (9726kb)

Title: Rivers
Authors: Bo River
Categories: cs.LG
\\ ( https://arxiv.org/abs/2503.00003 ,  9726kb)
"""


def mail(*records: str, received: str = RECEIVED) -> str:
    """Return a mail with these records or rulers."""
    head = RULER * 2 + "Send any comments regarding submissions directly to submitter.\n" + RULER
    head += "Archives at http://arxiv.org/\nTo unsubscribe, e-mail To: cs@arXiv.org, Subject: cancel\n" + RULER
    head += f" Submissions to:\nMachine Learning\n{received}{RULER * 2}"
    return head + "".join(one if one.startswith("%") else one + RULER for one in records) + RULER * 2


MAIL = mail(NEW, CROSSES, CROSS, REPLACED, REVISED, END)


def read(text: str) -> Found:
    """Return what a mail holds."""
    return read_mail(text, "arxiv:mail")


def test_a_new_paper_is_read_whole() -> None:
    """Fields go on in the next line; affiliations are left out; a line of TeX in the abstract is the abstract's."""
    assert read(mail(NEW)).papers == (
        Paper(
            id="arxiv:2611.00001",
            title="Lanterns at Rivers: A Study of Lights That Go on for Long",
            abstract="We light lanterns at rivers.\n\nThey glow: \\\\ and that is a line of their own.",
            authors=("Ada Lamp", "Ren\\'e Bay", "Bo River", "Moon"),
            published="2026-11-18T20:33:39Z",
            listed="2026-11-20",
            doi="10.5555/lamp.1",
            links=Links(code="https://github.com/lamp/river"),
            tags=("cs.CL", "cs.LG"),
            sources=("arxiv:mail",),
        ),
    )


def test_what_is_new_what_is_listed_here_too_and_what_was_replaced() -> None:
    """Of a cross-listed paper's dates the first is its own; a replaced one has no abstract."""
    found = read(MAIL)
    assert (found.kind, found.cross_listed, found.skipped, found.damaged) == ("arxiv-mail", 1, (), ())
    assert [paper.id for paper in found.papers] == ["arxiv:2611.00001", "arxiv:2610.00002"]
    assert (found.papers[1].published, found.papers[1].updated) == ("2026-10-12T17:11:20Z", None)
    assert found.papers[1].authors == ("Ada Lamp", "Bo River")
    (revised,) = found.revised
    assert (revised.id, revised.title, revised.abstract) == ("arxiv:2503.00003", "Rivers", "")
    assert (revised.updated, revised.published, revised.listed) == ("2026-11-18T22:17:21Z", None, None)


@pytest.mark.parametrize(
    ("received", "day"),
    [
        (RECEIVED, "2026-11-20"),
        (" received from  Thu 19 Nov 26 19:00:00 GMT  to  Fri 20 Nov 26 19:00:00 GMT\n", "2026-11-23"),
        (" received from  Tue 18 Aug 98 18:00:00 GMT  to  Wed 19 Aug 98 18:00:00 GMT\n", "1998-08-20"),
        (" received from  Thu 19 Nov 26 19:00:00 GMT  to  this day\n", None),
        ("", None),
    ],
)
def test_a_mail_is_of_the_listing_behind_its_cut_off(received: str, day: str | None) -> None:
    """What came until Friday is Monday's listing; where the mail does not tell, no day is guessed."""
    found = read(mail(NEW, received=received))
    assert (found.papers[0].listed, found.list_date, found.told_at) == (day, day, day)


def test_several_mails_in_one_file() -> None:
    """Each paper is of its own mail's day; together they have none."""
    friday = RECEIVED.replace("Thu 19", "Fri 20")
    found = read(mail(NEW) + mail(NEW.replace("00001", "00004"), received=friday))
    assert [paper.listed for paper in found.papers] == ["2026-11-20", "2026-11-23"]
    assert (found.list_date, found.told_at) == (None, "2026-11-23")


def test_a_broken_record_hides_none_of_its_neighbours() -> None:
    """What has no identifier or title, and what comes twice, is named."""
    nameless = NEW.replace("arXiv:2611.00001\n", "")
    untitled = NEW.replace("Title: Lanterns", "Name: Lanterns").replace("00001", "00005")
    found = read(mail(NEW, nameless, untitled, NEW, CROSS))
    assert [paper.id for paper in found.papers] == ["arxiv:2611.00001", "arxiv:2610.00002"]
    assert [one.why for one in found.skipped] == [
        "The record has no arXiv identifier.",
        "The record has no title.",
        "It is the same paper again in this mail.",
    ]
    assert found.skipped[0].what.startswith("record 2: Lanterns at Rivers")


def test_a_record_that_breaks_off_is_kept_with_a_remark() -> None:
    """As far as its abstract goes."""
    found = read(mail(NEW[: NEW.index("  They glow")], CROSS))
    assert [paper.abstract for paper in found.papers] == ["We light lanterns at rivers.", "It shines."]
    assert [one.why for one in found.damaged] == ["The record breaks off: the end of its abstract is missing."]


def test_records_are_told_apart_without_rulers() -> None:
    """Programs make something else of rows of dashes."""
    assert read(MAIL.replace(RULER, "").replace(CROSSES, "").replace(REPLACED, "")) == read(MAIL)


def test_the_form_of_old_mails() -> None:
    """Identifiers were of an archive, and stood behind another word."""
    old = CROSS.replace("arXiv:2610.00002 (*cross-listing*)", "Paper (*cross-listing*): hep-th/9711200")
    found = read(mail(old, NEW.replace("arXiv:2611.00001\n", "Paper: hep-th/9711201\n")))
    assert [paper.id for paper in found.papers] == ["arxiv:hep-th/9711200", "arxiv:hep-th/9711201"]
    assert found.cross_listed == 1
    assert looks_like_mail(mail(old))


def test_lines_may_end_as_windows_ends_them_and_lose_their_indent() -> None:
    """Mails are copied out of all kinds of programs."""
    assert read(MAIL.replace("\n", "\r\n")) == read(MAIL)
    (paper,) = read(mail(NEW.replace("\n  Long", "\nLong").replace("\n  and Moon", "\nand Moon"))).papers
    assert paper.title.endswith("Go on for Long")
    assert paper.authors[-1] == "Moon"


def test_a_mail_is_recognised() -> None:
    """Whatever stands around it; text about mails is none."""
    assert looks_like_mail(MAIL)
    assert looks_like_mail(f"Subject: cs daily\r\n\r\n{MAIL}".replace("\n", "\r\n"))
    assert not looks_like_mail("A record begins with \\\\ and arXiv:2611.00001.\n")
    assert not looks_like_mail("")


@pytest.mark.parametrize("text", ["", RULER * 3, "A letter.\n", "\n" * 100_000, mail()])
def test_what_is_no_mail_is_refused(text: str) -> None:
    """In a sentence."""
    with pytest.raises(Unreadable, match=r"\.$"):
        read(text)


@given(damaged(MAIL.encode()))
def test_any_text_is_read_or_refused(data: bytes) -> None:
    """No text ends the reading in any other way than with a sentence, and nothing in it drives the terminal."""
    looks_like_mail(data.decode(errors="replace"))
    assert is_read_or_refused(lambda data: read(data.decode(errors="replace")), data)


@given(st.text(), st.text())
def test_nothing_in_a_text_drives_the_terminal(title: str, abstract: str) -> None:
    """Whatever the texts hold, what is kept of them is clean."""
    assert is_clean(read(mail(NEW, CROSS.replace("Moonlight", f"M{title}").replace("It shines.", abstract))))
