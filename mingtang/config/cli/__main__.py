"""``python -m mingtang.config.cli``: the same as ``mingtang``."""

import sys

from mingtang.config.cli import main

sys.exit(main())
