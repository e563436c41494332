from __future__ import annotations

from textual.widgets import Static

from speedtimer import places
from speedtimer.engine.view import Phase
from speedtimer.plan import Mode, Section
from speedtimer.settings.preferences import IgnoredSettings, Preferences
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HILLS = main_only("hills-10x30s")
CUES, SCREEN, KEYS, SESSION = "4", "5", "6", "3"


def written() -> str:
    path = places.settings_file()
    return path.read_text(encoding="utf-8") if path.exists() else ""


def write(text: str) -> None:
    path = places.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def shown(stage: Stage) -> str:
    return "\n".join(stage.shown)


async def test_a_value_is_typed_checked_kept_reset_and_taken_back() -> None:
    async with staged() as stage:
        await stage.press("comma", "2", "enter", *"70 s", "enter")
        assert stage.answer == "lead_in.effort cannot be '70 s': write a time from 0 to 60 s"
        assert written() == ""
        await stage.press(*["backspace"] * 4, *"12 s", "enter")
        assert stage.answer == "lead-in of an effort: 12 s, kept"
        assert written().endswith('\n[lead_in]\neffort = "12 s"\n')
        assert f"{'lead-in of an effort':<28} 12 s  (default 10 s)" in shown(stage)
        assert stage.doors.adopted[-1].rules.lead_ins.effort_ms == 12_000
        await stage.press("x")
        assert (stage.answer, "effort =" in written()) == ("lead-in of an effort: 10 s, kept", False)
        await stage.press("x")
        assert stage.answer == "lead-in of an effort has its default already"
        await stage.press("u", "u")
        assert (stage.answer, written()) == ("Taken back", "")
        await stage.press("u")
        assert stage.answer == "there is no change to take back: change something first"
        await stage.press("enter", *"12 s", "escape")
        assert (stage.answer, written()) == ("Nothing is changed", "")
        await stage.press("escape")
        assert stage.screen_name == "LibraryScreen"


async def test_a_switch_and_a_choice_go_on_and_the_theme_is_there_at_once() -> None:
    async with staged() as stage:
        await stage.press("comma", SCREEN, "space")
        assert (stage.app.theme, stage.answer) == ("day", "theme: day, kept")
        await stage.press("left", "enter")
        assert (stage.answer, stage.doors.adopted[-1].sound) == ("sound: off, kept", False)
        await stage.press("t")
        assert stage.app.theme == "night"
        assert 'theme = "day"' in written()


async def test_the_mouse_does_it_too() -> None:
    async with staged() as stage:
        await stage.click("#hints", offset=(stage.shown[-1].index(", settings"), 0))
        await stage.settle()
        assert stage.screen_name == "SettingsScreen"
        await stage.click(stage.app.screen.query(".tab")[2])
        await stage.settle()
        assert "press repeated, if within" in shown(stage)
        await stage.click("#list", offset=(3, 0))
        await stage.settle()
        assert stage.answer == "who holds the watch: somebody, in the main set, kept"


async def test_a_file_at_fault_is_shown_with_its_line_and_never_written_over() -> None:
    write("[cues]\nvolume = 101\n")
    async with staged() as stage:
        await stage.press("comma", CUES, "enter", "x", "u")
        said = str(stage.app.screen.query_one("#about", Static).content)
        assert "settings.toml:2:1: cues.volume cannot be 101: write a whole number from 0 to 100" in said
        assert stage.answer == "Mend the file first, then press Enter: nothing is written over it"
        assert written() == "[cues]\nvolume = 101\n"
        write("[cues]\nvolume = 80\n")
        await stage.press("enter")
        assert stage.answer == "The file has been read again"
        assert f"{'volume':<28} 80 %" in shown(stage)


async def test_a_change_made_elsewhere_meanwhile_is_read_first_and_said() -> None:
    async with staged() as stage:
        await stage.press("comma", CUES)
        write("# by hand\n[cues]\ncount = 5\n")
        await stage.press("enter")
        assert stage.answer == "sound: off, kept; the file had been changed elsewhere, and was read again"
        assert written() == "# by hand\n[cues]\ncount = 5\nsound = false\n"


async def test_a_key_is_given_by_pressing_it_and_a_conflict_is_named() -> None:
    async with staged() as stage:
        await stage.press("comma", KEYS, *["down"] * 6, "enter")
        assert stage.answer == "Press the new key for 'skip this step'; Esc leaves it as it is"
        await stage.press("p")
        assert stage.answer == "'pause, or resume' would be left without a key: give it another one first, or Esc"
        await stage.press("backspace")
        assert stage.answer == "Backspace is for 'undo': press it again to take it from there, Esc leaves it"
        await stage.press("z")
        assert (stage.answer, written().endswith('[keys]\nskip = ["z"]\n')) == ("skip this step: z, kept", True)
        await stage.press("plus", "backspace", "backspace")
        assert stage.answer == "skip this step: z Backspace, kept"
        await stage.press("enter", "escape")
        assert stage.answer == "Nothing is changed"


