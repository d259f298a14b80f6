"""The table of adapters, by kind of source."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from server.connectors.adapters.bureau import CreditBureau
from server.connectors.adapters.devices import Device
from server.connectors.adapters.flow import BankFlow, FundTrail
from server.connectors.adapters.form import Adapter
from server.connectors.adapters.persons import BankCard, BusinessRegister, Liveness, NameId, Sanctions
from server.connectors.adapters.property import PropertyRegister
from server.connectors.adapters.trade import Commerce, SocialSecurity, SupplyChain, Tax
from server.connectors.kinds import SourceKind

ADAPTERS: Final[Mapping[SourceKind, Adapter]] = MappingProxyType(
    {
        SourceKind.CREDIT_BUREAU: CreditBureau(),
        SourceKind.TAX: Tax(),
        SourceKind.SOCIAL_SECURITY: SocialSecurity(),
        SourceKind.COMMERCE: Commerce(),
        SourceKind.NAME_ID: NameId(),
        SourceKind.BUSINESS_REGISTER: BusinessRegister(),
        SourceKind.BANK_CARD: BankCard(),
        SourceKind.LIVENESS: Liveness(),
        SourceKind.SANCTIONS: Sanctions(),
        SourceKind.SUPPLY_CHAIN: SupplyChain(),
        SourceKind.BANK_FLOW: BankFlow(),
        SourceKind.FUND_TRAIL: FundTrail(),
        SourceKind.DEVICE: Device(),
        SourceKind.PROPERTY_REGISTER: PropertyRegister(),
    }
)
