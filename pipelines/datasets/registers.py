"""Outside registers whose form is known: a YAML file each under `importers/`, with its source card and its mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

IMPORTERS = Path(__file__).parent / "importers"


def list_registers() -> list[str]:
    """Names of the known registers."""
    return sorted(path.stem for path in IMPORTERS.glob("*.yml"))


def read_register(name: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Source card, as far as it is known, and mapping of a register. Raises FileNotFoundError for an unknown one."""
    content = yaml.safe_load((IMPORTERS / f"{name}.yml").read_text(encoding="utf-8"))
    return content["card"], content["mapping"]
