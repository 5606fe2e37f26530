"""The settings: edited from here, taken over where they can be, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Sequence

from feedtui.config import Config, waiting
from feedtui.config_reading import read_leniently
from feedtui.library.looks import LOOKS
from feedtui.papers.text import clean_line
from feedtui.screens.reading import Reading
from feedtui.widgets.keys_line import KeysLine


class Setting(Reading):
    """The command about settings."""

    def action_config(self) -> None:
        """Hand the settings file to an editor, written first where there is none, and take over what is in it."""
        from feedtui.config_writing import write_settings
        from feedtui.screens.editor import edit

        file = self.library.places.config
        try:
            write_settings(file)
        except OSError as error:
            self.say(clean_line(f"{file} cannot be written: {error.strerror or error}."))
            return
        trouble = edit(self.app, file)
        before = self.config
        self.config, wrong = read_leniently(file)
        self.take_over(before)
        told = [trouble, f"The settings of {file} are in force."]
        waits = waiting(before, self.config)
        if waits:
            told.append(f"At the next start only: {', '.join(waits)}.")
        self.say(clean_line(" ".join(filter(None, told))))
        if wrong:
            # The screen beneath it is drawn first: the editor left nothing of it.
            self.call_after_refresh(self.tell_of_mistakes, wrong)

    def take_over(self, before: Config) -> None:
        """Go by the settings that `config` has now, where they are others than `before`."""
        if self.config.commands != before.commands:
            self.use_keys(self.config.commands)
            self.query_one(KeysLine).show(self.config.commands)
        for name in LOOKS:
            value = getattr(self.config, name)
            if value and value != getattr(before, name):
                getattr(self, f"action_{name}")(value)

    def tell_of_mistakes(self, wrong: Sequence[str]) -> None:
        """Show what of the settings is ignored, until it is closed."""
        from feedtui.screens.mistakes import MistakesScreen

        self.app.push_screen(MistakesScreen(wrong))
