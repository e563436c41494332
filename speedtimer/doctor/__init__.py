"""What of this computer is used, what of it cannot be, and what to do about it."""
