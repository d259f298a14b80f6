// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

export interface AcceptTermsInput { acceptance: string; applicationId: string; expectedVersion: number; idempotencyKey: string }
export interface AddSignerInput { caseId: string; expectedVersion: number; idempotencyKey: string; place: SignerPlace; reason: string; signer: string }
export interface AgreeToBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string }
export type ApplicationState = 'APPROVED' | 'CONTRACTED' | 'DISBURSED' | 'DRAFT' | 'IN_REVIEW' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
export type ApprovalActKind = 'ADVANCED' | 'ESCALATED' | 'RECUSED' | 'REMINDED' | 'SIGNER_ADDED' | 'TRANSFERRED' | 'URGED';
export interface AskSourceInput { accountId?: string | null; applicationId?: string | null; customerId: string; idempotencyKey: string; source: string }
export type BankAccountState = 'FAILED' | 'PENDING' | 'VERIFIED';
export type BankBatchState = 'CANCELLED' | 'FILED' | 'MADE' | 'RELEASED';
export interface BankCashInput { amount: string; fundingAccountId: string; idempotencyKey: string; reference: string; tillId: string }
export type BankFileKind = 'DEBIT' | 'PAYMENT';
export type BankLineFault = 'CONTRADICTED' | 'DOUBLED' | 'MISSING' | 'NEVER_SENT' | 'NOT_TAKEN' | 'OTHER_ACCOUNT' | 'OTHER_AMOUNT' | 'OTHER_CURRENCY' | 'OTHER_PAYEE' | 'UNKNOWN_CODE' | 'UNKNOWN_NUMBER';
export type BankResultState = 'FINISHED' | 'WAITING';
export interface BatchDecisionInput { amount?: string | null; caseId: string; decision: CaseDecision; expectedVersion: number; reason: string }
export interface BeginProspectInput { idempotencyKey: string }
export interface BindAccountInput { account: string; bankName: string; customerId: string; idempotencyKey: string; phone: string }
export type BranchKind = 'BRANCH' | 'HEADQUARTERS' | 'REGION';
export type BreakKind = 'AMOUNT_DIFFERS' | 'BANK_CHARGE' | 'BANK_INTEREST' | 'DATE_DIFFERS' | 'DUPLICATE_LINE' | 'DUPLICATE_PAYMENT' | 'LOAN_NOT_NAMED' | 'MISSING_IN_BANK' | 'MISSING_IN_BOOKS' | 'ORDER_NOT_SETTLED' | 'PAYMENT_RETURNED' | 'UNBOOKED_REPAYMENT' | 'UNKNOWN_PAYER' | 'WRONG_DIRECTION';
export type BreakResolution = 'ACCEPTED' | 'BOOKED' | 'CORRECTED' | 'GONE' | 'MATCHED' | 'REPAID';
export type BreakState = 'OPEN' | 'PROPOSED' | 'RESOLVED';
export interface CancelBatchInput { batchId: string; idempotencyKey: string }
export type CaseDecision = 'APPROVE' | 'REJECT' | 'RETURN';
export type CaseState = 'APPROVED' | 'OPEN' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
export interface CloseDayInput { businessDate: string; idempotencyKey: string }
export interface CloseTillInput { idempotencyKey: string; tillId: string }
export interface ConfirmCashInput { idempotencyKey: string; receiptId: string }
export interface ConfirmDepositInput { depositId: string; idempotencyKey: string }
export interface ConfirmDocumentInput { documentId: string; expectedVersion: number; fields: FieldInput[]; idempotencyKey: string }
export interface ConfirmRepaymentInput { breakId: string; idempotencyKey: string; loanId?: string | null }
export type ContractState = 'DRAWING' | 'DRAWN' | 'SENT' | 'SIGNED' | 'VOID';
export interface CountTillInput { count: PiecesInput[]; idempotencyKey: string; reason?: string | null; tillId: string }
export type CustomerKind = 'COMPANY' | 'PERSON';
export type CustomerState = 'ACTIVE' | 'MERGED' | 'PROSPECT';
export type DayState = 'ACCRUING' | 'BOOKING' | 'CLOSED' | 'REMINDING';
export interface DecideCaseInput { amount?: string | null; caseId: string; conditions?: string[] | null; decision: CaseDecision; expectedVersion: number; idempotencyKey: string; offered?: OfferedTermsInput | null; reason: string }
export interface DecideCasesInput { decisions: BatchDecisionInput[]; idempotencyKey: string }
export type DecisionEditionKind = 'RULES' | 'SCORECARD';
export type DecisionEditionState = 'PROPOSED' | 'PUBLISHED' | 'WITHDRAWN';
export interface DelegateApprovalInput { idempotencyKey: string; outOfOffice?: boolean | null; positions: string[]; reason: string; to: string; validFrom: string; validUntil: string }
export type DepositState = 'CONFIRMED' | 'RECORDED';
export interface DisburseLoanInput { applicationId: string; expectedVersion: number; idempotencyKey: string }
export type DocumentKind = 'BUSINESS_LICENCE' | 'CONTRACT' | 'ID_BACK' | 'ID_FRONT' | 'OTHER';
export type DocumentState = 'CONFIRMED' | 'FAILED' | 'READ' | 'READING' | 'RECEIVED';
export interface DraftMatrixInput { idempotencyKey: string; name: string; rows: MatrixRowInput[] }
export interface DrawUpContractInput { applicationId: string; idempotencyKey: string }
export interface EndDelegationInput { delegationId: string; idempotencyKey: string }
export interface EndOtherSessionsInput { idempotencyKey: string }
export type ErrorCode = 'ACCESS_DENIED' | 'ACCESS_STEP_UP_REQUIRED' | 'ACCESS_TOO_MANY' | 'ACCESS_UNAUTHENTICATED' | 'APPLICATION_ACCEPTANCE_UNSOUND' | 'APPLICATION_ADDRESS_BLOCKED' | 'APPLICATION_APPROVAL_VOID' | 'APPLICATION_BLOCKED_BY_RULE' | 'APPLICATION_CONDITIONS_OPEN' | 'APPLICATION_CONSENT_MISSING' | 'APPLICATION_CUSTOMER_NOT_REGISTERED' | 'APPLICATION_IDENTITY_NOT_CONFIRMED' | 'APPLICATION_NOTHING_TO_ACCEPT' | 'APPLICATION_NUMBER_MALFORMED' | 'APPLICATION_OPINION_ABOVE_REQUEST' | 'APPLICATION_OPINION_REASON_MISSING' | 'APPLICATION_QUOTE_DATE_OUT_OF_RANGE' | 'APPLICATION_REVIEW_NOT_OPEN' | 'APPLICATION_REVIEW_REASON_MISSING' | 'APPLICATION_TERMS_NOT_ACCEPTED' | 'APPLICATION_TEXT_TOO_LONG' | 'APPLICATION_WITHDRAWAL_REASON_MISSING' | 'APPLICATION_WRONG_STATE' | 'APPROVAL_ALREADY_DECIDED' | 'APPROVAL_ASSIGNED_TO_OTHER' | 'APPROVAL_CASE_ALREADY_OPEN' | 'APPROVAL_CASE_CLOSED' | 'APPROVAL_COLLEAGUE_BARRED' | 'APPROVAL_CONDITIONS_UNSOUND' | 'APPROVAL_CONDITION_MET' | 'APPROVAL_DELEGATION_ENDED' | 'APPROVAL_DELEGATION_LOOPS' | 'APPROVAL_DELEGATION_OVERLAPS' | 'APPROVAL_DELEGATION_PERIOD_UNSOUND' | 'APPROVAL_EVIDENCE_MISSING' | 'APPROVAL_NOT_A_COLLEAGUE' | 'APPROVAL_NOT_TRANSFERABLE' | 'APPROVAL_OFFER_LOOSER' | 'APPROVAL_OTHER_AMOUNT' | 'APPROVAL_OWN_CONDITION' | 'APPROVAL_OWN_CUSTOMER' | 'APPROVAL_OWN_ENTRY' | 'APPROVAL_POSITION_NOT_HELD' | 'APPROVAL_REASON_MISSING' | 'APPROVAL_REASON_TOO_LONG' | 'APPROVAL_RECUSED' | 'APPROVAL_TERMS_WITHOUT_APPROVAL' | 'APPROVAL_TOO_MANY_STEPS' | 'APPROVAL_URGED_LATELY' | 'APPROVAL_WRONG_POSITION' | 'APPROVAL_WRONG_REGION' | 'ASSET_UNSOUND' | 'BANK_CALLBACK_REFUSED' | 'BREAK_MATCH_REFUSED' | 'BREAK_NOTE_MISSING' | 'BREAK_NOT_PROPOSED' | 'BREAK_NO_REPAYMENT_PROPOSED' | 'BREAK_RESOLUTION_REFUSED' | 'BREAK_RESOLVED' | 'BREAK_SECOND_PERSON_NEEDED' | 'CASH_ALREADY_OPENED' | 'CASH_AMOUNT_REFUSED' | 'CASH_COUNT_UNSOUND' | 'CASH_LAST_TILL_OPEN' | 'CASH_NOT_WAITING' | 'CASH_REASON_MISSING' | 'CASH_SAME_PERSON' | 'CASH_SLIP_USED' | 'CASH_STILL_WAITING' | 'CASH_TILL_NOT_OPEN' | 'CASH_TOO_LITTLE' | 'CLIENT_TEAM_UNKNOWN' | 'CLIENT_TEAM_UNSOUND' | 'CLOSING_BANK_DIFFERS' | 'CLOSING_DAYS_UNCLOSED' | 'CLOSING_DAY_IN_FUTURE' | 'CLOSING_DAY_NOT_BEGUN' | 'CLOSING_DAY_OUT_OF_ORDER' | 'CLOSING_MONTH_MALFORMED' | 'CLOSING_MONTH_NOT_OVER' | 'COLLATERAL_CHARGED_ALREADY' | 'COLLATERAL_CHARGE_UNFIT' | 'COLLATERAL_CHARGE_UNSOUND' | 'COLLATERAL_DEBT_NOT_REPAID' | 'COLLATERAL_INSURANCE_UNSOUND' | 'COLLATERAL_ITEM_KNOWN' | 'COLLATERAL_ITEM_UNSOUND' | 'COLLATERAL_OWN_CHARGE' | 'COLLATERAL_RANK_TAKEN' | 'COLLATERAL_REGISTRATION_UNSOUND' | 'COLLATERAL_SHARE_UNSOUND' | 'COLLATERAL_VALUATION_UNSOUND' | 'COLLATERAL_WRONG_STATE' | 'COMPLIANCE_CONTACT_FORBIDDEN' | 'COMPLIANCE_CUSTOMER_NEEDED' | 'COMPLIANCE_DAY_NOT_OVER' | 'COMPLIANCE_DOSSIER_NOT_READY' | 'COMPLIANCE_DOSSIER_UNSOUND' | 'COMPLIANCE_ENTRY_ENDED' | 'COMPLIANCE_FACTS_UNSOUND' | 'COMPLIANCE_FINDING_CLOSED' | 'COMPLIANCE_FORBIDDEN' | 'COMPLIANCE_HOLD_STANDING' | 'COMPLIANCE_NOT_ERASABLE' | 'COMPLIANCE_OWN_PROPOSAL' | 'COMPLIANCE_REASON_MISSING' | 'COMPLIANCE_TICKET_ANSWERED' | 'COMPLIANCE_WAIVER_DAY_UNSOUND' | 'CONNECTOR_ANSWER_MALFORMED' | 'CONNECTOR_ANSWER_OF_ANOTHER' | 'CONNECTOR_CONSENT_MISSING' | 'CONNECTOR_ELEMENT_MISSING' | 'CONNECTOR_NO_ANSWER' | 'CONNECTOR_SOURCE_OF_OTHERS' | 'CONNECTOR_SOURCE_UNKNOWN' | 'CONTACT_AGREEMENT_UNSOUND' | 'CONTACT_ALREADY_KNOWN' | 'CONTACT_IS_CUSTOMER' | 'CONTRACT_ALREADY_DRAWN' | 'CONTRACT_ALREADY_SIGNED' | 'CONTRACT_ASKED_ALREADY' | 'CONTRACT_CODE_TOO_SOON' | 'CONTRACT_CODE_WRONG' | 'CONTRACT_DISCLOSURE_FIRST' | 'CONTRACT_DISCLOSURE_UNREAD' | 'CONTRACT_FIELD_MISSING' | 'CONTRACT_LINK_INVALID' | 'CONTRACT_NOTHING_TO_SHOW' | 'CONTRACT_NOT_AGREED' | 'CONTRACT_NOT_SIGNED' | 'CONTRACT_NO_DISCLOSURE' | 'CONTRACT_NO_TEMPLATE' | 'CONTRACT_NO_VERIFIED_ACCOUNT' | 'CONTRACT_OWN_COMPLAINT' | 'CONTRACT_REQUEST_UNSOUND' | 'CONTRACT_SIGNATURE_MISSING' | 'CONTRACT_SIGNATURE_UNSOUND' | 'CONTRACT_TEMPLATE_DECIDED' | 'CONTRACT_TEMPLATE_NOTE_MISSING' | 'CONTRACT_TEMPLATE_OWN_DRAFT' | 'CONTRACT_TEMPLATE_TOO_EARLY' | 'CONTRACT_TEMPLATE_UNSOUND' | 'CONTRACT_WRONG_STATE' | 'CUSTODY_FUNDING_AMOUNT_REFUSED' | 'CUSTODY_FUNDING_REFERENCE_MISSING' | 'CUSTODY_FUNDING_REFERENCE_USED' | 'CUSTODY_FUNDS_INSUFFICIENT' | 'CUSTODY_NO_FUNDING_ACCOUNT' | 'CUSTOMER_ACCOUNT_ALREADY_BOUND' | 'CUSTOMER_ACCOUNT_UNSOUND' | 'CUSTOMER_ALREADY_GROUPED' | 'CUSTOMER_ALREADY_REGISTERED' | 'CUSTOMER_AMOUNT_UNSOUND' | 'CUSTOMER_CHART_MISSING' | 'CUSTOMER_CONSENT_MISSING' | 'CUSTOMER_ERASED' | 'CUSTOMER_EXPOSURE_BELOW_ZERO' | 'CUSTOMER_FACT_UNKNOWN' | 'CUSTOMER_FACT_UNSOUND' | 'CUSTOMER_FIELD_UNKNOWN' | 'CUSTOMER_GROUP_INTO_ITSELF' | 'CUSTOMER_GROUP_MERGED' | 'CUSTOMER_GROUP_TOO_SMALL' | 'CUSTOMER_IDENTITY_MISMATCH' | 'CUSTOMER_IDENTITY_UNDER_REVIEW' | 'CUSTOMER_IMPORT_CONSENT_UNSOUND' | 'CUSTOMER_IMPORT_KNOWN' | 'CUSTOMER_IMPORT_MOVED_ON' | 'CUSTOMER_IMPORT_PAGE_UNSOUND' | 'CUSTOMER_IMPORT_PHONE_KNOWN' | 'CUSTOMER_IMPORT_TWICE' | 'CUSTOMER_IMPORT_WHOLE_HOUSE_ONLY' | 'CUSTOMER_KINDS_DIFFER' | 'CUSTOMER_MERGED_ALREADY' | 'CUSTOMER_MERGE_INTO_ITSELF' | 'CUSTOMER_NAME_UNSOUND' | 'CUSTOMER_NOT_A_PROSPECT' | 'CUSTOMER_NOT_GROUPED' | 'CUSTOMER_NOT_REGISTERED' | 'CUSTOMER_NUMBER_NOT_RELEASABLE' | 'CUSTOMER_NUMBER_UNSOUND' | 'CUSTOMER_PHONE_IN_USE' | 'CUSTOMER_PHONE_UNSOUND' | 'CUSTOMER_PURPOSE_UNKNOWN' | 'CUSTOMER_RATING_MONTH_IN_FUTURE' | 'CUSTOMER_REASON_MISSING' | 'CUSTOMER_REVIEW_SETTLED' | 'CUSTOMER_SOURCE_NOT_BY_HAND' | 'DEBIT_DAY_REFUSED' | 'DEBIT_MANDATE_ACTIVE' | 'DEBIT_MANDATE_ENDED' | 'DEBIT_MANDATE_UNSOUND' | 'DEBIT_NOTHING_DUE' | 'DECISION_ALLOWANCE_UNSOUND' | 'DECISION_ALREADY_DECIDED' | 'DECISION_ALREADY_PROPOSED' | 'DECISION_BEGINS_TOO_EARLY' | 'DECISION_NOTE_MISSING' | 'DECISION_PUBLISHED_BY_ONESELF' | 'DECISION_RULE_UNSOUND' | 'DOCUMENT_ALREADY_CONFIRMED' | 'DOCUMENT_BROKEN' | 'DOCUMENT_EMPTY' | 'DOCUMENT_FIELD_UNKNOWN' | 'DOCUMENT_MISMATCH' | 'DOCUMENT_NOTHING_TO_READ' | 'DOCUMENT_NOT_AN_IMAGE' | 'DOCUMENT_ONLY_TRUSTED' | 'DOCUMENT_PICTURE_LOST' | 'DOCUMENT_REVOKED' | 'DOCUMENT_TOO_LARGE' | 'DOCUMENT_TOO_MANY_PIXELS' | 'DOCUMENT_TOO_SMALL' | 'DOCUMENT_UNKNOWN' | 'DOCUMENT_UNSOUND' | 'DOCUMENT_VALUE_MISSING' | 'DOCUMENT_VALUE_UNSOUND' | 'DOCUMENT_WITHDRAWN' | 'FILE_BATCH_WRONG_STATE' | 'FILE_CELL_UNSOUND' | 'FILE_CHANNEL_DIFFERS' | 'FILE_ENCODING' | 'FILE_LOST' | 'FILE_NOTHING_TO_PAY' | 'FILE_ORDERS_NOT_FREE' | 'FILE_PROFILE_UNKNOWN' | 'FILE_SAME_PERSON' | 'FILE_TITLE_MISSING' | 'FILE_TOO_MANY_LINES' | 'FILE_TOTALS_DIFFER' | 'FILE_UNREADABLE' | 'IMPORT_ACCRUED_DIFFERS' | 'IMPORT_ALREADY_IMPORTED' | 'IMPORT_BALANCE_DIFFERS' | 'IMPORT_BOOKS_DIFFER' | 'IMPORT_CELL_MISSING' | 'IMPORT_CELL_UNSOUND' | 'IMPORT_CONFIRMED_BY_ONESELF' | 'IMPORT_CONTROL_DIFFERS' | 'IMPORT_CONTROL_MISSING' | 'IMPORT_CUSTOMER_DIFFERS' | 'IMPORT_DAY_UNSOUND' | 'IMPORT_FORMULA_REFUSED' | 'IMPORT_LINE_ENCODING' | 'IMPORT_LOANS_TOUCHED' | 'IMPORT_LOAN_TWICE' | 'IMPORT_METHOD_DIFFERS' | 'IMPORT_NOTHING_OPEN' | 'IMPORT_NO_FUNDING_ACCOUNT' | 'IMPORT_PAID_DIFFERS' | 'IMPORT_PAID_TO_DIFFERS' | 'IMPORT_PENALTY_WITHOUT_DUE' | 'IMPORT_PHONE_TAKEN' | 'IMPORT_ROWS_REFUSED' | 'IMPORT_SCHEDULE_UNSOUND' | 'IMPORT_SHEET_DIFFERS' | 'IMPORT_SHEET_UNREADABLE' | 'IMPORT_START_UNSOUND' | 'IMPORT_TITLE_WRONG' | 'IMPORT_UNKNOWN_BRANCH' | 'IMPORT_UNKNOWN_OFFICER' | 'IMPORT_UNKNOWN_PRODUCT' | 'IMPORT_WRONG_STATE' | 'INPUT_INVALID' | 'LEDGER_ALREADY_POSTED' | 'LEDGER_ALREADY_REVERSED' | 'LEDGER_AMOUNT_REFUSED' | 'LEDGER_CURRENCY_REFUSED' | 'LEDGER_DIMENSION_MISSING' | 'LEDGER_MALFORMED' | 'LEDGER_MONTH_CLOSED' | 'LEDGER_MONTH_NOT_PREPARED' | 'LEDGER_MONTH_PREPARED_BY_ONESELF' | 'LEDGER_PERIOD_CLOSED' | 'LEDGER_REFUSED' | 'LEDGER_REVERSAL_REFUSED' | 'LEDGER_TOO_FEW_POSTINGS' | 'LEDGER_TRIAL_BALANCE_OFF' | 'LEDGER_UNBALANCED' | 'LEDGER_UNKNOWN_ACCOUNT' | 'LEDGER_WHOLE_HOUSE_ONLY' | 'LENDER_DAY_UNSOUND' | 'LENDER_FIGURE_UNSOUND' | 'LOAN_ABOVE_CAP' | 'LOAN_ALREADY_DISBURSED' | 'LOAN_ALREADY_REVERSED' | 'LOAN_AMOUNT_REFUSED' | 'LOAN_CHANGE_UNSOUND' | 'LOAN_CLOSED' | 'LOAN_CONTRACT_DIFFERS' | 'LOAN_DAY_BEFORE_DISBURSEMENT' | 'LOAN_DAY_IN_FUTURE' | 'LOAN_DISBURSEMENT_RUNNING' | 'LOAN_LATER_ACT_DEPENDS' | 'LOAN_MORE_THAN_OPEN' | 'LOAN_NOTHING_OPEN' | 'LOAN_NOT_ACTIVE' | 'LOAN_NOT_OFFERED' | 'LOAN_NOT_REVERSIBLE' | 'LOAN_NOT_THE_PAY_OFF' | 'LOAN_NOT_WRITTEN_OFF' | 'LOAN_NO_EXCESS' | 'LOAN_NO_SUCH_INSTALMENT' | 'LOAN_NO_VERIFIED_ACCOUNT' | 'LOAN_OWN_ACT' | 'LOAN_OWN_ENTRY' | 'LOAN_PAID_BEFORE_DISBURSEMENT' | 'LOAN_PAID_IN_FUTURE' | 'LOAN_PREPAYMENT_PAYS_OFF' | 'LOAN_PREPAYMENT_TOO_SMALL' | 'LOAN_REASON_MISSING' | 'LOAN_REFERENCE_MISSING' | 'LOAN_REFUND_RUNNING' | 'LOAN_REPAYMENT_ALREADY_RECORDED' | 'LOAN_WRITTEN_OFF' | 'MATRIX_OWN_DRAFT' | 'MATRIX_PUBLISHED' | 'MATRIX_TOO_EARLY' | 'MATRIX_UNSOUND' | 'OBJECT_CONFLICT' | 'OBJECT_NOT_FOUND' | 'OBJECT_STALE' | 'PAPER_NOT_SETTLED' | 'PAPER_PERIOD_UNSOUND' | 'PAPER_REPAYMENT_MISSING' | 'PARTY_CONSENT_MISSING' | 'PARTY_CONSENT_UNSOUND' | 'PARTY_GUARANTEE_UNSOUND' | 'PARTY_IS_BORROWER' | 'PARTY_NOT_IDENTIFIED' | 'PARTY_NOT_REGISTERED' | 'PARTY_THERE_ALREADY' | 'PARTY_TOO_MANY' | 'PARTY_WRONG_STATE' | 'PAYMENT_ANSWER_QUARANTINED' | 'PAYOUT_AFTER_CUT_OFF' | 'PAYOUT_CUT_OFF_UNSOUND' | 'PAYOUT_ENTRUSTED_PAYMENT_REQUIRED' | 'PAYOUT_NOT_WAITING' | 'PAYOUT_OWN_RELEASE' | 'PAYOUT_PAYEE_NOT_CONFIRMED' | 'PAYOUT_PAYEE_RECORDED' | 'PAYOUT_PAYEE_UNSOUND' | 'PAYOUT_REASON_MISSING' | 'PRODUCT_AMOUNT_OUT_OF_RANGE' | 'PRODUCT_BEGINS_TOO_EARLY' | 'PRODUCT_NOT_OFFERED' | 'PRODUCT_PURPOSE_NOT_ALLOWED' | 'PRODUCT_TERMS_UNSOUND' | 'PRODUCT_TERM_NOT_WHOLE_PERIODS' | 'PRODUCT_TERM_OUT_OF_RANGE' | 'RELATION_ALREADY_ENDED' | 'RELATION_SHARE_UNSOUND' | 'RELATION_TOO_MANY' | 'RELATION_WITH_ITSELF' | 'REQUEST_BODY_TOO_LARGE' | 'REQUEST_BODY_UNEXPECTED' | 'REQUEST_DOCUMENT_BEYOND_LIMIT' | 'REQUEST_DOCUMENT_REFUSED' | 'REQUEST_DOCUMENT_TOO_COSTLY' | 'REQUEST_ENCODING_UNSUPPORTED' | 'REQUEST_EXPECTATION_UNSUPPORTED' | 'REQUEST_GRAPHQL_SHAPE' | 'REQUEST_HEADERS_TOO_LARGE' | 'REQUEST_HEADER_MALFORMED' | 'REQUEST_JSON_MALFORMED' | 'REQUEST_JSON_NOT_OBJECT' | 'REQUEST_JSON_TOO_DEEP' | 'REQUEST_KEY_REUSED' | 'REQUEST_MALFORMED' | 'REQUEST_MEDIA_TYPE_UNSUPPORTED' | 'REQUEST_METHOD_NOT_ALLOWED' | 'REQUEST_MULTIPART_MALFORMED' | 'REQUEST_NOT_ACCEPTABLE' | 'REQUEST_NOT_HTTP' | 'REQUEST_NOT_UTF8' | 'REQUEST_NUL_CHARACTER' | 'REQUEST_NUMBER_TOO_LONG' | 'REQUEST_ORIGIN_FOREIGN' | 'REQUEST_PATH_MALFORMED' | 'REQUEST_PROTOCOL_UNSUPPORTED' | 'REQUEST_QUERY_MALFORMED' | 'REQUEST_RATE_EXCEEDED' | 'REQUEST_TIMED_OUT' | 'REQUEST_URI_TOO_LONG' | 'REQUEST_VARIABLES_REFUSED' | 'SCORECARD_FORBIDDEN_FEATURE' | 'SCORECARD_NOTHING_LEARNT' | 'SCORECARD_SAMPLE_UNUSABLE' | 'SCORECARD_TOO_FEW_DEFAULTS' | 'SCORECARD_UNSOUND' | 'SERVER_UNAVAILABLE' | 'SERVER_UNFORESEEN' | 'SESSION_CODE_REQUIRED' | 'SESSION_REFRESH_REUSED' | 'SESSION_TOKEN_INVALID' | 'SESSION_WRONG_CODE' | 'SESSION_WRONG_CREDENTIALS' | 'STAFF_LAST_ADMINISTRATORS' | 'STAFF_LOGIN_TAKEN' | 'STAFF_LOGIN_UNSOUND' | 'STAFF_NOT_AN_OFFICER' | 'STAFF_OWN_RIGHTS' | 'STAFF_POSITION_BEYOND_REACH' | 'STAFF_STILL_HAS_CUSTOMERS' | 'STAFF_UNKNOWN_BRANCH' | 'STAFF_UNKNOWN_POSITION' | 'STAFF_WEAK_PASSWORD' | 'STATEMENT_ACCOUNT_UNKNOWN' | 'STATEMENT_BALANCES_DIFFER' | 'STATEMENT_BANK_SILENT' | 'STATEMENT_CONTRADICTED' | 'STATEMENT_COUNT_DIFFERS' | 'STATEMENT_CURRENCY_REFUSED' | 'STATEMENT_DOES_NOT_FOLLOW' | 'STATEMENT_FILE_LOST' | 'STATEMENT_LINE_BROKEN' | 'STATEMENT_LINE_REPEATED' | 'STATEMENT_PERIOD_REFUSED' | 'STATEMENT_TOO_LARGE' | 'STATEMENT_UNREADABLE' | 'TOKEN_LIFETIME_UNSOUND' | 'TOKEN_OPERATION_NOT_USABLE' | 'TOKEN_TOO_MANY' | 'VISIT_INCOMPLETE' | 'VISIT_LINE_UNSOUND' | 'VISIT_MISSING' | 'VISIT_OWN_CHECK' | 'VISIT_REASON_MISSING' | 'VISIT_TOO_OLD' | 'VISIT_UNCHECKED' | 'VISIT_VALUE_UNSOUND' | 'VISIT_WRONG_STATE' | 'WEBHOOK_ENDED' | 'WEBHOOK_KIND_UNKNOWN' | 'WEBHOOK_ON_ITS_WAY' | 'WEBHOOK_TOO_MANY' | 'WEBHOOK_URL_UNSOUND';
export interface FetchStatementInput { accountId: string; day: string; idempotencyKey: string }
export interface FieldInput { name: string; value: string }
export type FindingOutcome = 'PASS' | 'REFUSE' | 'REVIEW';
export interface FulfilConditionInput { conditionId: string; documentId?: string | null; idempotencyKey: string; note?: string | null }
export type FundingState = 'CLOSED' | 'OPEN';
export type Grade = 'A' | 'AA' | 'AAA' | 'B' | 'BB' | 'BBB' | 'C' | 'CCC';
export type IdentityKind = 'CREDIT_CODE' | 'ID_NUMBER' | 'PHONE';
export type IdentityReviewOutcome = 'MERGED' | 'REFUSED' | 'RELEASED';
export type IdentityReviewState = 'OPEN' | 'SETTLED';
export interface ImportStatementInput { fileId: string; idempotencyKey: string }
export type InquiryState = 'ANSWERED' | 'ASKED' | 'CANCELLED' | 'UNKNOWN' | 'WAITING' | 'WRONG';
export type InstalmentState = 'DUE' | 'OVERDUE' | 'PAID' | 'PART_PAID';
export type LoanState = 'ACTIVE' | 'CLOSED' | 'PENDING_DISBURSEMENT' | 'VOID' | 'WRITTEN_OFF';
export interface MakeDebitBatchInput { fundingAccountId: string; idempotencyKey: string; on: string }
export interface MakePaymentBatchInput { fundingAccountId: string; idempotencyKey: string; paymentIds?: string[] | null }
export type MandateState = 'ACTIVE' | 'REVOKED' | 'SUSPENDED';
export interface MatrixRowInput { exposureFrom: string; exposureUntil?: string | null; grades?: string[] | null; products?: string[] | null; referred?: boolean | null; regions?: string[] | null; steps?: RouteStepInput[] | null; tier: Tier }
export type MatrixState = 'DRAFT' | 'PUBLISHED';
export interface MergeCustomersInput { customerId: string; idempotencyKey: string; intoId: string; reason: string }
export interface OfferedTermsInput { amount?: string | null; rateAnnual?: string | null; termMonths?: number | null }
export interface OpenTillInput { branchId: string; count: PiecesInput[]; idempotencyKey: string }
export interface OpinionInput { amount: string; reason: string; termMonths: number }
export type PaymentChannel = 'API' | 'FILE';
export type PaymentState = 'CREATED' | 'FAILED' | 'SENT' | 'SETTLED' | 'UNKNOWN';
export interface PiecesInput { denomination: string; pieces: number }
export interface ProposeRulesInput { effectiveFrom: string; idempotencyKey: string; note: string; rules: RiskRuleInput[]; velocity?: VelocityInput | null }
export interface ProposeScorecardInput { effectiveFrom: string; file: string; idempotencyKey: string; note: string }
export interface ProposeTemplateInput { effectiveFrom: string; idempotencyKey: string; kind: TemplateKind; note: string; readingSeconds: number; texts: string[]; title: string }
export interface PublishEditionInput { editionId: string; idempotencyKey: string }
export interface PublishMatrixInput { effectiveFrom: string; idempotencyKey: string; matrixId: string }
export interface PublishTemplateInput { idempotencyKey: string; proposalId: string }
export type ReceiptState = 'CONFIRMED' | 'REFUSED' | 'TAKEN';
export interface RecordMandateInput { agreement: string; customerId: string; documentId?: string | null; idempotencyKey: string; limit: string; validFrom: string; validUntil: string }
export interface RecuseFromCaseInput { caseId: string; idempotencyKey: string; reason: string }
export interface RefuseBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string; note: string }
export interface RefuseCashInput { idempotencyKey: string; reason: string; receiptId: string }
export interface RegisterCustomerInput { consent: boolean; creditCode?: string | null; customerId: string; debtMonthly?: string | null; idNumber?: string | null; idempotencyKey: string; incomeMonthly?: string | null; kind: CustomerKind; legalRepresentative?: string | null; name: string; phone: string }
export interface ReleaseBatchInput { batchId: string; expectedVersion: number; idempotencyKey: string }
export interface ReleasePaymentInput { idempotencyKey: string; paymentId: string }
export interface RepayLoanInput { amount: string; idempotencyKey: string; loanId: string; paidOn: string; reference: string }
export type RepaymentMethod = 'BALLOON' | 'BULLET' | 'DRAW_AS_YOU_GO' | 'EQUAL_INSTALMENT' | 'EQUAL_PRINCIPAL' | 'FLAT' | 'INTEREST_ONLY';
export interface ResolveBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string; note: string; resolution: BreakResolution }
export interface RevealCustomerInput { customerId: string; fields: string[]; reason: string }
export interface RevokeMandateInput { idempotencyKey: string; mandateId: string; reason: string }
export interface RiskRuleInput { appliesTo?: string | null; code: string; en: string; expression: string; limit?: string | null; nameEn: string; nameZh: string; severity: string; source?: string | null; unit?: string | null; value?: string | null; zh: string }
export interface RouteStepInput { escalatesTo?: string | null; mode?: VotingMode | null; ownRegion?: boolean | null; position: string; quorum?: number | null; slaHours?: number | null; stepUp?: boolean | null; votesNeeded?: number | null }
export interface ScheduleQuoteInput { amount: string; productVersionId: string; startOn?: string | null; termMonths: number }
export type ScopeKind = 'BRANCH' | 'HEADQUARTERS' | 'OWN' | 'REGION' | 'TEAM';
export interface SendContractInput { contractId: string; idempotencyKey: string }
export interface SetLenderFigureInput { amount: string; code: string; effectiveFrom: string; idempotencyKey: string; note: string }
export interface SettleIdentityReviewInput { idempotencyKey: string; outcome: IdentityReviewOutcome; reason: string; reviewId: string }
export type SignerPlace = 'AFTER' | 'BEFORE';
export interface StartApplicationInput { amount: string; customerId: string; idempotencyKey: string; productVersionId: string; purpose: string; termMonths: number }
export interface StepUpInput { code: string }
export interface SubmitApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; opinion: OpinionInput }
export interface TakeCashInput { amount: string; idempotencyKey: string; loanId: string; tillId: string }
export type TemplateKind = 'COST_DISCLOSURE' | 'LOAN_CONTRACT' | 'SECURITY_TERMS';
export type TemplateProposalState = 'PROPOSED' | 'PUBLISHED' | 'WITHDRAWN';
export type Tier = 'AUTOMATIC' | 'COMMITTEE' | 'MANUAL_REVIEW' | 'REGIONAL';
export type TillState = 'CLOSED' | 'COUNTED' | 'OPEN';
export interface TransferCaseInput { caseId: string; expectedVersion: number; idempotencyKey: string; reason: string; to: string }
export interface UrgeCaseInput { caseId: string; idempotencyKey: string; reason: string }
export interface VelocityInput { applications?: number | null; coolDownMinutes?: number | null; windowMinutes?: number | null }
export type VotingMode = 'COMMITTEE' | 'PARALLEL' | 'SEQUENTIAL' | 'SINGLE';
export interface WithdrawApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; reason: string }
export interface WithdrawEditionInput { editionId: string; idempotencyKey: string }
export interface WithdrawTemplateInput { idempotencyKey: string; proposalId: string }
export type MergeSide = { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; branch: { name: string }; officer: { name: string } };
export type ScheduleParts = { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string };
export type ProductParts = { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] };
export type DocumentParts = { id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] };
export type CustomerRow = { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string };
export type ApplicationRow = { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } };
export type LoanRow = { id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null };
export type CaseCard = { id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; assignee: { id: string; name: string } | null; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null };
export type ApplicationPageData = { application: { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; exposureAfter: string | null; debtRatio: string | null; aprPreview: string | null; version: number; createdAt: string; submittedAt: string | null; decidedAt: string | null; rateAnnual: string | null; offeredAt: string | null; acceptedAt: string | null; acceptance: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; incomeMonthly: string | null; debtMonthly: string | null; outstanding: string; committed: string; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[] } | null; product: { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] }; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[]; opinion: { amount: string; termMonths: number; reason: string; at: string; by: { id: string; name: string } } | null; case: { id: string; tier: Tier; state: CaseState; mode: VotingMode; position: string; step: number; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; minutesUrl: string | null; route: { position: string; mode: string }[]; assignee: { id: string; name: string } | null; offered: { amount: string | null; termMonths: number | null; rateAnnual: string | null } | null; conditions: ({ id: string; number: number; text: string; note: string | null; metAt: string | null; laidBy: { id: string; name: string }; metBy: { id: string; name: string } | null })[]; acts: ({ kind: ApprovalActKind; reason: string; at: string; by: { id: string; name: string } | null; colleague: { id: string; name: string } | null })[]; whyNot: { code: string; messageZh: string; messageEn: string } | null; votes: ({ decision: CaseDecision; reason: string; at: string; step: number; by: { id: string; name: string }; inTheNameOf: { id: string; name: string } | null })[] } | null; contract: { id: string; number: string; state: ContractState; pdfUrl: string; sentAt: string | null; signedAt: string | null } | null; loan: { id: string; number: string; state: LoanState } | null; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; schedulePreview: { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string }[] } | null };
export type ApplicationPageVariables = { id: string };