async def test_a_session_that_has_not_begun_is_made_anew_by_the_new_settings() -> None:
    async with staged(HILLS) as stage:
        first = stage.session
        await stage.press("comma", "2", "enter", *"20 s", "enter", "escape")
        assert (first.stopped, stage.screen_name) == (False, "SessionScreen")
        assert stage.session is not first
        await stage.press("space")
        await stage.pass_to(15_000)
        assert stage.session.engine.phase is Phase.LEAD_IN


async def test_left_as_they_were_settings_leave_the_session_as_it_is() -> None:
    async with staged(HILLS) as stage:
        first = stage.session
        await stage.press("comma", "escape")
        assert stage.session is first


async def test_a_session_under_way_keeps_its_rules_and_asks_for_a_pause_first() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "comma")
        assert (stage.screen_name, stage.answer) == ("SessionScreen", "The settings wait for a pause: p pauses")
        session = stage.session
        await stage.pass_to(2_000)
        await stage.press("p", "comma", "2", "enter", *"20 s", "enter")
        assert stage.answer == "lead-in of an effort: 20 s, kept from the next session on"
        await stage.press("escape", "space")
        assert stage.session is session
        await stage.pass_to(12_500)
        assert session.engine.phase is Phase.WORK


async def test_the_preview_shows_what_the_new_settings_come_to_and_keeps_its_choices() -> None:
    async with staged() as stage:
        await stage.press("down", "enter", "1")
        before = shown(stage)
        await stage.press("comma", "2", "enter", *"60 s", "enter", "escape")
        assert stage.screen_name == "PreviewScreen"
        assert shown(stage) != before
        assert "1 off" in shown(stage)


async def test_a_session_is_run_in_the_usual_way_unless_another_is_chosen() -> None:
    async with staged() as stage:
        await stage.press("comma", SESSION, "enter", "escape", "down", "enter")
        assert "w timed" in shown(stage)
        await stage.press("w", "space")
        assert stage.session.engine.plan.mode == Mode(timed=frozenset(Section))


async def test_what_a_setting_is_called_in_the_file_stands_before_what_it_means_in_words_of_a_runner() -> None:
    write("[session]\nauto = ['drills']\n")
    async with staged() as stage:
        await stage.press("comma", SESSION, *["down"] * 3)
        assert "recoveries of drills         by the clock  (default by the press)" in shown(stage)
        said = str(stage.app.screen.query_one("#about", Static).content)
        assert said.startswith("session.auto  Where the clock ends recoveries and jogs")
        assert said.endswith("\nNow by the clock, by default by the press. May be by the clock or by the press.")


async def test_a_cue_is_heard_as_loud_as_it_is_set() -> None:
    write("[cues]\nvolume = 40\n")
    async with staged() as stage:
        await stage.press("comma", CUES, "h")
        assert [heard.cues.volume_percent for heard in stage.doors.heard] == [40]


FAULT = "/home/anna/settings.toml:2:1: cues.volume cannot be 101: write a whole number from 0 to 100"


async def test_settings_that_are_not_used_are_said_in_library_and_preview_wherever_nothing_is_answered() -> None:
    async with staged(unused=IgnoredSettings((FAULT,))) as stage:
        assert stage.answer == f"A setting is not used: {FAULT}"
        assert "write a whole number from 0 to 100" in " ".join(line.strip() for line in stage.shown)
        await stage.press("h")
        assert stage.answer == "Search: h"
        await stage.press("backspace")
        assert stage.answer == f"A setting is not used: {FAULT}"
        await stage.press("enter")
        assert (stage.screen_name, stage.answer) == ("PreviewScreen", f"A setting is not used: {FAULT}")
        await stage.press("1")
        assert stage.answer == f"A setting is not used: {FAULT}"


async def test_of_several_settings_that_are_not_used_the_first_is_said_and_where_the_others_are() -> None:
    async with staged(size=(40, 12), unused=IgnoredSettings((FAULT, "x:9:1: more"))) as stage:
        assert stage.answer == f"2 settings are not used (a comma shows all): {FAULT}"
        assert "/home/anna/settings.toml:2:1" in "".join(line.strip() for line in stage.shown)


async def test_settings_that_have_been_mended_are_used_and_no_longer_said() -> None:
    write("[cues]\nvolume = 101\n")
    async with staged(unused=IgnoredSettings((FAULT,))) as stage:
        await stage.press("comma")
        write("")
        await stage.press("enter", "escape")
        assert (stage.screen_name, stage.answer) == ("LibraryScreen", "")
        assert stage.doors.adopted == [Preferences()]
