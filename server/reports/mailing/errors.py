"""Refusals of mailings."""

from server.kit.errors import Invalid


class AddresseeUnsound(Invalid):
    """Not an address of mail in one of the house's own domains, or too many of them."""

    code = "mailing.addressee_unsound"
    zh = "收件人须为本机构邮箱，最多{limit}个"
    en = "Addressees have the house's own mail, at most {limit} of them"
