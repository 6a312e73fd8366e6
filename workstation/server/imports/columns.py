"""The columns of a table of requests, and the request that a row of them makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from workstation.i18n import Message, _

# By name, the heading that a Chinese spreadsheet may use instead.
COLUMNS: dict[str, str] = {
    "external_reference": "外部编号",
    "kind": "案件类型",
    "title_en": "英文标题",
    "title_zh": "中文标题",
    "severity": "严重程度",
    "queue": "队列",
    "market": "市场",
    "filed_at": "提出时间",
    "level": "申诉层级",
    "party_role": "申请人角色",
    "party_name": "申请人",
    "party_language": "申请人语言",
    "party_channel": "申请渠道",
    "party_region": "申请人地区",
    "other_role": "对方角色",
    "other_name": "对方",
    "other_language": "对方语言",
    "other_region": "对方地区",
    "other_owed_word": "告知对方",
    "object_type": "对象类型",
    "object_id": "对象编号",
    "object_title": "对象名称",
    "actions": "处置措施",
    "points": "记分",
    "amount": "金额",
    "currency": "币种",
    "clauses": "条款",
    "conduct_on": "行为日期",
    "notice_on": "通知日期",
    "decided_by": "初审人",
    "automated": "自动作出",
    "facts_en": "英文事实",
    "facts_zh": "中文事实",
    "claim": "申诉理由",
    "evidence": "证据",
}
REQUIRED = (
    "external_reference",
    "kind",
    "severity",
    "queue",
    "market",
    "filed_at",
    "party_role",
    "party_name",
    "party_language",
    "object_type",
    "object_id",
)
_BY_HEADING = {heading: name for name, heading in COLUMNS.items()}
_YES = frozenset({"yes", "true", "1", "y", "是"})
_NO = frozenset({"no", "false", "0", "n", "否"})
_ENFORCEMENT = (
    "actions",
    "points",
    "amount",
    "currency",
    "clauses",
    "conduct_on",
    "notice_on",
    "decided_by",
    "automated",
    "facts_en",
    "facts_zh",
)


class BadCell(ValueError):
    """A cell cannot be understood; `said` is the sentence that says why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.id)
        self.said = said


def names_of(headings: Iterable[str]) -> tuple[str, ...]:
    """The columns by their names, whichever language their headings are in."""
    stripped = (heading.strip() for heading in headings)
    return tuple(_BY_HEADING.get(each, each.lower()) for each in stripped)


def heading_faults(names: tuple[str, ...]) -> Iterator[Message]:
    """What is wrong with the columns of a table: missing, unknown, or there twice."""
    if missing := [name for name in REQUIRED if name not in names]:
        yield _("These columns are missing: {columns}.", columns=", ".join(missing))
    if unknown := [name for name in names if name and name not in COLUMNS]:
        yield _("These columns are not known: {columns}.", columns=", ".join(unknown))
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        yield _("These columns occur twice: {columns}.", columns=", ".join(twice))


def request_of(cells: Mapping[str, str], zone: tzinfo | None) -> dict[str, Any]:
    """The request that a row makes, in the form of `wire.intake.Intake`. Raises `BadCell`.

    A time without a zone is taken to be in `zone`; without that either, it stays so, and the
    request is refused.
    """
    filed_at = cells.get("filed_at", "")
    try:
        moment = datetime.fromisoformat(filed_at)
    except ValueError:
        # It is sent as it is, and refused as every other text that is no time.
        pass
    else:
        if moment.tzinfo is None and zone is not None:
            moment = moment.replace(tzinfo=zone)
        filed_at = moment.isoformat()
    request: dict[str, Any] = {
        "title": _text(cells, "title"),
        "filed_at": filed_at,
        "applicant": "P1",
        "parties": list(_parties(cells)),
        "object": _some(cells, type="object_type", id="object_id", title="object_title"),
        "evidence": [_exhibit(item) for item in _items(cells.get("evidence", ""))],
    }
    for name in ("external_reference", "kind", "severity", "queue", "market", "level"):
        if name in cells:
            request[name] = cells[name]
    if any(name in cells for name in _ENFORCEMENT):
        request["enforcement"] = _enforcement(cells)
    if "claim" in cells:
        request["claim"] = {"text": cells["claim"], "language": cells.get("party_language", "")}
    return request


def _some(cells: Mapping[str, str], **fields: str) -> dict[str, Any]:
    """The fields whose columns, given by field, have a cell in this row."""
    return {field: cells[column] for field, column in fields.items() if column in cells}


def _text(cells: Mapping[str, str], name: str) -> dict[str, str]:
    return {"en": cells.get(f"{name}_en", ""), "zh": cells.get(f"{name}_zh", "")}


def _parties(cells: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    yield {
        "id": "P1",
        **_some(
            cells,
            role="party_role",
            name="party_name",
            language="party_language",
            channel="party_channel",
            region="party_region",
        ),
    }
    if "other_name" in cells or "other_role" in cells:
        owed = _yes(cells, "other_owed_word", default=False)
        other = _some(
            cells,
            role="other_role",
            name="other_name",
            language="other_language",
            region="other_region",
        )
        yield {"id": "P2", "owed_word": owed, **other}


def _enforcement(cells: Mapping[str, str]) -> dict[str, Any]:
    decider = cells.get("decided_by", "")
    return {
        "actions": _items(cells.get("actions", "")),
        "clauses": [_clause(item) for item in _items(cells.get("clauses", ""))],
        "decided_by": {"id": decider, "name": decider},
        "automated": _yes(cells, "automated", default=False),
        "facts": _text(cells, "facts"),
        **_some(
            cells,
            points="points",
            amount="amount",
            currency="currency",
            conduct_on="conduct_on",
            notice_on="notice_on",
        ),
    }


def _items(said: str) -> list[str]:
    """Several values in one cell are parted by semicolons, of either script."""
    return [item.strip() for item in said.replace("；", ";").split(";") if item.strip()]


def _clause(said: str) -> dict[str, str]:
    """A clause by its policy, number and version, such as AUT 2.1 v2.0. Raises `BadCell`."""
    parts = said.split()
    if len(parts) != 3:
        raise BadCell(
            _("“{clause}” is not a clause at its version, such as AUT 2.1 v2.0.", clause=said)
        )
    code, clause, version = parts
    return {"code": code, "clause": clause, "version": version.removeprefix("v")}


def _exhibit(said: str) -> dict[str, str]:
    """A piece of evidence by its type and file, such as EV_PURCHASE_INVOICE inv_0312.pdf. Raises
    `BadCell`."""
    type_, _space, file = said.partition(" ")
    if not file.strip():
        raise BadCell(
            _("“{item}” is not a type and a file, such as EV_SCREENSHOT page.png.", item=said)
        )
    return {"type": type_, "file": file.strip(), "source": "P1"}


def _yes(cells: Mapping[str, str], name: str, *, default: bool) -> bool:
    """Whether a cell says yes; `default` for an empty one. Raises `BadCell`."""
    said = cells.get(name, "").strip().lower()
    if said in _YES or said in _NO:
        return said in _YES
    if said:
        raise BadCell(_("“{said}” in {column} is neither yes nor no.", said=said, column=name))
    return default
