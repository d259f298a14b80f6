"""What purposes of loans are called on paper, by the codes that product versions list."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PURPOSES_ZH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "working_capital": "流动资金周转",
        "equipment": "设备采购",
        "renovation": "店面装修",
        "stock": "备货进货",
        "rent": "支付租金",
        "education": "教育培训",
        "medical": "医疗",
        "appliances": "家电家具",
        "seed": "购买种子",
        "fertiliser": "购买化肥",
        "livestock": "购买牲畜",
    }
)


def purpose_zh(code: str) -> str:
    """The purpose in words; one that a lender has named himself is his own word and stays."""
    return PURPOSES_ZH.get(code, code)
