"""`mapping.yml` of a contributed dataset: which of their columns and categories are which of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from analysis.intake.cells import tidy_text
from analysis.intake.dates import ORDERS
from analysis.intake.drafting import TODO
from analysis.intake.duplicates import DATES
from analysis.intake.headers import suggest_name
from analysis.intake.latin import romanise
from pipelines.building.problems import Problem
from pipelines.records.fill import is_filled
from pipelines.records.submission import COLUMNS, KEYS

DATASET_SOURCE = "NEW-DATASET"  # what rows of the dataset cite: its own page, as the source card tells
DEFAULTS = {"authority": "state", "verification": "one_source", "person_publication": "not_named", "source_ids": DATASET_SOURCE}
PARTS = {"table", "sheet", "dates", "key", "skip", "match", "columns"}
FORMS = "one of column, value or text; with column also values and default"
LONGEST_INSERT = 200  # characters of a cell in a text: official names can be longer than a title
_PLACE = re.compile(r"\{([^{}|]+)(\|latin)?\}")


def _insert(cell: str, in_latin: bool) -> str:
    text = romanise(cell) if in_latin else cell
    return text if len(text) <= LONGEST_INSERT else f"{text[: LONGEST_INSERT - 1]}…"


@dataclass(frozen=True)
class Rule:
    """How a column of ours is filled: from a column of theirs (by way of `values`), by a value, or by a text with {headers}."""

    column: str | None = None
    value: str | None = None
    text: str | None = None
    values: dict[str, str] | None = None
    default: str | None = None

    def apply(self, cells: dict[str, str]) -> str | None:
        """What the rule makes of a row of theirs; None for a category that the rule does not know."""
        if self.text is not None:
            return _PLACE.sub(lambda m: _insert(cells.get(m[1].strip(), ""), bool(m[2])), self.text)
        if self.column is None:
            return self.value or ""
        found = tidy_text(cells.get(self.column, ""))
        if self.values is None or not found:
            return found or self.default or ""
        return self.values.get(found.lower(), self.default)

    @property
    def headers(self) -> list[str]:
        """Headers of theirs that the rule names."""
        return [self.column] if self.column else [match[1].strip() for match in _PLACE.finditer(self.text or "")]


@dataclass
class Mapping:
    """A mapping as read: the table of ours, and a rule per column."""

    table: str = "incidents"
    sheet: str = ""
    dates: str | None = None
    key: str = ""
    skip: dict[str, list[str]] = field(default_factory=dict)
    match: list[str] = field(default_factory=list)
    rules: dict[str, Rule] = field(default_factory=dict)

    def skips(self, cells: dict[str, str]) -> bool:
        """Whether a row of theirs is left out."""
        return any(tidy_text(cells.get(header, "")).lower() in values for header, values in self.skip.items())


def read_yaml(content: bytes, shown: str) -> tuple[dict[str, Any], list[Problem]]:
    """A YAML file that holds names and values, and what is wrong with it."""
    expected = "names and values, as `civicspace map` writes them"
    if len(content) > 1_000_000:
        return {}, [Problem(shown, None, None, f"{len(content):,} bytes", "a file of at most 1,000,000 bytes")]
    try:
        # Made of text alone: what looks like a number, a date or yes is for the schemas to judge.
        found = yaml.load(content.decode("utf-8-sig"), yaml.BaseLoader)  # noqa: S506  # the safest: it makes no objects
    except UnicodeDecodeError:
        return {}, [Problem(shown, None, None, "other bytes", "UTF-8 text")]
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        told = getattr(error, "problem", None) or "no YAML"
        return {}, [Problem(shown, mark.line + 1 if mark else None, None, str(told), expected)]
    if not isinstance(found, dict):
        return {}, [Problem(shown, None, None, None, expected)]
    return found, []


def read_mapping(content: bytes, shown: str) -> tuple[Mapping, list[Problem]]:
    """A mapping, and everything that is wrong with it besides headers that their table lacks."""
    found, problems = read_yaml(content, shown)
    if problems:
        return Mapping(), problems
    table = _text(found.get("table"))
    problems += [
        Problem(shown, None, str(name), None, "no such part: " + ", ".join(sorted(PARTS))) for name in found.keys() - PARTS
    ]
    if table not in DATES:
        return Mapping(), [*problems, Problem(shown, None, "table", table, "one of: " + ", ".join(DATES))]
    mapping = Mapping(table, _text(found.get("sheet")), _text(found.get("dates")) or None, _text(found.get("key")))
    if mapping.dates not in (None, *ORDERS):
        expected = "dmy (day first) or mdy (month first), or nothing where dates begin with the year"
        problems.append(Problem(shown, None, "dates", mapping.dates, expected))
    skip, match = found.get("skip") or {}, found.get("match") or []
    if not isinstance(skip, dict) or not all(isinstance(values, list) for values in skip.values()):
        problems.append(Problem(shown, None, "skip", None, "their columns, each with a list of values whose rows are left out"))
        skip = {}
    if not isinstance(match, list):
        problems.append(Problem(shown, None, "match", None, "a list of their columns whose words tell events apart"))
        match = []
    mapping.skip = {str(name): [tidy_text(_text(one)).lower() for one in values] for name, values in skip.items()}
    mapping.match = [_text(name) for name in match]
    columns = found.get("columns")
    if not isinstance(columns, dict):
        return mapping, [*problems, Problem(shown, None, "columns", None, "our columns, each with a rule")]
    for name, content_of in columns.items():
        rule, wrong = _read_rule(str(name), content_of, table, shown)
        problems += wrong
        if rule:
            mapping.rules[str(name)] = rule
    problems += _tell_missing(mapping, set(columns), shown)
    return mapping, problems


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _read_rule(name: str, content: Any, table: str, shown: str) -> tuple[Rule | None, list[Problem]]:
    column = COLUMNS[table].get(name)
    if column is None:
        return None, [Problem(shown, None, name, name, suggest_name(name, list(COLUMNS[table])))]
    if not isinstance(content, dict) or len(content.keys() & {"column", "value", "text"}) != 1 or content.keys() - {
        "column", "value", "text", "values", "default"
    }:  # fmt: skip
        return None, [Problem(shown, None, name, None, FORMS)]
    values = content.get("values")
    if values is not None and not isinstance(values, dict):
        return None, [Problem(shown, None, name, None, "under values: their category, a colon, and our term, a line each")]
    problems = [
        Problem(
            shown,
            None,
            name,
            f"{TODO} for {theirs}" if theirs else TODO,
            f"{column.expected}; or remove the rule if nothing fits",
        )
        for theirs, ours in [*(values or {}).items(), ("", content.get("value")), ("", content.get("default"))]
        if _text(ours) == TODO
    ]
    if TODO in _text(content.get("text")):
        problems.append(Problem(shown, None, name, content["text"], f"the text without {TODO}: {column.expected}"))
    known = None if values is None else {tidy_text(str(theirs)).lower(): _text(ours) for theirs, ours in values.items()}
    texts = {part: content[part] for part in ("column", "value", "text", "default") if isinstance(content.get(part), str)}
    return Rule(values=known, **texts), problems


def _tell_missing(mapping: Mapping, given: set[str], shown: str) -> list[Problem]:
    """Columns that must be filled and have no rule; those with an evident default get it."""
    problems = []
    for name, column in COLUMNS[mapping.table].items():
        if column.nullable or is_filled(column) or name in given or name == KEYS[mapping.table]:
            continue
        if name in DEFAULTS:
            mapping.rules[name] = Rule(value=DEFAULTS[name])
        else:
            problems.append(Problem(shown, None, name, None, f"a rule for this column, which holds {column.expected}"))
    return problems
