"""The settings: each with what it says, means and may say; changed by a key or a click, and kept in the file at once.

What is typed is checked as the file is, and written only if it can be used. Nothing here changes a session that is
under way: the app says from when on a change holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from speedtimer.actions import COMMANDS_ACTION, THEMES, Action
from speedtimer.errors import FileError, SpeedtimerError
from speedtimer.settings.editable import GROUPS, EditKind, Entry, entries, parse_entry, switched
from speedtimer.settings.file import SettingsFile
from speedtimer.settings.key_names import spelt
from speedtimer.signs import shown
from speedtimer.tui.key_editor import key_entries, keymap_of, refuse_reset, remapped
from speedtimer.tui.messages import SettingsChanged, SoundTried
from speedtimer.tui.screens.keyed import KEYS as KEYS_ACTION
from speedtimer.tui.screens.keyed import THEME, Keyed
from speedtimer.tui.widgets.row import Hint, Hints, Row

KEYS: Final = "Keys"
_GROUPS: Final = (*GROUPS, KEYS)
_ONLY: Final = {"hear": "Cues", "more": KEYS}
"""Actions that are worth knowing under one heading alone."""

WITH_DEFAULTS: Final = 60
"""From so many columns on values stand in a column, with the default beside what differs from it."""

LABEL: Final = 28
"""Columns of what a setting is called."""


class SettingsScreen(Keyed[bool]):
    """Change settings; answers with whether any was changed.

    Args:
        file: where they are kept.
        holds: says from when on a change holds, as ` from the next session on`; empty where at once.
    """

    CSS_PATH = "settings.tcss"
    ACTIONS = (
        Action(
            "change",
            ("enter", "space"),
            "change this setting",
            "switch it, go on to the next choice, or type",
            hint="change",
        ),
        Action("move", ("up", "down", "pageup", "pagedown", "home", "end"), "", "go through the settings"),
        Action("reset", ("x", "delete"), "back to the default", "give this setting its default back", hint="default"),
        Action("undo", ("u", "backspace"), "undo", "take the last change back", hint="undo"),
        Action("hear", ("h",), "hear a cue", "as loud as it is set", hint="hear"),
        Action("more", ("plus",), "one key more", "for the same, under Keys", hint="one key more"),
        Action("next", ("right", "tab"), "the next heading", "as do the numbers from 1 on"),
        Action("previous", ("left", "shift+tab"), "the heading before", "from the first to the last"),
        replace(THEME, does=f"{THEMES}; for the time being"),
        COMMANDS_ACTION,
        KEYS_ACTION,
        Action(
            "back",
            ("escape", "q"),
            "back",
            "leave the settings; every change is kept already",
            hint="back",
            hidden=("ctrl+c", "ctrl+q"),
        ),
    )
    HINTS = ("change", "hear", "more", Hint("Left Right", "headings", "next"), "reset", "keys", "undo", "theme", "back")
    remedy = ": Enter changes, Esc goes back"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]  # noqa: RUF012  # as Textual declares
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-middle")]  # noqa: RUF012

    def __init__(self, file: SettingsFile, holds: str = "") -> None:
        super().__init__()
        self._file, self._holds = file, holds
        self._group = _GROUPS[0]
        self._entries: tuple[Entry, ...] = ()
        self._changed = False
        self._remapping: Entry | None = None
        self._more = False
        self._wanted = self._fault = ""

    def compose(self) -> ComposeResult:
        yield Row("Settings", id="name")
        with Horizontal(id="tabs"):
            for group in _GROUPS:
                yield Static(group, classes="tab", name=group, markup=False)
        yield OptionList(id="list", markup=False)
        yield Static(id="about")
        yield Input(id="typed", compact=True, disabled=True, select_on_focus=True)
        yield Row(id="answer")
        yield Hints(id="hints")

    def on_mount(self) -> None:
        self.query_one("#list", OptionList).focus()
        if self._try(self._file.read):
            self.say(f"Kept in {shown(str(self._file.path))}")

    def on_resize(self, event: events.Resize) -> None:
        self._show(self._at, event.size.width)

    @property
    def _is_typing(self) -> bool:
        return self.query_one("#typed", Input).has_focus

    def name_of(self, key: str) -> str | None:
        return None if self._remapping is not None or self._is_typing else super().name_of(key)

    def passes(self, key: str) -> bool:
        if self._remapping is None and self._is_typing:
            return key != "escape"
        return bool(self._remapping is None and self._entries) and super().passes(key)

    def unnamed(self, event: events.Key) -> None:
        if self._remapping is not None:
            self._take_key(event.key)
        elif self._is_typing:
            self._stop_typing("Nothing is changed")
        elif event.key.isdecimal() and 1 <= int(event.key) <= len(_GROUPS):
            self._turn_to(_GROUPS[int(event.key) - 1])
        else:
            super().unnamed(event)

    def on_click(self, event: events.Click) -> None:
        """A click on a heading goes there."""
        if event.widget is not None and event.widget.has_class("tab") and event.widget.name is not None:
            self._turn_to(event.widget.name)

    def on_option_list_option_highlighted(self) -> None:
        self._describe()

    def on_option_list_option_selected(self) -> None:
        self._change()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        entry = self._entry
        if entry is not None and self._try(lambda: self._type(entry, event.value)):
            self._stop_typing()
            self._tell(entry)

    async def do(self, name: str, at: float, key: str = "") -> None:
        match name:
            case "back":
                self.dismiss(self._changed)
            case "next" | "previous":
                at = _GROUPS.index(self._group) + (1 if name == "next" else -1)
                self._turn_to(_GROUPS[at % len(_GROUPS)])
            case "change":
                self._change()
            case "reset":
                self._reset()
            case "undo":
                if self._try(self._file.undo):
                    self.say("Taken back")
            case "hear":
                self.say("You hear a cue in two seconds, as loud as it is set")
                self.post_message(SoundTried(self._file.now.preferences()))
            case "more" if self._group == KEYS:
                self._ask_for_key(more=True)
            case "more":
                self.say("Only under Keys: one key more for the same")
            case _:
                await super().do(name, at, key)

    @property
    def _at(self) -> int:
        return self.query_one("#list", OptionList).highlighted or 0

    @property
    def _entry(self) -> Entry | None:
        return self._entries[self._at] if self._entries else None

    def _turn_to(self, group: str) -> None:
        self._stop_typing()
        self._group = group
        self.say("")
        self._show(0)

    def _change(self) -> None:
        entry = self._entry
        if entry is None:
            if self._try(self._file.read):
                self.say("The file has been read again")
        elif self._group == KEYS:
            self._ask_for_key(more=False)
        elif entry.kind is EditKind.TYPED:
            field = self.query_one("#typed", Input)
            field.disabled = False
            field.value, field.placeholder = entry.value, entry.range
            field.focus()
            self.say(f"{entry.label}: Enter keeps it, Esc changes nothing")
        elif self._try(lambda: self._file.change(*switched(self._file, entry))):
            self._tell(entry)

    def _type(self, entry: Entry, text: str) -> None:
        way, value = parse_entry(self._file, entry, text)
        if value is None:
            self._file.reset(way)
        else:
            self._file.change(way, value)

    def _reset(self) -> None:
        entry = self._entry
        if entry is None:
            return
        # A distance goes back with its table, since the table in the file takes the place of the default one.
        way = entry.way[:2]

        def reset() -> None:
            if entry.way[0] == "keys":
                refuse_reset(self._file, entry.way[1])
            self._file.reset(way)

        if not entry.given:
            self.say(f"{entry.label} has its default already")
        elif self._try(reset):
            self._tell(entry)

    def _ask_for_key(self, *, more: bool) -> None:
        self._remapping, self._more, self._wanted = self._entry, more, ""
        if self._remapping is not None:
            besides = "one more key" if more else "the new key"
            self.say(f"Press {besides} for '{self._remapping.label}'; Esc leaves it as it is")

    def _take_key(self, key: str) -> None:
        """Assign the pressed key to the chosen action; a key of another action only when pressed again."""
        entry = self._remapping
        if entry is None or key == "escape":
            self._remapping = None
            self.say("Nothing is changed")
            return
        keymap = keymap_of(self._file)
        other = keymap.name_of(key)
        try:
            changes = remapped(self._file, entry.way[1], key, more=self._more)
        except SpeedtimerError as fault:
            self.say(f"{fault}, or Esc")
            return
        if other is not None and other != entry.way[1] and key != self._wanted:
            self._wanted = key
            owner = keymap.by_id[other].name
            self.say(f"{spelt(key)} is for '{owner}': press it again to take it from there, Esc leaves it")
            return
        self._remapping = None
        if self._try(lambda: self._file.change_all(changes)):
            self._tell(entry)

    def _stop_typing(self, line: str = "") -> None:
        self._remapping = None
        field = self.query_one("#typed", Input)
        if not field.disabled:
            field.disabled = True
            self.query_one("#list", OptionList).focus()
            self.say(line)

    def _try(self, act: Callable[[], object]) -> bool:
        """Do something with the file, show what came of it, and tell whether it could be done."""
        before, could_undo = self._file.now, self._file.can_undo
        try:
            act()
        except FileError as fault:
            self._fault = str(fault)
            self._show(0)
            self.say("Mend the file first, then press Enter: nothing is written over it")
            return False
        except SpeedtimerError as fault:
            self.say(str(fault))
            return False
        mended, self._fault = bool(self._fault), ""
        self._changed |= self._file.can_undo or could_undo or mended
        if mended or self._file.now != before:
            theme = self._file.now.screen.theme
            self.post_message(
                SettingsChanged(self._file.now.preferences(), None if theme == before.screen.theme else theme)
            )
        self._show(self._at)
        return True

    def _tell(self, entry: Entry) -> None:
        """Answer with what a setting is now, and from when on."""
        now = next((each for each in self._entries if (each.way, each.label) == (entry.way, entry.label)), None)
        said = f"{entry.label}: {now.said(now.value)}" if now is not None and not entry.new else "Done"
        elsewhere = "; the file had been changed elsewhere, and was read again" if self._file.reread else ""
        self.say(f"{said}, kept{'' if entry.way[0] == 'screen' else self._holds}{elsewhere}")

    def _show(self, at: int, columns: int | None = None) -> None:
        """List what stands under the heading. columns: how wide the window is about to be."""
        for tab in self.query(".tab"):
            tab.set_class(tab.name == self._group, "-on")
        self.query_one(Hints).show(tuple(hint for hint in self.hints if _ONLY.get(hint.id) in (None, self._group)))
        found = key_entries(self._file) if self._group == KEYS else entries(self._file, self._group)
        self._entries = () if self._fault else found
        shown = self.query_one("#list", OptionList)
        shown.clear_options()
        shown.add_options([Option(_line(entry, columns or self.size.width)) for entry in self._entries])
        shown.highlighted = min(at, len(self._entries) - 1) if self._entries else None
        self._describe()

    def _describe(self) -> None:
        entry = self._entry
        if entry is None:
            self.query_one("#about", Static).update(Content(self._fault))
            return
        now, usual = entry.said(entry.value) or "none", f"by default {entry.said(entry.default)}"
        usual = "the default" if entry.value == entry.default else usual
        choices = "; ".join(map(entry.said, entry.choices)) or " or ".join(entry.words.values()) or entry.range
        words = f"\nNow {now}, {usual}. May be {choices}."
        # First what it is in the file, for those who write it by hand.
        way = (f"{'.'.join(entry.way)}  ", "$quiet")
        self.query_one("#about", Static).update(Content.assemble(way, (entry.means, "bold"), words))


def _line(entry: Entry, columns: int) -> Content:
    """One setting of the list; bold where it differs from its default."""
    wide = columns >= WITH_DEFAULTS
    line = f"{entry.label:<{LABEL if wide else 0}} {' ' * (not wide)}{entry.said(entry.value)}"
    if entry.value == entry.default or entry.new:
        return Content(line)
    usual = f"  (default {entry.said(entry.default)})" if wide else ""
    return Content.assemble((line, "bold"), usual)
