"""A desk of the tests that is every port of a workstation at once."""

from typing import Self


class OneForAll:
    """Whichever port a pane names, it finds the verbs of this desk: no two ports share a name."""

    @property
    def _this(self) -> Self:
        return self

    session = sync = records = lists = cases = questions = drafts = letters = _this
    kept_words = jobs = glossary = policies = people = _this
