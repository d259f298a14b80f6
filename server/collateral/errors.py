"""Refusals of the register of collateral."""

from server.kit.errors import Conflict, Invalid


class ItemUnsound(Invalid):
    """What is told of an item cannot be."""

    code = "collateral.item_unsound"
    zh = "押品信息有误：{reason}"
    en = "This cannot be an item: {reason}"


class ItemKnown(Conflict):
    """The certificate is in the register already. Whose it is, is not told."""

    code = "collateral.item_known"
    zh = "该权属证号已在押品登记簿中，请勿重复录入"
    en = "This certificate is in the register already"


class ValuationUnsound(Invalid):
    """What is told of a value cannot be."""

    code = "collateral.valuation_unsound"
    zh = "评估信息有误：{reason}"
    en = "This cannot be a valuation: {reason}"


class InsuranceUnsound(Invalid):
    """What is told of a policy cannot be."""

    code = "collateral.insurance_unsound"
    zh = "保险信息有误：{reason}"
    en = "This cannot be a policy: {reason}"


class ChargeUnsound(Invalid):
    """What is told of a charge cannot be."""

    code = "collateral.charge_unsound"
    zh = "担保物权信息有误：{reason}"
    en = "This cannot be a charge: {reason}"


class ChargeUnfit(Invalid):
    """There is no such right in such a thing."""

    code = "collateral.charge_unfit"
    zh = "该类押品不能设立此种担保物权"
    en = "There is no such right in a thing of this kind"


class ChargedAlready(Conflict):
    """The item secures this application already."""

    code = "collateral.charged_already"
    zh = "该押品已为本笔申请设立担保"
    en = "The item secures this application already"


class RankTaken(Conflict):
    """Another living charge on the item has this rank."""

    code = "collateral.rank_taken"
    zh = "该押品第 {rank} 顺位已被占用"
    en = "Rank {rank} on this item is taken"


class ChargeWrongState(Conflict):
    """The charge is not where this step begins."""

    code = "collateral.wrong_state"
    zh = "担保物权当前状态为“{state_zh}”，不能{verb_zh}"
    en = "The charge is {state_en}: it cannot be {verb_en}"


class RegistrationUnsound(Invalid):
    """What is told of an entry in a public register cannot be."""

    code = "collateral.registration_unsound"
    zh = "登记信息有误：{reason}"
    en = "This cannot be an entry in a register: {reason}"


class OwnCharge(Conflict):
    """Nobody ticks the registration of what he agreed himself."""

    code = "collateral.own_charge"
    zh = "登记须由设立担保的经办人以外的人员确认"
    en = "Somebody else than who agreed the charge ticks its registration"


class DebtNotRepaid(Conflict):
    """What the charge secures is still owed."""

    code = "collateral.debt_not_repaid"
    zh = "所担保的债务尚未清偿，不能注销登记"
    en = "What it secures is still owed"


class ShareUnsound(Invalid):
    """A counted share lies between nothing and all, and begins on a later day than the one before it."""

    code = "collateral.share_unsound"
    zh = "认定比例有误：{reason}"
    en = "This cannot be a counted share: {reason}"
