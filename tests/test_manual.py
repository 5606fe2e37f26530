"""The manual page, as formatters of such pages read it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from feedtui.arguments import parser
from feedtui.manual import manual
from feedtui.papers.query import CHOICES
from feedtui.usage import commands

ALL = list(commands(parser()))
FORMATTERS = {
    "groff": ["groff", "-man", "-Tutf8", "-K", "utf8", "-ww", "-P-cbou"],
    "mandoc": ["mandoc", "-T", "lint"],
    "man": ["man", "--warnings=w", "-l"],
}


@pytest.mark.parametrize("name", FORMATTERS)
def test_it_is_free_of_warnings(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No formatter finds fault with it."""
    if not shutil.which(name):
        pytest.skip(f"{name} is not here")
    page = tmp_path / "feedtui.1"
    page.write_text(manual(), encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    done = subprocess.run([*FORMATTERS[name], str(page)], capture_output=True, text=True, timeout=30)
    if name == "man" and "unrecognized option" in done.stderr:
        pytest.skip("this man has no --warnings")
    assert (done.returncode, done.stderr) == (0, "")
    if name == "mandoc":
        assert done.stdout == ""


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff")
def test_it_tells_all(tmp_path: Path) -> None:
    """As it is shown, it has each command, option, operand and example, letter by letter."""
    done = subprocess.run(
        FORMATTERS["groff"], input=f".ll 200n\n{manual()}", capture_output=True, text=True, check=True, timeout=30
    )
    shown = re.sub(r"\s+", " ", done.stdout)
    for one in ALL:
        assert f" feedtui {one.name}".rstrip() in shown
        assert re.sub(r"\s+", " ", one.example) in shown
        for argument in one.arguments:
            assert all(flag in shown for flag in argument.flags)
            assert argument.help.replace("…", "...") in shown or argument.flags == ("--help",)
    for word in ("FEEDTUI_HOME", "HF_TOKEN", "papers.sqlite", "~/.config/feedtui", *CHOICES["is"], *CHOICES["sort"]):
        assert word in shown
    assert '"sparse attention"' in shown


def test_it_has_the_day_that_a_build_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package built twice from one source has the same page."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert manual().startswith(".TH FEEDTUI 1 1970-01-02 ")
