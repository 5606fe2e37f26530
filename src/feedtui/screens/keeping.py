"""Searches kept in the sidebar: kept, opened, edited, renamed, moved and forgotten."""

from __future__ import annotations

from feedtui.papers.query import parse, query_text
from feedtui.papers.text import clean_line
from feedtui.screens.moving import Moving
from feedtui.screens.searching import EDIT, Searching
from feedtui.widgets.paper_list import fit

_KEEP, _REPLACE, _RENAME = "keep", "replace-search", "rename-search"
_SIGN = 20
"""Cells that a search's name may take before the line in which it is edited."""


class Keeping(Searching, Moving):
    """The commands about kept searches, each one change. The keys 1 to 9 follow their order."""

    _asked_search = ""
    """The search that the prompt asks about."""

    def action_keep_search(self) -> None:
        """Ask for the name under which the search goes to the sidebar."""
        mistake = self.mistake()
        if mistake:
            self.say(mistake)
        elif self.search:
            self.prompt.ask(_KEEP, "keep this search as ", self.search, tuple(self.library.searches()))
        else:
            search, keep = self.key_of("search"), self.key_of("keep-search")
            self.say(f"Search first: {search} and some words, then {keep} keeps the search.")

    def action_kept_search(self, which: str = "") -> None:
        """Open a kept search by its number in the sidebar, or by its name."""
        name = self._search_called(which)
        if name:
            self.side.choose(name)
            self.go_to("list")
        else:
            search, keep = self.key_of("search"), self.key_of("keep-search")
            self.say(clean_line(f"No kept search {which}: {search} and some words, then {keep} keeps one."))

    def action_edit_search(self, which: str = "") -> None:
        """Show the query of a kept search in the line, to be kept under the same name."""
        name = self._search_called(which) if which else self._open_search()
        if not name:
            self.say(clean_line(f"No kept search {which}.") if which else self._none_open())
            return
        self._asked_search = name
        query = self.library.searches()[name]
        self.side.open("")
        self.search, self.half_typed = query, False
        self.refill()
        self.show_list()
        self.prompt.ask(EDIT, self._edit_sign(), query)

    def action_rename_search(self, new: str = "") -> None:
        """Rename the kept search that is open; queries that use it follow."""
        self._asked_search = self._open_search()
        if not self._asked_search:
            self.say(self._none_open())
        elif new:
            self._rename_search(new)
        else:
            self.prompt.ask(_RENAME, f"rename {fit(self._asked_search, _SIGN)} to ", self._asked_search)

    def action_move_search(self, where: str = "") -> None:
        """Move the kept search that is open: up, down, or to a number."""
        name = self._open_search()
        names = list(self.library.searches())
        step = {"up": -1, "down": 1}.get(where)
        if not name:
            self.say(self._none_open())
        elif step is None and not (where.isdecimal() and 1 <= int(where) <= len(names)):
            self.say(f"Write :move-search up, down, or a number from 1 to {len(names)}.")
        else:
            self._move_search(name, names.index(name) + step if step else int(where) - 1)

    def action_search_up(self) -> None:
        """Move the kept search under the sidebar's cursor up."""
        self._step_search(-(self.number or 1))

    def action_search_down(self) -> None:
        """Move the kept search under the sidebar's cursor down."""
        self._step_search(self.number or 1)

    def action_forget_search(self) -> None:
        """Take the kept search that is open out of the sidebar."""
        name = self._open_search()
        if not name:
            self.say(self._none_open())
        elif self.try_change(lambda: self.library.keep_search(name, None)):
            self.show_sidebar()
            self.say(f"Forgot the search {name}. {self.key_of('undo')} brings it back.")

    def action_back(self) -> None:
        """Leave a search that is being edited as it was."""
        if self.prompt.purpose == EDIT:
            self.prompt.close()
            self._end_edit()
        else:
            super().action_back()

    def entered(self, purpose: str, text: str) -> None:
        """Take the name of a search, its query, or the answer whether it may take another's place."""
        super().entered(purpose, text)
        name = clean_line(text).replace('"', "'")
        if purpose == _KEEP and name:
            self._asked_search = self._search_called(name, by_number=False) or name
            if self._asked_search in self.library.searches():
                self.prompt.ask(_REPLACE, f"{fit(self._asked_search, _SIGN)} exists: replace it? (yes) ")
            else:
                self._keep_as(self._asked_search)
        elif purpose == _REPLACE and text.strip().casefold() in ("y", "yes"):
            self._keep_as(self._asked_search)
        elif purpose == _REPLACE:
            self.say(f"{self._asked_search} is as it was.")
        elif purpose == _RENAME and name:
            self._rename_search(name)
        elif purpose == EDIT:
            self._edit_to(text)

    def _none_open(self) -> str:
        return f"No kept search is open: a digit opens one, {self.key_of('keep-search')} keeps what is searched for."

    def _open_search(self) -> str:
        """Return the kept search under the sidebar's cursor, empty if it is on none."""
        row = self.side.row
        return row.label if row is not None and row.is_search else ""

    def _search_called(self, which: str, *, by_number: bool = True) -> str:
        """Return the kept search of a number or a name, in any case, empty if there is none."""
        names = list(self.library.searches())
        if by_number and which.isdecimal() and 1 <= int(which) <= len(names):
            return names[int(which) - 1]
        alike = (name for name in names if name.casefold() == which.casefold())
        return which if which in names else next(alike, "")

    def _edit_sign(self) -> str:
        return f"{fit(self._asked_search, _SIGN)}: "

    def _keep_as(self, name: str) -> None:
        kept = query_text(self.asked())
        if self.try_change(lambda: self.library.keep_search(name, kept)):
            self._show_kept(name, f"Kept as {name}.")
        elif name in self.library.searches():
            self._show_kept(name, f"{name} is this search already.")

    def _show_kept(self, name: str, said: str) -> None:
        """Show a kept search in the place of the one in the line."""
        self.search = ""
        self.show_sidebar()
        self.side.choose(name)
        self.say(said)

    def _edit_to(self, text: str) -> None:
        """Keep the query that was edited, or ask again if it is none."""
        self.search, self.half_typed = text, False
        mistake = self.mistake()
        name, query = self._asked_search, "" if mistake else query_text(parse(text))
        if mistake or not query:
            self.ask_again(EDIT, self._edit_sign(), text)
            self.say(mistake or "Every paper is no search: :forget-search forgets it, esc leaves it as it was.")
            return
        before = self.library.searches().get(name)
        changed = self.try_change(lambda: self.library.keep_search(name, query))
        self._end_edit()
        if changed:
            self.say(f"{name} is now {query}. {self.key_of('undo')} undoes it.")
        elif before == query:
            self.say(f"{name} is as it was.")

    def _end_edit(self) -> None:
        self.search, self.half_typed = "", False
        self.show_sidebar()
        self.side.choose(self._asked_search)
        self.refill()

    def _rename_search(self, new: str) -> None:
        old, new = self._asked_search, clean_line(new).replace('"', "'")
        taken = self._search_called(new, by_number=False)
        if new == old:
            self.say(f"The search is called {old} already.")
        elif taken and taken != old:
            self.say(f"There is a search {taken} already: choose another name, or forget that one first.")
        elif new and (record := self.try_change(lambda: self.library.rename_search(old, new))):
            from feedtui.library.searches import with_search_renamed

            self.search = with_search_renamed(self.search, old, new)
            self.redraw()
            used = sorted(one.key for one in record.changes if one.before and one.after)
            also = f"; {', '.join(used)} follow{'s' * (len(used) == 1)}" if used else ""
            self.say(clean_line(f"{old} is now called {new}{also}. {self.key_of('undo')} undoes it."))

    def _step_search(self, by: int) -> None:
        name = self._open_search()
        if self.pane != "sidebar" or not name:
            up, down = self.key_of("search-up"), self.key_of("search-down")
            self.say(f"In the sidebar, {up} and {down} move the kept search under the cursor.")
        else:
            self._move_search(name, list(self.library.searches()).index(name) + by)

    def _move_search(self, name: str, to: int) -> None:
        names = list(self.library.searches())
        to = max(0, min(to, len(names) - 1))
        if self.try_change(lambda: self.library.move_search(name, to)):
            self.show_sidebar()
            self.say(f"{name} is now number {to + 1}. {self.key_of('undo')} undoes it.")
        elif names.index(name) == to:
            self.say(f"{name} is number {to + 1} already.")
