"""What nobody may be judged by: refused by the name of a column and by what stands in it.

Credit reporting regulation, article 14: religion, genes, fingerprints, blood group, disease and medical history may
not be collected. PIPL articles 24 and 28: automated decisions have to be fair, and sensitive data want a necessity
that a loan does not give. Sex, nation, birthplace and marital status stand for such things, or for nothing that the
borrower does; dependants and household debt say lawfully what marital status would have said.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from server.decision.errors import ForbiddenFeature

FORBIDDEN: Final[tuple[tuple[str, str, str], ...]] = (
    (r"性别|\b(sex|gender|male|female)\b", "性别", "sex"),
    (r"民族|国籍|种族|\b(nation(ality)?|ethnic(ity)?|race|foreign(er)?)\b", "民族、种族或国籍", "nation or origin"),
    (r"宗教|信仰|\b(religion|religious|faith)\b", "宗教信仰", "religion"),
    (r"疾病|病史|健康|\b(disease|illness|health|medical|disab(led|ility)|pregnan(t|cy))\b", "疾病与健康", "health"),
    (r"基因|指纹|血型|人脸|\b(gene(tic)?s?|fingerprint|blood|face)\b", "生物识别信息", "biometric data"),
    (r"籍贯|出生地|\b(birthplace|birth place|native place|hometown)\b", "籍贯与出生地", "birthplace"),
    (r"婚姻|婚否|\b(marital|married|marriage|divorced)\b", "婚姻状况", "marital status"),
    (r"政治面貌|党员|\b(political|party member)\b", "政治面貌", "political affiliation"),
    (r"手机型号|设备价格|\b(device price|phone model)\b", "设备价格", "the price of a device"),
)
VALUES: Final[tuple[tuple[frozenset[str], str, str], ...]] = (
    (frozenset({"男", "女", "male", "female", "男性", "女性"}), "性别", "sex"),
    (frozenset({"m", "f"}), "性别", "sex"),
    (
        frozenset({"已婚", "未婚", "离异", "丧偶", "married", "single", "divorced", "widowed"}),
        "婚姻状况",
        "marital status",
    ),
    (
        frozenset({"汉族", "回族", "满族", "壮族", "苗族", "维吾尔族", "藏族", "蒙古族"}),
        "民族、种族或国籍",
        "nation or origin",
    ),
)
LEVELS_LOOKED_AT: Final = 60


def refuse_forbidden(columns: Mapping[str, Iterable[object]]) -> None:
    """Raises ForbiddenFeature for the first column that the law does not let us judge by."""
    for name, values in columns.items():
        for zh, en in (*by_name(name), *by_values(values)):
            raise ForbiddenFeature(field=name, column=name, kind_zh=zh, kind_en=en)


def by_name(name: str) -> list[tuple[str, str]]:
    """What the words of a name say: `foreign_worker`, `personalStatusSex` and `客户性别` alike."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = re.sub(r"[\W_\d]+", " ", words).lower()
    return [(zh, en) for pattern, zh, en in FORBIDDEN if re.search(pattern, words)]


def by_values(values: Iterable[object]) -> list[tuple[str, str]]:
    """What the values themselves say, whatever the column is called."""
    levels: set[str] = set()
    for value in values:
        text = "" if value is None else str(value).strip().lower()
        if text:
            levels.add(text)
        if len(levels) > LEVELS_LOOKED_AT:
            return []
    return [(zh, en) for known, zh, en in VALUES if levels and len(levels & known) * 2 > len(levels)]
