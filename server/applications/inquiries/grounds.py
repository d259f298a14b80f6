"""On what a question may be asked: consent and law. Asked when an officer wants it, and again before it is sent."""

from typing import Final

from server.compliance.errors import Forbidden
from server.compliance.registers import service as law
from server.connectors.errors import ConsentMissing
from server.connectors.models import ConnectorSource
from server.connectors.service import Basis
from server.customers.models import Customer
from server.customers.queries import consent_of
from server.customers.service.consents import BUREAU, SHARING
from server.customers.service.lookup import PERSONAL_DATA
from server.kit.errors import DomainError
from server.kit.work import Work

REASON: Final = "pre_loan"
PURPOSES: Final = {
    PERSONAL_DATA: ("个人信息授权", "use of his data"),
    BUREAU: ("征信查询授权", "question to the credit bureau"),
    SHARING: ("第三方数据授权", "use of data of third parties"),
}


async def grounds_of(work: Work, source: ConnectorSource, customer: Customer) -> Basis | DomainError:
    """The basis of a question to a source, or the refusal: ConsentMissing, Forbidden (a rule of law, named)."""
    basis = Basis(REASON)
    if source.consent_purpose is not None:
        consent = await consent_of(work.session, work.scope, customer.id, source.consent_purpose)
        if consent is None:
            return without_consent(source.consent_purpose, source.name_zh, source.name_en)
        basis = Basis(REASON, consent.id, source.consent_purpose)
    if source.needs_authorisation:
        found = await law.before_bureau_query(work, customer_id=customer.id, kind=customer.kind.value, reason=REASON)
        try:
            law.require_lawful(found, field="source")
        except Forbidden as refusal:
            return refusal
    return basis


def without_consent(purpose: str, name_zh: str, name_en: str) -> ConsentMissing:
    """The refusal for want of a consent."""
    zh, en = PURPOSES.get(purpose, (purpose, purpose))
    return ConsentMissing(field="source", purpose_zh=zh, purpose_en=en, name_zh=name_zh, name_en=name_en)
