"""Files as they come: with marks, in GBK, with odd delimiters, broken, or very large."""

import json
import tracemalloc
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from workstation.files import resource
from workstation.i18n import Translator
from workstation.server.imports.columns import COLUMNS, REQUIRED
from workstation.server.imports.readers import FileUnreadable, encoding_of
from workstation.server.imports.row_checks import FaultyRow, RowChecker, SoundRow
from workstation.wire.codec import decode
from workstation.wire.intake import Intake

EXAMPLE = resource("resources/demo/import-example.csv")
SINGAPORE = ZoneInfo("Asia/Singapore")
ROW = {
    "external_reference": "X-1",
    "kind": "APPEAL",
    "title_zh": "竹制浴缸置物架",
    "severity": "P2",
    "queue": "sg-commerce",
    "market": "SG",
    "filed_at": "2026-11-20T15:42:00+08:00",
    "party_role": "MERCHANT",
    "party_name": "竹影家居",
    "party_language": "ZH",
    "object_type": "LISTING",
    "object_id": "LST-1",
}


def table(*rows: dict[str, str], delimiter: str = ",", headings=None) -> str:
    names = list(rows[0])
    lines = [headings or names, *([row.get(name, "") for name in names] for row in rows)]
    return "".join(delimiter.join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


def write(folder: Path, name: str, data: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return path


def read(*paths: Path, zone=None) -> list[SoundRow | FaultyRow]:
    checker = RowChecker(paths, zone)
    return [row for number in range(len(paths)) for row in checker.rows(number)]


def sound(*paths: Path, zone=None) -> list[Intake]:
    rows = read(*paths, zone=zone)
    assert all(isinstance(row, SoundRow) for row in rows), rows
    return [decode(row.body, Intake) for row in rows]


def said(row: SoundRow | FaultyRow, language: str = "en") -> str:
    assert isinstance(row, FaultyRow), row
    return " ".join(Translator(language).text(reason) for reason in row.reasons)


def unreadable(path: Path) -> str:
    with pytest.raises(FileUnreadable) as refusal:
        read(path)
    say = Translator("en").text
    return f"{say(refusal.value.reason)} {say(refusal.value.remedy)}"


def test_the_example_is_sound_and_has_every_column() -> None:
    first, second, third = sound(EXAMPLE)
    assert tuple(EXAMPLE.read_text(encoding="utf-8").splitlines()[0].split(",")) == tuple(COLUMNS)
    assert first.enforcement is not None
    assert (first.enforcement.points, str(first.enforcement.amount)) == (12, "1840.50")
    assert first.enforcement.automated
    assert [item.file for item in second.evidence] == ["counter.pdf", "catalogue 2023.pdf"]
    assert [party.owed_word for party in second.parties] == [True, True]
    assert [party.region for party in second.parties] == ["CN", "TW"]
    assert third.enforcement is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = write(tmp_path, "cases.csv", table(ROW, delimiter=delimiter), encoding)
    (intake,) = sound(path)
    assert intake.parties[0].name == "竹影家居"
    assert intake.title.zh == "竹制浴缸置物架"


def test_the_first_chinese_character_may_come_late(tmp_path: Path) -> None:
    rows = [ROW | {"external_reference": f"X-{n}", "title_zh": "x" * 900} for n in range(2500)]
    late = table(*(row | {"party_name": "Bamboo"} for row in rows), ROW)
    assert len(late) > 2_000_000
    assert encoding_of(write(tmp_path, "a.csv", late, "gbk")) == "gb18030"
    assert encoding_of(write(tmp_path, "b.csv", late, "utf-8")) == "utf-8"


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03", b"\xff\xfe\x00", b"abc,\xff\xff\xff\n", b"\x80\x81,\x00"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "encoding" in unreadable(write(tmp_path, "cases.csv", data))


def test_chinese_headings_will_do(tmp_path: Path) -> None:
    headings = [COLUMNS[name] for name in ROW]
    (intake,) = sound(write(tmp_path, "cases.csv", table(ROW, headings=headings), "gbk"))
    assert intake.external_reference == "X-1"


def test_missing_unknown_and_double_columns_are_named(tmp_path: Path) -> None:
    short = {name: ROW[name] for name in ROW if name not in ("severity", "market")}
    assert "missing: severity, market." in unreadable(write(tmp_path, "a.csv", table(short)))
    extra = table(ROW | {"colour": "blue"})
    assert "not known: colour." in unreadable(write(tmp_path, "b.csv", extra))
    twice = table(ROW, headings=[*list(ROW)[:-1], "queue"])
    assert "missing: object_id" in unreadable(write(tmp_path, "c.csv", twice))
    double = table(ROW | {"level": "1"}, headings=[*ROW, "Queue"])
    assert "occur twice: queue." in unreadable(write(tmp_path, "d.csv", double))
    for nothing in ("", "\r\n\r\n", "\ufeff"):
        assert "empty" in unreadable(write(tmp_path, "e.csv", nothing))


def test_every_wrong_row_is_named_with_its_reason(tmp_path: Path) -> None:
    rows = (
        ROW,
        ROW | {"external_reference": "X-2", "severity": "P9"},
        ROW | {"external_reference": "X-3", "filed_at": "2026-11-20 15:42"},
        ROW | {"external_reference": "X-4", "filed_at": "yesterday"},
        ROW,
        ROW | {"external_reference": ""},
        ROW | {"external_reference": "X-6", "title_zh": ""},
    )
    _sound, *wrong = read(write(tmp_path, "cases.csv", table(*rows)))
    assert [row.place.row for row in wrong] == [3, 4, 5, 6, 7, 8]
    for row, word in zip(
        wrong,
        ("severity", "zone", "filed_at", "Row 2 of cases.csv", "external_reference", "title"),
        strict=True,
    ):
        assert word in said(row)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"clauses": "AUT 2.1"}, "AUT 2.1 v2.0"),
        ({"clauses": "AUT 2.1 v3.0", "actions": "A_HUG"}, "A_HUG"),
        ({"automated": "perhaps"}, "neither yes nor no"),
        ({"evidence": "EV_SCREENSHOT"}, "a type and a file"),
        ({"level": "7"}, "level"),
        ({"party_region": "Taiwan"}, "two capitals"),
        ({"party_region": "tw"}, "two capitals"),
        (
            {
                "amount": "much",
                "conduct_on": "2026-11-01",
                "notice_on": "2026-11-02",
                "decided_by": "x",
            },
            "amount",
        ),
        ({"conduct_on": "2026-11-09", "notice_on": "2026-11-02", "decided_by": "x"}, "before"),
        ({"conduct_on": "31.12.2026", "notice_on": "2026-11-02", "decided_by": "x"}, "date"),
    ],
)
def test_a_cell_that_makes_no_sense_is_explained(tmp_path: Path, changes, word: str) -> None:
    (row,) = read(write(tmp_path, "cases.csv", table(ROW | changes)))
    assert word in said(row)
    assert said(row, "zh_Hans")


