"""What the pictures of an invented person or company say, under the labels of a reading."""

from tests.pictures import Company, Person
from tests.pictures.licences import Layout


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
        "经营范围": company.business_scope,
        "注册资本": company.registered_capital_text,
        "成立日期": company.established_on.isoformat(),
        "营业期限": None if termless else f"{company.established_on.isoformat()}/{until}",
        "住所": company.address,
        "登记机关": company.authority,
        "登记日期": company.registered_on.isoformat(),
    }
