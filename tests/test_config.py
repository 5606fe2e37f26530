"""The settings file."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedtui.config import Config, ConfigError, Endpoints, Mail, read_config


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the settings are."""
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    return tmp_path / "settings.toml"


def test_without_a_file_all_is_as_it_is_shipped(file: Path) -> None:
    """Nobody has to write one."""
    assert read_config(file) == Config(endpoints=Endpoints())


def test_settings_and_endpoints_are_taken(file: Path) -> None:
    """What is not set stays as it is."""
    file.write_text('refresh_every = 0\npatience = 2.5\n[endpoints]\narxiv_rss = "http://127.0.0.1:8000/"\n')
    config = read_config(file)
    assert (config.refresh_every, config.patience, config.most_megabytes) == (0, 2.5, 20)
    assert config.endpoints == Endpoints(arxiv_rss="http://127.0.0.1:8000")


def test_hugging_faces_own_variables_are_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file goes before them."""
    monkeypatch.setenv("HF_ENDPOINT", "https://hf-mirror.example/")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    assert read_config(file).endpoints.huggingface == "https://hf-mirror.example"
    assert read_config(file).token == "hf_secret"
    file.write_text('token = "hf_own"\n[endpoints]\nhuggingface = "https://own.example"\n')
    assert read_config(file).endpoints.huggingface == "https://own.example"
    assert read_config(file).token == "hf_own"


def test_how_mail_is_sent(file: Path) -> None:
    """One reader may stand without a list; `from` is no name in Python."""
    assert read_config(file).mail == Mail()
    file.write_text(
        '[mail]\nhost = "mail.example"\nsecurity = "starttls"\nfrom = "a@b.example"\nto = "c@d.example"\n'
        'password_command = ["pass", "show", "mail"]\n'
    )
    assert read_config(file).mail == Mail(
        host="mail.example",
        security="starttls",
        sender="a@b.example",
        to=("c@d.example",),
        password_command=("pass", "show", "mail"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("refresh_evry = 5", "refresh_evry is no setting"),
        ('refresh_every = "often"', "refresh_every = 'often' is wrong"),
        ("refresh_every = true", "is wrong"),
        ("patience = -1", "cannot be below 0"),
        ('endpoints = "x"', "[endpoints]"),
        ('[endpoints]\nhuggingface = ""', "is wrong"),
        ("[endpoints]\nbing = 'x'", "bing is no setting"),
        ("refresh_every = ", "cannot be read"),
        ("token = 5", "is wrong"),
        ("mail = 5", "[mail]"),
        ('[mail]\nhots = "a"', "hots is no setting"),
        ('[mail]\nhost = ["a"]', "is wrong"),
        ('[mail]\nto = ["a@b.example", 5]', "to has to be a list of texts"),
        ('[mail]\npassword_command = "pass mail"', "password_command has to be a list of texts"),
        ('[mail]\nsecurity = "ssl"', 'security is "tls", "starttls" or "none"'),
        ("[mail]\nport = 65536", "port is at most 65535"),
        ("[mail]\nport = -1", "cannot be below 0"),
        ('[mail]\nsender = "a@b.example"', "sender is called from"),
        ('[mail]\npassword = "secret"', "there is no password"),
    ],
)
def test_a_wrong_file_is_told_with_its_name(file: Path, text: str, told: str) -> None:
    """The sentence names the file and what is wrong in it."""
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert str(file) in str(caught.value)
    assert told in str(caught.value)


def test_a_token_is_not_printed(file: Path) -> None:
    """A configuration in an error or a log does not give it away."""
    file.write_text('token = "hf_own"')
    assert "hf_own" not in repr(read_config(file))
