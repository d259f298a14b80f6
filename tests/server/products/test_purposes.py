"""What purposes are called: the same on paper and on the phone, for every product that a new house has."""

import re
from pathlib import Path

from server.products.catalogue import FIRST, FURTHER
from server.products.purposes import PURPOSES_ZH, purpose_zh

TABLES = Path(__file__).parents[3] / "mobile_api" / "web" / "src" / "i18n" / "tables" / "zh"


def test_every_purpose_of_a_new_house_has_words_and_the_phone_says_the_same() -> None:
    words = "".join(table.read_text(encoding="utf-8") for table in TABLES.glob("*.ts"))
    shown = dict(re.findall(r"'purpose\.(\w+)': '([^']+)'", words))
    assert shown == dict(PURPOSES_ZH)
    listed = {purpose for product in (FIRST, *FURTHER) for purpose in product.spec.purposes}
    assert listed <= set(PURPOSES_ZH)


def test_a_purpose_that_a_lender_has_named_himself_stays_his_word() -> None:
    assert purpose_zh("equipment") == "设备采购"
    assert purpose_zh("茶园修缮") == "茶园修缮"
