"""What is kept: the journal of a session under way and the history of those that were. The only SQL there is.

`Journal` is what a running session writes to, `History` what everything else reads from.
"""
