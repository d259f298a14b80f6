"""Refusals of webhooks."""

from server.kit.errors import Conflict, Invalid


class UrlUnsound(Invalid):
    """Not an address that messages may go to."""

    code = "webhook.url_unsound"
    zh = "回调地址无效（{reason}）"
    en = "this is no address for messages ({reason})"


class KindUnknown(Invalid):
    """No such kind of event."""

    code = "webhook.kind_unknown"
    zh = "没有名为 {kind} 的事件"
    en = "there is no event named {kind}"


class EndpointEnded(Conflict):
    """The endpoint was ended for good."""

    code = "webhook.ended"
    zh = "该回调地址已停用"
    en = "this endpoint was ended"


class TooManyEndpoints(Conflict):
    """A team has as many endpoints as it may."""

    code = "webhook.too_many"
    zh = "每个接入方最多 {limit} 个回调地址"
    en = "a team may have at most {limit} endpoints"


class NotRedeliverable(Conflict):
    """The message is on its way already."""

    code = "webhook.on_its_way"
    zh = "该消息正在发送中"
    en = "this message is on its way already"
