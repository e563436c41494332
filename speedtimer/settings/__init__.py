"""The runner's own settings: what may stand in the file, how it is read, how it is changed.

Nothing of it is to be imported where there is no settings file: it loads pydantic, and to change one tomlkit too.
"""
