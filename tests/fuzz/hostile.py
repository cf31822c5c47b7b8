"""Texts that are hard on a program: each is made of a piece that is repeated until it has ``length`` characters."""

from __future__ import annotations

__all__ = ["HOSTILE", "repeated"]

# Name → (beginning, piece, end).
HOSTILE: dict[str, tuple[str, str, str]] = {
    "one character": ("", "法", ""),
    "digits": ("", "2", ""),
    "years": ("", "2022年", ""),
    "spaces": ("", " ", "法"),
    "wide spaces": ("法", "\u3000", "治"),
    "line ends": ("", "\n", "法"),
    "opening quotes": ("", "《", ""),
    "nested titles": ("", "《法", "》"),
    "closing quotes": ("", "》", ""),
    "pairs": ("", "《法》", ""),
    "quotation marks": ("", "“", ""),
    "parentheses": ("", "（", ""),
    "nested parentheses": ("法治", "（2022", ""),
    "brackets of numbers": ("", "〔2022", "〕8号"),
    "headings": ("", "一、法治\n", ""),
    "numbers of headings": ("", "一", "、"),
    "items": ("", "一是法治。", ""),
    "levels": ("", "1.1.", ""),
    "commas": ("", "，", "。"),
    "enumerated": ("", "法治、", ""),
    "government": ("", "人民政府", ""),
    "organs": ("", "局", ""),
    "regions": ("", "河南省开封市", ""),
    "region letters": ("", "区", ""),
    "towns": ("", "镇街道", ""),
    "figures": ("", "办理案件12件，", ""),
    "numerals": ("", "一千二百", "件"),
    "percents": ("", "98.5%", ""),
    "decimals": ("", "1.", ""),
    "thousands": ("", "1,", "000件"),
    "ands": ("", "和", ""),
    "labels": ("", "来源:", ""),
    "dates": ("", "2023-01-12 ", ""),
    "documents": ("", "修订《某办法》，", ""),
    "committees": ("", "委员会", "主任"),
    "first": ("", "率先", ""),
    "honours": ("", "荣获“", "”称号"),
    "posts": ("", "副市长", ""),
    "own place": ("", "我区", ""),
    "carriage returns": ("", "\r", "法"),
    "bidi controls": ("", "\u202e法\u2066", ""),
    "combining": ("法", "\u0301", ""),
    "astral": ("", "\U00020000", ""),
    "surrogate": ("", "法\ud800", ""),
    "letters": ("", "a", ""),
    "colons": ("", "法:", ""),
    "dashes": ("2015", "—", "2020年"),
    "arrows": ("", "首页>", ""),
    "amounts": ("", "3.2亿元", ""),
    "ranges": ("", "2016-2020年", ""),
    "laws": ("", "中华人民共和国行政处罚法", ""),
    "prose": ("", "区政府常务会议审议通过《某区权责清单》，办理行政复议案件12件，同比增长8%。", ""),
}


def repeated(name: str, length: int) -> str:
    """Return the hostile text ``name``, of about ``length`` characters."""
    begin, piece, end = HOSTILE[name]
    return begin + piece * max(1, (length - len(begin) - len(end)) // len(piece)) + end
