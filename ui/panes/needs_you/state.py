"""What the questions pane shows: commands about the open case that could not be carried out."""

from __future__ import annotations

from workstation.app.values import Question
from workstation.domain.problem import Refused
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsState:
    """What the view shows.

    questions: what is asked, the first of them now
    of_open_case: whether the one that is asked now is about the open case
    notice: why the command could not be done again
    """

    questions: tuple[Question, ...] = ()
    of_open_case: bool = False
    notice: Refused | None = None

    @property
    def question(self) -> Question | None:
        """The one that is asked now."""
        return self.questions[0] if self.questions else None
