"""A refusal travels without a language and is said in the reader's."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.labels import OUTCOME
from workstation.domain.taxonomy import Outcome
from workstation.i18n import Duration, Message, Money, Translator, _, ngettext, pgettext
from workstation.wire.codec import decode, encode
from workstation.wire.messages import WireMessage, from_wire, to_wire

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ARGUMENT = st.one_of(
    TEXT,
    st.integers(-(2**53), 2**53),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.builds(
        Money,
        st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
        st.sampled_from(["SGD", "CNY"]),
    ),
    st.builds(Duration, st.timedeltas(timedelta(0), timedelta(days=400))),
    st.just(OUTCOME[Outcome.UPHELD]),
)


def travelled(message: Message) -> Message:
    return from_wire(decode(encode(to_wire(message)), WireMessage))


@given(st.dictionaries(st.sampled_from(["name", "day", "n", "what"]), ARGUMENT, max_size=4))
def test_a_message_arrives_as_it_left(arguments) -> None:
    message = _("A {name}", **arguments)
    assert travelled(message) == message


def test_plurals_and_contexts_arrive() -> None:
    assert travelled(ngettext("{n} case", "{n} cases", 3)) == ngettext("{n} case", "{n} cases", 3)
    assert travelled(pgettext("queue", "Mine")) == pgettext("queue", "Mine")


def test_it_is_said_where_it_is_read() -> None:
    at = datetime(2026, 9, 2, 7, 42, tzinfo=UTC)
    message = _(
        "{outcome} on {day}: {money}, {at}, {n}",
        outcome=OUTCOME[Outcome.UPHELD],
        day=date(2026, 9, 1),
        money=Money(Decimal("8460"), "SGD"),
        at=at,
        n=1234567,
    )
    said = Translator("zh_Hans", UTC).text(travelled(message))
    assert said.startswith("维持原决定 on 2026年9月1日: 8,460新元, 9月2日 07:42")


def test_an_argument_without_a_value_is_refused() -> None:
    broken = decode(b'{"id":"A {x}","args":{"x":{}}}', WireMessage)
    with pytest.raises(ValueError, match="no value"):
        from_wire(broken)
