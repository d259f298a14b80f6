"""The vocabulary of verbs: `resource:action`, alphabetical, each with its label in Chinese and English.

Who holds what is data (roles and positions); the vocabulary is code. A test proves that each operation is used by a
guarded verb and that each verb names one of these.
"""

from enum import StrEnum


class Operation(StrEnum):
    """Everything that anybody can do here."""

    ACCOUNT_VERIFY = "account:verify"
    APPLICATION_ACCEPT = "application:accept"
    APPLICATION_READ = "application:read"
    APPLICATION_REVIEW = "application:review"
    APPLICATION_START = "application:start"
    APPLICATION_SUBMIT = "application:submit"
    APPLICATION_WITHDRAW = "application:withdraw"
    APPROVAL_DECIDE = "approval:decide"
    APPROVAL_DELEGATE = "approval:delegate"
    APPROVAL_FULFIL = "approval:fulfil"
    APPROVAL_MINUTES = "approval:minutes"
    APPROVAL_READ = "approval:read"
    APPROVAL_URGE = "approval:urge"
    APPROVAL_WATCH = "approval:watch"
    AUDIT_READ = "audit:read"
    AUDIT_SEAL = "audit:seal"
    BANK_ANSWER = "bank:answer"
    BOOKS_VERIFY = "books:verify"
    BORROWER_ANSWER = "borrower:answer"
    BORROWER_ASK = "borrower:ask"
    BORROWER_LINK = "borrower:link"
    BRANCH_READ = "branch:read"
    BREAK_AGREE = "break:agree"
    BREAK_RESOLVE = "break:resolve"
    CASH_CONFIRM = "cash:confirm"
    CASH_TAKE = "cash:take"
    COLLATERAL_COUNT = "collateral:count"
    COLLATERAL_KEEP = "collateral:keep"
    COLLATERAL_READ = "collateral:read"
    COLLATERAL_REGISTER = "collateral:register"
    COMPLIANCE_MEND = "compliance:mend"
    COMPLIANCE_READ = "compliance:read"
    COMPLIANCE_REGISTER = "compliance:register"
    COMPLIANCE_SUSPICION = "compliance:suspicion"
    COMPLIANCE_SWEEP = "compliance:sweep"
    COMPLIANCE_WAIVE = "compliance:waive"
    CONTACT_PLAN = "contact:plan"
    CONTRACT_DRAW_UP = "contract:draw_up"
    CONTRACT_READ = "contract:read"
    CONTRACT_RESCIND = "contract:rescind"
    CONTRACT_SEND = "contract:send"
    CONTRACT_SIGN = "contract:sign"
    CUSTOMER_AMEND = "customer:amend"
    CUSTOMER_ERASE = "customer:erase"
    CUSTOMER_CONSENT = "customer:consent"
    CUSTOMER_GROUP = "customer:group"
    CUSTOMER_HAND_OVER_DATA = "customer:hand_over_data"
    CUSTOMER_HOLD = "customer:hold"
    CUSTOMER_IMPORT = "customer:import"
    CUSTOMER_MERGE = "customer:merge"
    CUSTOMER_PROFILE = "customer:profile"
    CUSTOMER_RATE = "customer:rate"
    CUSTOMER_READ = "customer:read"
    CUSTOMER_REGISTER = "customer:register"
    CUSTOMER_REVEAL = "customer:reveal"
    DASHBOARD_READ = "dashboard:read"
    DAY_CLOSE = "day:close"
    DEBIT_MAKE = "debit:make"
    DECISION_ALLOW = "decision:allow"
    DECISION_PROPOSE = "decision:propose"
    DECISION_PUBLISH = "decision:publish"
    DECISION_READ = "decision:read"
    DOCUMENT_COMPARE = "document:compare"
    DOCUMENT_CONFIRM = "document:confirm"
    DOCUMENT_OCR = "document:ocr"
    DOCUMENT_READ = "document:read"
    DOCUMENT_UPLOAD = "document:upload"
    DOSSIER_DRAW = "dossier:draw"
    LEDGER_READ = "ledger:read"
    LENDER_SET = "lender:set"
    LOAN_CHANGE_RATE = "loan:change_rate"
    LOAN_CHARGE = "loan:charge"
    LOAN_DISBURSE = "loan:disburse"
    LOAN_IMPORT = "loan:import"
    LOAN_IMPORT_CONFIRM = "loan:import_confirm"
    LOAN_IMPORT_READ = "loan:import_read"
    LOAN_READ = "loan:read"
    LOAN_REFUND = "loan:refund"
    LOAN_REPAY = "loan:repay"
    LOAN_RESCHEDULE = "loan:reschedule"
    LOAN_REVERSE = "loan:reverse"
    LOAN_WAIVE = "loan:waive"
    LOAN_WRITE_OFF = "loan:write_off"
    MANDATE_RECORD = "mandate:record"
    MANDATE_REVOKE = "mandate:revoke"
    MATRIX_DRAFT = "matrix:draft"
    MATRIX_PUBLISH = "matrix:publish"
    MATRIX_READ = "matrix:read"
    NOTICE_OWN = "notice:own"
    NOTICE_READ = "notice:read"
    NOTICE_SEND = "notice:send"
    PAPER_ISSUE = "paper:issue"
    PARTNER_KEY_READ = "partner_key:read"
    PARTNER_KEY_SET = "partner_key:set"
    PAYEE_CONFIRM = "payee:confirm"
    PAYEE_ENTRUST = "payee:entrust"
    PAYMENT_BATCH = "payment:batch"
    PAYMENT_DOWNLOAD = "payment:download"
    PAYMENT_FILE = "payment:file"
    PAYMENT_READ = "payment:read"
    PAYMENT_RELEASE = "payment:release"
    PAYMENT_RESULT = "payment:result"
    PAYMENT_SEND = "payment:send"
    PERIOD_CLOSE = "period:close"
    PERIOD_PREPARE = "period:prepare"
    PRODUCT_PUBLISH = "product:publish"
    PRODUCT_READ = "product:read"
    QUERY_COMPOSE = "query:compose"
    REPORT_DRAW = "report:draw"
    REQUEST_READ = "request:read"
    SESSION_END = "session:end"
    SESSION_OPEN = "session:open"
    SESSION_PASSWORD = "session:password"  # noqa: S105 - the name of an operation
    SESSION_READ = "session:read"
    SESSION_REFRESH = "session:refresh"
    SESSION_STEP_UP = "session:step_up"
    SOURCE_ASK = "source:ask"
    SOURCE_SEND = "source:send"
    STAFF_APPOINT = "staff:appoint"
    STAFF_DISABLE = "staff:disable"
    STAFF_HIRE = "staff:hire"
    STAFF_READ = "staff:read"
    STAFF_RESET = "staff:reset"
    STAFF_TRANSFER = "staff:transfer"
    STATEMENT_IMPORT = "statement:import"
    STATEMENT_MATCH = "statement:match"
    STATEMENT_READ = "statement:read"
    STATEMENT_REVEAL = "statement:reveal"
    TEMPLATE_PROPOSE = "template:propose"
    TEMPLATE_PUBLISH = "template:publish"
    TEMPLATE_READ = "template:read"
    TICKET_ANSWER = "ticket:answer"
    TICKET_FILE = "ticket:file"
    TILL_KEEP = "till:keep"
    TILL_READ = "till:read"
    TOKEN_CREATE = "token:create"  # noqa: S105 - the name of an operation
    TOKEN_READ = "token:read"  # noqa: S105 - the name of an operation
    TOKEN_REVOKE = "token:revoke"  # noqa: S105 - the name of an operation
    TOKEN_USE = "token:use"  # noqa: S105 - the name of an operation
    TRUSTED_DOCUMENT_PUBLISH = "trusted_document:publish"
    TRUSTED_DOCUMENT_READ = "trusted_document:read"
    TRUSTED_DOCUMENT_REVOKE = "trusted_document:revoke"
    VISIT_CHECK = "visit:check"
    VISIT_RECORD = "visit:record"
    WEBHOOK_READ = "webhook:read"
    WEBHOOK_SEND = "webhook:send"
    WEBHOOK_SET = "webhook:set"


