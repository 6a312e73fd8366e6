"""Checking pairs from a JSON Lines file: one pair a line in, its findings a line out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import BEAD_LIMIT, check_bead
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO, TextIO

    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.finding import Finding

LINE_LIMIT = 4_000_000
_FIELDS = ("id", "en", "zh")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no pair, with its number counted from 1."""

    number: int
    why: Message


def read_pairs(stream: BinaryIO) -> Iterator[Bead | BadLine]:
    """Each line as a bead, or as what is wrong with it; blank lines are passed over."""
    number = 0
    while line := stream.readline(LINE_LIMIT):
        number += 1
        if not line.endswith(b"\n") and len(line) >= LINE_LIMIT:
            # The rest of it is passed over.
            while (rest := stream.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
                continue
            yield BadLine(number, _("The line is longer than {most} bytes.", most=LINE_LIMIT))
        elif line.strip():
            yield _read(number, line)


def _read(number: int, line: bytes) -> Bead | BadLine:
    """One line as a bead, or as what is wrong with it."""
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        return BadLine(number, _("The line is not UTF-8."))
    try:
        pair = json.loads(text)
    except (ValueError, RecursionError):
        return BadLine(number, _("The line is not JSON."))
    if not isinstance(pair, dict):
        return BadLine(number, _("The line is not an object with id, en and zh."))
    for field in _FIELDS:
        if not isinstance(pair.get(field), str):
            return BadLine(number, _("The field {field} is missing or is not a text.", field=field))
    longest = max(len(pair["en"]), len(pair["zh"]))
    if longest > BEAD_LIMIT:
        return BadLine(
            number,
            _(
                "A text has {length} characters; a pair may have {most}.",
                length=longest,
                most=BEAD_LIMIT,
            ),
        )
    return Bead(pair["id"], pair["en"], pair["zh"])


def output_line(bead_id: str, findings: Iterable[Finding], say: Callable[[Message], str]) -> str:
    """The findings of one pair in the form that other tools read; spans count code points."""
    answer = {
        "id": bead_id,
        "findings": [
            {
                "check": one.check.value,
                "severity": one.severity.value,
                "en_span": list(one.en) if one.en else None,
                "zh_span": list(one.zh) if one.zh else None,
                "message": say(one.why),
            }
            for one in findings
        ],
    }
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # Half of a surrogate pair cannot be written as it is.
        return json.dumps(answer)
    return text


def check_pairs(
    stream: BinaryIO,
    context: CheckContext,
    say: Callable[[Message], str],
    out: TextIO,
    problems: TextIO,
) -> bool:
    """Check each pair of the stream; True when every line could be read.

    A bad line is named with its number on `problems`, and the rest is checked all the same.
    """
    whole = True
    for line in read_pairs(stream):
        if isinstance(line, BadLine):
            whole = False
            problems.write(say(_("line {number}: {why}", number=line.number, why=line.why)) + "\n")
            continue
        out.write(output_line(line.id, check_bead(line, context), say) + "\n")
    return whole
