"""Put rows into a CSV file line by line: lines that are not meant stay as they are, byte for byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

Cells = Mapping[str, str | None]


def place_rows(content: bytes | None, names: list[str], key: str, rows: Mapping[str, Cells]) -> bytes:
    """The file with these rows, by key: a row that is there is replaced in its place, a new one is filed in sorted order.

    `content` None makes a new file with columns `names`. The file must be valid, so that no cell spans lines.
    """
    text = (content or b"").decode() or _line(names) + "\n"
    lines = text.splitlines()
    header = next(csv.reader([lines[0]]))
    place = header.index(key)
    keyed = [(next(csv.reader([line]))[place] if line else "", line) for line in lines[1:]]
    for name, cells in sorted(rows.items()):
        line = _line([cells.get(column) or "" for column in header])
        found = [number for number, (one, _) in enumerate(keyed) if one == name]
        if found:
            keyed[found[0]] = (name, line)
        else:
            after = max((number for number, (one, _) in enumerate(keyed) if one and one < name), default=-1)
            keyed.insert(after + 1, (name, line))
    end = "\r\n" if "\r\n" in text else "\n"
    return (end.join([lines[0], *(line for _, line in keyed)]) + end).encode()


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(cells)
    return buffer.getvalue()


def find_file(data: Path, table: str, key: str) -> Path:
    """File of a record: that of its country, or the single file of its table."""
    single = data / f"{table}.csv"
    return single if single.exists() else data / table / f"{key[:3]}.csv"
