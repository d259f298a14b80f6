"""The roles that a new house starts with: bundles of operations. They are data from then on."""

from dataclasses import dataclass

from server.identity.operations import Operation as Op


@dataclass(frozen=True)
class RoleSpec:
    """A role as it is first written."""

    code: str
    zh: str
    en: str
    operations: tuple[Op, ...]


READING = (
    Op.ALERT_READ,
    Op.APPLICATION_READ,
    Op.APPROVAL_READ,
    Op.CLASSIFICATION_READ,
    Op.COLLATERAL_READ,
    Op.CONTRACT_READ,
    Op.CUSTOMER_READ,
    Op.DOCUMENT_READ,
    Op.INDICATOR_READ,
    Op.LOAN_READ,
    Op.REPORT_DRAW,
)

ROLES = (
    RoleSpec(
        "everyone",
        "全员",
        "Everyone",
        (
            Op.NOTICE_OWN,
            Op.SESSION_END,
            Op.SESSION_PASSWORD,
            Op.SESSION_READ,
            Op.SESSION_REFRESH,
            Op.SESSION_STEP_UP,
            Op.REQUEST_READ,
            Op.BRANCH_READ,
            Op.PRODUCT_READ,
            Op.STAFF_READ,
            Op.TOKEN_READ,
            Op.TOKEN_REVOKE,
        ),
    ),
    RoleSpec("reader", "业务查看", "Reader of the book", READING),
    RoleSpec(
        "intake",
        "进件",
        "Intake",
        (
            Op.ALERT_ANSWER,
            Op.APPLICATION_ACCEPT,
            Op.APPLICATION_REVIEW,
            Op.APPLICATION_START,
            Op.APPLICATION_SUBMIT,
            Op.APPLICATION_WITHDRAW,
            Op.APPROVAL_FULFIL,
            Op.APPROVAL_URGE,
            Op.COLLATERAL_KEEP,
            Op.CUSTOMER_AMEND,
            Op.CUSTOMER_CONSENT,
            Op.CUSTOMER_PROFILE,
            Op.CUSTOMER_REGISTER,
            Op.CUSTOMER_REVEAL,
            Op.DOCUMENT_CONFIRM,
            Op.DOCUMENT_UPLOAD,
            Op.MANDATE_RECORD,
            Op.PAYEE_ENTRUST,
            Op.SOURCE_ASK,
            Op.TICKET_FILE,
            Op.VISIT_RECORD,
        ),
    ),
    RoleSpec(
        "contracting",
        "签约",
        "Contracting",
        (Op.BORROWER_ANSWER, Op.BORROWER_LINK, Op.COLLATERAL_REGISTER, Op.CONTRACT_DRAW_UP, Op.CONTRACT_SEND),
    ),
    RoleSpec(
        "deciding",
        "审批",
        "Deciding",
        (
            Op.ALERT_ANSWER,
            Op.APPROVAL_DECIDE,
            Op.APPROVAL_DELEGATE,
            Op.APPROVAL_FULFIL,
            Op.APPROVAL_URGE,
            Op.CONTRACT_RESCIND,
            Op.SOURCE_ASK,
        ),
    ),
    RoleSpec("matrix_drafting", "审批矩阵起草", "Drafting the approval matrix", (Op.MATRIX_DRAFT, Op.MATRIX_READ)),
    RoleSpec(
        "matrix_publishing",
        "审批矩阵发布",
        "Publishing the approval matrix",
        (Op.MATRIX_PUBLISH, Op.MATRIX_READ),
    ),
    RoleSpec("developing", "接口开发", "Developing", (Op.TOKEN_CREATE,)),
    RoleSpec(
        "overseeing", "看板", "Overseeing", (Op.ALERT_WEIGH, Op.DASHBOARD_READ, Op.COLLECTION_READ, Op.REPORT_SCHEDULE)
    ),
    RoleSpec(
        "attending",
        "客户服务",
        "Attending to borrowers",
        (Op.ALERT_ANSWER, Op.BORROWER_ANSWER, Op.BORROWER_LINK, Op.COLLATERAL_REGISTER, Op.VISIT_CHECK),
    ),
    RoleSpec(
        "paying", "资金", "Paying", (Op.ALERT_ANSWER, Op.LOAN_CHARGE, Op.LOAN_DISBURSE, Op.LOAN_REPAY, Op.LEDGER_READ)
    ),
    RoleSpec("correcting", "冲正退款", "Correcting", (Op.LOAN_REFUND, Op.LOAN_REVERSE)),
    RoleSpec(
        "adjusting",
        "贷后调整",
        "Adjusting loans",
        (Op.LOAN_CHANGE_RATE, Op.LOAN_RESCHEDULE, Op.LOAN_WAIVE, Op.LOAN_WRITE_OFF),
    ),
    RoleSpec("closing", "结账", "Closing the books", (Op.DAY_CLOSE, Op.PERIOD_PREPARE, Op.PERIOD_CLOSE)),
    RoleSpec(
        "filing",
        "资金经办",
        "Filing payments",
        (
            Op.DEBIT_MAKE,
            Op.MANDATE_RECORD,
            Op.MANDATE_REVOKE,
            Op.PAPER_ISSUE,
            Op.PAYEE_CONFIRM,
            Op.PAYMENT_BATCH,
            Op.PAYMENT_DOWNLOAD,
            Op.PAYMENT_READ,
            Op.PAYMENT_RESULT,
        ),
    ),
    RoleSpec(
        "releasing",
        "资金复核",
        "Releasing payments",
        (Op.PAPER_ISSUE, Op.PAYEE_CONFIRM, Op.PAYMENT_DOWNLOAD, Op.PAYMENT_READ, Op.PAYMENT_RELEASE),
    ),
    RoleSpec("counter", "柜面", "Counter", (Op.CASH_TAKE, Op.TILL_KEEP, Op.TILL_READ)),
    RoleSpec("counter_confirming", "柜面复核", "Confirming at the counter", (Op.CASH_CONFIRM, Op.TILL_READ)),
    RoleSpec(
        "reconciling",
        "对账",
        "Reconciling",
        (
            Op.BREAK_AGREE,
            Op.BREAK_RESOLVE,
            Op.STATEMENT_IMPORT,
            Op.STATEMENT_MATCH,
            Op.STATEMENT_READ,
            Op.STATEMENT_REVEAL,
        ),
    ),
    RoleSpec("importing", "存量导入", "Bringing loans in", (Op.LOAN_IMPORT, Op.LOAN_IMPORT_READ)),
    RoleSpec(
        "import_confirming",
        "存量导入复核",
        "Confirming loans brought in",
        (Op.LOAN_IMPORT_CONFIRM, Op.LOAN_IMPORT_READ),
    ),
    RoleSpec(
        "ruling",
        "风控规则",
        "Ruling",
        (
            Op.ALERT_SWITCH,
            Op.DECISION_ALLOW,
            Op.DECISION_PROPOSE,
            Op.DECISION_READ,
            Op.THRESHOLD_PROPOSE,
            Op.THRESHOLD_READ,
        ),
    ),
    RoleSpec(
        "rule_publishing",
        "风控规则复核",
        "Publishing rules",
        (
            Op.DECISION_PUBLISH,
            Op.DECISION_READ,
            Op.TEMPLATE_PUBLISH,
            Op.TEMPLATE_READ,
            Op.THRESHOLD_APPROVE,
            Op.THRESHOLD_READ,
        ),
    ),
    RoleSpec(
        "grouping",
        "关联集团",
        "Grouping",
        (Op.CUSTOMER_GROUP, Op.CUSTOMER_IMPORT, Op.CUSTOMER_MERGE, Op.DOCUMENT_COMPARE),
    ),
    RoleSpec(
        "publishing",
        "参数",
        "Publishing",
        (
            Op.COLLATERAL_COUNT,
            Op.PRODUCT_PUBLISH,
            Op.LENDER_SET,
            Op.PAYMENT_READ,
            Op.TEMPLATE_PROPOSE,
            Op.TEMPLATE_READ,
        ),
    ),
    RoleSpec(
        "auditing",
        "审计",
        "Auditing",
        (
            Op.AUDIT_READ,
            Op.COMPLIANCE_READ,
            Op.DOCUMENT_COMPARE,
            Op.DOSSIER_DRAW,
            Op.LEDGER_READ,
            Op.STATEMENT_READ,
            Op.THRESHOLD_READ,
        ),
    ),
    RoleSpec(
        "administering",
        "管理",
        "Administering",
        (
            Op.ALERT_ANSWER,
            Op.ALERT_READ,
            Op.PARTNER_KEY_READ,
            Op.PARTNER_KEY_SET,
            Op.STAFF_APPOINT,
            Op.STAFF_DISABLE,
            Op.STAFF_HIRE,
            Op.STAFF_RESET,
            Op.STAFF_TRANSFER,
            Op.TRUSTED_DOCUMENT_PUBLISH,
            Op.TRUSTED_DOCUMENT_READ,
            Op.TRUSTED_DOCUMENT_REVOKE,
            Op.WEBHOOK_READ,
            Op.WEBHOOK_SET,
        ),
    ),
    RoleSpec(
        "complying",
        "合规",
        "Complying",
        (
            Op.ALERT_ANSWER,
            Op.COMPLIANCE_MEND,
            Op.COMPLIANCE_READ,
            Op.COMPLIANCE_REGISTER,
            Op.COMPLIANCE_SUSPICION,
            Op.COMPLIANCE_WAIVE,
            Op.CUSTOMER_ERASE,
            Op.CUSTOMER_HAND_OVER_DATA,
            Op.CUSTOMER_HOLD,
            Op.DOSSIER_DRAW,
            Op.TICKET_ANSWER,
            Op.TICKET_FILE,
        ),
    ),
    RoleSpec(
        "erasing",
        "数据销毁复核",
        "Erasing",
        (Op.COMPLIANCE_READ, Op.COMPLIANCE_WAIVE, Op.CUSTOMER_ERASE, Op.CUSTOMER_HOLD),
    ),
    RoleSpec(
        "contacting",
        "催收联系",
        "Contacting debtors",
        (Op.ALERT_ANSWER, Op.CONTACT_PLAN, Op.COLLECTION_READ, Op.COLLECTION_WORK),
    ),
    RoleSpec("collection_leading", "催收管理", "Leading collection", (Op.COLLECTION_LEAD, Op.COLLECTION_READ)),
    RoleSpec("classifying", "风险分类", "Classifying", (Op.CLASSIFICATION_DOWNGRADE,)),
    RoleSpec("classification_confirming", "风险分类复核", "Confirming classes", (Op.CLASSIFICATION_UPGRADE,)),
    RoleSpec("composing", "自由查询", "Composing", (Op.QUERY_COMPOSE,)),
)
