"""The business licence: labels that its layouts since 1998 print, by the field that they introduce.

Sheets differ in their order, columns and names (法定代表人, 负责人, 经营者, 执行事务合伙人…), so values are found
from their labels.
"""

import re

LABELS: dict[str, tuple[str, ...]] = {
    "name": ("企业名称", "公司名称", "字号名称", "名称"),
    "licence_type": ("公司类型", "企业类型", "经济性质", "主体类型", "类型"),
    "legal_representative": (
        "法定代表人姓名", "法定代表人", "执行事务合伙人", "经营者姓名", "投资人姓名", "负责人姓名",
        "经营者", "负责人", "投资人",
    ),
    "composition": ("组成形式",),
    "business_scope": ("经营范围及方式", "经营范围", "业务范围"),
    "registered_capital": ("注册资本", "注册资金", "出资额", "成员出资总额"),
    "paid_in_capital": ("实收资本",),
    "established_on": ("成立日期", "注册日期"),
    "term": ("营业期限", "合伙期限", "经营期限"),
    "address": ("主要经营场所", "经营场所", "营业场所", "企业住所", "住所", "主要场所"),
    "authority": ("登记机关", "发照机关"),
}  # fmt: skip
# last characters of the two-character labels, by which they are known when the first one was lost
TAILS = {"称": "name", "型": "licence_type", "所": "address"}
CODE_LABELS = ("统一社会信用代码", "社会信用代码")
REGISTRATION_LABELS = ("注册号",)
TITLE = "营业执照"
FOOT = re.compile(
    r"国家企业信用|信用信息公示|gsxt|http|市场主体应当|企业应当于|市场监督管理总局监制|工商行政管理总局|扫描二维码|年度报告|登录国家"
)
AUTHORITY = re.compile(
    r"[\u3400-\u9fff]{2,}(?:市场监督管理|工商行政管理|行政审批(?:服务)?|市场和质量监督管理|政务服务(?:数据)?管理|质量技术监督)(?:总局|局|委员会|分局)(?:[\u3400-\u9fff]{2,6}分局)?"
)
OFFICES = (
    "市场监督管理局",
    "工商行政管理局",
    "行政审批局",
    "行政审批服务局",
    "市场监督管理委员会",
    "市场和质量监督管理局",
    "市场和质量监督管理委员会",
    "政务服务管理局",
    "政务服务数据管理局",
    "工商局",
)
# titles of other papers that print a licence's labels
OTHER_PAPERS = re.compile(
    r"事业单位|社会团体|民办非企业|基金会|许可证|登记证|法人证书|开户|申请表|申请书|明细|清单|序号|发票|合同书"
)
COMPOSITIONS = ("个人经营", "家庭经营")
NAME_ENDS = (
    "公司",
    "厂",
    "店",
    "中心",
    "行",
    "部",
    "社",
    "馆",
    "院",
    "场",
    "所",
    "室",
    "坊",
    "吧",
    "企业",
    "合伙）",
    "城",
    "铺",
    "超市",
    "站",
    "园",
    "屋",
    "摊",
    "）",
)
SPREAD_LIMIT = 11.0  # a spread label is at most this many characters wide
