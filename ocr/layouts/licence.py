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
_HELD = (
    "自然人投资或控股", "自然人独资", "法人独资", "自然人投资或控股的法人独资", "非自然人投资或控股的法人独资",
    "国有独资", "国有控股", "外国法人独资", "外国自然人独资", "外商投资、非独资", "外商投资企业法人独资", "外商合资",
    "外商投资企业投资", "中外合资", "港澳台法人独资", "台港澳法人独资", "港澳台自然人独资", "台港澳自然人独资",
    "台港澳与境内合资", "港澳台投资、非独资",
)  # fmt: skip
_LISTED = ("上市", "非上市", "上市、自然人投资或控股", "非上市、自然人投资或控股", "非上市、国有控股", "上市、国有控股",
           "未上市、自然人投资或控股")  # fmt: skip
# what stands after 类型, as registration authorities write it
TYPES = frozenset({
    *(f"有限责任公司{branch}{held}" for branch in ("", "分公司") for held in ("", *(f"（{one}）" for one in _HELD))),
    *(f"{kind}股份有限公司{branch}{held}" for kind in ("", "其他") for branch in ("", "分公司")
      for held in ("", *(f"（{one}）" for one in _LISTED))),
    "其他有限责任公司", "其他有限责任公司分公司", "一人有限责任公司", "有限公司", "分公司", "个体工商户", "个体",
    "个人独资企业", "个人独资企业分支机构", "个人独资企业（分支机构）", "普通合伙企业", "有限合伙企业",
    "特殊普通合伙企业", "特殊的普通合伙企业", "普通合伙企业分支机构", "有限合伙企业分支机构", "合伙企业分支机构",
    "外商投资有限合伙企业", "外商投资企业分公司", "农民专业合作社", "农民专业合作社分支机构",
    "农民专业合作社联合社", "全民所有制", "全民所有制分支机构（非法人）", "集体所有制", "集体所有制（股份合作）",
    "集体分支机构（非法人）", "股份合作制", "股份合作企业", "联营", "内资企业", "内资分公司", "全民与集体联营",
    "国有企业", "集体企业", "有限责任公司（非自然人投资或控股的法人独资）分公司",
    "股份有限公司（台港澳与境内合资、未上市）", "股份有限公司（中外合资、未上市）", "外国（地区）企业常驻代表机构",
})  # fmt: skip
ENDLESS = ("长期", "无固定期限", "永久", "永续", "不约定期限")
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
