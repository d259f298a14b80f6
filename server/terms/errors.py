"""Refused terms: a code, the field it is about, and the sentence in English and Chinese."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "terms.not_a_number": ("must be an exact number", "必须是精确的数字"),
    "terms.principal_out_of_range": (
        "the principal is between 0.01 and 100,000,000,000.00 yuan",
        "本金须在0.01元至1000亿元之间",
    ),
    "terms.rate_out_of_range": ("the annual rate is between 0 and 10 (1000 %)", "年利率须在0至10（1000%）之间"),
    "terms.rate_too_fine": ("a rate has at most 12 decimal places", "利率最多12位小数"),
    "terms.periods_out_of_range": ("the number of periods is between 1 and 1200", "期数须在1至1200之间"),
    "terms.every_out_of_range": ("a period is between 1 and 366 units long", "每期长度须在1至366个单位之间"),
    "terms.first_due_out_of_range": (
        "the first due date lies after the start and within two periods",
        "首个还款日须晚于起息日且不超过两期",
    ),
    "terms.due_dates_not_rising": (
        "due dates rise, begin after the start, and number as many as the periods",
        "还款日须晚于起息日、逐期递增且与期数一致",
    ),
    "terms.date_out_of_range": ("dates lie between 1990 and 2199", "日期须在1990年至2199年之间"),
    "terms.grace_out_of_range": ("grace leaves at least one period to repay in", "宽限期须至少留一期用于还款"),
    "terms.due_day_out_of_range": ("the due day is between 1 and 31", "还款日须在1至31日之间"),
    "terms.not_for_period": ("this setting does not go with the unit of the periods", "该设置不适用于此期限单位"),
    "terms.term_not_whole_periods": ("the term is a whole number of periods", "期限须为整数期"),
    "terms.balloon_out_of_range": ("the balloon is between zero and the principal", "尾款须在零与本金之间"),
    "terms.tranche_out_of_range": (
        "a tranche is a positive amount drawn after the start and before the last due date",
        "后续放款须为正数，且在起息日之后、末期还款日之前",
    ),
    "terms.rate_change_out_of_range": (
        "a rate changes after the start, once a day, in rising order",
        "调息日须晚于起息日且逐次递增",
    ),
    "terms.fee_out_of_range": ("a fee is not negative", "费用不得为负"),
    "terms.not_for_method": ("this setting does not go with the repayment method", "该设置不适用于此还款方式"),
    "terms.unknown_convention": ("no convention of that name", "没有该名称的计息约定"),
    "terms.row_out_of_range": ("the schedule has no such row", "还款计划没有这一期"),
    "terms.amount_negative": ("the amount is not negative", "金额不得为负"),
    "terms.dates_reversed": ("the end lies before the beginning", "止期早于起期"),
    "terms.flows_without_solution": ("the cash flows have no single rate of return", "该现金流没有唯一的内部收益率"),
    "terms.missing": ("is needed", "不能为空"),
    "terms.unknown_value": ("is none of the known values", "不是可选值"),
    "terms.given_twice": ("is given in yuan and in fen", "不能同时以元和分填写"),
    "terms.unknown_field": ("is not a field of terms", "不是条款字段"),
}


class TermsError(ValueError):
    """Terms, or a question about them, that make no sense. `field` is the name of the offending input."""

    def __init__(self, code: str, field: str, message: str | None = None) -> None:
        english, chinese = SENTENCES[code]
        self.code = code
        self.field = field
        self.message = message or f"{field}: {english}"
        self.message_zh = f"{field}：{chinese}"
        super().__init__(self.message)
