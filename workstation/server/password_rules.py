"""The rules that a password has to fit, the passwords that are tried first, and those that an
administrator gives out for one time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from workstation.domain.actor import Actor
from workstation.domain.people.entry import SHORTEST_PASSWORD
from workstation.i18n import Message, _

# No letter that is read as another one or as a digit: 20 of them are 90 random bits.
_CLEAR = "abcdefghjkmnpqrstuvwxyz"
_GROUPS, _IN_GROUP = 4, 5
# A unit of so many characters, said again and again, is no longer than once.
_UNIT = 4
# Shorter names stand by chance within other words.
_LONG_NAME = 5
# Passwords that are tried first are compared without case and width. Of a word anything is refused
# that only adds digits and marks to it: `Password-2026!` is `password`.
# At least twelve characters, and no rule but this list finds them.
KNOWN = frozenset(
    """
    1a2b3c4d5e6f 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv
    1qazxsw23edc 1qazxsw23edcvfr4 qaz1wsx2edc3 qazwsxedcrfv qazwsxedc123 qazwsxedcrfvtgb
    zaq12wsxcde3 zaq1xsw2cde3 zaq1zaq1zaq1 q1w2e3r4t5y6 q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 qwer1234asdf
    qwer1234qwer qwertyuiop12 qwertyuiop123 qwerty123456 qwerty1234567 qwerty12345678 qwertyqwerty
    asdfghjkl123 asdfasdfasdf asdf1234asdf asdfqwer1234 qweasdzxc123 qweasdzxcrty qweasdzxcqwe
    zxcvbnm12345 zxcvbnm123456 zxcvbnmasdfg a1b2c3d4e5f6 a1s2d3f4g5h6 aa123456aa12 abc123abc123
    abcd1234abcd abcd1234efgh abc123456789 abcdef123456 abcdefg12345 aabbccddeeff asd123asd123
    q1q1q1q1q1q1 1234567890qw 1234qwerasdf 1234qwerasdfzxcv 123qweasdzxc 12qwaszx34er 123456789abc
    123456abcdef 12345qwertasdfg 0987654321qwe 147258369abc woaini123456 woaini1314520 woaini5201314
    wo1314520aini 5201314woaini woaiwojia123 woaiwojiaren zhangwei123456 wangwei123456 iloveyou1314
    iloveyou5201314 5201314iloveyou nihao1234567 nihaoma12345 correcthorse correcthorsebattery
    correcthorsebatterystaple thisismypassword thisisapassword mypasswordis mypassword12
    yourpassword newpassword1 newpassword12 oldpassword1 nopassword123 passwordpassword
    password1password passwordabcd passpasspass pass1234word passw0rd1234 letmeinletmein
    letmeinplease letmeinnow123 openthedoor1 opensesame12 opensesame123 trustno1trustno1
    iloveyouforever iloveyousomuch iloveyoubaby iloveyou1234 ilovemyfamily ilovemymother
    ilovemylife1 ilovejesus12 jesusislord1 jesuschrist1 jesusloves12 godisgreat12 godisgood123
    blessed12345 princess1234 sunshine1234 football1234 baseball1234 basketball12 superman1234
    batman123456 spiderman123 starwars1234 pokemon12345 dragonball12 dragon123456 monkey123456
    shadow123456 master123456 michael12345 jennifer1234 charlie12345 jordan232323 liverpool123
    liverpoolfc1 manchester12 manchesterunited barcelona123 realmadrid12 chelsea12345 arsenal12345
    juventus1234 ferrari12345 mercedes1234 computer1234 internet1234 samsung12345 blackberry12
    whatever1234 whateveryouwant idontknow123 dontforgetme nevergiveup1 hello1234567 helloworld12
    helloworld123 hellohello12 changeme1234 changemenow1 changeme2026 temp1234temp temporary123
    tempassword1 administrator administrator1 admin1234567 adminadmin12 administrador rootrootroot
    superadmin12 superuser123 testtest1234 testing12345 test12345678 demo12345678 guest1234567
    secret123456 topsecret123 supersecret1 verysecret12 welcome12345 welcomehome1 welcome2026!
    companyname1 company12345 office123456 summer202612 winter202612 spring202612 autumn202612
    january12345 december1234 november2026 singapore123 singapore1234 shanghai1234 beijing12345
    shenzhen1234 guangzhou123 hongkong1234 zhongguo1234 china1234567 customerservice customer1234
    recourse1234 recourse12345 recourse2026 recourserecourse moderation123 moderation12 appeal123456
    """.split()
)

# Whatever is left of a password without its digits and marks.
_WORDS = frozenset(
    """
    abc abcabc abcd access admin administrator asdf asdfgh asdfghjkl autumn baseball batman change
    changeit changeme china company computer customer demo december default dragon football guest
    hello helloworld iloveyou internet january letmein login manager master moderation moderator
    monday monkey nihao november october office open opensesame pass passcode password passwort
    passwd passwrd psswrd psswd princess qaz qazwsx qwe qweasd qweasdzxc qwer qwert qwerty qwertz
    qwertyuiop recourse root secret september shadow singapore spring start summer sunday sunshine
    superman supervisor support system temp temppassword temporary test tester testing trustno user
    username welcome winter woaini worker xiaomi zaq zxcv zxcvbn zxcvbnm mima wodemima denglu 密码
    我的密码 我爱你 管理员 你好 测试 申诉 欢迎 中国 公司 登录
    """.split()
)

# Neighbours on a keyboard and in the alphabets; read in both directions.
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1234567890qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiop1234567890",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p",
    "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥",
)


def one_time_password(choose: Callable[[str], str]) -> str:
    """Four groups of five letters; `choose` takes one of a text at random."""
    groups = ("".join(choose(_CLEAR) for _n in range(_IN_GROUP)) for _group in range(_GROUPS))
    return "-".join(groups)


def names_of(actor: Actor) -> tuple[str, ...]:
    """The names of somebody, of which their own password may not be made."""
    return (actor.id, actor.name)


def weakness(password: str, names: Iterable[str]) -> Message | None:
    """Why somebody of these names may not have this password; None if they may."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(plain) < SHORTEST_PASSWORD:
        return _("A password has at least {n} characters.", n=SHORTEST_PASSWORD)
    letters = _only(plain, str.isalpha)
    if not letters:
        return _("A password of nothing but digits and marks is soon guessed.")
    units = (plain[:size] for size in range(1, _UNIT + 1))
    if any(plain == (unit * len(plain))[: len(plain)] for unit in units):
        return _("A password that repeats the same characters is soon guessed.")
    compact = _only(plain, str.isalnum)
    in_order = any(compact in row or compact in row[::-1] for row in _ROWS)
    if in_order or not {plain, compact}.isdisjoint(KNOWN) or letters in _WORDS:
        return _("This password is one of the first that are tried.")
    if any(_is_made_of(letters, name) for name in names):
        return _("A password must not be made of your name.")
    return None


def _is_made_of(letters: str, name: str) -> bool:
    """Whether a password of these letters has a long name in it, or is nothing but a short one."""
    told = _only(unicodedata.normalize("NFKC", name).casefold(), str.isalpha)
    if not told:
        return False
    return (len(told) >= _LONG_NAME and told in letters) or not letters.replace(told, "")


def _only(text: str, wanted: Callable[[str], bool]) -> str:
    return "".join(character for character in text if wanted(character))
