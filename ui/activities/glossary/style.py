"""Choosing the house style."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.activities.glossary.desk import GlossaryDesk, submit
from ui.activities.glossary.state import StyleState
from workstation.domain.glossary.acts import SetStyle
from workstation.domain.house_style import Profile


class StylePresenter:
    """Replaces its part of the state. A choice holds for nobody until it is saved."""

    def __init__(self, desk: GlossaryDesk, put: Callable[[StyleState], None]) -> None:
        self.state = StyleState(profile=desk.glossary.current.style)
        self._desk = desk
        self._say = put
        self._over = desk.glossary.current.style_revision

    def take_in(self, *, waiting: bool) -> None:
        """Show the style as it is now, unless another one is being chosen."""
        house = self._desk.glossary.current
        if not self.state.unsaved:
            self._over = house.style_revision
            self._show(replace(self.state, profile=house.style, waiting=waiting, theirs=False))
        else:
            theirs = self._over != house.style_revision
            self._show(replace(self.state, waiting=waiting, theirs=theirs))

    def choose(self, profile: Profile) -> None:
        """This is chosen now, and not saved."""
        unsaved = profile != self._desk.glossary.current.style
        self._show(replace(self.state, profile=profile, unsaved=unsaved, refused=None))

    def revert(self) -> None:
        """Choose what holds."""
        self._show(
            StyleState(profile=self._desk.glossary.current.style, waiting=self.state.waiting)
        )
        self.take_in(waiting=self.state.waiting)

    def rebase(self) -> None:
        """Go on with what is chosen, over what somebody else saved meanwhile."""
        self._over = self._desk.glossary.current.style_revision
        self._show(replace(self.state, theirs=False, refused=None))

    async def save(self) -> bool:
        """Give it. Whether it was taken; if not, the form says why."""
        chosen = self.state.profile
        refused = await submit(self._desk, SetStyle(chosen, self._over))
        if refused is not None:
            self._show(replace(self.state, refused=refused))
            return False
        self._over = self._desk.glossary.current.style_revision
        unsaved = self.state.profile != chosen
        self._show(replace(self.state, unsaved=unsaved, theirs=False, refused=None))
        return True

    def _show(self, state: StyleState) -> None:
        self.state = state
        self._say(state)
