"""Digests of days that were recorded at Hugging Face, sent day by day."""

from __future__ import annotations

import os
import re
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.cli import main
from feedtui.library.library import Library
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from mailing import mail_server
from recorded import SHARED

DAYS = int(os.environ.get("FEEDTUI_DAYS", "12"))
"""How many of the days are sent; 0 is all of them."""


def test_every_paper_is_sent_once_none_twice_none_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the messages hold together is what the library holds, whatever was listed on several days."""
    files = sorted((SHARED / "real" / "hf_daily" / "by_date").glob("*.json"))
    if not files:
        pytest.skip("the recorded days are not here")
    home = ["--home", str(tmp_path)]
    days = 0
    with mail_server(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
        (tmp_path / "settings.toml").write_text(server.settings())
        for file in files:
            # Some days cannot be read: whoever recorded them mangled them.
            if main([*home, "import", str(file)]) == 0:
                days += 1
                assert main([*home, "digest", "--since", file.stem, "--send"]) == 0
            if days == DAYS > 0:
                break
    sent: Counter[str] = Counter()
    for message in server.messages:
        body = message.get_body(("plain",))
        assert body is not None
        told = Counter(re.findall(r"(?m)^  https://arxiv\.org/abs/(\S+)\r?$", body.get_content()))
        count = re.search(r": ([\d,]+) new papers?,", message["Subject"])
        assert count is not None
        assert int(count[1].replace(",", "")) == told.total()
        sent += told
    with closing(Library(places(str(tmp_path)))) as library:
        held = {item.paper.id.removeprefix("arxiv:") for item in library.items(library.whole(EVERYTHING))}
    print(f"{days} days, {len(server.messages)} messages, {len(held):,} papers, {sent.total():,} sent")
    assert held
    assert set(sent.values()) == {1}
    assert set(sent) == held
