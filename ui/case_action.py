"""`CaseAction`: the names of everything that can be done with cases."""

from __future__ import annotations

from enum import StrEnum

from ui.keyboard import action


class CaseAction(StrEnum):
    """One thing that a person can do with cases. Other activities answer the first four too,
    and all come back by `BACK`."""

    NEXT = action.NEXT
    PREVIOUS = action.PREVIOUS
    SEARCH = action.SEARCH
    CONFIRM = action.CONFIRM
    OPEN = "case.open"
    BACK = action.BACK
    SELECT = "case.select"
    UNSELECT = "case.unselect"
    VIEW_1 = "case.view_1"
    VIEW_2 = "case.view_2"
    VIEW_3 = "case.view_3"
    VIEW_4 = "case.view_4"
    VIEW_5 = "case.view_5"
    VIEW_6 = "case.view_6"
    SKIP = "case.skip"
    CLAIM = "case.claim"
    RELEASE = "case.release"
    ASSIGN = "case.assign"
    ACCEPT = "case.accept"
    NOTE = "case.note"
    REQUEST_INFORMATION = "case.request_information"
    EXTEND = "case.extend"
    RECORD_ANSWER = "case.record_answer"
    DECIDE_ON_FILE = "case.decide_on_file"
    REFER = "case.refer"
    AGREE = "case.agree"
    RETURN = "case.return"
    RECORD_ACTION = "case.record_action"
    WITHDRAW = "case.withdraw"
    CLOSE = "case.close"
    REOPEN = "case.reopen"
    POLICY = "case.policy"
    CITE = "case.cite"
    REPLY = "case.reply"
    DECIDE = "case.decide"
    LINE_1 = "case.line_1"
    LINE_2 = "case.line_2"
    LINE_3 = "case.line_3"
    LINE_4 = "case.line_4"
    LINE_5 = "case.line_5"
    LINE_6 = "case.line_6"
    OUTCOME_1 = "case.outcome_1"
    OUTCOME_2 = "case.outcome_2"
    OUTCOME_3 = "case.outcome_3"
    OUTCOME_4 = "case.outcome_4"
    OUTCOME_5 = "case.outcome_5"
    OUTCOME_6 = "case.outcome_6"
    OUTCOME_7 = "case.outcome_7"
    OUTCOME_8 = "case.outcome_8"
    OUTCOME_9 = "case.outcome_9"
    INSERT_CLAUSE = "case.insert_clause"
    RECIPIENT = "case.recipient"
    TEMPLATE = "case.template"
    NEXT_BLANK = "case.next_blank"
    PREVIEW = "case.preview"
    CONVERT = "case.convert"
    SEND = "case.send"
    SEND_NEXT = "case.send_next"
    WIDE_REPLY = "case.wide_reply"
