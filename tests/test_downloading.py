"""PDFs come into a folder, whatever happens on the way."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asking import Servers, opened, servers
from feedtui.cli import main
from feedtui.library.origin import Origin
from feedtui.library.saved import saved_pdf
from feedtui.papers.paper import Links, Paper
from standin import misbehaviour
from standin.arxiv_papers import pdf
from standin.server import Answer, Exchange, Misbehaviour
from standin.world import Preprint


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Servers]:
    """Start the servers, with one of arXiv's papers in the library."""
    with servers(tmp_path / "home", datetime.now(UTC).date()) as there:
        one = preprint(there)
        keep(there, Paper(f"arxiv:{one.number}", one.text.title, authors=("Ada Lovelace",)))
        yield there


def preprint(asked: Servers) -> Preprint:
    """Return the paper of arXiv that is in the library."""
    return next(iter(asked.arxiv.world.papers.values()))


def keep(asked: Servers, *papers: Paper) -> None:
    """Put papers into the library."""
    with closing(opened(asked.home)) as library:
        library.add(papers, Origin("page", "test"))


def fetch(asked: Servers, *words: str) -> int:
    """Fetch the paper that is in the library, or others."""
    papers = [] if any(not word.startswith("-") and ":" in word for word in words) else [preprint(asked).number]
    return main(["--home", str(asked.home), "fetch", *papers, *words])


def ranges(asked: Servers) -> list[str | None]:
    """Return from where on the PDF was asked for, each time."""
    return [one.headers.get("range") for one in asked.arxiv.log if one.path.startswith("/pdf/")]


def in_folder(asked: Servers) -> list[str]:
    """Return the names in the folder of PDFs."""
    folder = asked.home / "pdfs"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def cut_at(size: int) -> Misbehaviour:
    """Break off behind some bytes of what was promised."""

    def say(exchange: Exchange, answer: Answer) -> None:
        length = {"Content-Length": str(len(answer.body))}
        exchange.begin(Answer(answer.body, answer.kind, answer.status, headers={**answer.headers, **length}), last=True)
        exchange.write(answer.body[:size])

    return say


