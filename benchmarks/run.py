"""Print timings of the whole way: validate → DuckDB → indices → release, and the site. Figures, not tests."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 3
STEPS = {"civicspace build": ["build"], "civicspace report": ["report", "--renderer", "embedded"]}


def time_command(arguments: list[str]) -> float:
    """Wall seconds of one run of the command line as a whole process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pipelines.cli", *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Run each step RUNS times and print minimum, median and maximum."""
    print(f"{'step':<20}{'min':>8}{'median':>8}{'max':>8}  seconds, {RUNS} runs")
    for name, arguments in STEPS.items():
        seconds = [time_command(arguments) for _ in range(RUNS)]
        print(f"{name:<20}{min(seconds):8.2f}{statistics.median(seconds):8.2f}{max(seconds):8.2f}")


if __name__ == "__main__":
    main()
