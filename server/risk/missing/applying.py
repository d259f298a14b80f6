"""Of devices and applications: what a web application cannot see, and what nobody asks."""

from typing import Final

from server.risk.lacking import Missing

MISSING: Final = (
    Missing(
        "DV-05",
        "无线网络 MAC 地址:浏览器不提供,须有原生应用采集并取得同意",
        "The Wi-Fi's MAC address: a browser does not tell it; it takes a native application and a consent.",
    ),
    Missing(
        "DV-11",
        "申报地址的经纬度:须接入地理编码服务,设备环境来源只回答定位是否虚拟、与网络地区是否一致",
        "Where a declared address lies: it takes a geocoding service; the source of devices tells no place.",
    ),
    Missing(
        "VL-05",
        "推荐码:本系统进件没有推荐码或地推编号",
        "Referral codes: applications here carry none.",
    ),
    Missing(
        "VL-08",
        "粘贴次数:进件页面不记录字段录入方式",
        "How often a field was pasted: the forms do not record how a field was filled in.",
    ),
    Missing(
        "SN-10",
        "员工本人及近亲属的证件号码或电话:人事档案未接入",
        "Numbers of staff and of their families: personnel records are not connected.",
    ),
)
