"""Amounts in capital figures: 80,000.00 is 捌万元整, 1,002.05 is 壹仟零贰元零伍分.

The form is that of the People's Bank's rules for filling in bills (支付结算办法, annex 1). Own code, because the
libraries at hand take binary floats.
"""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
GROUP = 10_000
FEN_MAX = 10**14


def capitals(amount_fen: int) -> str:
    """An amount of 0 up to below a trillion yuan. Raises ValueError outside of that."""
    if not 0 <= amount_fen < FEN_MAX:
        message = "amount out of range"
        raise ValueError(message)
    yuan, fen = divmod(amount_fen, 100)
    jiao, fen = divmod(fen, 10)
    whole = f"{_whole(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{whole or '零元'}整"
    tenth = f"{DIGITS[jiao]}角" if jiao else ("零" if whole else "")
    return whole + tenth + (f"{DIGITS[fen]}分" if fen else "整")


def _whole(yuan: int) -> str:
    """Groups of four digits, each with its unit; a gap between groups is told by one 零."""
    text, gap = "", False
    for index in reversed(range(len(GROUPS))):
        group = yuan // GROUP**index % GROUP
        if not group:
            gap = bool(text)
            continue
        text += ("零" if text and (gap or group < GROUP // 10) else "") + _group(group) + GROUPS[index]
        gap = False
    return text


def _group(number: int) -> str:
    text, gap = "", False
    for place in reversed(range(len(PLACES))):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return text
