"""The settings file."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedtui.config import Config, Endpoints, Mail, Rule, waiting
from feedtui.config_reading import ConfigError, read_config, read_leniently


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
        ("patienc = 5", "line 1: there is no setting patienc; did you mean patience?"),
        ('\npatience = "long"', "line 2: patience has to be a number, as in 30.0."),
        ("most_megabytes = true", "most_megabytes has to be a whole number, as in 20."),
        ("most_megabytes = 2.5", "most_megabytes has to be a whole number, as in 20."),
        ("patience = -1", "cannot be below 0"),
        ("patience = nan", "has to be a number"),
        ("patience = inf", "cannot be above 1,000,000,000"),
        ("patience = -inf", "cannot be below 0"),
        ('endpoints = "x"', "line 1: endpoints has to be a table: [endpoints]."),
        (
            '[endpoints]\nhuggingface = ""',
            'line 2: huggingface has to be a text in quotes, as in "https://huggingface.co"',
        ),
        ("[endpoints]\nbing = 'x'", "there is no setting bing."),
        ("[endpoint]\narxiv = 'x'", "line 1: there is no setting endpoint; did you mean endpoints?"),
        ("patience = ", "line 1: Invalid value. It is not TOML, and nothing in the file is used until it is mended."),
        ("a = " + "[" * 5000, "is not TOML"),
        ("a = " + "1" * 5000, "is not TOML"),
        ("token = 5", "token has to be a text in quotes."),
        ("mail = 5", "mail has to be a table: [mail]."),
        ('[mail]\nhots = "a"', "there is no setting hots; did you mean host?"),
        ('[mail]\nhost = ["a"]', "host has to be a text in quotes."),
        ('host = "a"', "line 1: host has to stand under [mail]."),
        ('[mail]\ntoken = "a"', "line 2: token has to stand above the first table."),
        ('[mail]\nto = ["a@b.example", 5]', "to has to be a list of texts"),
        ('[mail]\npassword_command = "pass mail"', "password_command has to be a list of texts"),
        ('[mail]\nsecurity = "ssl"', 'security has to be one of "tls", "starttls", "none"'),
        ("[mail]\nport = 65536", "port cannot be above 65,535"),
        ("[mail]\nport = -1", "cannot be below 0"),
        ('[mail]\nsender = "a@b.example"', "sender is called from"),
        ('[mail]\npassword = "secret"', "there is no password"),
    ],
)
def test_a_wrong_file_is_told_with_its_name(file: Path, text: str, told: str) -> None:
    """The sentence names the file, the line and what is wrong; the reader starts with the default for it."""
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert str(file) in str(caught.value)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)
    config, wrong = read_leniently(file)
    assert config == Config()
    assert [told in one for one in wrong] == [True]


def test_what_is_right_beside_a_mistake_is_taken(file: Path) -> None:
    """Mistakes come in the order of the file."""
    file.write_text('patience = 5\nresume = "no"\n[mail]\nhost = "a"\nport = "b"\n[endpoints]\narxiv = 5\n')
    config, wrong = read_leniently(file)
    assert config == Config(patience=5, mail=Mail(host="a"))
    assert [one.split(":")[0] for one in wrong] == [f"settings.toml, line {line}" for line in (2, 5, 7)]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ('resume = 5\nrefresh_every = "often"\nrefesh_every = 5\nascii = true', ("", "endpoints")),
        ('[keys]\nstra = "s"', ("", "endpoints", "mail", "keys")),
        ("[mail]\nport = 99999", ("", "endpoints")),
        ('[mial]\nhost = "a"', ("", "endpoints")),
        ("patience = 5\narxiv_puase = 1\n[endpoints]\narxiv = 5", ("mail",)),
    ],
)
def test_a_command_fails_for_what_it_heeds_alone(file: Path, text: str, tables: tuple[str, ...]) -> None:
    """What the reader alone heeds, or another command, or nobody, stops none; it is told where settings are checked."""
    file.write_text(text)
    read_config(file, *tables)
    assert read_leniently(file)[1]


def test_a_table_that_is_misspelt_fails_whoever_needs_it(file: Path) -> None:
    """A digest must not go out as if nothing was set."""
    file.write_text('[mial]\nhost = "a"')
    with pytest.raises(ConfigError, match="did you mean mail"):
        read_config(file, "mail")


def test_a_file_of_notepad_is_read(file: Path) -> None:
    """It begins with a mark of its encoding, and its lines end as Windows ends them."""
    file.write_bytes(b"\xef\xbb\xbfpatience = 5\r\n[keys]\r\n")
    assert read_leniently(file) == (Config(patience=5), [])


@pytest.mark.parametrize("content", [b"\xff\xfe", b"patience = 5\n" + b"# much\n" * 200_000])
def test_a_file_that_is_no_text_is_told(file: Path, content: bytes) -> None:
    """Nor does one without an end fill the memory."""
    file.write_bytes(content)
    assert read_leniently(file)[0] == Config()
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(file)


def test_a_folder_in_its_place_is_told(file: Path) -> None:
    """The reader starts all the same."""
    file.mkdir()
    config, wrong = read_leniently(file)
    assert (config, len(wrong)) == (Config(), 1)


def test_what_waits_for_the_next_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the settings that changed, those alone that are not taken over at once."""
    assert waiting(Config(), Config(patience=9)) == []
    waits = {"patience": (Rule("", waits=True), 30.0), "resume": (Rule("", waits=True), True)}
    monkeypatch.setattr("feedtui.config.rules", lambda kind: waits)
    assert waiting(Config(), Config(patience=9)) == ["patience"]


def test_a_token_is_not_printed(file: Path) -> None:
    """A configuration in an error or a log does not give it away."""
    file.write_text('token = "hf_own"')
    assert "hf_own" not in repr(read_config(file))
