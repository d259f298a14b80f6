"""The look-alikes by name, each drawn from dice alone."""

import random
from collections.abc import Callable

from bench.ocr.lookalikes import certificates, other_cards, pages
from bench.ocr.photos import Paper

LOOKALIKES: dict[str, Callable[[random.Random], Paper]] = {
    drawing.__name__: drawing
    for drawing in (
        other_cards.driving_licence,
        pages.chat,
        certificates.food_permit,
        pages.loan_form,
        other_cards.social_security,
        pages.spreadsheet,
        other_cards.bank_card,
        pages.law_page,
        pages.app_screen,
        other_cards.work_badge,
        pages.receipt,
        pages.household_register,
        other_cards.residence_permit,
        pages.invoice,
        other_cards.vehicle_licence,
        pages.contract_page,
        certificates.account_permit,
        certificates.institution_certificate,
        other_cards.pass_permit,
        pages.name_card,
        other_cards.student_card,
    )
}
