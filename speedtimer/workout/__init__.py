"""What is written: workout files, read and unrolled into plans. Knows nothing of sessions under way."""
