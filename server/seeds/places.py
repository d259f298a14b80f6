"""The branch tree: headquarters, three regions, nine branches of different size."""

from dataclasses import dataclass
from typing import Final

from server.identity.models import BranchKind


@dataclass(frozen=True)
class Place:
    """A node of the tree. `weight` is its share of the business; `districts` are codes and names of GB/T 2260."""

    code: str
    name: str
    kind: BranchKind
    parent: str | None = None
    city: str = ""
    weight: int = 0
    districts: tuple[tuple[str, str], ...] = ()


def _branch(code: str, parent: str, city: str, weight: int, districts: str) -> Place:
    pairs = [pair.split() for pair in districts.split(",")]
    named = tuple((number, name) for number, name in pairs)
    return Place(code, f"{city}分公司", BranchKind.BRANCH, parent, city, weight, named)


PLACES: Final = (
    Place("hq", "总部", BranchKind.HEADQUARTERS),
    Place("east", "华东大区", BranchKind.REGION, "hq"),
    Place("south", "华南大区", BranchKind.REGION, "hq"),
    Place("west", "西部大区", BranchKind.REGION, "hq"),
    _branch("east-sh", "east", "上海", 26, "310104 徐汇区,310106 静安区,310112 闵行区,310114 嘉定区,310115 浦东新区"),
    _branch("east-nj", "east", "南京", 9, "320102 玄武区,320104 秦淮区,320105 建邺区,320115 江宁区"),
    _branch("east-hz", "east", "杭州", 12, "330102 上城区,330106 西湖区,330108 滨江区,330109 萧山区"),
    _branch("south-sz", "south", "深圳", 20, "440303 罗湖区,440304 福田区,440305 南山区,440306 宝安区,440307 龙岗区"),
    _branch("south-gz", "south", "广州", 11, "440104 越秀区,440105 海珠区,440106 天河区,440113 番禺区"),
    _branch("south-cs", "south", "长沙", 6, "430102 芙蓉区,430103 天心区,430104 岳麓区,430111 雨花区"),
    _branch("west-cd", "west", "成都", 8, "510104 锦江区,510105 青羊区,510107 武侯区,510108 成华区"),
    _branch("west-cq", "west", "重庆", 5, "500103 渝中区,500105 江北区,500106 沙坪坝区,500108 南岸区"),
    _branch("west-xa", "west", "西安", 3, "610103 碑林区,610104 莲湖区,610113 雁塔区"),
)
REGIONS: Final = tuple(place for place in PLACES if place.kind is BranchKind.REGION)
BRANCHES: Final = tuple(place for place in PLACES if place.kind is BranchKind.BRANCH)
