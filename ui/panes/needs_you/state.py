"""What the questions pane shows: commands about the open case that could not be carried out."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.app.values import Question
from workstation.domain.problem import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsState:
    """The first of `questions` is asked; the others follow. `notice` says why redoing failed."""

    questions: tuple[Question, ...] = ()
    notice: Refused | None = None

    @property
    def question(self) -> Question | None:
        """The one that is asked now."""
        return self.questions[0] if self.questions else None
