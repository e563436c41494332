"""What drives a session in time: clocks, the one loop, signals, and the whole session at once on a virtual clock."""
