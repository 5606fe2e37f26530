"""What the shells complete, asked of the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from select import select

import pytest

from feedtui.arguments import parser
from feedtui.completions import script
from feedtui.usage import commands

NAMES = {one.name for one in commands(parser()) if one.name}
ASKED = [
    ("li", {"list"}),
    ("", NAMES),
    ("--home /tmp ", NAMES),
    ("--no", {"--no-mouse"}),
    ("list --", {"--home", "--json", "--help", "--limit"}),
    ("list is:un", {"is:unread"}),
    ("list a is:re", {"is:read", "is:revised"}),
    ("list abs", {"abstract:"}),
    ("--home /tmp list sort:t", {"sort:title"}),
    ("list --limit ", set()),
    ("export --format mark", {"markdown"}),
    ("export --form", {"--format"}),
    ("import --as opm", {"opml"}),
    ("import one", {"one paper.html"}),
    ("--home fol", {"folder"}),
    ("completion ", {"bash", "zsh", "fish"}),
    ("add hf:w", {"hf:weekly"}),
    ("tag list --js", set()),
    ("remove https://a", {"https://a.example/$(boom)"}),
]


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a file, a folder, and a `feedtui` whose sources have dangerous addresses."""
    (tmp_path / "one paper.html").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "boom").write_text(f"#!/bin/sh\ntouch {tmp_path}/harm\n")
    (tmp_path / "bin" / "feedtui").write_text("#!/bin/sh\nprintf 'https://a.example/$(boom)\\tA\\nhf:daily\\tB\\n'\n")
    for name in ("boom", "feedtui"):
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/local/bin:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for shell in ("bash", "zsh", "fish"):
        (tmp_path / f"script.{shell}").write_text(script(shell))
    return tmp_path


def run(*words: str) -> str:
    """Run a shell; it complains of nothing."""
    done = subprocess.run(words, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_bash(there: Path) -> None:
    """Bash's function fills COMPREPLY; of a word with a colon it gives what stands behind the last one."""
    ask = "\n".join(
        f"COMP_LINE='feedtui {line}' COMP_POINT=${{#COMP_LINE}}; _feedtui; printf '%s\\n' \"${{COMPREPLY[@]}}\" =="
        for line, _ in ASKED
    )
    *answers, _ = run("bash", "--norc", "-c", f"source script.bash\n{ask}").split("==\n")
    for (line, wanted), answer in zip(ASKED, answers, strict=True):
        word = line.split(" ")[-1]
        before = word[: word.rfind(":") + 1]
        quoted = {one.replace("$(", "\\$\\(").replace(")", "\\)") for one in wanted}
        assert set(filter(None, answer.splitlines())) == {one.removeprefix(before) for one in quoted}, line
    assert not (there / "harm").exists()
    assert run("bash", "--norc", "-c", "source script.bash; complete -p feedtui") == "complete -F _feedtui feedtui\n"


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish")
def test_fish(there: Path) -> None:
    """Fish says itself what it would complete, with what each is."""
    run("fish", "--no-config", "-n", "script.fish")
    ask = "\n".join(f"complete -C 'feedtui {line}'\necho ==" for line, _ in ASKED)
    *answers, _ = run("fish", "--no-config", "-c", f"source script.fish\n{ask}").split("==\n")
    for (line, wanted), answer in zip(ASKED, answers, strict=True):
        found = {one.partition("\t")[0].rstrip("/") for one in answer.splitlines()}
        quoted = {one.replace("$(", "\\$\\(").replace(")", "\\)").replace(" ", "\\ ") for one in wanted}
        assert found in (wanted, quoted), line
    assert "list\tlist the papers" in answers[0]
    assert not (there / "harm").exists()


ZSH = """
autoload -U compinit
compinit -u -D
source script.zsh
setopt no_beep
ask() { zle expand-or-complete; print -r -- "$BUFFER" >> answers; BUFFER= }
zle -N ask
bindkey '^T' ask
"""
IN_ZSH = {
    "feedtui li": "feedtui list ",
    "feedtui list is:unr": "feedtui list is:unread ",
    "feedtui list a abs": "feedtui list a abstract:",
    "feedtui export --format mark": "feedtui export --format markdown ",
    "feedtui --home fol": "feedtui --home folder/",
    "feedtui import one": "feedtui import one\\ paper.html ",
    "feedtui remove http": "feedtui remove https://a.example/\\$\\(boom\\) ",
}


@pytest.mark.skipif(not shutil.which("zsh"), reason="no zsh")
def test_zsh(there: Path) -> None:
    """Zsh completes at its own prompt: commands, queries, choices, files and addresses, quoted."""
    run("zsh", "-f", "-n", "script.zsh")
    (there / "ask.zsh").write_text(ZSH)
    keys = "".join(["source ask.zsh\n", *(f"{line}\x14" for line in IN_ZSH), "exit\n"])
    terminal, inside = os.openpty()
    with subprocess.Popen(
        ["zsh", "-f", "-i"], stdin=inside, stdout=inside, stderr=inside, start_new_session=True
    ) as zsh:
        os.close(inside)
        os.write(terminal, keys.encode())
        shown = b""
        # At the end of what zsh shows, Linux says that it cannot be read any more.
        with suppress(OSError):
            while select([terminal], [], [], 30)[0] and (part := os.read(terminal, 4096)):
                shown += part
        assert zsh.wait(timeout=30) == 0
    os.close(terminal)
    assert (there / "answers").read_text().splitlines() == list(IN_ZSH.values()), shown
    assert not (there / "harm").exists()
