"""The commands: a module each, or one for a family. Each is imported when it is called."""
