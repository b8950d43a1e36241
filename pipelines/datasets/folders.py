"""Where contributed datasets lie."""

from __future__ import annotations

from pathlib import Path

FOLDER, CARD, MAPPING, TABLE, MATCHES = "contributed", "card.yml", "mapping.yml", "table", "matches.csv"


def is_dataset(path: Path) -> bool:
    """Whether a folder is that of a contributed dataset."""
    return path.is_dir() and ((path / MAPPING).is_file() or (path / CARD).is_file())


def list_datasets(data: Path) -> list[Path]:
    """Folders of contributed datasets under data/."""
    return sorted(path for path in (data / FOLDER).glob("*") if is_dataset(path))
