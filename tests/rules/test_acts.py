"""Every act that the window offers has a key, and stands in the palette in both languages."""

import pytest

from ui.activities import ACTIVITIES
from ui.activities.cases import ACTIVITY
from ui.case_action import CaseAction
from ui.keyboard import KeyPlace, KeyTable, is_key
from ui.panes.appeal import CaseAct
from ui.shell import CATALOGUE, ways_to
from workstation.domain.acts import ACTS
from workstation.i18n import LANGUAGES, Translator, _

# These have panes of their own, and their keys are called after those.
ELSEWHERE = {"decide": CaseAction.DECIDE, "send_reply": CaseAction.SEND}
# Cases are filed from outside; here they only come.
FROM_OUTSIDE = {"file"}
SPECS = {spec.id: spec for spec in ACTIVITY.actions}
GIVEN = sorted({act.name for act in ACTS} - FROM_OUTSIDE)
PLACES = [
    KeyPlace("", _("Window"), (*CATALOGUE, *ways_to(ACTIVITIES))),
    *(KeyPlace(each.name, each.title, each.actions) for each in ACTIVITIES),
]
EVERY = [(place.name, spec) for place in PLACES for spec in place.specs]


@pytest.mark.parametrize("name", GIVEN)
def test_what_the_domain_knows_can_be_done_by_a_key(name: str) -> None:
    spec = SPECS[ELSEWHERE.get(name) or CaseAction(f"case.{name}")]
    assert spec.keys
    assert all(map(is_key, spec.keys))


@pytest.mark.parametrize("act", CaseAct)
def test_what_has_a_button_has_a_key(act: CaseAct) -> None:
    assert SPECS[CaseAction(f"case.{act}")].keys


def test_each_act_of_a_case_is_described() -> None:
    assert set(SPECS) == set(CaseAction)


@pytest.mark.parametrize(
    "spec", [spec for _place, spec in EVERY], ids=[f"{place}:{spec.id}" for place, spec in EVERY]
)
def test_it_says_what_it_does_in_every_language(spec) -> None:
    texts = {Translator(code).text(spec.text) for code in LANGUAGES}
    assert len(texts) == len(LANGUAGES)


def test_no_two_acts_share_a_key_in_one_place() -> None:
    table = KeyTable(PLACES)
    shared = [
        (spec.id, key, other.spec.id)
        for _place, spec in EVERY
        for key in spec.keys
        for other in table.taken_by(spec.id, key)
    ]
    assert shared == []


def test_ctrl_and_a_digit_is_an_outcome_and_g_and_a_letter_an_activity() -> None:
    keys = {key: spec.id for _place, spec in EVERY for key in spec.keys}
    digits = [f"Ctrl+{at}" for at in range(1, 10)]
    assert [keys[key] for key in digits] == [CaseAction[f"OUTCOME_{at}"] for at in range(1, 10)]
    going = {key: action for key, action in keys.items() if key.startswith("g ")}
    assert going == {f"g {each.letter}": f"go.{each.name}" for each in ACTIVITIES}


def test_a_shared_key_is_found() -> None:
    place = KeyPlace("cases", ACTIVITY.title, (SPECS[CaseAction.CLAIM], SPECS[CaseAction.NOTE]))
    clash = KeyTable([place]).taken_by(CaseAction.CLAIM, "n")
    assert [each.spec.id for each in clash] == [CaseAction.NOTE]
    assert KeyTable(PLACES).taken_by(CaseAction.CLAIM, "g")
    assert not KeyTable(PLACES).taken_by(CaseAction.LINE_1, "1")
