"""The screen: library, preview, session and summary in a terminal. `app.run_app` is the one way in."""

import os

# Textual reads it when it is first imported, and paints at most so often: at its own 60 a second a new phase waits for
# up to 17 ms to be shown, at 500 for 2. Its animations keep to 60, and what changes is painted once either way, so that
# a session takes no more CPU time (measured at 60, 120, 250 and 500).
os.environ.setdefault("TEXTUAL_FPS", "500")

# Kitty's keyboard protocol makes a key of Shift alone. See `steady` for how it is kept off, and given back.
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