export type CasePageData = { approvalCase: { id: string; application: { id: string } | null } | null };
export type CasePageVariables = { id: string };

export type ApplicationsData = { applications: { nodes: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type ApplicationsVariables = { after?: string | null; state?: ApplicationState[] | null; search?: string | null };

export type ProductsData = { products: { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] }[] };
export type ProductsVariables = Record<string, never>;

export type QuoteData = { scheduleQuote: { apr: string; totalInterest: string; rows: { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string }[] } };
export type QuoteVariables = { input: ScheduleQuoteInput };

export type StartApplicationData = { startApplication: { application: { id: string; number: string; version: number; state: ApplicationState } } };
export type StartApplicationVariables = { input: StartApplicationInput };

export type SubmitApplicationData = { submitApplication: { application: { id: string; number: string; state: ApplicationState; tier: Tier | null; version: number } } };
export type SubmitApplicationVariables = { input: SubmitApplicationInput };

export type WithdrawApplicationData = { withdrawApplication: { application: { id: string; state: ApplicationState; version: number } } };
export type WithdrawApplicationVariables = { input: WithdrawApplicationInput };

export type DrawUpContractData = { drawUpContract: { contract: { id: string; state: ContractState } } };
export type DrawUpContractVariables = { input: DrawUpContractInput };

export type SendContractData = { sendContract: { contract: { id: string; state: ContractState } } };
export type SendContractVariables = { input: SendContractInput };

export type DisburseLoanData = { disburseLoan: { loan: { id: string; state: LoanState } } };
export type DisburseLoanVariables = { input: DisburseLoanInput };

export type AcceptTermsData = { acceptTerms: { application: { id: string; version: number } } };
export type AcceptTermsVariables = { input: AcceptTermsInput };

export type InboxData = { approvalInbox: { nodes: ({ id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; assignee: { id: string; name: string } | null; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type InboxVariables = { after?: string | null };

export type WatchInboxData = { approvalInbox: { nodes: { id: string; version: number }[]; totalCount: number } };
export type WatchInboxVariables = Record<string, never>;

export type DecideCaseData = { decideCase: { case: { id: string; state: CaseState; version: number; application: { id: string; state: ApplicationState } | null } } };
export type DecideCaseVariables = { input: DecideCaseInput };

export type AbleColleaguesData = { ableColleagues: { id: string; name: string; positions: string[]; takesOver: boolean }[] };
export type AbleColleaguesVariables = { caseId?: string | null };

export type DelegationsData = { delegations: { id: string; positions: string[]; validFrom: string; validUntil: string; outOfOffice: boolean; reason: string; principal: { id: string; name: string }; delegate: { id: string; name: string } }[] };
export type DelegationsVariables = Record<string, never>;

export type TransferCaseData = { transferCase: { case: { id: string; version: number } } };
export type TransferCaseVariables = { input: TransferCaseInput };

export type AddSignerData = { addSigner: { case: { id: string; version: number } } };
export type AddSignerVariables = { input: AddSignerInput };

export type UrgeCaseData = { urgeCase: { case: { id: string; version: number; urges: number } } };
export type UrgeCaseVariables = { input: UrgeCaseInput };

export type RecuseFromCaseData = { recuseFromCase: { case: { id: string; version: number } } };
export type RecuseFromCaseVariables = { input: RecuseFromCaseInput };

export type FulfilConditionData = { fulfilCondition: { case: { id: string; conditions: ({ id: string; metAt: string | null })[] } } };
export type FulfilConditionVariables = { input: FulfilConditionInput };

export type DelegateApprovalData = { delegateApproval: { delegation: { id: string } } };
export type DelegateApprovalVariables = { input: DelegateApprovalInput };

export type EndDelegationData = { endDelegation: { delegation: { id: string } } };
export type EndDelegationVariables = { input: EndDelegationInput };

export type CounterData = { tills: { nodes: ({ id: string; businessDate: string; state: TillState; opening: string; openingDifference: string; taken: string; banked: string; counted: string | null; difference: string | null; differenceReason: string | null; version: number; branch: { id: string; name: string }; openedBy: { id: string; name: string } | null; deposits: ({ id: string; amount: string; reference: string; state: DepositState; depositedBy: { id: string; name: string } | null; fundingAccount: { id: string; bankName: string } | null })[] })[] }; cashReceipts: { nodes: ({ id: string; number: string; amount: string; takenAt: string; loan: { id: string; number: string; branch: { id: string; name: string } } | null; takenBy: { id: string; name: string } | null })[] } };
export type CounterVariables = Record<string, never>;

export type CounterLoansData = { loans: { nodes: ({ id: string; number: string; outstanding: string; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[] } };
export type CounterLoansVariables = { search: string };

export type TillAccountsData = { fundingAccounts: { id: string; bankName: string; accountNumber: string; state: FundingState }[] };
export type TillAccountsVariables = Record<string, never>;

export type BranchesData = { branches: { id: string; name: string; kind: BranchKind }[] };
export type BranchesVariables = Record<string, never>;

export type MandatesData = { debitMandates: { nodes: ({ id: string; bankName: string; accountLast4: string; agreement: string; limit: string; validFrom: string; validUntil: string; state: MandateState; reason: string | null; version: number })[] } };
export type MandatesVariables = { customerId: string };

export type OpenTillData = { openTill: { till: { id: string; version: number } } };
export type OpenTillVariables = { input: OpenTillInput };

export type CountTillData = { countTill: { till: { id: string; version: number; difference: string | null } } };
export type CountTillVariables = { input: CountTillInput };

export type CloseTillData = { closeTill: { till: { id: string; version: number } } };
export type CloseTillVariables = { input: CloseTillInput };

export type TakeCashData = { takeCash: { receipt: { id: string; number: string } } };
export type TakeCashVariables = { input: TakeCashInput };

export type ConfirmCashData = { confirmCash: { receipt: { id: string; state: ReceiptState } } };
export type ConfirmCashVariables = { input: ConfirmCashInput };

export type RefuseCashData = { refuseCash: { receipt: { id: string; state: ReceiptState } } };
export type RefuseCashVariables = { input: RefuseCashInput };

export type BankCashData = { bankCash: { deposit: { id: string } } };
export type BankCashVariables = { input: BankCashInput };

export type ConfirmDepositData = { confirmDeposit: { deposit: { id: string; state: DepositState } } };
export type ConfirmDepositVariables = { input: ConfirmDepositInput };

export type RecordMandateData = { recordMandate: { mandate: { id: string; version: number } } };
export type RecordMandateVariables = { input: RecordMandateInput };

export type RevokeMandateData = { revokeMandate: { mandate: { id: string; version: number } } };
export type RevokeMandateVariables = { input: RevokeMandateInput };

export type CustomersData = { customers: { nodes: ({ id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type CustomersVariables = { after?: string | null; search?: string | null };

export type CustomerPageData = { customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; incomeMonthly: string | null; debtMonthly: string | null; version: number; rating: { grade: Grade; score: number; caps: string[]; fellBy: number; ratedOn: string; reasons: { code: string; nameZh: string; nameEn: string; points: number; most: number; zh: string; en: string }[] } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[]; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; applications: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } })[]; loans: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[] } | null };
export type CustomerPageVariables = { id: string };

export type CustomerDocumentsData = { customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; version: number; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[] } | null };
export type CustomerDocumentsVariables = { id: string };

export type BeginProspectData = { beginProspect: { customer: { id: string } } };
export type BeginProspectVariables = { input: BeginProspectInput };

export type RegisterCustomerData = { registerCustomer: { customer: { id: string; state: CustomerState; version: number } } };
export type RegisterCustomerVariables = { input: RegisterCustomerInput };

export type BindAccountData = { bindAccount: { customer: { id: string; accounts: { id: string; state: BankAccountState }[] } } };
export type BindAccountVariables = { input: BindAccountInput };

export type ConfirmDocumentData = { confirmDocument: { document: { id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] } } };
export type ConfirmDocumentVariables = { input: ConfirmDocumentInput };

export type RevealCustomerData = { revealCustomer: { data: { name: string | null; idNumber: string | null; phone: string | null; creditCode: string | null } } };
export type RevealCustomerVariables = { input: RevealCustomerInput };

export type WatchDocumentData = { document: { id: string; state: DocumentState } | null };
export type WatchDocumentVariables = { id: string };

export type LoansData = { loans: { nodes: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type LoansVariables = { after?: string | null; state?: LoanState[] | null; overdue?: boolean | null };

export type LoanPageData = { loan: { id: string; number: string; state: LoanState; principal: string; outstanding: string; rateAnnual: string; termMonths: number; method: RepaymentMethod; disbursedOn: string | null; version: number; customer: { id: string; nameMasked: string | null; phoneMasked: string | null } | null; application: { id: string; number: string } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null; payment: { number: string; state: PaymentState; amount: string; reason: string | null } | null; instalments: { number: number; dueOn: string; principal: string; interest: string; fee: string; penalty: string; paidPrincipal: string; paidInterest: string; paidFee: string; outstanding: string; state: InstalmentState }[]; repayments: { id: string; amount: string; paidOn: string; reference: string; principal: string; interest: string; fee: string; penalty: string; excess: string }[] } | null };
export type LoanPageVariables = { id: string };

export type TilesData = { dashboard: { asOf: string; tiles: ({ key: string; titleZh: string; titleEn: string; value: string; unit: string; change: string | null; list: string | null })[]; byBranch: { branch: { id: string; name: string; kind: BranchKind }; applications: number; inReview: number; loansActive: number; outstanding: string; overdue: string }[] } };
export type TilesVariables = Record<string, never>;

export type RepayLoanData = { repayLoan: { loan: { id: string; version: number } } };
export type RepayLoanVariables = { input: RepayLoanInput };

export type MoneyData = { fundingAccounts: { id: string; bankName: string; accountNumber: string; state: FundingState; channel: PaymentChannel; funds: { free: string; held: string }; branch: { id: string; name: string } }[]; waitingPayments: { totalCount: number }; statementBreaks: { totalCount: number }; bankBalances: ({ accountNumber: string; difference: string | null; coveredUntil: string | null; openBreaks: number })[]; dayClosings: { businessDate: string; state: DayState }[] };
export type MoneyVariables = { on: string };

export type PaymentsData = { waitingPayments: { nodes: ({ id: string; number: string; amount: string; payeeLast4: string; purpose: string; channel: PaymentChannel; waitsForRelease: boolean; createdAt: string; madeBy: { id: string; name: string } | null; fundingAccount: { id: string; bankName: string } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type PaymentsVariables = { after?: string | null };

export type BatchesData = { bankBatches: { nodes: ({ id: string; kind: BankFileKind; number: string; state: BankBatchState; valueOn: string; orderCount: number; total: string; fileName: string | null; version: number; madeBy: { id: string; name: string } | null; releasedBy: { id: string; name: string } | null; fundingAccount: { id: string; bankName: string } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type BatchesVariables = { after?: string | null };

export type ResultsData = { bankResults: { nodes: ({ id: string; kind: BankFileKind; fileName: string; lineCount: number; total: string; state: BankResultState; takenAt: string; setAside: ({ line: number; orderNumber: string; amount: string | null; fault: BankLineFault | null; code: string })[]; failed: ({ line: number; orderNumber: string; amount: string | null; code: string; reason: string | null })[] })[] } };
export type ResultsVariables = Record<string, never>;

export type AccountsData = { fundingAccounts: { id: string; bankName: string; accountNumber: string; channel: PaymentChannel; state: FundingState }[] };
export type AccountsVariables = Record<string, never>;

export type BreaksData = { statementBreaks: { nodes: ({ id: string; kind: BreakKind; state: BreakState; amount: string | null; expected: string | null; noticedOn: string; note: string | null; version: number; line: { id: string; bookedOn: string; reference: string; partyMasked: string; partyLast4: string } | null; loan: { id: string; number: string } | null; owner: { id: string; name: string } | null; proposedBy: { id: string; name: string } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type BreaksVariables = { after?: string | null };

export type BalancesData = { bankBalances: ({ accountNumber: string; bank: string | null; ledger: string; difference: string | null; coveredUntil: string | null; openBreaks: number })[]; fundingAccounts: { id: string; bankName: string; accountNumber: string; state: FundingState }[] };
export type BalancesVariables = { on: string };

export type DaysData = { dayClosings: ({ businessDate: string; state: DayState; loans: number; overdueLoans: number; interest: string; penalty: string; fee: string; reminders: number; closedAt: string | null })[] };
export type DaysVariables = Record<string, never>;

export type MakePaymentsData = { makePaymentBatch: { batch: { id: string; version: number } } };
export type MakePaymentsVariables = { input: MakePaymentBatchInput };

export type MakeDebitsData = { makeDebitBatch: { batch: { id: string; version: number } } };
export type MakeDebitsVariables = { input: MakeDebitBatchInput };

export type ReleaseBatchData = { releaseBatch: { batch: { id: string; version: number; state: BankBatchState } } };
export type ReleaseBatchVariables = { input: ReleaseBatchInput };

export type CancelBatchData = { cancelBatch: { batch: { id: string; version: number; state: BankBatchState } } };
export type CancelBatchVariables = { input: CancelBatchInput };

export type ReleasePaymentData = { releasePayment: { payment: { id: string } } };
export type ReleasePaymentVariables = { input: ReleasePaymentInput };

export type FetchStatementData = { fetchStatement: { statement: { id: string; newLines: number }; matchedLines: number; openBreaks: number } };
export type FetchStatementVariables = { input: FetchStatementInput };

export type ImportStatementData = { importStatement: { statement: { id: string; newLines: number }; matchedLines: number; openBreaks: number } };
export type ImportStatementVariables = { input: ImportStatementInput };

export type ConfirmRepaymentData = { confirmRepayment: { break: { id: string; state: BreakState } } };
export type ConfirmRepaymentVariables = { input: ConfirmRepaymentInput };

export type ResolveBreakData = { resolveBreak: { break: { id: string; state: BreakState; version: number } } };
export type ResolveBreakVariables = { input: ResolveBreakInput };

export type AgreeToBreakData = { agreeToBreak: { break: { id: string; state: BreakState; version: number } } };
export type AgreeToBreakVariables = { input: AgreeToBreakInput };

export type RefuseBreakData = { refuseBreak: { break: { id: string; state: BreakState; version: number } } };
export type RefuseBreakVariables = { input: RefuseBreakInput };

export type CloseDayData = { closeDay: { businessDate: string } };
export type CloseDayVariables = { input: CloseDayInput };

export type BatchData = { approvalInbox: { nodes: ({ id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; assignee: { id: string; name: string } | null; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null })[]; totalCount: number } };
export type BatchVariables = Record<string, never>;

export type DecideCasesData = { decideCases: { counted: number; results: ({ caseId: string; code: ErrorCode | null; messageZh: string | null; messageEn: string | null })[] } };
export type DecideCasesVariables = { input: DecideCasesInput };

export type MatricesData = { approvalMatrices: ({ id: string; versionNumber: number; name: string; state: MatrixState; effectiveFrom: string | null; draftedAt: string; publishedAt: string | null; draftedBy: { id: string; name: string } | null; publishedBy: { name: string } | null; rows: ({ number: number; tier: Tier; exposureFrom: string; exposureUntil: string | null; referred: boolean | null; products: string[]; grades: string[]; regions: string[]; steps: ({ position: string; mode: string; votesNeeded: number; quorum: number; ownRegion: boolean; stepUp: boolean; slaHours: number | null; escalatesTo: string | null })[] })[] })[] };
export type MatricesVariables = Record<string, never>;

export type MatrixTrialData = { matrixSimulation: { considered: number; moved: number; shifts: ({ before: Tier; after: Tier | null; count: number })[]; examples: ({ applicationId: string; number: string; exposureAfter: string; before: { tier: Tier; positions: string[] }; after: { tier: Tier; positions: string[] } | null })[] } };
export type MatrixTrialVariables = { id: string };

export type DraftMatrixData = { draftMatrix: { matrix: { id: string; versionNumber: number } } };
export type DraftMatrixVariables = { input: DraftMatrixInput };

export type PublishMatrixData = { publishMatrix: { matrix: { id: string; state: MatrixState } } };
export type PublishMatrixVariables = { input: PublishMatrixInput };

export type EditionsData = { decisionEditions: ({ id: string; kind: DecisionEditionKind; number: number; state: DecisionEditionState; effectiveFrom: string; note: string; proposedAt: string; decidedAt: string | null; proposedBy: { id: string; name: string } | null; decidedBy: { name: string } | null; rules: ({ code: string; nameZh: string; nameEn: string; source: string; appliesTo: string; severity: string; expression: string; value: string | null; limit: string; unit: string; zh: string; en: string })[]; velocity: { applications: number; windowMinutes: number; coolDownMinutes: number } | null; features: { name: string; zh: string; en: string; bins: { zh: string; en: string; points: number }[] }[] })[] };
export type EditionsVariables = Record<string, never>;

export type EditionTrialData = { editionSimulation: { considered: number; changed: number; shifts: ({ tier: Tier | null; before: FindingOutcome; after: FindingOutcome; count: number })[]; examples: ({ applicationId: string; number: string; tier: Tier | null; before: FindingOutcome; after: FindingOutcome; reasonsZh: string[]; reasonsEn: string[] })[] } };
export type EditionTrialVariables = { id: string };

export type ProposeRulesData = { proposeRules: { edition: { id: string; number: number } } };
export type ProposeRulesVariables = { input: ProposeRulesInput };

export type ProposeScorecardData = { proposeScorecard: { edition: { id: string; number: number } } };
export type ProposeScorecardVariables = { input: ProposeScorecardInput };

export type PublishEditionData = { publishEdition: { edition: { id: string; state: DecisionEditionState } } };
export type PublishEditionVariables = { input: PublishEditionInput };

export type WithdrawEditionData = { withdrawEdition: { edition: { id: string; state: DecisionEditionState } } };
export type WithdrawEditionVariables = { input: WithdrawEditionInput };

export type StraightThroughData = { straightThrough: { below: string; considered: number; approvedAtOnce: number; refusedAtOnce: number; referred: number; share: string | null; reasons: { code: string; zh: string; en: string; count: number }[] } };
export type StraightThroughVariables = Record<string, never>;

export type WhyData = { application: { id: string; number: string; state: ApplicationState; amount: string; customer: { id: string; nameMasked: string | null; state: CustomerState } | null; decisions: ({ outcome: FindingOutcome; eventDate: string; decidedAt: string; rulesNumber: number | null; scorecardNumber: number | null; score: number | null; rules: ({ code: string; outcome: string; violated: boolean; value: string | null; zh: string | null; en: string | null })[]; scoreReasons: { feature: string; lost: number; zh: string; en: string }[]; facts: ({ name: string; nameZh: string; nameEn: string; value: string | null; zh: string; en: string })[] })[] } | null };
export type WhyVariables = { id: string };

export type TemplatesData = { paperTemplates: ({ id: string; kind: TemplateKind; number: number; title: string; texts: string[]; readingSeconds: number; effectiveFrom: string; effectiveUntil: string | null })[]; templateProposals: ({ id: string; kind: TemplateKind; state: TemplateProposalState; title: string; texts: string[]; readingSeconds: number; effectiveFrom: string; note: string; proposedAt: string; proposedBy: { id: string; name: string }; decidedBy: { name: string } | null })[] };
export type TemplatesVariables = Record<string, never>;

export type ProposeTemplateData = { proposeTemplate: { proposal: { id: string } } };
export type ProposeTemplateVariables = { input: ProposeTemplateInput };

export type PublishTemplateData = { publishTemplate: { proposal: { id: string; state: TemplateProposalState } } };
export type PublishTemplateVariables = { input: PublishTemplateInput };

export type WithdrawTemplateData = { withdrawTemplate: { proposal: { id: string } } };
export type WithdrawTemplateVariables = { input: WithdrawTemplateInput };

export type MergesData = { identityReviews: { nodes: ({ id: string; kind: IdentityKind; state: IdentityReviewState; openedAt: string; outcome: IdentityReviewOutcome | null; reason: string | null; settledAt: string | null; customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; branch: { name: string }; officer: { name: string } } | null; holder: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; branch: { name: string }; officer: { name: string } } | null })[]; totalCount: number }; customerMerges: { nodes: ({ id: string; reason: string; mergedAt: string; mergedBy: { name: string }; customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; branch: { name: string }; officer: { name: string } } | null; into: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; branch: { name: string }; officer: { name: string } } | null })[]; totalCount: number } };
export type MergesVariables = Record<string, never>;

export type MergeSearchData = { customers: { nodes: ({ id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; branch: { name: string }; officer: { name: string } })[]; totalCount: number } };
export type MergeSearchVariables = { search?: string | null };

export type MergeCustomersData = { mergeCustomers: { customer: { id: string } } };
export type MergeCustomersVariables = { input: MergeCustomersInput };

export type SettleIdentityReviewData = { settleIdentityReview: { customer: { id: string } } };
export type SettleIdentityReviewVariables = { input: SettleIdentityReviewInput };

export type FiguresData = { lenderFigures: { id: string; code: string; amount: string; effectiveFrom: string; note: string; setAt: string; setBy: { name: string } }[] };
export type FiguresVariables = Record<string, never>;

export type SetLenderFigureData = { setLenderFigure: { figure: { id: string } } };
export type SetLenderFigureVariables = { input: SetLenderFigureInput };

export type MeData = { viewer: { staff: { id: string; login: string; name: string; branch: { id: string; name: string }; positions: { code: string; nameZh: string; nameEn: string }[] }; operations: string[]; scopeKind: ScopeKind | null; steppedUpUntil: string | null } };
export type MeVariables = Record<string, never>;

export type StepUpData = { stepUp: { viewer: { steppedUpUntil: string | null } } };
export type StepUpVariables = { input: StepUpInput };

export type EndOtherSessionsData = { endOtherSessions: { __typename: 'EndOtherSessionsPayload' } };
export type EndOtherSessionsVariables = { input: EndOtherSessionsInput };

export type CustomerSourcesData = { connectorSources: ({ code: string; nameZh: string; nameEn: string; appliesTo: string; consentPurpose: string | null; needsAuthorisation: boolean; validDays: number; isOn: boolean })[]; customer: { id: string; kind: CustomerKind; accounts: { id: string; state: BankAccountState }[]; applications: { id: string; state: ApplicationState }[]; inquiries: ({ id: string; source: string; sourceZh: string; sourceEn: string; state: InquiryState; openedAt: string; askedAt: string | null; answeredAt: string | null; observedOn: string | null; validUntil: string | null; consentPurpose: string | null; nextAt: string | null; attempts: number; code: string | null; trouble: string | null; facts: { code: string; nameZh: string; nameEn: string; zh: string; en: string }[] })[] } | null };
export type CustomerSourcesVariables = { id: string };

export type AskSourceData = { askSource: { inquiry: { id: string; state: InquiryState } } };
export type AskSourceVariables = { input: AskSourceInput };

export { ApplicationPage, CasePage, Applications, Products, Quote, StartApplication, SubmitApplication, WithdrawApplication, DrawUpContract, SendContract, DisburseLoan, AcceptTerms } from './ids/applications.ts';
export { Inbox, WatchInbox, DecideCase, AbleColleagues, Delegations, TransferCase, AddSigner, UrgeCase, RecuseFromCase, FulfilCondition, DelegateApproval, EndDelegation } from './ids/approvals.ts';
export { Counter, CounterLoans, TillAccounts, Branches, Mandates, OpenTill, CountTill, CloseTill, TakeCash, ConfirmCash, RefuseCash, BankCash, ConfirmDeposit, RecordMandate, RevokeMandate } from './ids/counter.ts';
export { Customers, CustomerPage, CustomerDocuments, BeginProspect, RegisterCustomer, BindAccount, ConfirmDocument, RevealCustomer, WatchDocument } from './ids/customers.ts';
export { Loans, LoanPage, Tiles, RepayLoan } from './ids/loans.ts';
export { Money, Payments, Batches, Results, Accounts, Breaks, Balances, Days, MakePayments, MakeDebits, ReleaseBatch, CancelBatch, ReleasePayment, FetchStatement, ImportStatement, ConfirmRepayment, ResolveBreak, AgreeToBreak, RefuseBreak, CloseDay } from './ids/money.ts';
export { Batch, DecideCases, Matrices, MatrixTrial, DraftMatrix, PublishMatrix, Editions, EditionTrial, ProposeRules, ProposeScorecard, PublishEdition, WithdrawEdition, StraightThrough, Why, Templates, ProposeTemplate, PublishTemplate, WithdrawTemplate, Merges, MergeSearch, MergeCustomers, SettleIdentityReview, Figures, SetLenderFigure } from './ids/risk.ts';
export { Me, StepUp, EndOtherSessions } from './ids/session.ts';
export { CustomerSources, AskSource } from './ids/sources.ts';