LABELS: dict[Operation, tuple[str, str]] = {
    Operation.ACCOUNT_VERIFY: ("核验收款账户", "Verify a bank account"),
    Operation.APPLICATION_ACCEPT: ("登记客户接受批复条件", "Record that the customer accepts changed terms"),
    Operation.APPLICATION_READ: ("查看申请", "See applications"),
    Operation.APPLICATION_REVIEW: ("申请人工复核", "Ask that a person decides"),
    Operation.APPLICATION_START: ("新建申请", "Start an application"),
    Operation.APPLICATION_SUBMIT: ("提交申请", "Submit an application"),
    Operation.APPLICATION_WITHDRAW: ("撤回申请", "Withdraw an application"),
    Operation.APPROVAL_DECIDE: ("审批", "Decide on a case"),
    Operation.APPROVAL_DELEGATE: ("委托审批", "Have a colleague stand in"),
    Operation.APPROVAL_FULFIL: ("落实放款条件", "Tick a condition of an approval"),
    Operation.APPROVAL_MINUTES: ("生成会议纪要", "Write a committee's minutes"),
    Operation.APPROVAL_READ: ("查看审批", "See approval cases"),
    Operation.APPROVAL_URGE: ("催办", "Urge those whose turn it is"),
    Operation.APPROVAL_WATCH: ("审批时限提醒与升级", "Remind of overdue cases and escalate them"),
    Operation.AUDIT_READ: ("查看审计记录", "See the audit trail"),
    Operation.AUDIT_SEAL: ("封存审计记录", "Seal the audit trail"),
    Operation.BANK_ANSWER: ("接收银行回执", "Take the bank's answer"),
    Operation.BOOKS_VERIFY: ("核对账目", "Verify the books"),
    Operation.BORROWER_ANSWER: ("答复借款人诉求", "Answer what borrowers ask for"),
    Operation.BORROWER_ASK: ("借款人提出诉求", "Ask as a borrower"),
    Operation.BORROWER_LINK: ("管理借款人链接", "Issue and revoke borrowers' links"),
    Operation.BRANCH_READ: ("查看机构", "See branches"),
    Operation.BREAK_AGREE: ("复核对账差异", "Agree to the resolution of a break"),
    Operation.BREAK_RESOLVE: ("处理对账差异", "Work off breaks"),
    Operation.CASH_CONFIRM: ("复核现金收付", "Confirm cash as the second person"),
    Operation.CASH_TAKE: ("柜台收现", "Take cash at the counter"),
    Operation.COLLATERAL_COUNT: ("设定押品认定比例", "Say how much of a security counts"),
    Operation.COLLATERAL_KEEP: ("维护押品登记簿", "Keep the register of collateral"),
    Operation.COLLATERAL_READ: ("查看押品", "See collateral"),
    Operation.COLLATERAL_REGISTER: ("登记与注销担保物权", "Register and release charges"),
    Operation.COMPLIANCE_MEND: ("整改合规问题", "Mend what the law found"),
    Operation.COMPLIANCE_READ: ("查看合规问题", "See what the law found"),
    Operation.COMPLIANCE_REGISTER: ("登记合规台账", "Keep the registers of the law"),
    Operation.COMPLIANCE_SUSPICION: ("可疑交易", "See cases of suspicion"),
    Operation.COMPLIANCE_SWEEP: ("夜间合规巡检", "Sweep the book"),
    Operation.COMPLIANCE_WAIVE: ("豁免合规问题", "Waive what the law found"),
    Operation.CONTACT_PLAN: ("计划催收联系", "Plan a contact with a debtor"),
    Operation.CONTRACT_DRAW_UP: ("制作合同", "Draw up a contract"),
    Operation.CONTRACT_READ: ("查看合同", "See contracts"),
    Operation.CONTRACT_RESCIND: ("解除未放款合同", "Rescind a contract that is not paid out"),
    Operation.CONTRACT_SEND: ("发送签约链接", "Send a contract for signing"),
    Operation.CONTRACT_SIGN: ("签署合同", "Sign a contract"),
    Operation.CUSTOMER_AMEND: ("修改客户", "Amend a customer"),
    Operation.CUSTOMER_ERASE: ("销毁客户数据", "Destroy a customer's data"),
    Operation.CUSTOMER_CONSENT: ("登记与撤回授权", "Note consents and their withdrawal"),
    Operation.CUSTOMER_GROUP: ("维护关联集团", "Group related customers"),
    Operation.CUSTOMER_HAND_OVER_DATA: ("提供客户个人信息副本", "Give a customer his data"),
    Operation.CUSTOMER_HOLD: ("法定保全", "Place a legal hold"),
    Operation.CUSTOMER_IMPORT: ("导入客户", "Bring customers in from a sheet"),
    Operation.CUSTOMER_MERGE: ("合并客户与处理身份核实", "Merge customers and settle identity reviews"),
    Operation.CUSTOMER_PROFILE: ("登记客户画像", "Record facts of a customer"),
    Operation.CUSTOMER_RATE: ("客户评级", "Rate customers"),
    Operation.CUSTOMER_READ: ("查看客户", "See customers"),
    Operation.CUSTOMER_REGISTER: ("登记客户", "Register a customer"),
    Operation.CUSTOMER_REVEAL: ("查看客户明文信息", "Reveal a customer's personal data"),
    Operation.DASHBOARD_READ: ("查看看板", "See the dashboard"),
    Operation.DAY_CLOSE: ("日终结转", "Close a business day"),
    Operation.DEBIT_MAKE: ("制作代扣批次", "Make a direct debit batch"),
    Operation.DECISION_ALLOW: ("放行高频申请地址", "Allow an address to send many applications"),
    Operation.DECISION_PROPOSE: ("拟订风控规则与评分卡", "Propose rules of risk and scorecards"),
    Operation.DECISION_PUBLISH: ("复核发布风控规则与评分卡", "Publish rules and scorecards as the second person"),
    Operation.DECISION_READ: ("查看风控规则与评分卡", "See rules of risk and scorecards"),
    Operation.DOCUMENT_COMPARE: ("查看同图异客", "See pictures that were shown of several customers"),
    Operation.DOCUMENT_CONFIRM: ("确认识别结果", "Confirm what was read"),
    Operation.DOCUMENT_OCR: ("识别资料", "Read a document"),
    Operation.DOCUMENT_READ: ("查看资料", "See documents"),
    Operation.DOCUMENT_UPLOAD: ("上传资料", "Upload a document"),
    Operation.DOSSIER_DRAW: ("调取检查档案", "Draw a dossier"),
    Operation.LEDGER_READ: ("查看总账", "See the ledger"),
    Operation.LENDER_SET: ("维护机构参数", "Set the lender's figures"),
    Operation.LOAN_CHANGE_RATE: ("调整利率", "Change the rate of a loan"),
    Operation.LOAN_CHARGE: ("收取费用", "Charge a fee on a loan"),
    Operation.LOAN_DISBURSE: ("放款", "Disburse a loan"),
    Operation.LOAN_IMPORT: ("导入存量贷款", "Bring running loans in from a sheet"),
    Operation.LOAN_IMPORT_CONFIRM: ("复核与撤销存量贷款导入", "Confirm or undo loans brought in, as the second person"),
    Operation.LOAN_IMPORT_READ: ("查看存量贷款导入批次", "See batches of loans brought in"),
    Operation.LOAN_READ: ("查看贷款", "See loans"),
    Operation.LOAN_REFUND: ("退还多收款项", "Refund what was paid beyond all that was owed"),
    Operation.LOAN_REPAY: ("登记还款", "Take a repayment"),
    Operation.LOAN_RESCHEDULE: ("调整还款计划", "Reschedule a loan"),
    Operation.LOAN_REVERSE: ("冲正", "Reverse an act of a loan"),
    Operation.LOAN_WAIVE: ("减免息费", "Waive interest, penalty or fees"),
    Operation.LOAN_WRITE_OFF: ("核销", "Write a loan off"),
    Operation.MANDATE_RECORD: ("登记代扣授权", "Record a direct debit mandate"),
    Operation.MANDATE_REVOKE: ("撤销代扣授权", "Revoke a direct debit mandate"),
    Operation.MATRIX_DRAFT: ("起草审批矩阵", "Draft an approval matrix"),
    Operation.MATRIX_PUBLISH: ("发布审批矩阵", "Publish an approval matrix"),
    Operation.MATRIX_READ: ("查看审批矩阵", "See approval matrices"),
    Operation.NOTICE_OWN: ("查看本人提醒", "See and mark one's own notices"),
    Operation.NOTICE_READ: ("查看通知", "See notices"),
    Operation.NOTICE_SEND: ("发送通知", "Send a notice"),
    Operation.PAPER_ISSUE: ("出具凭证", "Issue papers of a loan"),
    Operation.PARTNER_KEY_READ: ("查看接口密钥", "See partners' keys"),
    Operation.PARTNER_KEY_SET: ("设置接口密钥", "Set partners' keys"),
    Operation.PAYEE_CONFIRM: ("复核受托支付对象", "Confirm an entrusted payee"),
    Operation.PAYEE_ENTRUST: ("登记受托支付对象", "Record an entrusted payee"),
    Operation.PAYMENT_BATCH: ("制作付款批次", "Make a payment batch"),
    Operation.PAYMENT_DOWNLOAD: ("下载银行文件", "Download bank files"),
    Operation.PAYMENT_FILE: ("生成与读取银行文件", "Write and read bank files"),
    Operation.PAYMENT_READ: ("查看付款批次", "See payment batches"),
    Operation.PAYMENT_RELEASE: ("复核付款", "Release payments as the second person"),
    Operation.PAYMENT_RESULT: ("导入银行结果", "Import bank results"),
    Operation.PAYMENT_SEND: ("发送付款指令", "Send a payment order"),
    Operation.PERIOD_CLOSE: ("月末结账", "Close a month"),
    Operation.PERIOD_PREPARE: ("月末结账准备", "Prepare the closing of a month"),
    Operation.PRODUCT_PUBLISH: ("发布产品", "Publish a product"),
    Operation.PRODUCT_READ: ("查看产品", "See products"),
    Operation.QUERY_COMPOSE: ("发送自由查询", "Send documents that are not trusted"),
    Operation.REPORT_DRAW: ("生成贷款三查报告", "Draw the three-checks report"),
    Operation.REQUEST_READ: ("查询请求结果", "Ask what became of a request"),
    Operation.SESSION_END: ("退出登录", "End a session"),
    Operation.SESSION_OPEN: ("登录", "Log in"),
    Operation.SESSION_PASSWORD: ("修改本人密码", "Change one's password"),
    Operation.SESSION_READ: ("查看本人信息", "See oneself"),
    Operation.SESSION_REFRESH: ("续期登录", "Refresh a session"),
    Operation.SESSION_STEP_UP: ("再次验证", "Step up"),
    Operation.SOURCE_ASK: ("查询外部数据源", "Ask a source about a customer"),
    Operation.SOURCE_SEND: ("发送查询与接收答复", "Send questions to sources and take their answers"),
    Operation.STAFF_APPOINT: ("任免岗位", "Appoint staff to positions"),
    Operation.STAFF_DISABLE: ("停用员工", "Disable staff"),
    Operation.STAFF_HIRE: ("新增员工", "Create staff"),
    Operation.STAFF_READ: ("查看员工", "See staff"),
    Operation.STAFF_RESET: ("重置员工密码", "Reset a password"),
    Operation.STAFF_TRANSFER: ("移交客户", "Hand over customers"),
    Operation.STATEMENT_IMPORT: ("导入对账单", "Import bank statements"),
    Operation.STATEMENT_MATCH: ("执行对账", "Match statements with the books"),
    Operation.STATEMENT_READ: ("查看对账单", "See bank statements and breaks"),
    Operation.STATEMENT_REVEAL: ("查看付款人明文信息", "Reveal who paid"),
    Operation.TEMPLATE_PROPOSE: ("起草合同模板", "Propose templates of papers"),
    Operation.TEMPLATE_PUBLISH: ("发布合同模板", "Publish templates of papers"),
    Operation.TEMPLATE_READ: ("查看合同模板", "See templates of papers"),
    Operation.TICKET_ANSWER: ("答复客户诉求", "Answer a customer's ticket"),
    Operation.TICKET_FILE: ("登记客户诉求", "File a customer's ticket"),
    Operation.TILL_KEEP: ("管理柜台现金箱", "Keep a till"),
    Operation.TILL_READ: ("查看柜台现金箱", "See tills"),
    Operation.TOKEN_CREATE: ("创建开发者令牌", "Make a developer token"),
    Operation.TOKEN_READ: ("查看本人的开发者令牌", "See one's developer tokens"),
    Operation.TOKEN_REVOKE: ("吊销本人的开发者令牌", "Revoke a developer token"),
    Operation.TOKEN_USE: ("记录开发者令牌的使用", "Note the use of a developer token"),
    Operation.TRUSTED_DOCUMENT_PUBLISH: ("发布可信查询", "Publish trusted documents"),
    Operation.TRUSTED_DOCUMENT_READ: ("查看可信查询", "See trusted documents"),
    Operation.TRUSTED_DOCUMENT_REVOKE: ("吊销可信查询", "Revoke trusted documents"),
    Operation.VISIT_CHECK: ("复核贷前调查", "Check a visit as the second person"),
    Operation.VISIT_RECORD: ("登记贷前调查", "Record a visit"),
    Operation.WEBHOOK_READ: ("查看事件推送", "See webhooks"),
    Operation.WEBHOOK_SEND: ("发送事件推送", "Send webhooks"),
    Operation.WEBHOOK_SET: ("设置事件推送", "Set webhooks"),
}
