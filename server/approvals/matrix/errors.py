"""Why a matrix is not taken."""

from server.kit.errors import Conflict, Denied, Invalid


class MatrixUnsound(Invalid):
    """A row is wrong, or an exposure is left without a row."""

    code = "matrix.unsound"
    zh = "审批矩阵有误：{reason}"
    en = "The matrix is unsound: {reason}"


class MatrixPublished(Conflict):
    """It is published already."""

    code = "matrix.published"
    zh = "该审批矩阵已发布"
    en = "The matrix is published already"


class OwnDraft(Denied):
    """Four eyes: another person publishes."""

    code = "matrix.own_draft"
    zh = "不得发布本人起草的审批矩阵"
    en = "Nobody publishes a matrix that he drafted"


class MatrixTooEarly(Invalid):
    """A matrix holds from today on at the earliest, and not before the one in force."""

    code = "matrix.too_early"
    zh = "生效日不得早于 {earliest}"
    en = "It begins on {earliest} at the earliest"
