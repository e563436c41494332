"""The screen: library, preview, session and summary in a terminal. `app.run_app` is the one way in."""

import os

_OURS = ("TEXTUAL_ANIMATIONS", "TEXTUAL_FPS", "TEXTUAL_COLOR_SYSTEM")
_COLOR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")

# What else Textual reads is for whoever writes programs with it: it takes pictures, presses keys, writes logs. Nothing
# of that is for a runner, and nonsense in it ends the program.
for _name in [name for name in os.environ if name.startswith("TEXTUAL")]:
    if _name not in _OURS or (_name == "TEXTUAL_COLOR_SYSTEM" and os.environ[_name] not in _COLOR_SYSTEMS):
        del os.environ[_name]

# Textual reads it when it is first imported, and paints at most so often: at its own 60 a second a new phase waits for
# up to 17 ms to be shown, at 500 for 2. Its animations keep to 60, and what changes is painted once either way, so that
# a session takes no more CPU time (measured at 60, 120, 250 and 500).
os.environ.setdefault("TEXTUAL_FPS", "500")

# Kitty's keyboard protocol makes a key of Shift alone. See `steady` for how it is kept off, and given back.
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