def test_rows_that_are_no_csv_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = table(ROW, ROW | {"external_reference": "X-2"}).splitlines()
    lines.insert(2, ",".join(["x"] * 30))
    _first, broken, last = read(write(tmp_path, "a.csv", "\n".join(lines)))
    assert (broken.place.row, "more cells" in said(broken)) == (3, True)
    assert isinstance(last, SoundRow)
    huge = table(ROW | {"title_en": "x" * 1_200_000}, ROW | {"external_reference": "X-3"})
    assert "too long" in said(read(write(tmp_path, "b.csv", huge))[0])


def test_a_time_without_a_zone_is_in_the_zone_that_one_says(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", table(ROW | {"filed_at": "2026-11-20 15:42"}))
    (intake,) = sound(path, zone=SINGAPORE)
    assert intake.filed_at == datetime.fromisoformat("2026-11-20T15:42+08:00")


def workbook(path: Path, *rows: dict[str, object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)
    return path


def test_a_workbook_has_real_dates_numbers_and_truth_values(tmp_path: Path) -> None:
    row = ROW | {
        "filed_at": datetime(2026, 11, 20, 15, 42),
        "level": 2,
        "points": 12.0,
        "amount": 640.5,
        "actions": "A_POINTS; A_COMMISSION_HELD",
        "conduct_on": datetime(2026, 11, 1),
        "notice_on": datetime(2026, 11, 2),
        "decided_by": "first.line",
        "automated": True,
        "clauses": "CCR 2.1 v2.0",
    }
    path = workbook(tmp_path / "cases.xlsx", row)
    (intake,) = sound(path, zone=SINGAPORE)
    enforcement = intake.enforcement
    assert enforcement is not None
    assert (intake.level, enforcement.points, enforcement.automated) == (2, 12, True)
    assert (str(enforcement.amount), enforcement.conduct_on.isoformat()) == ("640.5", "2026-11-01")
    assert intake.filed_at == datetime.fromisoformat("2026-11-20T15:42+08:00")


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    assert "workbook" in unreadable(write(tmp_path, "a.xlsx", "PK no"))
    pack = tmp_path / "b.xlsx"
    with ZipFile(pack, "w") as file:
        file.writestr("xl/workbook.xml", "<broken")
        file.writestr("[Content_Types].xml", "<Types/>")
    assert "workbook" in unreadable(pack)
    whole = workbook(tmp_path / "c.xlsx", ROW).read_bytes()
    assert "workbook" in unreadable(write(tmp_path, "d.xlsx", whole[: len(whole) // 2]))


def documents(path: Path) -> list[dict]:
    return [json.loads(row.body) for row in read(path) if isinstance(row, SoundRow)]


def whole_request(number: int, **changes: object) -> dict[str, object]:
    (row,) = [read(EXAMPLE)[0]]
    assert isinstance(row, SoundRow)
    return json.loads(row.body) | {"external_reference": f"J-{number}"} | changes


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_array_is_read_item_by_item(tmp_path: Path, indent, encoding: str) -> None:
    requests = [whole_request(n, title={"zh": "申诉" * 50}) for n in range(1, 600)]
    text = json.dumps(requests, ensure_ascii=False, indent=indent)
    read_back = documents(write(tmp_path, "cases.json", text, encoding))
    assert [each["external_reference"] for each in read_back] == [f"J-{n}" for n in range(1, 600)]


@pytest.mark.parametrize(
    "text", ["{}", "7", "", "[", "[7", "[7 8]", "[7,]", '[{"a": 1]', "[7] 8", "[" * 3000]
)
def test_a_broken_array_is_refused_as_a_whole(tmp_path: Path, text: str) -> None:
    told = unreadable(write(tmp_path, "a.json", text))
    assert "not an array" in told or "not well-formed JSON at item" in told


def test_items_that_are_no_requests_are_named(tmp_path: Path) -> None:
    items = [7, "x", {}, whole_request(1), whole_request(2, severity="P9"), whole_request(1)]
    rows = read(write(tmp_path, "a.json", json.dumps(items)))
    assert [row.place.row for row in rows if isinstance(row, FaultyRow)] == [1, 2, 3, 5, 6]
    assert "severity" in said(rows[4])
    assert "Row 4 of a.json" in said(rows[5])


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    good = [json.dumps(whole_request(n), ensure_ascii=False) for n in (1, 2)]
    long = '{"a": "' + "x" * (5 << 20) + '"}'
    text = "\n".join([good[0], "", "{broken", long, good[1]])
    rows = read(write(tmp_path, "a.jsonl", text, "gb18030"))
    assert [(row.place.row, isinstance(row, SoundRow)) for row in rows] == [
        (1, True),
        (3, False),
        (4, False),
        (5, True),
    ]


def test_a_reference_is_used_once_over_all_files(tmp_path: Path) -> None:
    first = write(tmp_path, "a.csv", table(ROW))
    second = write(tmp_path, "b.csv", table(ROW))
    rows = read(first, second)
    assert "Row 2 of a.csv" in said(rows[1])


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    assert "“.pdf” cannot be imported" in unreadable(write(tmp_path, "a.pdf", "x"))


@pytest.mark.parametrize("kind", ["csv", "json", "jsonl"])
def test_a_large_file_is_read_in_little_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"large.{kind}"
    long = "长" * 900
    request = whole_request(0, claim={"text": long, "language": "ZH"})
    row = table(ROW | {"claim": long, "external_reference": "L-N"})
    headings, _, cells = row.partition("\r\n")
    start, end = {"csv": (headings + "\r\n", ""), "json": ("[", "]"), "jsonl": ("", "")}[kind]
    item = json.dumps(request | {"external_reference": "L-N"}, ensure_ascii=False)
    with path.open("w", encoding="utf-8") as file:
        file.write(start)
        for n in range(6000):
            made = {"csv": cells, "json": ("," if n else "") + item, "jsonl": item + "\n"}[kind]
            file.write(made.replace("L-N", f"L-{n}"))
        file.write(end)
    assert path.stat().st_size > 16_000_000
    checker = RowChecker((path,), None)
    tracemalloc.start()
    try:
        count = sum(isinstance(row, SoundRow) for row in checker.rows(0))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 6000
    # What is kept grows with the references only, not with the file.
    assert peak < 12_000_000


def test_required_columns_are_columns() -> None:
    assert set(REQUIRED) <= set(COLUMNS)
