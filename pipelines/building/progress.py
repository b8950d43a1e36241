"""Progress of long steps on standard error."""

from __future__ import annotations

import sys
import time


class Progress:
    """Prints a line per step with the seconds since the start; on a terminal also a counter within a step."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.began = time.monotonic()

    def step(self, text: str) -> None:
        if not self.quiet:
            print(f"[{time.monotonic() - self.began:6.1f} s] {text}", file=sys.stderr, flush=True)

    def count(self, done: int, total: int, text: str) -> None:
        if self.quiet:
            return
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(
                f"\r\033[K[{time.monotonic() - self.began:6.1f} s] {done}/{total} {text}"[:110],
                end=end,
                file=sys.stderr,
                flush=True,
            )
        elif done == total or done % 10 == 0:
            self.step(f"{done}/{total} {text}")
