"""How well a reader reads: `python -m tests.pictures.scorer --count 20 --severity 1 2 3` prints a table and the faults.

A run of `--count` N makes N pictures of each kind and severity from seeds that begin at `--seed`; the figures are then
reproducible. Values count as right only when equal to the character; of 经营范围 the character error rate is shown too.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ocr import open_reader
from ocr.records import record_of
from tests.pictures import Company, Person, id_back, id_both, id_front, invented_company, invented_person, licence
from tests.pictures.licences import Layout
from tests.pictures.lookalikes import lookalike

KINDS = ("id_front", "id_back", "id_both", "business_licence", "none")
LAYOUTS: tuple[Layout, ...] = ("landscape", "portrait", "old")
SCOPE = "经营范围"


@dataclass
class Tally:
    """Right, wrong and missing values of one kind at one severity."""

    fields: int = 0
    right: int = 0
    wrong: int = 0
    missing: int = 0
    sure: int = 0
    sure_wrong: int = 0
    whole: int = 0
    pictures: int = 0
    scope_characters: int = 0
    scope_errors: int = 0
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def front_truth(person: Person) -> dict[str, str | None]:
    """What a front says, under its labels."""
    return {
        "姓名": person.name,
        "性别": person.sex,
        "民族": person.nation,
        "出生": person.birth.isoformat(),
        "住址": person.address,
        "公民身份号码": person.id_number,
    }


def back_truth(person: Person) -> dict[str, str | None]:
    """What a back says, under its labels."""
    until = "长期" if person.valid_until is None else person.valid_until.isoformat()
    return {"签发机关": person.authority, "有效期限": f"{person.valid_from.isoformat()}/{until}"}


def licence_truth(company: Company, layout: Layout) -> dict[str, str | None]:
    """What a licence of this layout says; the fields that it does not print are None."""
    until = "长期" if company.valid_until is None else company.valid_until.isoformat()
    termless = company.form == "sole_trader" or (layout == "landscape" and company.valid_until is None)
    return {
        "统一社会信用代码": None if layout == "old" else company.credit_code,
        "注册号": company.registration_number if layout == "old" else None,
        "名称": company.name,
        "类型": company.licence_type,
        "法定代表人": company.legal_representative,
        "组成形式": company.composition,
        SCOPE: company.business_scope,
        "注册资本": company.registered_capital_text,
        "成立日期": company.established_on.isoformat(),
        "营业期限": None if termless else f"{company.established_on.isoformat()}/{until}",
        "住所": company.address,
        "登记机关": company.authority,
        "登记日期": company.registered_on.isoformat(),
    }


def case(kind: str, severity: int, seed: int) -> tuple[bytes, Mapping[str, str | None]]:
    """One picture and its truth."""
    person = invented_person(seed)
    if kind == "id_front":
        return id_front(person, severity, seed), front_truth(person)
    if kind == "id_back":
        return id_back(person, severity, seed), back_truth(person)
    if kind == "id_both":
        return id_both(person, severity, seed), front_truth(person) | back_truth(person)
    if kind == "business_licence":
        company, layout = invented_company(seed), LAYOUTS[seed % len(LAYOUTS)]
        picture = licence(company, severity, seed, layout=layout, authority_printed=seed % 4 != 0)
        return picture, licence_truth(company, layout)
    return lookalike(severity, seed), {}


def distance(left: str, right: str) -> int:
    """Edits that turn one text into the other."""
    row = list(range(len(right) + 1))
    for index, character in enumerate(left, 1):
        previous, row[0] = row[0], index
        for place, other in enumerate(right, 1):
            previous, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, previous + (character != other)),
            )
    return row[-1]


def count(tally: Tally, name: str, truth: Mapping[str, str | None], record: Mapping[str, object]) -> None:
    """Adds one picture's record."""
    fields, confidence = record["fields"], record["confidence"]
    assert isinstance(fields, dict)
    assert isinstance(confidence, dict)
    tally.pictures += 1
    perfect = True
    for label, wanted in truth.items():
        got = fields.get(label)
        if label == SCOPE and wanted is not None:
            tally.scope_characters += len(wanted)
            tally.scope_errors += distance(wanted, got or "")
        if wanted is None and got is None:
            continue
        tally.fields += 1
        certain = confidence.get(label, 0) >= 0.9
        tally.sure += certain
        if got == wanted:
            tally.right += 1
            continue
        perfect = False
        tally.missing, tally.wrong = tally.missing + (got is None), tally.wrong + (got is not None)
        tally.sure_wrong += certain
        tally.faults.append(f"{name} {label}: {got!r} for {wanted!r} ({confidence.get(label, 0):.2f})")
    tally.whole += perfect


def lines(tallies: Mapping[tuple[str, int], Tally]) -> Iterator[str]:
    """The table."""
    yield (
        "kind             severity pictures  fields%  whole%  wrong  missing"
        "  sure%  sure wrong  scope CER%  p50 s  p95 s"
    )
    for (kind, severity), tally in tallies.items():
        seconds = sorted(tally.seconds)
        total = max(1, tally.fields)
        yield (
            f"{kind:<16} {severity:>8} {tally.pictures:>8} {100 * tally.right / total:>8.1f}"
            f" {100 * tally.whole / tally.pictures:>7.1f} {tally.wrong:>6} {tally.missing:>8}"
            f" {100 * tally.sure / total:>6.1f} {tally.sure_wrong:>11}"
            f" {100 * tally.scope_errors / max(1, tally.scope_characters):>11.2f}"
            f" {seconds[len(seconds) // 2]:>6.2f} {seconds[int(len(seconds) * 0.95)]:>6.2f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--severity", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--kind", nargs="*", default=list(KINDS), choices=KINDS)
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--cache", type=Path, default=Path(".jiedai/ocr"))
    parser.add_argument("--keep", type=Path, help="folder for the pictures that were not read perfectly")
    chosen = parser.parse_args()
    reader = open_reader(chosen.cache, chosen.threads)
    tallies: dict[tuple[str, int], Tally] = defaultdict(Tally)
    for kind in chosen.kind:
        for severity in chosen.severity:
            for seed in range(chosen.seed, chosen.seed + chosen.count):
                data, truth = case(kind, severity, seed)
                name, tally = f"{kind}-{severity}-{seed}", tallies[kind, severity]
                started, before = time.perf_counter(), len(tally.faults)
                record = record_of(name, reader.read(data))
                tally.seconds.append(time.perf_counter() - started)
                count(tally, name, truth, record)
                if record["kind"] != kind:
                    tally.faults.append(f"{name} is {record['kind']}")
                if chosen.keep and len(tally.faults) > before:
                    chosen.keep.mkdir(parents=True, exist_ok=True)
                    (chosen.keep / f"{name}.jpg").write_bytes(data)
    faults = [fault for tally in tallies.values() for fault in tally.faults]
    sys.stdout.write("\n".join([*faults, "", *lines(tallies), ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
