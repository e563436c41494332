"""The screen: library, preview, session and summary in a terminal. `app.run_app` is the one way in."""
