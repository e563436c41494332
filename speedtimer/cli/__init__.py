"""The command line: one module for each family of commands, imported only by the command that needs it."""
