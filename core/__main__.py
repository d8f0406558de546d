"""The same walk as the pages, from a terminal: `python -m core --help`."""

from __future__ import annotations

import sys

from core.terminal import main

if __name__ == "__main__":
    sys.exit(main())
