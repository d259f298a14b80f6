"""Root fields that draw up and send contracts."""

from uuid import UUID

import strawberry

from schema.contracts.views import Contract
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.contracts import service


@strawberry.input(description="An approved application.")
class DrawUpContractInput:
    """Input of drawUpContract."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")


@strawberry.input(description="A contract whose paper is set.")
class SendContractInput:
    """Input of sendContract."""

    idempotency_key: str = described(KEY)
    contract_id: strawberry.ID = described("Which contract.")


@strawberry.type(description="The contract after the change.")
class ContractPayload:
    """Answer of mutations on contracts."""

    contract: Contract = described("As it stands now.")


@strawberry.type
class ContractMutation:
    """Part of the root mutation."""

    @mutation(service.draw_up)
    async def draw_up_contract(self, info: Info, input: DrawUpContractInput) -> ContractPayload:
        application_id = ids.decode_as("Application", input.application_id, "applicationId")
        back = ReadBack(info, _payload)
        return back.answer(await service.draw_up(back.caller(input.idempotency_key), application_id=application_id))

    @mutation(service.send_for_signing)
    async def send_contract(self, info: Info, input: SendContractInput) -> ContractPayload:
        contract_id = ids.decode_as("Contract", input.contract_id, "contractId")
        back = ReadBack(info, _payload)
        outcome = await service.send_for_signing(back.caller(input.idempotency_key), contract_id=contract_id)
        return back.answer(outcome)


def _payload(contract_id: UUID) -> ContractPayload:
    return ContractPayload(contract=by_row_id(contract_id))
