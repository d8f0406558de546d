"""Numbers that matter, each printed by a command: `python -m bench [topic ...]`."""
