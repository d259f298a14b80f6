"""Refusals about channels."""

from server.kit.errors import Conflict, Invalid


class AddressUnsound(Invalid):
    """Not an address of its kind."""

    code = "channel.address_unsound"
    zh = "接收地址不正确"
    en = "This is no address of its kind"


class ChannelNotServed(Conflict):
    """The house has no access to this service."""

    code = "channel.not_served"
    zh = "公司尚未开通该通知方式"
    en = "The house has not set up this service"


class TooManyChannels(Conflict):
    """One person keeps a few."""

    code = "channel.too_many"
    zh = "每人最多登记 {limit} 个接收方式"
    en = "One person keeps at most {limit} channels"
