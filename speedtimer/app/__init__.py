"""The application's services, for the screens and for the commands: they know neither Textual nor the command line."""
