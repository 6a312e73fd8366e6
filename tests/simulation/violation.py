"""What a run ends with when something that must hold does not."""


class Violation(AssertionError):
    """`rule` says in a word or two what was broken; the rest says where."""

    def __init__(self, rule: str, detail: str) -> None:
        super().__init__(f"{rule}: {detail}")
        self.rule = rule
