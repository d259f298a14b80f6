"""Why a value is missing or doubtful, and what is wrong with a picture: each code in Chinese and in English."""

REASONS: dict[str, tuple[str, str]] = {
    "not_found": ("图片上没有读到", "not found in the picture"),
    "number_shape": ("不是18位身份号码", "not an 18-character identity number"),
    "number_birth": ("号码中的出生日期不成立", "the birth date inside the number is impossible"),
    "number_check_digit": ("身份号码校验位不符", "the identity number's check digit is wrong"),
    "number_region": ("身份号码的行政区划代码查无记录", "the number's region code was never in use"),
    "number_settled": (
        "有一位不清，按校验位推定，请核对",
        "one character was unclear and settled by the check: compare",
    ),
    "code_shape": ("格式不符", "not of the required shape"),
    "code_check_digit": ("校验位不符", "the check digit is wrong"),
    "code_organisation": ("代码中的组织机构代码校验不符", "the organisation code inside is not sound"),
    "code_disagrees_with_type": ("代码类别与主体类型不符", "the code's class disagrees with the type"),
    "date_unreadable": ("日期无法识别", "no single date could be read"),
    "date_order": ("日期先后不合理", "the dates are out of order"),
    "date_in_future": ("日期晚于今天", "the date lies in the future"),
    "term_unusual": ("有效期限与年龄不符", "the validity does not fit the holder's age or any lawful span"),
    "disagrees_with_number": ("与身份号码不一致", "disagrees with the identity number"),
    "nation_unknown": ("不是56个民族之一", "not one of the 56 nations"),
    "sex_unreadable": ("性别无法识别", "the sex could not be read"),
    "name_unusual": ("姓名含有不应出现的字符", "the name holds characters that names do not have"),
    "amount_unreadable": ("金额无法识别", "the amount could not be read"),
    "doubtful_reading": ("字迹不清，请核对", "read with doubt: please compare"),
    "unchecked": ("没有可供核对的号码", "there was no number to check it against"),
    "place_unknown": ("地址开头不是已知的地名", "does not begin with a known place"),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "blurred": ("图片模糊", "the picture is blurred"),
    "dark": ("光线太暗", "the picture is dark"),
    "glare": ("有反光", "there is glare on the paper"),
    "small": ("证件在图片中太小", "the paper is too small in the picture"),
    "cut": ("证件边缘不完整", "an edge of the paper is cut off"),
    "photocopy": ("疑似复印件", "looks like a photocopy"),
    "screen": ("疑似翻拍屏幕", "looks like a photograph of a screen"),
    "expired": ("证件已过期", "the document has expired"),
    "several_documents": ("图片中有多份证件", "there are several documents in the picture"),
    "not_the_kind_asked": ("不是所要求的证件", "not the document that was asked for"),
}


def reason_texts(code: str) -> tuple[str, str]:
    """Chinese and English of a reason or warning code.

    Raises:
        KeyError: no such code.

    """
    return REASONS[code] if code in REASONS else WARNINGS[code]
