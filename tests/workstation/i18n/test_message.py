"""A message has no language: it cannot slip out as a string."""

import pytest

from workstation.i18n import Message, _, ngettext, pgettext


@pytest.mark.parametrize(
    "slip",
    [
        str,
        "{}".format,
        lambda message: f"{message}",
        lambda message: f"{message:>9}",
        lambda message: "%s" % message,  # noqa: UP031  each way in which a text slips out
        lambda message: "a" + message,
        lambda message: "".join([message]),
        print,
    ],
)
def test_a_message_is_no_string(slip) -> None:
    with pytest.raises(TypeError):
        slip(_("Saved"))


def test_messages_are_values() -> None:
    assert _("Saved {n}", n=1) == _("Saved {n}", n=1) != _("Saved {n}", n=2)
    assert len({_("Saved"), _("Saved"), pgettext("file", "Saved")}) == 2
    assert ngettext("{n} case", "{n} cases", 2).count == 2
    assert not isinstance(_("Saved"), str)
    with pytest.raises(AttributeError):
        _("Saved").id = "Lost"  # type: ignore[misc]  # the point of the test


def test_a_message_can_be_looked_at_in_a_debugger() -> None:
    assert "Saved" in repr(Message("Saved"))
