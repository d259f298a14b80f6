"""The invented papers: sound numbers, a truth under the known labels, the same picture for the same name."""

import io
import random
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bench.ocr import identifiers
from bench.ocr.cases import Case, cases
from bench.ocr.lookalikes.catalogue import LOOKALIKES
from bench.ocr.photos import SEVERITIES
from bench.ocr.pictures import drawn, made
from ocr.checks.identifiers import credit_problem, identity_problem, identity_sex, registration_problem
from ocr.records import FRONT, LICENCE

TODAY = date(2026, 1, 5)


def test_the_set_is_large_and_a_third_of_each_kind_is_hard() -> None:
    every = cases()
    assert len(every) >= 200
    assert len({case.name for case in every}) == len(every)
    for kind in {case.kind for case in every}:
        counts = Counter(case.severity for case in every if case.kind == kind)
        assert set(counts) == set(SEVERITIES)
        assert max(counts.values()) == min(counts.values())
    assert len({case.plan().variant for case in every if case.kind == "none"}) >= 12


def test_published_vectors_pass_the_generators_own_arithmetic() -> None:
    assert identifiers.identity_check("11010519491231002") == "X"
    assert identifiers.credit_check("91110000600037341") == "L"
    assert identifiers.organisation_check("D2143569") == "X"
    assert identifiers.registration_check("11010800000001") == "6"


def test_every_number_of_the_set_is_sound_to_the_reader() -> None:
    numbers: Counter[str] = Counter()
    for truth in (case.plan().truth for case in cases()):
        if number := truth.get("公民身份号码"):
            assert identity_problem(number, TODAY) is None
            assert identity_sex(number) == truth["性别"]
            numbers["identity"] += 1
        if code := truth.get("统一社会信用代码"):
            assert credit_problem(code) is None
            numbers["credit"] += 1
        if old := truth.get("注册号"):
            assert registration_problem(old) is None
            numbers["registration"] += 1
    assert numbers["identity"] > 80
    assert numbers["credit"] > 40
    assert numbers["registration"] > 10


def test_a_truth_has_the_labels_of_its_kind_and_says_none_for_what_is_not_printed() -> None:
    labels = {
        "id_front": set(FRONT),
        "id_back": {"签发机关", "有效期限"},
        "id_both": {*FRONT, "签发机关", "有效期限"},
        "business_licence": set(LICENCE),
        "none": set(),
    }
    for case in cases():
        assert set(case.plan().truth) == labels[case.kind]
    licences = [case.plan() for case in cases() if case.kind == "business_licence"]
    assert {plan.variant.split()[0] for plan in licences} == {"landscape", "portrait", "old"}
    assert {plan.variant.split()[1] for plan in licences} == {"company", "sole_trader", "partnership", "branch"}
    assert 0.3 < sum(plan.authority_printed for plan in licences) / len(licences) < 0.7
    assert all(plan.truth["注册资本"] is None for plan in licences if "sole_trader" in plan.variant)


def test_a_case_is_the_same_picture_every_time_and_another_seed_another_one() -> None:
    case = Case("2026", "id_front", 0)
    told, data = drawn(case)
    assert drawn(case) == (told, data)
    other = Case("2027", "id_front", 0)
    assert other.plan().truth != case.plan().truth
    with Image.open(io.BytesIO(data)) as picture:
        assert max(picture.size) > 1000


def test_a_picture_that_was_made_is_not_drawn_again(tmp_path: Path) -> None:
    case = Case("2026", "id_back", 0)
    told, data = made(case, tmp_path)
    assert data == (tmp_path / f"{case.name}.jpg").read_bytes()
    (tmp_path / f"{case.name}.jpg").write_bytes(b"kept")
    again, kept = made(case, tmp_path)
    assert kept == b"kept"
    assert again["truth"] == told["truth"] == case.plan().truth


@pytest.mark.parametrize("name", list(LOOKALIKES))
def test_a_look_alike_can_be_drawn(name: str) -> None:
    paper = LOOKALIKES[name](random.Random(name)).picture
    assert min(paper.size) > 500
    grey = np.asarray(paper.convert("L"))
    assert int(grey.max()) - int(grey.min()) > 60  # there is print on it
