"""Damaged and hostile files, made the same way for the same number."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from tests.pipelines.records.handed_in import contribution, grid, incident

CELLS = [
    '=HYPERLINK("http://x.org";"a")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "'=1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[a](javascript:alert(1))",
    "`{python} 1/0`",
    "{{< include /etc/passwd >}}",
    "```{python}\nimport os\n```",
    "\u202egnp.exe",
    "\u2066a\u2069",
    "\x00",
    "\x07\x1b[31mred",
    "\ud7ff\ufffe",
    "\u200b\ufeff",
    "a\u0301" * 50,
    "../../../etc/passwd",
    "GEO-I-../..",
    "..\\..\\x",
    "/etc/passwd",
    "GEO-I-0001\n",
    "GEO-I-99999999999999999999",
    "GEO-I-٠٠٠١",
    "CON",
    "NaN",
    "inf",
    "1e309",
    "-0",
    "9" * 400,
    "1.5",
    "٣",
    "²",
    "31.02.2024",
    "0000-00-00",
    "9999-99-99",
    "-1",
    "true",
    ";" * 3000,
    ", " * 3000,
    "x" * 200_000,
    "GEO-S-0001;" * 2000,
    "https://x.org/" + "a," * 5000,
    "javascript:alert(1)",
    "https://x.org/\"onmouseover='x'",
    "%s%n{0}{}",
    "::error::x",
    "NEW-1",
    "new-1;new-1",
    "",
    " ",
    "\u00a0",
    '"',
    '""',
    "'",
]
Damage = Callable[[random.Random, bytes], bytes]


def make_rows(rng: random.Random) -> tuple[str, list[dict[str, str]]]:
    """Rows of one table, some cells of which are hostile."""
    table = rng.choice(["incidents", "incidents", "legislation", "funding", "sources", "organisations", "responses", "coverage"])
    extra = {} if table == "sources" else {"country_iso3": rng.choice(["GEO", "MDA", "HUN", "XXX", "INT", "../"])}
    key = "source_id" if table == "sources" else "record_id"
    if rng.random() < 0.3:
        extra[key] = rng.choice(["NEW-1", "GEO-I-0001", "GEO-S-0001", "geo-l-0009", "x", "../../x", "GEO-I-9999"])
    rows = [
        incident() if table == "incidents" and not extra.get(key) else contribution(table, **extra)
        for _ in range(rng.randint(1, 4))
    ]
    for _ in range(rng.randint(0, 5)):
        row = rng.choice(rows)
        row[rng.choice(list(row))] = rng.choice(CELLS)
    return table, rows


def to_csv(rows: list[dict[str, str]], rng: random.Random) -> bytes:
    buffer = io.StringIO()
    kind = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE])
    mark = rng.choice(",,,;\t|")
    writer = csv.writer(buffer, delimiter=mark, quoting=kind, escapechar="\\", lineterminator=rng.choice(["\n", "\r\n", "\r"]))
    names = list(rows[0])
    if rng.random() < 0.15:
        rng.shuffle(names)
    head = [*names]
    if rng.random() < 0.15:
        head[rng.randrange(len(head))] = rng.choice([rng.choice(head), "", "severty", rng.choice(CELLS), "__row", "record_id"])
    writer.writerow(head)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    encoding = rng.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "latin-1", "utf-32"])
    return buffer.getvalue().encode(encoding, "replace" if encoding in ("cp1251", "latin-1") else "surrogatepass")


def to_xlsx(rows: list[dict[str, str]], rng: random.Random, title: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = rng.choice([title, "Sheet1", "help", "sources"])
    for number, cells in enumerate(grid(rows), start=1):
        for place, value in enumerate(cells, start=1):
            text = "".join(c for c in value[:30_000] if c.isprintable())
            sheet.cell(number, place).value = (
                rng.choice([text, text, text, 45000.5, True, float("1e300")]) if rng.random() < 0.2 else text
            )
    if rng.random() < 0.3:
        sheet.merge_cells(rng.choice(["A1:D1", "A2:A3", "B1:B3", "A1:AF9"]))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def truncate(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def flip(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 30)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def put_in(rng: random.Random, content: bytes) -> bytes:
    place = rng.randrange(len(content) + 1)
    piece = rng.choice(
        [b'"', b"\n", b"\0", b"\r", b"\xff", b";;;;", b"\xe2\x80\xae", b"\xef\xbb\xbf", b'"\n"', b"sep=;\n", b"\x1a"]
    )
    return content[:place] + piece * rng.choice([1, 1, 3, 1000]) + content[place:]


def repeat(rng: random.Random, content: bytes) -> bytes:
    return content * rng.choice([2, 3, 40])


def keep(rng: random.Random, content: bytes) -> bytes:
    return content


DAMAGES: list[Damage] = [truncate, flip, put_in, repeat, keep, keep]


def make_file(number: int) -> tuple[str, bytes]:
    """Name and content of damaged file `number`."""
    rng = random.Random(number)  # noqa: S311
    table, rows = make_rows(rng)
    if number % 50 == 0:
        return "bomb.xlsx", BOMBS[(number // 50) % len(BOMBS)]()
    if number % 4 == 0:
        return "mine.xlsx", rng.choice(DAMAGES)(rng, to_xlsx(rows, rng, table))
    return rng.choice(["mine.csv", "GEO.csv", "mine.xlsx"]), rng.choice(DAMAGES)(rng, to_csv(rows, rng))


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rebuild(parts: dict[str, bytes]) -> bytes:
    """A workbook with some of its parts replaced or added."""
    book, raw = io.BytesIO(to_xlsx([incident()], random.Random(1), "incidents")), io.BytesIO()  # noqa: S311
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts.get(name) or old.read(name))
    return raw.getvalue()


def sheet_xml(inside: str, after: str = "") -> dict[str, bytes]:
    return {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData>{after}</worksheet>'.encode()}


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


BOMBS: list[Callable[[], bytes]] = [
    lambda: rebuild(sheet_xml('<row r="1">' + cell("A1", "x" * 60_000_000) + "</row>")),
    lambda: rebuild(sheet_xml("<row/>" * 4_000_000)),
    lambda: rebuild(sheet_xml("".join(f'<row r="{n}">{cell(f"A{n}", "x")}</row>' for n in range(1, 120_000)))),
    lambda: rebuild(sheet_xml(f'<row r="1048576">{cell("XFD1048576", "x")}</row>')),
    lambda: rebuild(
        sheet_xml(f'<row r="1">{cell("A1", "x")}</row>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' * 3)
    ),
    lambda: rebuild(sheet_xml("", "<mergeCells>" + '<mergeCell ref="A1:A1048576"/>' * 50_000 + "</mergeCells>")),
    lambda: rebuild(
        {"xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'}
    ),
    lambda: rebuild(
        {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 200_000}</cellXfs></styleSheet>'.encode()}
    ),
    lambda: rebuild({"xl/workbook.xml": b"<workbook/>"}),
    lambda: rebuild({"[Content_Types].xml": b"<x"}),
    lambda: rebuild({"xl/media/picture.png": b"\0" * 80_000_000}),
    lambda: rebuild({"../../../../evil.xml": b"<x/>"}),
    lambda: b"PK\x03\x04" + b"\0" * 1000,
    lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 1000,
    lambda: b"a,b,c\n" + b'"' * 3_000_000,
    lambda: b"title_en,note,date\n" + b"x,y,z\n" * 100_000,
    lambda: b",".join(b"severity" for _ in range(5000)) + b"\n" + b"1," * 5000,
    lambda: b"record_id,title_en,date,type\n" + b";" * 10_000_000,
    lambda: b"record_id,title_en,note\n,," + b" \t" * 5_000_000 + b"\n",
    lambda: b"\xff\xfe" + b"a" * 999_999,
]


def write_file(folder: Path, number: int) -> Path:
    name, content = make_file(number)
    path = folder / name
    path.write_bytes(content)
    return path
