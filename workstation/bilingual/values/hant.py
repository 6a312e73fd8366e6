"""Traditional characters of values, read as the Simplified ones that the patterns are written in.

Only what numbers, units, dates, currencies and counters are written with, one for one: places stay,
and no converter has to be loaded to light a value.
"""

from __future__ import annotations

import re

_HANT = (
    "亞來倆個傢億內兩冊則剋厤叄員噹國圓場塊對層嵗幣幾張後摺數昇時曆東條業標檔檯歐歲歷淩減準為營為當疊盧"
    "禮種筆箇節級組緻臺舊萬處號裏裡規誌貳賓輛輪迴週過釐釦鈡銖錢鍾鎊鐘門間閤陞陸隻雙電韆韓頁項頭類颱餅餘馬騰點單聲欄軌訂"
)
_HANS = (
    "亚来俩个家亿内两册则克历叁员当国元场块对层岁币几张后折数升时历东条业标档台欧岁历凌减准为营为当叠卢"
    "礼种笔个节级组致台旧万处号里里规志贰宾辆轮回周过厘扣钟铢钱钟镑钟门间合升陆只双电千韩页项头类台饼余马腾点单声栏轨订"
)
_SIMPLE = str.maketrans(_HANT, _HANS)
# 參 is a three among the numerals of a cheque, and else the first half of a word: 參加, 參與.
_NOT_THREE = re.compile("參(?![佰拾仟百十千万亿元零壹贰叁肆伍陆柒捌玖])")


def simple(text: str) -> str:
    """The text with these characters in their Simplified form, as long as it was."""
    if text.isascii():
        return text
    return _NOT_THREE.sub("参", text.translate(_SIMPLE))
