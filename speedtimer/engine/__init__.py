"""What happens in a session: commands go in, events come out. No clock, no I/O, no asyncio.

`Engine` is the one way in; see engine.py.
"""
