"""What stands in place of the letter while no case is open."""

from __future__ import annotations

from ui.theme import Icon
from ui.widgets import EmptyPanel
from workstation.i18n import _


def nobody() -> EmptyPanel:
    """A fresh panel; the stage owns it."""
    return EmptyPanel(
        Icon.REPLY,
        _("No letter yet"),
        _("Open a case and press r to write to the party, in English and in Chinese."),
    )
