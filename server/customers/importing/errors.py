"""What is wrong with a row of customers, or with who brings them in."""

from server.kit.errors import Conflict, Denied, Invalid


class WholeHouseNeeded(Denied):
    """Whether somebody is a customer already is told by the whole house alone."""

    code = "customer.import_whole_house_only"
    zh = "须有全公司数据权限才能导入客户"
    en = "Only who sees the whole house brings customers in"


class CustomerKnown(Conflict):
    """The number belongs to a customer already."""

    code = "customer.import_known"
    zh = "该证件号码已是客户，未重复导入"
    en = "A customer has this number already; not entered again"


class TwiceInSheet(Conflict):
    """The number stands in an earlier line too."""

    code = "customer.import_twice"
    zh = "该证件号码在表中重复"
    en = "The number stands in the sheet twice"


class PhoneKnown(Conflict):
    """The phone belongs to another customer."""

    code = "customer.import_phone_known"
    zh = "该手机号已属于其他客户"
    en = "Another customer has this phone"


class ConsentUnsound(Invalid):
    """Consent is given on a day that has come."""

    code = "customer.import_consent_unsound"
    zh = "授权日期不能晚于今天"
    en = "Consent is given on a day that has come"


class ImportMovedOn(Conflict):
    """Somebody else has brought the next rows in."""

    code = "customer.import_moved_on"
    zh = "该文件正由他人导入，请稍后重试"
    en = "Somebody else is bringing this sheet in; try again later"


class PageUnsound(Invalid):
    """A page begins behind what was brought in, and has no more rows than a page may have."""

    code = "customer.import_page_unsound"
    zh = "导入分页有误"
    en = "Not the next page of this sheet"
