"""Where the caller is told of his notices outside the app."""

from datetime import datetime

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from server.notices.reach import models, service

KIND = "NoticeChannel"

strawberry.enum(models.ChannelKind, name="NoticeChannelKind", description="What carries a notice outside the app.")


@strawberry.type(description="One way on which the caller is told.")
class NoticeChannel:
    """View of a channel; its address is never shown again."""

    id: strawberry.ID = described("Global id.")
    kind: models.ChannelKind = described("What carries it.")
    label: str = described("What its owner calls it.")
    created_at: datetime = described("When it was added.")
    last_sent_at: datetime | None = described("When a message was taken last.")
    failures: int = described("How many tries in a row were not taken.")

    @classmethod
    def of(cls, channel: models.StaffChannel) -> "NoticeChannel":
        return cls(
            id=ids.encode(KIND, channel.id),
            kind=channel.kind,
            label=channel.label,
            created_at=channel.created_at,
            last_sent_at=channel.last_sent_at,
            failures=channel.failures,
        )


@strawberry.type(description="The caller's channels, and what could be added.")
class NoticeChannels:
    """Answer of noticeChannels and of every change of them."""

    channels: list[NoticeChannel] = described("His living channels, the newest first.")
    served: list[models.ChannelKind] = described("What the house has set up.")
    push_key: str = described("The house's key that a browser subscribes with, base64url.")


@strawberry.input(description="A browser that is to be told.")
class AddPushChannelInput:
    """Input of addPushChannel: what PushSubscription says."""

    idempotency_key: str = described(KEY)
    endpoint: str = described("The push service's address for this browser.")
    p256dh: str = described("Its public key, base64url.")
    auth: str = described("Its secret, base64url.")
    label: str = described("What its owner calls it, up to 60 characters.")


@strawberry.input(description="Another way to be told.")
class AddNoticeChannelInput:
    """Input of addNoticeChannel."""

    idempotency_key: str = described(KEY)
    kind: models.ChannelKind = described("`WECOM`, `DINGTALK` or `SMS`.")
    address: str = described("The caller's id there, or his phone number.")
    label: str = described("What its owner calls it, up to 60 characters.")


@strawberry.input(description="A channel that is not wanted any more.")
class RemoveNoticeChannelInput:
    """Input of removeNoticeChannel."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which channel.")


@strawberry.input(description="A channel to be tried.")
class TryNoticeChannelInput:
    """Input of tryNoticeChannel."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which channel.")


@strawberry.type
class ReachQuery:
    """Part of the root query."""

    @query(service.listed)
    async def notice_channels(self, info: Info) -> NoticeChannels:
        return await _mine(info)


@strawberry.type
class ReachMutation:
    """Part of the root mutation."""

    @mutation(service.add_browser)
    async def add_push_channel(self, info: Info, input: AddPushChannelInput) -> NoticeChannels:
        browser = service.Browser(input.endpoint, input.p256dh, input.auth)
        await service.add_browser(info.context.keyed(input.idempotency_key), browser=browser, label=input.label)
        return await _mine(info)

    @mutation(service.add_address)
    async def add_notice_channel(self, info: Info, input: AddNoticeChannelInput) -> NoticeChannels:
        caller = info.context.keyed(input.idempotency_key)
        await service.add_address(caller, kind=input.kind, address=input.address, label=input.label)
        return await _mine(info)

    @mutation(service.remove)
    async def remove_notice_channel(self, info: Info, input: RemoveNoticeChannelInput) -> NoticeChannels:
        channel_id = ids.decode_as(KIND, input.id, "id")
        await service.remove(info.context.keyed(input.idempotency_key), channel_id=channel_id)
        return await _mine(info)

    @mutation(service.try_out)
    async def try_notice_channel(self, info: Info, input: TryNoticeChannelInput) -> NoticeChannels:
        channel_id = ids.decode_as(KIND, input.id, "id")
        await service.try_out(info.context.keyed(input.idempotency_key), channel_id=channel_id)
        return await _mine(info)


async def _mine(info: Info) -> NoticeChannels:
    own = await service.listed(info.context.caller)
    channels = [NoticeChannel.of(channel) for channel in own.channels]
    return NoticeChannels(channels=channels, served=list(own.served), push_key=own.push_key)
