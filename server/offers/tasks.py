"""The worker's side of offers and surveys."""

from uuid import UUID

from server.identity.actors import WORKER
from server.kit.work import Caller, House
from server.offers.drawing import draw_page
from server.offers.satisfaction import asking
from server.offers.sending import expire, send_page


async def draw_offers(house: House, campaign_id: str) -> None:
    """The population of a campaign is looked at and frozen."""
    caller = Caller(house, WORKER, request_id=f"campaign:{campaign_id}")
    while await draw_page(caller, campaign_id=UUID(campaign_id)):
        pass


async def send_offers(house: House, campaign_id: str) -> None:
    """A campaign's messages go out, as far as the hour allows."""
    caller = Caller(house, WORKER, request_id=f"campaign:{campaign_id}")
    while await send_page(caller, campaign_id=UUID(campaign_id)):
        pass


async def send_survey(house: House, survey_id: str) -> None:
    """The question after a loan has ended goes out."""
    await asking.send_survey(Caller(house, WORKER, request_id=f"survey:{survey_id}"), survey_id=UUID(survey_id))


async def expire_links(house: House) -> None:
    """What the worker does from time to time: links that were not answered end."""
    caller = Caller(house, WORKER, request_id="offers")
    await expire(caller)
    await asking.expire_surveys(caller)
