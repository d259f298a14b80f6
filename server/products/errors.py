"""Refusals of products and of the house's parameters."""

from server.kit.errors import Conflict, Invalid


class AmountOutOfRange(Invalid):
    """The product is not lent in this amount."""

    code = "product.amount_out_of_range"
    zh = "金额须在 {minimum} 元至 {maximum} 元之间"
    en = "The amount must lie between {minimum} and {maximum} yuan"


class TermOutOfRange(Invalid):
    """The product is not lent for this long."""

    code = "product.term_out_of_range"
    zh = "期限须在 {minimum} 至 {maximum} 个月之间"
    en = "The term must lie between {minimum} and {maximum} months"


class TermNotWholePeriods(Invalid):
    """The product is paid back every so many months, and the term is no multiple of them."""

    code = "product.term_not_whole_periods"
    zh = "期限须为 {every} 个月的整数倍"
    en = "The term must be a multiple of {every} months"


class NotOffered(Conflict):
    """This version is not lent on this day."""

    code = "product.not_offered"
    zh = "该产品版本当前不可用"
    en = "This version of the product is not offered now"


class PurposeNotAllowed(Invalid):
    """The product is not lent for this purpose."""

    code = "product.purpose_not_allowed"
    zh = "该产品不支持此用途"
    en = "The product is not lent for this purpose"


class TermsUnsound(Invalid):
    """The version's own figures make no sense; the field says which."""

    code = "product.terms_unsound"
    zh = "产品参数有误：{reason}"
    en = "The product's terms make no sense: {reason}"


class TooEarly(Conflict):
    """A version begins on a later day than the one before it, and not in the past."""

    code = "product.begins_too_early"
    zh = "生效日须不早于今天且晚于上一版本（{after}）"
    en = "A version begins today or later, and after the one before it ({after})"


class DayUnsound(Invalid):
    """A calendar day has a name and a source, and is named for the future or the running year."""

    code = "lender.day_unsound"
    zh = "日历参数有误：{reason}"
    en = "The calendar day makes no sense: {reason}"


class FigureUnsound(Invalid):
    """A figure of the lender is a finite number under a plain code, with a note of where it comes from."""

    code = "lender.figure_unsound"
    zh = "机构参数有误：{reason}"
    en = "The figure makes no sense: {reason}"
