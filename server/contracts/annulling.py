"""A signed contract on which nothing is paid comes to nothing."""

from uuid import UUID

from server.contracts import service
from server.contracts.models import ContractState
from server.kit.work import Work


async def annul(work: Work, application_id: UUID) -> UUID:
    """The signed contract of an application is void; its papers and the record of its signing stay. Returns it.

    A building block of whoever knows that nothing was paid. Raises NotSigned.
    """
    contract = await service.signed_contract(work, application_id)
    contract.state = ContractState.VOID
    contract.version += 1
    await work.session.flush()
    work.touch("contract", contract.id, state=contract.state.value)
    return contract.id
