"""How a funding account's orders reach its bank."""

import re
from uuid import UUID

from server.custody import queries
from server.custody.files.layouts import profile_of
from server.custody.files.rules import FileKind
from server.custody.payout.errors import CutOffUnsound
from server.custody.payout.rules import Channel
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


@use_case(Operation.LENDER_SET)
async def set_channel(
    work: Work,
    *,
    funding_account_id: UUID,
    channel: Channel,
    file_profile: str | None = None,
    cut_off: str | None = None,
    is_bank_partner: bool = False,
) -> UUID:
    """Say how a funding account's orders reach its bank: over the bank link, or in files of a profile.

    `cut_off` is a time of the day, HH:MM in Shanghai; without one orders go out at any hour. Orders that are on their
    way keep their channel. Refuses with NotFound, file.profile_unknown, payout.cut_off_unsound.
    """
    account = await queries.funding_account(work.session, work.scope, funding_account_id)
    if account is None:
        raise NotFound(field="fundingAccountId")
    if channel is Channel.FILE or file_profile:
        profile_of(file_profile, "fileProfile").outgoing(FileKind.PAYMENT)
    account.channel, account.file_profile = channel, file_profile or None
    account.cut_off_minute, account.is_bank_partner = _minute(cut_off), is_bank_partner
    work.touch("funding_account", account.id, channel=channel.value)
    return account.id


def _minute(cut_off: str | None) -> int | None:
    if not cut_off:
        return None
    told = TIME.fullmatch(cut_off)
    if told is None:
        raise CutOffUnsound(field="cutOff")
    return int(told[1]) * 60 + int(told[2])
