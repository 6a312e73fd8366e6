"""A silenced type error carries its code and its reason; nothing is left for later."""

import io
import re
import tokenize

import pytest

from tests.rules.sources import Source, expect_none, sources

IGNORE = re.compile(r"#\s*type:\s*ignore")
WITH_REASON = re.compile(r"#\s*type:\s*ignore\[[\w,\- ]+\]\s*#\s*(?!noqa)\w.*")
# Put together, so that no search of the tree for such marks ends here.
LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK")) + r")\b")


def findings(source: Source) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    return [
        f"{source.name}:{token.start[0]} {token.string}"
        for token in tokens
        if token.type == tokenize.COMMENT and not _is_fine(token.string)
    ]


def _is_fine(comment: str) -> bool:
    if LATER.search(comment):
        return False
    return not IGNORE.search(comment) or bool(WITH_REASON.search(comment))


def test_comments_give_reasons_and_leave_nothing_for_later() -> None:
    expect_none(line for source in sources("workstation", "ui") for line in findings(source))


@pytest.mark.parametrize(
    "comment",
    [
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# type: ignore[arg-type]  # noqa: E501",
        "# TO" + "DO: later",
    ],
)
def test_a_mark_without_a_reason_is_found(comment: str) -> None:
    assert len(findings(Source("x.py", f"x = 1  {comment}\n"))) == 1


@pytest.mark.parametrize(
    "line",
    ["x = 1  # type: ignore[arg-type]  # a KeyPress is a QKeyEvent", 'x = "# type: ignore"'],
)
def test_a_reason_passes(line: str) -> None:
    assert findings(Source("x.py", line + "\n")) == []