def test_a_pdf_is_fetched_once(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """It has a name that says what it is, is the reader's alone, and is found again."""
    one = preprint(asked)
    assert fetch(asked) == 0
    name = capsys.readouterr().out.split("\t")[1].strip().rpartition("/")[2]
    assert name.startswith(f"{one.number} Lovelace - ")
    assert in_folder(asked) == [name]
    file = asked.home / "pdfs" / name
    assert file.read_bytes() == pdf(one).body
    if sys.platform != "win32":
        assert file.parent.stat().st_mode & 0o777 == 0o700
    assert fetch(asked, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"id": f"arxiv:{one.number}", "file": str(file), "was_there": True, "error": None}
    assert ranges(asked) == [None]
    with closing(opened(asked.home)) as library:
        paper = library.item(library.row_of(f"arxiv:{one.number}")).paper
        assert saved_pdf(library, paper) == file
        file.unlink()
        assert saved_pdf(library, paper) is None


def test_a_cut_transfer_goes_on_where_it_stopped(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """Within one run, and in the next one where the server never gets further."""
    asked.arxiv.misbehave("/pdf/*", cut_at(100_000), times=1)
    assert fetch(asked, "--json") == 0
    assert ranges(asked) == [None, "bytes=100000-"]
    told = capsys.readouterr()
    assert json.loads(told.err.splitlines()[0])["size"] == len(pdf(preprint(asked)).body)
    file = Path(json.loads(told.out)["file"])
    assert file.read_bytes() == pdf(preprint(asked)).body
    file.unlink()
    asked.arxiv.log.clear()
    asked.arxiv.misbehave("/pdf/*", cut_at(50_000), times=3)
    assert fetch(asked) == 1
    told = capsys.readouterr()
    assert "broke off before the end. 146 KB are kept, and gone on with next time." in told.err
    assert "nothing" not in told.err
    assert f"{file.name}.part" in in_folder(asked)
    assert fetch(asked) == 0
    assert ranges(asked) == [None, "bytes=50000-", "bytes=100000-", "bytes=150000-"]
    assert in_folder(asked) == [file.name]
    assert file.read_bytes() == pdf(preprint(asked)).body


def test_a_file_that_changed_meanwhile_comes_whole(asked: Servers) -> None:
    """The beginning of one version is never joined to the end of another."""
    asked.arxiv.misbehave("/pdf/*", misbehaviour.failing(500))
    asked.arxiv.misbehave("/pdf/*", cut_at(50_000), times=1)
    assert fetch(asked) == 1
    asked.arxiv.behave()
    facts = next((asked.home / "pdfs").glob("*.part.json"))
    facts.write_text(facts.read_text().replace('"validator": "\\"', '"validator": "\\"old'))
    assert fetch(asked) == 0
    assert ranges(asked)[-1] == "bytes=50000-"
    (name,) = in_folder(asked)
    assert (asked.home / "pdfs" / name).read_bytes() == pdf(preprint(asked)).body


def test_a_part_that_the_server_has_nothing_behind_is_fetched_anew(asked: Servers) -> None:
    """As where feedtui was ended between the last byte and the renaming."""
    asked.arxiv.misbehave("/pdf/*", cut_at(50_000), times=3)
    assert fetch(asked) == 1
    part = next((asked.home / "pdfs").glob("*.part"))
    whole = pdf(preprint(asked)).body
    part.write_bytes(b"%PDF-" + b"x" * (len(whole) - 5))
    assert fetch(asked) == 0
    assert ranges(asked)[-2:] == [f"bytes={len(whole)}-", None]
    assert part.with_suffix("").read_bytes() == whole


def test_without_a_sure_sign_of_the_same_file_it_comes_whole(asked: Servers) -> None:
    """A weak tag does not tell two versions apart."""
    weak = {"ETag": 'W/"one"'}

    def cut(exchange: Exchange, answer: Answer) -> None:
        cut_at(50_000)(exchange, replace(answer, headers=weak))

    asked.arxiv.misbehave("/pdf/*", cut, times=1)
    assert fetch(asked) == 1
    assert in_folder(asked) == []
    assert fetch(asked) == 0
    assert ranges(asked) == [None, None]
    (name,) = in_folder(asked)
    assert (asked.home / "pdfs" / name).read_bytes() == pdf(preprint(asked)).body


@pytest.mark.parametrize("how", [misbehaviour.page(), misbehaviour.empty(), misbehaviour.gzipped()])
def test_what_is_no_pdf_is_refused(asked: Servers, capsys: pytest.CaptureFixture[str], how: Misbehaviour) -> None:
    """A page that asks whether the reader is a robot is not kept under a PDF's name; nothing is left of it."""
    asked.arxiv.misbehave("/pdf/*", how)
    assert fetch(asked) == 1
    told = capsys.readouterr()
    assert "127.0.0.1 sent " in told.err
    assert "nothing of it was kept." in told.err
    assert in_folder(asked) == []


@pytest.mark.parametrize("suffix", ["", ".part"])
def test_no_other_file_is_written_over_and_no_link_followed(
    asked: Servers, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    """A link under the name, or under that of the part, is told; what it leads to stays."""
    assert fetch(asked) == 0
    (name,) = in_folder(asked)
    file = asked.home / "pdfs" / name
    file.unlink()
    other = asked.home / "thesis.txt"
    other.write_text("years of work")
    file.with_name(name + suffix).symlink_to(other)
    assert fetch(asked) == 1
    assert name in capsys.readouterr().err
    assert other.read_text() == "years of work"


def test_a_folder_of_the_readers_own(asked: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file there that begins with the paper's id is the paper, whatever else it is called."""
    number = preprint(asked).number
    folder = tmp_path / "papers"
    assert fetch(asked, "--folder", str(folder)) == 0
    (file,) = folder.iterdir()
    file.rename(folder / f"{number} my favourite.pdf")
    assert fetch(asked, "--folder", str(folder)) == 0
    assert f"{number} my favourite.pdf\twas there" in capsys.readouterr().out
    settings = asked.home / "settings.toml"
    settings.write_text(f"pdf_folder = '{folder}'\n{settings.read_text()}")
    assert fetch(asked) == 0
    assert "my favourite.pdf\twas there" in capsys.readouterr().out
    assert in_folder(asked) == []


def test_a_paper_without_a_pdf_and_a_private_address(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """No feed sends feedtui into the reader's own network, unless it is from there; one failure keeps no other out."""
    inside = Paper("doi:10.1000/inside", "A paper inside", links=Links(pdf=f"{asked.archive.base}/pdf/1"))
    keep(asked, inside, Paper("doi:10.1000/none", "A paper without"))
    assert fetch(asked, "doi:10.1000/none", "doi:10.1000/inside", f"arxiv:{preprint(asked).number}") == 1
    told = capsys.readouterr()
    assert "A paper without: No source gave a link to this paper's PDF." in told.err
    assert "A paper inside: " in told.err
    assert asked.archive.log == []
    assert len(in_folder(asked)) == 1
    number = preprint(asked).number
    keep(asked, Paper("doi:10.1000/own", "A paper of mine", links=Links(pdf=f"{asked.archive.base}/pdf/{number}")))
    with closing(opened(asked.home)) as library:
        library.subscriptions.add({f"{asked.archive.base}/own.rss": "Mine"})
    assert fetch(asked, "doi:10.1000/own") == 0
    assert len(asked.archive.log) == 1


def test_full_texts_come_from_arxiv_or_else_from_hugging_face(
    asked: Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are kept for the reader alone, once; where nobody has one, each answer is told."""
    one = next(one for one in asked.arxiv.world.papers.values() if asked.arxiv.world.is_known(one))
    paper = f"arxiv:{one.number}"
    keep(asked, Paper(paper, one.text.title), Paper("doi:10.1000/none", "A paper without"))
    assert fetch(asked, "--text", paper) == 0
    (file,) = (asked.home / "texts").iterdir()
    assert file.name == f"{one.number}.md"
    text = file.read_text()
    assert text.startswith(f"From {asked.arxiv.base}/html/{one.number}, fetched on 20")
    assert "\n\n## 1 Introduction\n\n" in text
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600
    asked.arxiv.log.clear()
    assert fetch(asked, "--text", paper) == 0
    assert "was there" in capsys.readouterr().out
    assert asked.arxiv.log == []
    file.unlink()
    asked.arxiv.without_html.add(one.number)
    assert fetch(asked, "--text", paper) == 0
    assert file.read_text().startswith(f"From {asked.huggingface.base}/papers/{one.number}.md")
    file.unlink()
    asked.huggingface.misbehave("/papers/*", misbehaviour.failing(404))
    capsys.readouterr()
    assert fetch(asked, "--text", paper, "doi:10.1000/none") == 1
    told = capsys.readouterr().err
    assert told.count("has nothing at this address (HTTP 404).") == 2
    assert "A paper without: Full texts are known of papers with an arXiv id alone" in told
    assert not file.exists()
