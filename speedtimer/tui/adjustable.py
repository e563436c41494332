"""What the app does about settings and themes: shows their screen, keeps to what was chosen there, opens the command
palette."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from rich.color import ColorSystem

from speedtimer import places
from speedtimer.app.services import Services
from speedtimer.rules import Rules
from speedtimer.tui.behind import behind, newest
from speedtimer.tui.capabilities import Capabilities, Depth, Letters
from speedtimer.tui.outside import Wary
from speedtimer.tui.themes import FEW_THEMES, THEMES, next_theme

if TYPE_CHECKING:
    from speedtimer.tui.messages import Asked, SettingsChanged, SoundTried


class Adjustable(Wary, inherit_bindings=False):
    """An app whose settings can be changed while it runs. services: what lies behind its screens."""

    services: Services

    @property
    @abstractmethod
    def has_begun(self) -> bool:
        """A session is under way: its rules are not changed any more."""

    @abstractmethod
    async def make_anew(self) -> None:
        """Make anew what was made by the old settings and has not begun."""

    def show_in(self, able: Capabilities) -> None:
        """Have all that is painted be what the terminal can show. Textual has no other way in for any of it."""
        systems = {Depth.TRUE: ColorSystem.TRUECOLOR, Depth.MANY: ColorSystem.EIGHT_BIT}
        self.console._color_system = systems.get(able.depth, ColorSystem.STANDARD)  # noqa: SLF001
        for theme in FEW_THEMES if able.depth.is_few else THEMES:
            self.register_theme(theme)
        if able.letters is not Letters.ALL:
            from speedtimer.tui.plainly import Ascii, WholeCells

            self._filters.append(Ascii() if able.letters is Letters.ASCII else WholeCells())

    async def rules(self) -> Rules:
        """Return the rules that hold now; getting them may read the settings."""
        return await behind(self, lambda: self.services.profile.rules)

    async def announce_unused(self) -> None:
        """Have the screen that is shown say what of the settings is not used, if it has room for it."""
        from speedtimer.tui.widgets.standing import Standing

        unused = await behind(self, lambda: self.services.profile.unused)
        for line in self.screen.query(Standing):
            line.stand("" if unused is None else unused.line)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The style sheets' own colours, for Textual's own themes, which do not know them."""
        return {"quiet": "#b4b4b4", "keys": "#ffd84d"}

    async def on_asked(self, message: Asked) -> None:
        await self.run_action(message.action)

    def action_theme(self) -> None:
        self.theme = next_theme(self.theme)

    def action_commands(self) -> None:
        from speedtimer.tui.palette import Palette

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(Palette())

    def action_settings(self) -> None:
        newest(self, "settings", self._open_settings)

    async def _open_settings(self) -> None:
        # pydantic and tomlkit take a while to load: not in the way of a key.
        await behind(self, partial(import_module, "speedtimer.tui.screens.settings"))
        from speedtimer.settings.file import SettingsFile
        from speedtimer.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            holds = " from the next session on" if self.has_begun else ""
            await self.push_screen(SettingsScreen(SettingsFile(places.settings_file()), holds), self._settled)

    def on_settings_changed(self, message: SettingsChanged) -> None:
        self.services.profile.adopt(message.preferences)
        if message.theme is not None and not self.no_color:
            self.theme = message.theme

    def _settled(self, changed: bool | None) -> None:
        """The settings have been left: what was made by the old ones and has not begun is made anew."""
        if changed:
            self.run_worker(self._make_anew(), name="make anew")

    async def _make_anew(self) -> None:
        await self.make_anew()
        await self.announce_unused()

    def on_sound_tried(self, message: SoundTried) -> None:
        def ring() -> None:
            self.call_from_thread(self.bell)

        def note(sentence: str) -> None:
            self.call_from_thread(self.notify, sentence, markup=False)

        def hear() -> None:
            self.services.sessions.hear(message.preferences.rules, ring, note)

        newest(self, "hear", partial(behind, self, hear))
