"""What a password has to be, and what those look like that are given out for one time."""

import random

import pytest

from workstation.domain.people.entry import SHORTEST_PASSWORD
from workstation.i18n import Translator
from workstation.server.password_rules import KNOWN, one_time_password, weakness

NAMES = ("wei.ling", "Wei Ling 凌薇", "ada")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("tide-orbit7", "at least 12"),
        ("长密码十一个字符啊啊啊", "at least 12"),
        ("19840412198407", "digits and marks"),
        ("2026-11-30 09:00", "digits and marks"),
        ("１２３４５６７８９０１２", "digits and marks"),
        ("aaaaaaaaaaaa", "repeats"),
        ("AaaaAaaaaAaaaa", "repeats"),
        ("好好好好好好好好好好好好", "repeats"),
        ("abcabcabcabca", "repeats"),
        ("abcdefghijkl", "first that are tried"),
        ("zyxwvutsrqponm", "first that are tried"),
        ("qwertyuiopas", "first that are tried"),
        ("1QAZ2wsx3EDC", "first that are tried"),
        ("correct horse battery staple", "first that are tried"),
        ("Password-2026!", "first that are tried"),
        ("ｐａｓｓｗｏｒｄ２０２６", "first that are tried"),
        ("recourse2026!!", "first that are tried"),
        ("wei.ling-2026!", "of your name"),
        ("Weiling4lingwei", "of your name"),
        ("my weiling 4 me", "of your name"),
        ("ada123456789!", "of your name"),
        ("adaADA123456", "of your name"),
        ("a canada goose", None),
        ("tide lamp orbit", None),
        ("长密码 with spaces", None),
        ("一二三四五六七八九十壹贰", None),
    ],
)
def test_what_may_be_a_password(password: str, said: str | None) -> None:
    why = weakness(password, NAMES)
    told = Translator("en").text(why) if why else None
    assert (told is None) if said is None else (told is not None and said in told)


def test_every_known_password_is_long_enough_to_be_tried() -> None:
    assert len(KNOWN) >= 200
    assert [each for each in KNOWN if len(each) < SHORTEST_PASSWORD] == []
    assert [each for each in KNOWN if weakness(each, ()) is None] == []
    assert [each for each in KNOWN if weakness(f"{each.upper()}", ()) is None] == []


def test_a_one_time_password_is_random_plain_to_read_and_good() -> None:
    chance = random.Random(5)
    made = {one_time_password(chance.choice) for _n in range(200)}
    assert len(made) == 200
    for each in made:
        groups = each.split("-")
        assert [len(group) for group in groups] == [5, 5, 5, 5]
        assert not set("".join(groups)) - set("abcdefghjkmnpqrstuvwxyz")
        assert weakness(each, NAMES) is None
