"""The people of the house: every position is held, every branch has somebody else to review what its officers enter.

Their names are invented. Passwords and one-time-code secrets are the demonstration's own: production refuses the mode
in which this is loaded.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid5

from server.identity import catalogue as posts
from server.identity import passwords
from server.identity.models import Branch, Staff, StaffPosition, StaffState, TeamMember
from server.kit import crypto
from server.seeds.copying import Rows
from server.seeds.places import PLACES, REGIONS, Place

PASSWORD: Final = "jiedai-demo-1"  # noqa: S105 - known to everybody who reads the README; the demonstration's own
NAMESPACE: Final = UUID("8d5f6b0e-6b7c-4d0e-9a53-6d1c5eed0001")
HIRED_ON: Final = date(2015, 1, 5)
HIRED_AT: Final = datetime(2015, 1, 5, tzinfo=UTC)
WITH_CODE: Final = frozenset({posts.REGIONAL_MANAGER, posts.COMMITTEE, posts.FINANCE, posts.FINANCE_CHECKER})


@dataclass(frozen=True)
class Post:
    """A member of staff."""

    login: str
    name: str
    place: str
    positions: tuple[str, ...]

    @property
    def id(self) -> UUID:
        return id_of(self.login)

    @property
    def totp_secret(self) -> str | None:
        """For whoever decides on large amounts or pays them out."""
        if not WITH_CODE.intersection(self.positions):
            return None
        return base64.b32encode(hashlib.sha256(f"jiedai demo {self.login}".encode()).digest()[:20]).decode()


@cache
def id_of(name: str) -> UUID:
    """The id of a branch by its code, or of a member of staff by his login: the same in every demonstration."""
    return uuid5(NAMESPACE, name)


OFFICER, REVIEWER = posts.OFFICER, posts.REVIEWER
POSTS: Final = (
    Post("lin.jingyi", "林静宜", "hq", (posts.ADMINISTRATOR,)),
    Post("zhou.botao", "周博涛", "hq", (posts.ADMINISTRATOR,)),
    Post("gu.wenhan", "顾文翰", "hq", (posts.COMMITTEE,)),
    Post("shen.ruolan", "沈若兰", "hq", (posts.COMMITTEE,)),
    Post("tang.yizhou", "唐一舟", "hq", (posts.COMMITTEE,)),
    Post("fang.minhua", "方敏华", "hq", (posts.FINANCE,)),
    Post("yu.kecheng", "余可成", "hq", (posts.FINANCE_CHECKER,)),
    Post("qiao.siyuan", "乔思远", "hq", (posts.RISK,)),
    Post("meng.xiulian", "孟秀莲", "hq", (posts.AUDITOR,)),
    Post("he.junfeng", "何俊峰", "east", (posts.REGIONAL_MANAGER,)),
    Post("liang.huimin", "梁慧敏", "south", (posts.REGIONAL_MANAGER,)),
    Post("ma.guodong", "马国栋", "west", (posts.REGIONAL_MANAGER,)),
    Post("chen.yutong", "陈雨桐", "east-sh", (OFFICER,)),
    Post("xu.haoran", "徐浩然", "east-sh", (OFFICER, REVIEWER)),
    Post("song.jiaqi", "宋佳琪", "east-sh", (OFFICER, REVIEWER)),
    Post("pan.dehua", "潘德华", "east-sh", (posts.BRANCH_MANAGER,)),
    Post("lu.xinyan", "陆欣妍", "east-sh", (posts.TEAM_LEAD,)),
    Post("cai.zhiqiang", "蔡志强", "east-sh", (posts.COLLECTOR,)),
    Post("jiang.wanting", "蒋婉婷", "east-nj", (OFFICER,)),
    Post("bai.shuo", "白硕", "east-nj", (posts.BRANCH_MANAGER, REVIEWER)),
    Post("ding.yichen", "丁奕辰", "east-hz", (OFFICER,)),
    Post("shao.meiling", "邵美玲", "east-hz", (posts.BRANCH_MANAGER, REVIEWER)),
    Post("huang.zekai", "黄泽楷", "south-sz", (OFFICER,)),
    Post("luo.qianqian", "罗倩倩", "south-sz", (OFFICER, REVIEWER)),
    Post("zeng.weijie", "曾伟杰", "south-sz", (OFFICER, REVIEWER)),
    Post("ou.yaming", "区雅明", "south-sz", (posts.BRANCH_MANAGER,)),
    Post("kuang.liwen", "邝丽雯", "south-sz", (posts.COLLECTOR,)),
    Post("mo.zijun", "莫子俊", "south-gz", (OFFICER,)),
    Post("situ.caiyun", "司徒彩云", "south-gz", (posts.BRANCH_MANAGER, REVIEWER)),
    Post("tan.xiaoxiang", "谭晓湘", "south-cs", (OFFICER,)),
    Post("yi.chengfeng", "易乘风", "south-cs", (posts.BRANCH_MANAGER, REVIEWER)),
    Post("du.ruoxi", "杜若溪", "west-cd", (OFFICER,)),
    Post("pu.zhengyang", "蒲正阳", "west-cd", (posts.BRANCH_MANAGER, REVIEWER)),
    Post("ran.lingfeng", "冉凌峰", "west-cq", (OFFICER,)),
    Post("xiang.shuhua", "向淑华", "west-cq", (posts.BRANCH_MANAGER, REVIEWER)),
    Post("lei.zhan", "雷展", "west-xa", (OFFICER,)),
    Post("dang.yulan", "党玉兰", "west-xa", (posts.BRANCH_MANAGER, REVIEWER)),
)
TEAMS: Final = {"lu.xinyan": ("chen.yutong", "xu.haoran", "song.jiaqi")}
SHOWN: Final = {posts.REVIEWER: "xu.haoran", posts.BRANCH_MANAGER: "pan.dehua"}
"""Who stands for a position that several hold, where it is not the first."""


@cache
def holders(position: str, place: str | None = None) -> tuple[Post, ...]:
    """Who holds a position, at a place."""
    return tuple(post for post in POSTS if position in post.positions and place in (None, post.place))


def logins() -> list[dict[str, Any]]:
    """One log-in for each position, the same in every demonstration."""
    shown = []
    for spec in posts.POSITIONS:
        post = next(each for each in holders(spec.code) if each.login == SHOWN.get(spec.code, each.login))
        shown.append({"role": spec.code, "login": post.login, "password": PASSWORD, "totp_secret": post.totp_secret})
    return shown


def region_of(branch: Place) -> Place:
    """The region that a branch belongs to."""
    return next(region for region in REGIONS if region.code == branch.parent)


def write(rows: Rows, master_key: bytes) -> None:
    """Branches, staff, positions held, teams."""
    for place in PLACES:
        parent = id_of(place.parent) if place.parent else None
        node = {"id": id_of(place.code), "parent_id": parent, "kind": place.kind}
        rows.add(Branch, node | {"code": place.code, "name": place.name})
    password_hash = passwords.hash_password(PASSWORD)
    for post in POSTS:
        rows.add(Staff, _member(post, master_key, password_hash))
        for code in post.positions:
            rows.add(StaffPosition, {"staff_id": post.id, "position_code": code, "valid_from": HIRED_ON})
    for lead, members in TEAMS.items():
        rows.add_all(TeamMember, ({"lead_id": id_of(lead), "member_id": id_of(member)} for member in members))


def _member(post: Post, master_key: bytes, password_hash: str) -> dict[str, Any]:
    secret = post.totp_secret
    place = crypto.cell("staff", "totp_secret", post.id)
    return {
        "id": post.id,
        "login": post.login,
        "name": post.name,
        "branch_id": id_of(post.place),
        "state": StaffState.ACTIVE,
        "password_hash": password_hash,
        "must_change_password": False,
        "totp_secret": crypto.encrypt(crypto.derive(master_key, "totp"), secret.encode(), place) if secret else None,
        "created_at": HIRED_AT,
    }
