// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

export interface AcceptTermsInput { acceptance: string; applicationId: string; expectedVersion: number; idempotencyKey: string }
export interface AddNoticeChannelInput { address: string; idempotencyKey: string; kind: NoticeChannelKind; label: string }
export interface AddPartyInput { applicationId: string; expectedVersion: number; guarantee?: GuaranteeInput | null; idempotencyKey: string; personId: string; role: PartyRole }
export interface AddPasskeyInput { attestation: string; clientData: string; idempotencyKey: string; name: string; questionId: string; transports?: string[] | null }
export interface AddPushChannelInput { auth: string; endpoint: string; idempotencyKey: string; label: string; p256dh: string }
export interface AddSignerInput { caseId: string; expectedVersion: number; idempotencyKey: string; place: SignerPlace; reason: string; signer: string }
export interface AgreeToBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string }
export interface AgreeToLoanUpgradeInput { expectedVersion: number; groundId: string; idempotencyKey: string }
export type AlertDesk = 'COMPLIANCE' | 'FINANCE' | 'OFFICER' | 'RISK' | 'TECHNOLOGY';
export type AlertOutcome = 'RIGHT' | 'UNCLEAR' | 'WRONG';
export type AlertSeverity = 'CRITICAL' | 'WARN';
export type AlertState = 'CLOSED' | 'ESCALATED' | 'OPEN' | 'SNOOZED';
export type AmountOrder = 'LARGEST' | 'NEWEST' | 'OLDEST' | 'SMALLEST';
export interface AnswerFeedbackInput { answer?: string | null; expectedVersion: number; feedbackId: string; idempotencyKey: string; state: FeedbackState }
export interface AnswerTicketInput { expectedVersion: number; idempotencyKey: string; outcome: string; text: string; ticketId: string }
export type ApplicationState = 'APPROVED' | 'CONTRACTED' | 'DISBURSED' | 'DRAFT' | 'IN_REVIEW' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
export interface AppointStaffInput { idempotencyKey: string; positions: string[]; staffId: string }
export type ApprovalActKind = 'ADVANCED' | 'ESCALATED' | 'RECUSED' | 'REMINDED' | 'SIGNER_ADDED' | 'TRANSFERRED' | 'URGED';
export interface ApproveCampaignInput { campaignId: string; expectedVersion: number; idempotencyKey: string }
export interface AskPasskeyForDecisionInput { caseId: string; conditions?: string[] | null; decision: CaseDecision; expectedVersion: number; offered?: OfferedTermsInput | null; reason: string }
export interface AskPasskeyInput { purpose: PasskeyPurpose }
export interface AskSourceInput { accountId?: string | null; applicationId?: string | null; customerId: string; idempotencyKey: string; source: string }
export type AssetKind = 'DEPOSIT' | 'EQUIPMENT' | 'OTHER' | 'REAL_ESTATE' | 'RECEIVABLE' | 'SECURITIES' | 'STOCK' | 'VEHICLE';
export type AuditOutcome = 'DONE' | 'REFUSED';
export type BankAccountState = 'FAILED' | 'PENDING' | 'VERIFIED';
export type BankBatchState = 'CANCELLED' | 'FILED' | 'MADE' | 'RELEASED';
export interface BankCashInput { amount: string; fundingAccountId: string; idempotencyKey: string; reference: string; tillId: string }
export type BankFileKind = 'DEBIT' | 'PAYMENT';
export type BankLineFault = 'CONTRADICTED' | 'DOUBLED' | 'MISSING' | 'NEVER_SENT' | 'NOT_TAKEN' | 'OTHER_ACCOUNT' | 'OTHER_AMOUNT' | 'OTHER_CURRENCY' | 'OTHER_PAYEE' | 'UNKNOWN_CODE' | 'UNKNOWN_NUMBER';
export type BankResultState = 'FINISHED' | 'WAITING';
export interface BatchDecisionInput { amount?: string | null; caseId: string; decision: CaseDecision; expectedVersion: number; reason: string; routine?: boolean | null }
export interface BeginProspectInput { idempotencyKey: string }
export interface BindAccountInput { account: string; bankName: string; customerId: string; idempotencyKey: string; phone: string; separateConsent?: boolean | null }
export type BranchKind = 'BRANCH' | 'HEADQUARTERS' | 'REGION';
export type BreakKind = 'AMOUNT_DIFFERS' | 'BANK_CHARGE' | 'BANK_INTEREST' | 'DATE_DIFFERS' | 'DUPLICATE_LINE' | 'DUPLICATE_PAYMENT' | 'LOAN_NOT_NAMED' | 'MISSING_IN_BANK' | 'MISSING_IN_BOOKS' | 'ORDER_NOT_SETTLED' | 'PAYMENT_RETURNED' | 'UNBOOKED_REPAYMENT' | 'UNKNOWN_PAYER' | 'WRONG_DIRECTION';
export type BreakResolution = 'ACCEPTED' | 'BOOKED' | 'CORRECTED' | 'GONE' | 'MATCHED' | 'REPAID';
export type BreakState = 'OPEN' | 'PROPOSED' | 'RESOLVED';
export type CampaignState = 'APPROVED' | 'DRAFTED' | 'DRAWING' | 'ENDED' | 'RUNNING' | 'WITHDRAWN';
export interface CancelBatchInput { batchId: string; idempotencyKey: string }
export type CaseDecision = 'APPROVE' | 'REJECT' | 'RETURN';
export type CaseState = 'APPROVED' | 'OPEN' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
export interface ChangeCampaignInput { amountFactor?: string | null; amountMax?: string | null; branches?: string[] | null; budget?: string | null; campaignId: string; controlShare?: string | null; endsOn?: string | null; expectedVersion: number; idempotencyKey: string; kind?: OfferKind | null; name?: string | null; productCode?: string | null; products?: string[] | null; rateCut?: string | null; startsOn?: string | null; text?: string | null; validDays?: number | null }
export interface ChargeCollateralInput { applicationId: string; expectedVersion: number; idempotencyKey: string; itemId: string; kind: ChargeKind; prior: string; rank: number; secured: string }
export type ChargeKind = 'MORTGAGE' | 'PLEDGE';
export type ChargeState = 'AGREED' | 'DISCHARGED' | 'DROPPED' | 'REGISTERED' | 'RELEASED';
export interface CheckVisitInput { agrees: boolean; applicationId: string; expectedVersion: number; idempotencyKey: string; reason?: string | null }
export interface CloseAlertInput { alertId: string; expectedVersion: number; idempotencyKey: string; note: string; outcome: AlertOutcome }
export interface CloseDayInput { businessDate: string; idempotencyKey: string }
export interface CloseTillInput { idempotencyKey: string; tillId: string }
export type CollateralKind = 'DEPOSIT' | 'EQUIPMENT' | 'REAL_ESTATE' | 'RECEIVABLE' | 'VEHICLE';
export type CollectionAgent = 'COLLECTOR' | 'MEDIATOR' | 'SENIOR' | 'SYSTEM';
export type CollectionArm = 'HELD_OUT' | 'TREATED';
export type CollectionCaseState = 'CLOSED' | 'OPEN' | 'PAUSED' | 'WITH_LAWYERS';
export type CollectionContactState = 'CANCELLED' | 'MISSED' | 'PLANNED' | 'REACHED' | 'REFUSED' | 'SENT';
export interface ConfirmCashInput { idempotencyKey: string; receiptId: string }
export interface ConfirmDepositInput { depositId: string; idempotencyKey: string }
export interface ConfirmDocumentInput { documentId: string; expectedVersion: number; fields: FieldInput[]; idempotencyKey: string }
export interface ConfirmRepaymentInput { breakId: string; idempotencyKey: string; loanId?: string | null }
export type ContactChannel = 'CALL' | 'LETTER' | 'MESSAGE' | 'VISIT';
export type ContactKind = 'BUSINESS' | 'EMERGENCY' | 'REFERENCE' | 'WORKPLACE';
export type ContactParty = 'CONTACT' | 'SELF';
export type ContactRelation = 'CHILD' | 'COLLEAGUE' | 'FRIEND' | 'OTHER' | 'PARENT' | 'PARTNER' | 'RELATIVE' | 'SIBLING' | 'SPOUSE' | 'TRADE';
export type ContractState = 'DRAWING' | 'DRAWN' | 'SENT' | 'SIGNED' | 'VOID';
export interface CountTillInput { count: PiecesInput[]; idempotencyKey: string; reason?: string | null; tillId: string }
export type CustomerKind = 'COMPANY' | 'PERSON';
export type CustomerState = 'ACTIVE' | 'MERGED' | 'PROSPECT';
export type DashboardGroup = 'BRANCH' | 'OFFICER' | 'PRODUCT' | 'REGION';
export type DashboardPeriod = 'DAY' | 'MONTH' | 'QUARTER' | 'WEEK' | 'YEAR';
export type DashboardSource = 'BOOKS' | 'LIVE';
export type DayState = 'ACCRUING' | 'BOOKING' | 'CLOSED' | 'REMINDING';
export interface DecideCaseInput { amount?: string | null; caseId: string; conditions?: string[] | null; decision: CaseDecision; expectedVersion: number; idempotencyKey: string; offered?: OfferedTermsInput | null; reason: string; routine?: boolean | null }
export interface DecideCasesInput { decisions: BatchDecisionInput[]; idempotencyKey: string }
export interface DecideWaiverInput { agree: boolean; expectedVersion: number; findingId: string; idempotencyKey: string; note: string }
export type DecisionEditionKind = 'RULES' | 'SCORECARD';
export type DecisionEditionState = 'PROPOSED' | 'PUBLISHED' | 'WITHDRAWN';
export interface DeclareCampaignInput { amountFactor?: string | null; amountMax: string; branches?: string[] | null; budget: string; controlShare?: string | null; endsOn: string; idempotencyKey: string; kind: OfferKind; name: string; productCode: string; products?: string[] | null; rateCut?: string | null; startsOn: string; text: string; validDays?: number | null }
export interface DeclineLoanUpgradeInput { expectedVersion: number; groundId: string; idempotencyKey: string }
export interface DelegateApprovalInput { idempotencyKey: string; outOfOffice?: boolean | null; positions: string[]; reason: string; to: string; validFrom: string; validUntil: string }
export type DepositState = 'CONFIRMED' | 'RECORDED';
export interface DisableStaffInput { idempotencyKey: string; staffId: string }
export interface DisburseLoanInput { applicationId: string; expectedVersion: number; idempotencyKey: string }
export type DocumentKind = 'BUSINESS_LICENCE' | 'CONTRACT' | 'ID_BACK' | 'ID_FRONT' | 'OTHER';
export type DocumentState = 'CONFIRMED' | 'FAILED' | 'READ' | 'READING' | 'RECEIVED';
export type DossierState = 'FAILED' | 'ORDERED' | 'READY';
export interface DowngradeLoanInput { idempotencyKey: string; kind: GroundKind; loanId: string; reason: string; tier?: LoanTier | null }
export interface DraftMatrixInput { idempotencyKey: string; name: string; rows: MatrixRowInput[] }
export interface DrawUpContractInput { applicationId: string; idempotencyKey: string }
export interface DropChargeInput { chargeId: string; expectedVersion: number; idempotencyKey: string }
export interface EndAssetInput { assetId: string; idempotencyKey: string }
export interface EndContactInput { contactId: string; idempotencyKey: string }
export interface EndDelegationInput { delegationId: string; idempotencyKey: string }
export interface EndLeaveInput { idempotencyKey: string; staffId: string }
export interface EndOtherSessionsInput { idempotencyKey: string }
export interface EndPartyInput { idempotencyKey: string; partyId: string }
export interface EnterCollateralInput { certificate: string; idempotencyKey: string; kind: CollateralKind; ownerId: string; title: string }
export type ErrorCode = 'ACCESS_DENIED' | 'ACCESS_PASSKEY_REQUIRED' | 'ACCESS_STEP_UP_REQUIRED' | 'ACCESS_TOO_MANY' | 'ACCESS_UNAUTHENTICATED' | 'ALERT_CLOSED' | 'ALERT_NOT_YOURS' | 'ALERT_REASON_MISSING' | 'ALERT_SNOOZE_UNSOUND' | 'APPLICATION_ACCEPTANCE_UNSOUND' | 'APPLICATION_ADDRESS_BLOCKED' | 'APPLICATION_APPROVAL_VOID' | 'APPLICATION_BLOCKED_BY_RULE' | 'APPLICATION_CONDITIONS_OPEN' | 'APPLICATION_CONSENT_MISSING' | 'APPLICATION_CUSTOMER_NOT_REGISTERED' | 'APPLICATION_IDENTITY_NOT_CONFIRMED' | 'APPLICATION_NOTHING_TO_ACCEPT' | 'APPLICATION_NUMBER_MALFORMED' | 'APPLICATION_OPINION_ABOVE_REQUEST' | 'APPLICATION_OPINION_REASON_MISSING' | 'APPLICATION_QUOTE_DATE_OUT_OF_RANGE' | 'APPLICATION_REVIEW_NOT_OPEN' | 'APPLICATION_REVIEW_REASON_MISSING' | 'APPLICATION_TERMS_NOT_ACCEPTED' | 'APPLICATION_TEXT_TOO_LONG' | 'APPLICATION_WITHDRAWAL_REASON_MISSING' | 'APPLICATION_WRONG_STATE' | 'APPROVAL_ALREADY_DECIDED' | 'APPROVAL_ASSIGNED_TO_OTHER' | 'APPROVAL_CASE_ALREADY_OPEN' | 'APPROVAL_CASE_CLOSED' | 'APPROVAL_COLLEAGUE_BARRED' | 'APPROVAL_CONDITIONS_UNSOUND' | 'APPROVAL_CONDITION_MET' | 'APPROVAL_DELEGATION_ENDED' | 'APPROVAL_DELEGATION_LOOPS' | 'APPROVAL_DELEGATION_OVERLAPS' | 'APPROVAL_DELEGATION_PERIOD_UNSOUND' | 'APPROVAL_EVIDENCE_MISSING' | 'APPROVAL_NOT_A_COLLEAGUE' | 'APPROVAL_NOT_ROUTINE' | 'APPROVAL_NOT_TRANSFERABLE' | 'APPROVAL_OFFER_LOOSER' | 'APPROVAL_OTHER_AMOUNT' | 'APPROVAL_OWN_CONDITION' | 'APPROVAL_OWN_CUSTOMER' | 'APPROVAL_OWN_ENTRY' | 'APPROVAL_POSITION_NOT_HELD' | 'APPROVAL_REASON_MISSING' | 'APPROVAL_REASON_TOO_LONG' | 'APPROVAL_RECUSED' | 'APPROVAL_TERMS_WITHOUT_APPROVAL' | 'APPROVAL_TOO_MANY_STEPS' | 'APPROVAL_URGED_LATELY' | 'APPROVAL_WRONG_POSITION' | 'APPROVAL_WRONG_REGION' | 'ASSET_UNSOUND' | 'BANK_CALLBACK_REFUSED' | 'BREAK_MATCH_REFUSED' | 'BREAK_NOTE_MISSING' | 'BREAK_NOT_PROPOSED' | 'BREAK_NO_REPAYMENT_PROPOSED' | 'BREAK_RESOLUTION_REFUSED' | 'BREAK_RESOLVED' | 'BREAK_SECOND_PERSON_NEEDED' | 'CASH_ALREADY_OPENED' | 'CASH_AMOUNT_REFUSED' | 'CASH_COUNT_UNSOUND' | 'CASH_LAST_TILL_OPEN' | 'CASH_NOT_WAITING' | 'CASH_REASON_MISSING' | 'CASH_SAME_PERSON' | 'CASH_SLIP_USED' | 'CASH_STILL_WAITING' | 'CASH_TILL_NOT_OPEN' | 'CASH_TOO_LITTLE' | 'CHANNEL_ADDRESS_UNSOUND' | 'CHANNEL_NOT_SERVED' | 'CHANNEL_TOO_MANY' | 'CLASSIFICATION_ALREADY_PROPOSED' | 'CLASSIFICATION_DAY_NOT_CLOSED' | 'CLASSIFICATION_GROUND_HOLDS' | 'CLASSIFICATION_GROUND_LIFTED' | 'CLASSIFICATION_LOAN_NOT_ACTIVE' | 'CLASSIFICATION_MONTHS_WRONG' | 'CLASSIFICATION_NOT_BEGUN' | 'CLASSIFICATION_NOT_PROPOSED' | 'CLASSIFICATION_OUT_OF_ORDER' | 'CLASSIFICATION_OWN_PROPOSAL' | 'CLASSIFICATION_REASON_MISSING' | 'CLASSIFICATION_TIER_TOO_GOOD' | 'CLIENT_TEAM_UNKNOWN' | 'CLIENT_TEAM_UNSOUND' | 'CLOSING_BANK_DIFFERS' | 'CLOSING_DAYS_UNCLOSED' | 'CLOSING_DAY_IN_FUTURE' | 'CLOSING_DAY_NOT_BEGUN' | 'CLOSING_DAY_OUT_OF_ORDER' | 'CLOSING_MONTH_MALFORMED' | 'CLOSING_MONTH_NOT_OVER' | 'COLLATERAL_CHARGED_ALREADY' | 'COLLATERAL_CHARGE_UNFIT' | 'COLLATERAL_CHARGE_UNSOUND' | 'COLLATERAL_DEBT_NOT_REPAID' | 'COLLATERAL_INSURANCE_UNSOUND' | 'COLLATERAL_ITEM_KNOWN' | 'COLLATERAL_ITEM_UNSOUND' | 'COLLATERAL_OWN_CHARGE' | 'COLLATERAL_RANK_TAKEN' | 'COLLATERAL_REGISTRATION_UNSOUND' | 'COLLATERAL_SHARE_UNSOUND' | 'COLLATERAL_VALUATION_UNSOUND' | 'COLLATERAL_WRONG_STATE' | 'COLLECTION_CASE_NOT_IN_STATE' | 'COLLECTION_COLLECTOR_UNSUITED' | 'COLLECTION_CONTACT_DONE' | 'COLLECTION_FINDING_SETTLED' | 'COLLECTION_LETTER_FIRST' | 'COLLECTION_NOBODY_TO_CALL' | 'COLLECTION_OWN_WORDS' | 'COLLECTION_PAUSE_UNSOUND' | 'COLLECTION_PROMISE_UNSOUND' | 'COLLECTION_SIGNAL_UNSOUND' | 'COLLECTION_VISIT_UNSOUND' | 'COLLECTION_VOICE_UNSOUND' | 'COLLECTION_WORDS_UNSOUND' | 'COMPLIANCE_CONTACT_FORBIDDEN' | 'COMPLIANCE_CUSTOMER_NEEDED' | 'COMPLIANCE_DAY_NOT_OVER' | 'COMPLIANCE_DOSSIER_NOT_READY' | 'COMPLIANCE_DOSSIER_UNSOUND' | 'COMPLIANCE_ENTRY_ENDED' | 'COMPLIANCE_FACTS_UNSOUND' | 'COMPLIANCE_FINDING_CLOSED' | 'COMPLIANCE_FORBIDDEN' | 'COMPLIANCE_HOLD_STANDING' | 'COMPLIANCE_NOT_ERASABLE' | 'COMPLIANCE_OWN_PROPOSAL' | 'COMPLIANCE_REASON_MISSING' | 'COMPLIANCE_TICKET_ANSWERED' | 'COMPLIANCE_WAIVER_DAY_UNSOUND' | 'CONNECTOR_ANSWER_MALFORMED' | 'CONNECTOR_ANSWER_OF_ANOTHER' | 'CONNECTOR_CONSENT_MISSING' | 'CONNECTOR_ELEMENT_MISSING' | 'CONNECTOR_NO_ANSWER' | 'CONNECTOR_SOURCE_OF_OTHERS' | 'CONNECTOR_SOURCE_UNKNOWN' | 'CONTACT_AGREEMENT_UNSOUND' | 'CONTACT_ALREADY_KNOWN' | 'CONTACT_IS_CUSTOMER' | 'CONTRACT_ALREADY_DRAWN' | 'CONTRACT_ALREADY_SIGNED' | 'CONTRACT_ASKED_ALREADY' | 'CONTRACT_CODE_TOO_SOON' | 'CONTRACT_CODE_WRONG' | 'CONTRACT_DISCLOSURE_FIRST' | 'CONTRACT_DISCLOSURE_UNREAD' | 'CONTRACT_FIELD_MISSING' | 'CONTRACT_LINK_INVALID' | 'CONTRACT_NOTHING_TO_SHOW' | 'CONTRACT_NOT_AGREED' | 'CONTRACT_NOT_SIGNED' | 'CONTRACT_NO_DISCLOSURE' | 'CONTRACT_NO_TEMPLATE' | 'CONTRACT_NO_VERIFIED_ACCOUNT' | 'CONTRACT_OWN_COMPLAINT' | 'CONTRACT_REQUEST_UNSOUND' | 'CONTRACT_SIGNATURE_MISSING' | 'CONTRACT_SIGNATURE_UNSOUND' | 'CONTRACT_TEMPLATE_DECIDED' | 'CONTRACT_TEMPLATE_NOTE_MISSING' | 'CONTRACT_TEMPLATE_OWN_DRAFT' | 'CONTRACT_TEMPLATE_TOO_EARLY' | 'CONTRACT_TEMPLATE_UNSOUND' | 'CONTRACT_WRONG_STATE' | 'CUSTODY_FUNDING_AMOUNT_REFUSED' | 'CUSTODY_FUNDING_REFERENCE_MISSING' | 'CUSTODY_FUNDING_REFERENCE_USED' | 'CUSTODY_FUNDS_INSUFFICIENT' | 'CUSTODY_NO_FUNDING_ACCOUNT' | 'CUSTOMER_ACCOUNT_ALREADY_BOUND' | 'CUSTOMER_ACCOUNT_UNSOUND' | 'CUSTOMER_ALREADY_GROUPED' | 'CUSTOMER_ALREADY_REGISTERED' | 'CUSTOMER_AMOUNT_UNSOUND' | 'CUSTOMER_CHART_MISSING' | 'CUSTOMER_CONSENT_MISSING' | 'CUSTOMER_ERASED' | 'CUSTOMER_EXPOSURE_BELOW_ZERO' | 'CUSTOMER_FACT_UNKNOWN' | 'CUSTOMER_FACT_UNSOUND' | 'CUSTOMER_FIELD_UNKNOWN' | 'CUSTOMER_GROUP_INTO_ITSELF' | 'CUSTOMER_GROUP_MERGED' | 'CUSTOMER_GROUP_TOO_SMALL' | 'CUSTOMER_IDENTITY_MISMATCH' | 'CUSTOMER_IDENTITY_UNDER_REVIEW' | 'CUSTOMER_IMPORT_CONSENT_UNSOUND' | 'CUSTOMER_IMPORT_KNOWN' | 'CUSTOMER_IMPORT_MOVED_ON' | 'CUSTOMER_IMPORT_PAGE_UNSOUND' | 'CUSTOMER_IMPORT_PHONE_KNOWN' | 'CUSTOMER_IMPORT_TWICE' | 'CUSTOMER_IMPORT_WHOLE_HOUSE_ONLY' | 'CUSTOMER_KINDS_DIFFER' | 'CUSTOMER_MERGED_ALREADY' | 'CUSTOMER_MERGE_INTO_ITSELF' | 'CUSTOMER_NAME_UNSOUND' | 'CUSTOMER_NOT_A_PROSPECT' | 'CUSTOMER_NOT_GROUPED' | 'CUSTOMER_NOT_REGISTERED' | 'CUSTOMER_NUMBER_NOT_RELEASABLE' | 'CUSTOMER_NUMBER_UNSOUND' | 'CUSTOMER_PHONE_IN_USE' | 'CUSTOMER_PHONE_UNSOUND' | 'CUSTOMER_PURPOSE_UNKNOWN' | 'CUSTOMER_RATING_MONTH_IN_FUTURE' | 'CUSTOMER_REASON_MISSING' | 'CUSTOMER_REVIEW_SETTLED' | 'CUSTOMER_SOURCE_NOT_BY_HAND' | 'DEBIT_DAY_REFUSED' | 'DEBIT_MANDATE_ACTIVE' | 'DEBIT_MANDATE_ENDED' | 'DEBIT_MANDATE_UNSOUND' | 'DEBIT_NOTHING_DUE' | 'DECISION_ALLOWANCE_UNSOUND' | 'DECISION_ALREADY_DECIDED' | 'DECISION_ALREADY_PROPOSED' | 'DECISION_BEGINS_TOO_EARLY' | 'DECISION_NOTE_MISSING' | 'DECISION_PUBLISHED_BY_ONESELF' | 'DECISION_RULE_UNSOUND' | 'DOCUMENT_ALREADY_CONFIRMED' | 'DOCUMENT_BROKEN' | 'DOCUMENT_EMPTY' | 'DOCUMENT_FIELD_UNKNOWN' | 'DOCUMENT_MISMATCH' | 'DOCUMENT_NOTHING_TO_READ' | 'DOCUMENT_NOT_AN_IMAGE' | 'DOCUMENT_ONLY_TRUSTED' | 'DOCUMENT_PICTURE_LOST' | 'DOCUMENT_REVOKED' | 'DOCUMENT_TOO_LARGE' | 'DOCUMENT_TOO_MANY_PIXELS' | 'DOCUMENT_TOO_SMALL' | 'DOCUMENT_UNKNOWN' | 'DOCUMENT_UNSOUND' | 'DOCUMENT_VALUE_MISSING' | 'DOCUMENT_VALUE_UNSOUND' | 'DOCUMENT_WITHDRAWN' | 'EXPORT_NOT_READY' | 'EXPORT_REPORT_UNKNOWN' | 'EXPORT_TOO_LONG_FOR_PAPER' | 'EXPORT_TOO_MANY' | 'FEEDBACK_ANSWER_MISSING' | 'FEEDBACK_MOVED' | 'FEEDBACK_PICTURE_UNSOUND' | 'FEEDBACK_TEXT_UNSOUND' | 'FILE_BATCH_WRONG_STATE' | 'FILE_CELL_UNSOUND' | 'FILE_CHANNEL_DIFFERS' | 'FILE_ENCODING' | 'FILE_LOST' | 'FILE_NOTHING_TO_PAY' | 'FILE_ORDERS_NOT_FREE' | 'FILE_PROFILE_UNKNOWN' | 'FILE_SAME_PERSON' | 'FILE_TITLE_MISSING' | 'FILE_TOO_MANY_LINES' | 'FILE_TOTALS_DIFFER' | 'FILE_UNREADABLE' | 'IMPORT_ACCRUED_DIFFERS' | 'IMPORT_ALREADY_IMPORTED' | 'IMPORT_BALANCE_DIFFERS' | 'IMPORT_BOOKS_DIFFER' | 'IMPORT_CELL_MISSING' | 'IMPORT_CELL_UNSOUND' | 'IMPORT_CONFIRMED_BY_ONESELF' | 'IMPORT_CONTROL_DIFFERS' | 'IMPORT_CONTROL_MISSING' | 'IMPORT_CUSTOMER_DIFFERS' | 'IMPORT_DAY_UNSOUND' | 'IMPORT_FORMULA_REFUSED' | 'IMPORT_LINE_ENCODING' | 'IMPORT_LOANS_TOUCHED' | 'IMPORT_LOAN_TWICE' | 'IMPORT_METHOD_DIFFERS' | 'IMPORT_NOTHING_OPEN' | 'IMPORT_NO_FUNDING_ACCOUNT' | 'IMPORT_PAID_DIFFERS' | 'IMPORT_PAID_TO_DIFFERS' | 'IMPORT_PENALTY_WITHOUT_DUE' | 'IMPORT_PHONE_TAKEN' | 'IMPORT_ROWS_REFUSED' | 'IMPORT_SCHEDULE_UNSOUND' | 'IMPORT_SHEET_DIFFERS' | 'IMPORT_SHEET_UNREADABLE' | 'IMPORT_START_UNSOUND' | 'IMPORT_TITLE_WRONG' | 'IMPORT_UNKNOWN_BRANCH' | 'IMPORT_UNKNOWN_OFFICER' | 'IMPORT_UNKNOWN_PRODUCT' | 'IMPORT_WRONG_STATE' | 'INPUT_INVALID' | 'LEDGER_ALREADY_POSTED' | 'LEDGER_ALREADY_REVERSED' | 'LEDGER_AMOUNT_REFUSED' | 'LEDGER_CURRENCY_REFUSED' | 'LEDGER_DIMENSION_MISSING' | 'LEDGER_MALFORMED' | 'LEDGER_MONTH_CLOSED' | 'LEDGER_MONTH_NOT_PREPARED' | 'LEDGER_MONTH_PREPARED_BY_ONESELF' | 'LEDGER_PERIOD_CLOSED' | 'LEDGER_REFUSED' | 'LEDGER_REVERSAL_REFUSED' | 'LEDGER_TOO_FEW_POSTINGS' | 'LEDGER_TRIAL_BALANCE_OFF' | 'LEDGER_UNBALANCED' | 'LEDGER_UNKNOWN_ACCOUNT' | 'LEDGER_WHOLE_HOUSE_ONLY' | 'LENDER_DAY_UNSOUND' | 'LENDER_FIGURE_UNSOUND' | 'LOAN_ABOVE_CAP' | 'LOAN_ALREADY_DISBURSED' | 'LOAN_ALREADY_REVERSED' | 'LOAN_AMOUNT_REFUSED' | 'LOAN_CHANGE_UNSOUND' | 'LOAN_CLOSED' | 'LOAN_CONTRACT_DIFFERS' | 'LOAN_DAY_BEFORE_DISBURSEMENT' | 'LOAN_DAY_IN_FUTURE' | 'LOAN_DISBURSEMENT_RUNNING' | 'LOAN_LATER_ACT_DEPENDS' | 'LOAN_MORE_THAN_OPEN' | 'LOAN_NOTHING_OPEN' | 'LOAN_NOT_ACTIVE' | 'LOAN_NOT_OFFERED' | 'LOAN_NOT_REVERSIBLE' | 'LOAN_NOT_THE_PAY_OFF' | 'LOAN_NOT_WRITTEN_OFF' | 'LOAN_NO_EXCESS' | 'LOAN_NO_SUCH_INSTALMENT' | 'LOAN_NO_VERIFIED_ACCOUNT' | 'LOAN_OWN_ACT' | 'LOAN_OWN_ENTRY' | 'LOAN_PAID_BEFORE_DISBURSEMENT' | 'LOAN_PAID_IN_FUTURE' | 'LOAN_PREPAYMENT_PAYS_OFF' | 'LOAN_PREPAYMENT_TOO_SMALL' | 'LOAN_REASON_MISSING' | 'LOAN_REFERENCE_MISSING' | 'LOAN_REFUND_RUNNING' | 'LOAN_REPAYMENT_ALREADY_RECORDED' | 'LOAN_WRITTEN_OFF' | 'MAILING_ADDRESSEE_UNSOUND' | 'MATRIX_OWN_DRAFT' | 'MATRIX_PUBLISHED' | 'MATRIX_TOO_EARLY' | 'MATRIX_UNSOUND' | 'OBJECT_CONFLICT' | 'OBJECT_NOT_FOUND' | 'OBJECT_STALE' | 'OFFER_CAMPAIGN_NOT_IN_STATE' | 'OFFER_CAMPAIGN_OF_ANOTHER' | 'OFFER_CAMPAIGN_UNSOUND' | 'OFFER_LINK_INVALID' | 'OFFER_NOT_IN_STATE' | 'OFFER_NO_LONGER_OFFERED' | 'OFFER_OWN_CAMPAIGN' | 'OFFER_SCORE_UNSOUND' | 'PAPER_NOT_SETTLED' | 'PAPER_PERIOD_UNSOUND' | 'PAPER_REPAYMENT_MISSING' | 'PARTY_CONSENT_MISSING' | 'PARTY_CONSENT_UNSOUND' | 'PARTY_GUARANTEE_UNSOUND' | 'PARTY_IS_BORROWER' | 'PARTY_NOT_IDENTIFIED' | 'PARTY_NOT_REGISTERED' | 'PARTY_THERE_ALREADY' | 'PARTY_TOO_MANY' | 'PARTY_WRONG_STATE' | 'PASSKEY_COPIED' | 'PASSKEY_NO_HOST_NAME' | 'PASSKEY_REFUSED' | 'PASSKEY_TOO_MANY' | 'PAYMENT_ANSWER_QUARANTINED' | 'PAYOUT_AFTER_CUT_OFF' | 'PAYOUT_CUT_OFF_UNSOUND' | 'PAYOUT_ENTRUSTED_PAYMENT_REQUIRED' | 'PAYOUT_NOT_WAITING' | 'PAYOUT_OWN_RELEASE' | 'PAYOUT_PAYEE_NOT_CONFIRMED' | 'PAYOUT_PAYEE_RECORDED' | 'PAYOUT_PAYEE_UNSOUND' | 'PAYOUT_REASON_MISSING' | 'PRODUCT_AMOUNT_OUT_OF_RANGE' | 'PRODUCT_BEGINS_TOO_EARLY' | 'PRODUCT_NOT_OFFERED' | 'PRODUCT_PURPOSE_NOT_ALLOWED' | 'PRODUCT_TERMS_UNSOUND' | 'PRODUCT_TERM_NOT_WHOLE_PERIODS' | 'PRODUCT_TERM_OUT_OF_RANGE' | 'RELATION_ALREADY_ENDED' | 'RELATION_SHARE_UNSOUND' | 'RELATION_TOO_MANY' | 'RELATION_WITH_ITSELF' | 'REQUEST_BODY_TOO_LARGE' | 'REQUEST_BODY_UNEXPECTED' | 'REQUEST_DOCUMENT_BEYOND_LIMIT' | 'REQUEST_DOCUMENT_REFUSED' | 'REQUEST_DOCUMENT_TOO_COSTLY' | 'REQUEST_ENCODING_UNSUPPORTED' | 'REQUEST_EXPECTATION_UNSUPPORTED' | 'REQUEST_GRAPHQL_SHAPE' | 'REQUEST_HEADERS_TOO_LARGE' | 'REQUEST_HEADER_MALFORMED' | 'REQUEST_JSON_MALFORMED' | 'REQUEST_JSON_NOT_OBJECT' | 'REQUEST_JSON_TOO_DEEP' | 'REQUEST_KEY_REUSED' | 'REQUEST_MALFORMED' | 'REQUEST_MEDIA_TYPE_UNSUPPORTED' | 'REQUEST_METHOD_NOT_ALLOWED' | 'REQUEST_MULTIPART_MALFORMED' | 'REQUEST_NOT_ACCEPTABLE' | 'REQUEST_NOT_HTTP' | 'REQUEST_NOT_UTF8' | 'REQUEST_NUL_CHARACTER' | 'REQUEST_NUMBER_TOO_LONG' | 'REQUEST_ORIGIN_FOREIGN' | 'REQUEST_PATH_MALFORMED' | 'REQUEST_PROTOCOL_UNSUPPORTED' | 'REQUEST_QUERY_MALFORMED' | 'REQUEST_RATE_EXCEEDED' | 'REQUEST_TIMED_OUT' | 'REQUEST_URI_TOO_LONG' | 'REQUEST_VARIABLES_REFUSED' | 'RISK_CLOCK_WENT_BACK' | 'RISK_DAY_GONE_BY' | 'RISK_DAY_NOT_REACHED' | 'RISK_INDICATOR_NOT_MEASURED' | 'RISK_INDICATOR_UNKNOWN' | 'RISK_SWITCH_UNCHANGED' | 'RISK_THRESHOLD_APPROVED_BY_ONESELF' | 'RISK_THRESHOLD_BEGINS_TOO_EARLY' | 'RISK_THRESHOLD_DECIDED' | 'RISK_THRESHOLD_ELSEWHERE' | 'RISK_THRESHOLD_REASON_MISSING' | 'RISK_THRESHOLD_UNDATED' | 'RISK_THRESHOLD_UNSOUND' | 'SCORECARD_FORBIDDEN_FEATURE' | 'SCORECARD_NOTHING_LEARNT' | 'SCORECARD_SAMPLE_UNUSABLE' | 'SCORECARD_TOO_FEW_DEFAULTS' | 'SCORECARD_UNSOUND' | 'SERVER_UNAVAILABLE' | 'SERVER_UNFORESEEN' | 'SESSION_CODE_REQUIRED' | 'SESSION_REFRESH_REUSED' | 'SESSION_TOKEN_INVALID' | 'SESSION_WIPE_ORDERED' | 'SESSION_WRONG_CODE' | 'SESSION_WRONG_CREDENTIALS' | 'SESSION_WRONG_PASSWORD' | 'STAFF_LAST_ADMINISTRATORS' | 'STAFF_LOGIN_TAKEN' | 'STAFF_LOGIN_UNSOUND' | 'STAFF_NOT_AN_OFFICER' | 'STAFF_NOT_ON_LEAVE' | 'STAFF_OWN_RIGHTS' | 'STAFF_POSITION_BEYOND_REACH' | 'STAFF_STILL_HAS_CUSTOMERS' | 'STAFF_UNKNOWN_BRANCH' | 'STAFF_UNKNOWN_POSITION' | 'STAFF_WEAK_PASSWORD' | 'STATEMENT_ACCOUNT_UNKNOWN' | 'STATEMENT_BALANCES_DIFFER' | 'STATEMENT_BANK_SILENT' | 'STATEMENT_CONTRADICTED' | 'STATEMENT_COUNT_DIFFERS' | 'STATEMENT_CURRENCY_REFUSED' | 'STATEMENT_DOES_NOT_FOLLOW' | 'STATEMENT_FILE_LOST' | 'STATEMENT_LINE_BROKEN' | 'STATEMENT_LINE_REPEATED' | 'STATEMENT_PERIOD_REFUSED' | 'STATEMENT_TOO_LARGE' | 'STATEMENT_UNREADABLE' | 'TOKEN_LIFETIME_UNSOUND' | 'TOKEN_OPERATION_NOT_USABLE' | 'TOKEN_TOO_MANY' | 'UPLOAD_CHECKSUM_UNSUPPORTED' | 'UPLOAD_CHECKSUM_WRONG' | 'UPLOAD_EXPIRED' | 'UPLOAD_OFFSET_WRONG' | 'UPLOAD_OVERRUN' | 'UPLOAD_TOO_LONG' | 'UPLOAD_TOO_MANY' | 'UPLOAD_VERSION_UNSUPPORTED' | 'VISIT_INCOMPLETE' | 'VISIT_LINE_UNSOUND' | 'VISIT_MISSING' | 'VISIT_OWN_CHECK' | 'VISIT_REASON_MISSING' | 'VISIT_TOO_OLD' | 'VISIT_UNCHECKED' | 'VISIT_VALUE_UNSOUND' | 'VISIT_WRONG_STATE' | 'WEBHOOK_ENDED' | 'WEBHOOK_KIND_UNKNOWN' | 'WEBHOOK_ON_ITS_WAY' | 'WEBHOOK_TOO_MANY' | 'WEBHOOK_URL_UNSOUND';
export type ExportForm = 'CSV' | 'PDF' | 'XLSX' | 'XML';
export type ExportState = 'DRAWING' | 'FAILED' | 'ORDERED' | 'READY';
export type FeedbackState = 'DECLINED' | 'DONE' | 'OPEN' | 'TAKEN';
export interface FetchStatementInput { accountId: string; day: string; idempotencyKey: string }
export interface FieldInput { name: string; value: string }
export type FindingOutcome = 'PASS' | 'REFUSE' | 'REVIEW';
export interface FulfilConditionInput { conditionId: string; documentId?: string | null; idempotencyKey: string; note?: string | null }
export type FundingState = 'CLOSED' | 'OPEN';
export type Grade = 'A' | 'AA' | 'AAA' | 'B' | 'BB' | 'BBB' | 'C' | 'CCC';
export interface GrantLowerRateInput { expectedVersion: number; idempotencyKey: string; offerId: string }
export type GroundKind = 'DEATH' | 'DETERIORATION' | 'EVASION' | 'FRAUD' | 'FUND_MISUSE' | 'INSOLVENCY' | 'LITIGATION';
export type GroundState = 'HOLDING' | 'LIFTED' | 'LIFT_PROPOSED';
export interface GuaranteeInput { amount: string; kind: GuaranteeKind; monthsAfterDue: number }
export type GuaranteeKind = 'GENERAL' | 'JOINT';
export interface HandOverCaseInput { caseId: string; firm: string; idempotencyKey: string; reason: string }
export type HandoverKind = 'LEAVE' | 'TRANSFER';
export type IdentityKind = 'CREDIT_CODE' | 'ID_NUMBER' | 'PHONE';
export type IdentityReviewOutcome = 'MERGED' | 'REFUSED' | 'RELEASED';
export type IdentityReviewState = 'OPEN' | 'SETTLED';
export interface ImportStatementInput { fileId: string; idempotencyKey: string }
export type IndicatorGrade = 'CRITICAL' | 'GAP' | 'NOTHING' | 'UNKNOWN' | 'WARN';
export type IndicatorGrain = 'APPLICATION' | 'CUSTOMER' | 'HOUSE' | 'LOAN' | 'MARKET' | 'OFFICER' | 'POLICY' | 'PRODUCT' | 'REGION';
export type InquiryState = 'ANSWERED' | 'ASKED' | 'CANCELLED' | 'UNKNOWN' | 'WAITING' | 'WRONG';
export type InstalmentState = 'DUE' | 'OVERDUE' | 'PAID' | 'PART_PAID';
export interface InsureCollateralInput { beneficiary: string; idempotencyKey: string; insured: string; insurer: string; itemId: string; policyNumber: string; validFrom: string; validUntil: string }
export type LawFindingState = 'MENDED' | 'OPEN' | 'WAIVED';
export type LawSeverity = 'BLOCK' | 'REVIEW' | 'WARN';
export type LetterDelivery = 'BY_HAND' | 'COURIER' | 'POST';
export type LinePart = 'ASSET' | 'DEBT' | 'EVIDENCE' | 'HOUSEHOLD_EXPENSE' | 'HOUSEHOLD_INCOME' | 'SHOP_EXPENSE' | 'SHOP_INCOME';
export type ListOrder = 'NEWEST' | 'OLDEST';
export type LoanState = 'ACTIVE' | 'CLOSED' | 'PENDING_DISBURSEMENT' | 'VOID' | 'WRITTEN_OFF';
export type LoanTier = 'DOUBTFUL' | 'LOSS' | 'NORMAL' | 'SPECIAL_MENTION' | 'SUBSTANDARD';
export type MailingRhythm = 'DAILY' | 'MONTHLY' | 'WEEKLY';
export interface MakeDebitBatchInput { fundingAccountId: string; idempotencyKey: string; on: string }
export interface MakeMailingInput { form: ExportForm; idempotencyKey: string; recipients: string[]; report: string; rhythm: MailingRhythm }
export interface MakePaymentBatchInput { fundingAccountId: string; idempotencyKey: string; paymentIds?: string[] | null }
export type MandateState = 'ACTIVE' | 'REVOKED' | 'SUSPENDED';
export interface MarkNoticesReadInput { idempotencyKey: string; ids?: string[] | null }
export interface MatrixRowInput { exposureFrom: string; exposureUntil?: string | null; grades?: string[] | null; products?: string[] | null; referred?: boolean | null; regions?: string[] | null; routine?: RoutineClauseInput | null; steps?: RouteStepInput[] | null; tier: Tier }
export type MatrixState = 'DRAFT' | 'PUBLISHED';
export interface MendLawFindingInput { expectedVersion: number; findingId: string; idempotencyKey: string; note: string }
export interface MergeCustomersInput { customerId: string; idempotencyKey: string; intoId: string; reason: string }
export type MessageKind = 'CALL_BACK' | 'DEMAND' | 'REMINDER';
export type MoveBy = 'BUCKET' | 'TIER';
export interface NoteCaseContactInput { contactId: string; idempotencyKey: string; note?: string | null; reached: boolean; recorded: boolean; refusedFurther?: boolean | null }
export type NoticeChannelKind = 'DINGTALK' | 'SMS' | 'WEB_PUSH' | 'WECOM';
export type OfferArm = 'CONTROL' | 'OUT' | 'TREATED';
export type OfferKind = 'LIMIT_UP' | 'RATE_DOWN' | 'RENEWAL';
export type OfferState = 'ACCEPTED' | 'APPROVED' | 'CONTROL' | 'DECLINED' | 'DRAFTED' | 'EXCLUDED' | 'EXPIRED' | 'OPENED' | 'SENT' | 'WITHDRAWN';
export interface OfferedTermsInput { amount?: string | null; rateAnnual?: string | null; termMonths?: number | null }
export interface OpenTillInput { branchId: string; count: PiecesInput[]; idempotencyKey: string }
export interface OpinionInput { amount: string; reason: string; termMonths: number }
export interface OrderDossierInput { firstOn?: string | null; idempotencyKey: string; lastOn?: string | null; loanNumber?: string | null }
export interface OrderExportInput { form: ExportForm; idempotencyKey: string; report: string; since: string; until: string }
export type PartyKind = 'AFFILIATE' | 'CONTROLLER' | 'GUARANTOR_OF' | 'LEGAL_REPRESENTATIVE' | 'SAME_ADDRESS' | 'SAME_PHONE' | 'SHAREHOLDER' | 'SPOUSE';
export type PartyRole = 'CO_BORROWER' | 'GUARANTOR';
export type PartyState = 'BOUND' | 'CONSENTED' | 'NAMED' | 'RELEASED' | 'REMOVED';
export type PasskeyPurpose = 'ADDING' | 'DECISION' | 'SESSION' | 'UNLOCK';
export interface PauseCaseInput { caseId: string; idempotencyKey: string; note?: string | null; reason: PauseReason; until: string }
export type PauseReason = 'AGREED' | 'COMPLAINT' | 'CRISIS' | 'DISPUTE' | 'HARDSHIP' | 'INCAPACITY';
export type PaymentChannel = 'API' | 'FILE';
export type PaymentState = 'CREATED' | 'FAILED' | 'SENT' | 'SETTLED' | 'UNKNOWN';
export type PhotoSource = 'FILE' | 'NONE' | 'PHONE';
export interface PiecesInput { denomination: string; pieces: number }
export interface PlanCaseContactInput { caseId: string; channel: ContactChannel; consented?: boolean | null; idempotencyKey: string; lost?: string[] | null; messageKind?: MessageKind | null; personId?: string | null; script?: string | null; text?: string | null; utcOffsetMinutes?: number | null }
export interface PositionInput { accuracyM: number; at: string; latitude: number; longitude: number }
export type PrepaymentChoice = 'LOWER_INSTALMENT' | 'SHORTEN_TERM';
export type PromiseState = 'BROKEN' | 'KEPT' | 'OPEN' | 'REPLACED';
export interface ProposeLoanUpgradeInput { expectedVersion: number; groundId: string; idempotencyKey: string; reason: string }
export interface ProposeRulesInput { effectiveFrom: string; idempotencyKey: string; note: string; rules: RiskRuleInput[]; velocity?: VelocityInput | null }
export interface ProposeScorecardInput { effectiveFrom: string; file: string; idempotencyKey: string; note: string }
export interface ProposeTemplateInput { effectiveFrom: string; idempotencyKey: string; kind: TemplateKind; note: string; readingSeconds: number; texts: string[]; title: string }
export interface ProposeWaiverInput { expectedVersion: number; findingId: string; idempotencyKey: string; reason: string; until: string }
export interface ProvePasskeyInput { authenticatorData: string; clientData: string; credentialId: string; questionId: string; signature: string }
export interface PublishEditionInput { editionId: string; idempotencyKey: string }
export interface PublishMatrixInput { effectiveFrom: string; idempotencyKey: string; matrixId: string }
export interface PublishTemplateInput { idempotencyKey: string; proposalId: string }
export interface ReadCaseContactInput { contactId: string }
export interface ReadTicketInput { ticketId: string }
export interface ReadUtteranceInput { caseId: string; contactId?: string | null; idempotencyKey: string; source?: UtteranceSource | null; speaker?: UtteranceSpeaker | null; text: string }
export type ReceiptState = 'CONFIRMED' | 'REFUSED' | 'TAKEN';
export interface RecordAssetInput { asOf: string; customerId: string; description: string; documentId?: string | null; idempotencyKey: string; kind: AssetKind; owed: string; value: string }
export interface RecordContactInput { agreedOn?: string | null; customerId: string; idempotencyKey: string; kind: ContactKind; name: string; phone: string; relation: ContactRelation }
export interface RecordMandateInput { agreement: string; customerId: string; documentId?: string | null; idempotencyKey: string; limit: string; validFrom: string; validUntil: string }
export interface RecordPartyConsentInput { consent: string; expectedVersion: number; idempotencyKey: string; partyId: string }
export interface RecordPartyInput { customerId: string; idempotencyKey: string; kind: PartyKind; name: string; number?: string | null; relatedId?: string | null; share?: string | null }
export interface RecuseFromCaseInput { caseId: string; idempotencyKey: string; reason: string }
export interface RefuseBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string; note: string }
export interface RefuseCashInput { idempotencyKey: string; reason: string; receiptId: string }
export interface RegisterChargeInput { authority: string; chargeId: string; expectedVersion: number; idempotencyKey: string; registeredOn: string; registrationNumber: string }
export interface RegisterCustomerInput { consent: boolean; creditCode?: string | null; customerId: string; debtMonthly?: string | null; idNumber?: string | null; idempotencyKey: string; incomeMonthly?: string | null; kind: CustomerKind; legalRepresentative?: string | null; name: string; phone: string }
export interface ReleaseBatchInput { batchId: string; expectedVersion: number; idempotencyKey: string }
export interface ReleaseChargeInput { chargeId: string; expectedVersion: number; idempotencyKey: string; releaseNumber: string; releasedOn: string }
export interface ReleasePaymentInput { idempotencyKey: string; paymentId: string }
export interface RemoveNoticeChannelInput { id: string; idempotencyKey: string }
export interface RemovePartyInput { expectedVersion: number; idempotencyKey: string; partyId: string }
export interface RenamePasskeyInput { id: string; idempotencyKey: string; name: string }
export interface RepayLoanInput { amount: string; idempotencyKey: string; loanId: string; paidOn: string; reference: string }
export type RepaymentMethod = 'BALLOON' | 'BULLET' | 'DRAW_AS_YOU_GO' | 'EQUAL_INSTALMENT' | 'EQUAL_PRINCIPAL' | 'FLAT' | 'INTEREST_ONLY';
export interface RescindContractInput { applicationId: string; expectedVersion: number; idempotencyKey: string; reason: string }
export interface ResolveBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string; note: string; resolution: BreakResolution }
export interface ResumeCaseInput { caseId: string; idempotencyKey: string }
export interface RevealContactInput { contactId: string; reason: string }
export interface RevealCustomerInput { customerId: string; fields: string[]; reason: string }
export interface RevealSpeechFindingInput { findingId: string; reason: string }
export interface RevealUtteranceInput { reason: string; utteranceId: string }
export interface RevokeMandateInput { idempotencyKey: string; mandateId: string; reason: string }
export interface RevokePasskeyInput { id: string; idempotencyKey: string }
export interface RiskRuleInput { appliesTo?: string | null; code: string; en: string; expression: string; limit?: string | null; nameEn: string; nameZh: string; severity: string; source?: string | null; unit?: string | null; value?: string | null; zh: string }
export interface RouteStepInput { escalatesTo?: string | null; mode?: VotingMode | null; ownRegion?: boolean | null; position: string; quorum?: number | null; slaHours?: number | null; stepUp?: boolean | null; votesNeeded?: number | null }
export interface RoutineClauseInput { exposureUntil: string; grades: string[] }
export interface SaveVisitInput { applicationId: string; expectedVersion: number; idempotencyKey: string; visit: VisitInput }
export interface ScheduleQuoteInput { amount: string; productVersionId: string; startOn?: string | null; termMonths: number }
export type ScopeKind = 'BRANCH' | 'HEADQUARTERS' | 'OWN' | 'REGION' | 'TEAM';
export interface SendContractInput { contractId: string; idempotencyKey: string }
export interface SetLenderFigureInput { amount: string; code: string; effectiveFrom: string; idempotencyKey: string; note: string }
export interface SetSecurityRulesInput { codeBesidePasskey: boolean; idempotencyKey: string; lockMinutes: number }
export interface SettleIdentityReviewInput { idempotencyKey: string; outcome: IdentityReviewOutcome; reason: string; reviewId: string }
export interface SettleSpeechFindingInput { findingId: string; idempotencyKey: string; note: string; upheld: boolean }
export type SignerPlace = 'AFTER' | 'BEFORE';
export interface SnoozeAlertInput { alertId: string; expectedVersion: number; idempotencyKey: string; reason: string; until: string }
export type SpeechFault = 'AUTHORITY' | 'FABRICATION' | 'INSULT' | 'NEW_DEBT' | 'PRIVATE_ACCOUNT' | 'SHAME' | 'THIRD_PARTY' | 'THREAT';
export type SpeechFindingState = 'DISMISSED' | 'OPEN' | 'UPHELD';
export type SpeechSeverity = 'BLOCK' | 'REVIEW';
export type StaffNoticeKind = 'ALERT_DIGEST' | 'ALERT_ESCALATED' | 'ALERT_OPENED' | 'APPLICATION_DECIDED' | 'APPROVAL_ESCALATED' | 'APPROVAL_OVERDUE' | 'APPROVAL_URGED' | 'CONSENT_WITHDRAWN' | 'FINDING_DUE' | 'RATING_FELL' | 'TICKET_DUE' | 'TICKET_FILED';
export type StaffOrder = 'LOGIN' | 'NAME' | 'NEWEST';
export type StaffState = 'ACTIVE' | 'DISABLED' | 'ON_LEAVE';
export interface StartApplicationInput { amount: string; customerId: string; idempotencyKey: string; productVersionId: string; purpose: string; termMonths: number }
export interface StartCampaignInput { campaignId: string; expectedVersion: number; idempotencyKey: string }
export interface StepUpInput { code: string }
export interface StopMailingInput { idempotencyKey: string; mailingId: string }
export interface SubmitApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; opinion: OpinionInput }
export interface SubmitVisitInput { applicationId: string; expectedVersion: number; idempotencyKey: string }
export type SurveyState = 'ANSWERED' | 'EXPIRED' | 'SENT' | 'WAITING' | 'WITHHELD';
export interface TakeCashInput { amount: string; idempotencyKey: string; loanId: string; tillId: string }
export interface TakePromiseInput { amount: string; caseId: string; contactId?: string | null; dueOn: string; idempotencyKey: string }
export type TemplateKind = 'COST_DISCLOSURE' | 'LOAN_CONTRACT' | 'SECURITY_TERMS';
export type TemplateProposalState = 'PROPOSED' | 'PUBLISHED' | 'WITHDRAWN';
export type TicketKind = 'COMPLAINT' | 'DATA_ACCESS' | 'ERASURE' | 'HARDSHIP' | 'HUMAN_REVIEW' | 'OBJECTION' | 'WITHDRAWAL';
export type TicketState = 'ANSWERED' | 'OPEN';
export type Tier = 'AUTOMATIC' | 'COMMITTEE' | 'MANUAL_REVIEW' | 'REGIONAL';
export type TillState = 'CLOSED' | 'COUNTED' | 'OPEN';
export type Trade = 'APPAREL' | 'CATERING' | 'FARMING' | 'MANUFACTURING' | 'OTHER' | 'RETAIL' | 'SERVICES' | 'TRANSPORT' | 'WHOLESALE';
export interface TransferCaseInput { caseId: string; expectedVersion: number; idempotencyKey: string; reason: string; to: string }
export interface TransferCustomersInput { fromStaffId: string; idempotencyKey: string; kind: HandoverKind; preview: boolean; toStaffId: string }
export interface TryNoticeChannelInput { id: string; idempotencyKey: string }
export interface TurnIndicatorInput { code: string; idempotencyKey: string; on: boolean; reason: string }
export interface UnlockInput { password: string }
export interface UrgeCaseInput { caseId: string; idempotencyKey: string; reason: string }
export type UtteranceIntent = 'COMPLAINT' | 'CRISIS' | 'DELAY' | 'DISPUTE' | 'FRAUD' | 'HARDSHIP' | 'HOSTILE' | 'NEUTRAL' | 'PAID' | 'PROMISE' | 'REFUSE' | 'THIRD_PERSON' | 'WRONG_NUMBER';
export type UtteranceSource = 'CALL' | 'CHAT' | 'MESSAGE' | 'NOTE' | 'VISIT';
export type UtteranceSpeaker = 'AGENT' | 'DEBTOR';
export type ValuationMethod = 'COST' | 'FACE_VALUE' | 'INCOME' | 'INTERNAL' | 'MARKET';
export interface ValueCollateralInput { documentId?: string | null; idempotencyKey: string; itemId: string; method: ValuationMethod; value: string; valuedBy: string; valuedOn: string }
export interface VelocityInput { applications?: number | null; coolDownMinutes?: number | null; windowMinutes?: number | null }
export interface VisitInput { address?: string | null; dependants?: number | null; earners?: number | null; homeOwned?: boolean | null; householdSize?: number | null; lines?: VisitLineInput[] | null; photos?: VisitPhotoInput[] | null; place?: VisitPlace | null; position?: PositionInput | null; residenceMonths?: number | null; summary?: string | null; trade?: Trade | null; visitedAt?: string | null }
export interface VisitLineInput { amount: string; documentId?: string | null; kind: string; month?: string | null; monthly?: string | null; note?: string | null; part: LinePart }
export interface VisitPhotoInput { caption?: string | null; documentId: string; position?: PositionInput | null; source: PhotoSource; takenAt?: string | null }
export type VisitPlace = 'FARM' | 'HOME' | 'OTHER' | 'SHOP';
export type VisitState = 'CORRECTED' | 'DRAFT' | 'RETURNED' | 'STANDING' | 'WAITING';
export type VotingMode = 'COMMITTEE' | 'PARALLEL' | 'SEQUENTIAL' | 'SINGLE';
export interface WithdrawApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; reason: string }
export interface WithdrawCampaignInput { campaignId: string; expectedVersion: number; idempotencyKey: string; reason: string }
export interface WithdrawCaseInput { caseId: string; idempotencyKey: string; reason: string }
export interface WithdrawEditionInput { editionId: string; idempotencyKey: string }
export interface WithdrawTemplateInput { idempotencyKey: string; proposalId: string }
export interface WriteCaseLetterInput { caseId: string; delivery: LetterDelivery; idempotencyKey: string; tracking?: string | null }
export type AlertCard = { id: string; code: string; nameZh: string; nameEn: string; label: string | null; desk: AlertDesk; severity: AlertSeverity; state: AlertState; moneyAtRisk: string; openedAt: string; dueAt: string; late: boolean; snoozedUntil: string | null; inDigest: boolean; easedOn: string | null; version: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } | null };
export type GroundParts = { id: string; kind: GroundKind; tier: LoanTier; reason: string; state: GroundState; version: number; notedAt: string; liftReason: string | null; notedBy: { id: string; name: string } | null; proposedBy: { id: string; name: string } | null; liftedBy: { id: string; name: string } | null };
export type CaseLine = { id: string; state: CollectionCaseState; stage: string; daysPastDue: number; overdue: string; atRisk: string; quiet: boolean; arm: CollectionArm; heldOutUntil: string | null; pausedUntil: string | null; lastContactAt: string | null; letterOn: string | null; customer: { id: string; nameMasked: string | null } | null; assignee: { id: string; name: string } | null; branch: { id: string; name: string } | null };
export type ContactLine = { id: string; channel: ContactChannel; party: ContactParty; state: CollectionContactState; stage: string; codes: string[]; reasonsZh: string[]; reasonsEn: string[]; toMasked: string | null; asAdvised: boolean; plannedAt: string; notedAt: string | null; plannedBy: { id: string; name: string } | null };
export type UtteranceLine = { id: string; speaker: UtteranceSpeaker; source: UtteranceSource; intent: UtteranceIntent | null; sure: string | null; heard: string[]; reader: string; recordedAt: string; evidence: { intent: UtteranceIntent; start: number; end: number; words: string; hedged: boolean }[] };
export type SpeechLine = { id: string; rule: string; kind: SpeechFault; severity: SpeechSeverity; source: UtteranceSource; attempted: boolean; start: number; end: number; words: string; reasonZh: string; reasonEn: string; state: SpeechFindingState; foundAt: string; settledAt: string | null; settledNote: string | null; agent: { id: string; name: string } | null; settledBy: { id: string; name: string } | null };
export type TileParts = { key: string; titleZh: string; titleEn: string; value: string; unit: string; change: string | null; former: string | null; about: string; list: string | null };
export type Reached = { channels: ({ id: string; kind: NoticeChannelKind; label: string; lastSentAt: string | null; failures: number })[]; served: NoticeChannelKind[]; pushKey: string };
export type Asked = { id: string; challenge: string; partyId: string; partyName: string; userHandle: string; userName: string; credentials: string[] };
export type Kept = { id: string; name: string; isBackedUp: boolean; createdAt: string; lastUsedAt: string | null; revokedAt: string | null; revokeReason: string | null };
export type FindingCard = { id: string; ruleCode: string; severity: LawSeverity; outcome: FindingOutcome; state: LawFindingState; subjectKind: string; reasonZh: string; reasonEn: string; foundOn: string; dueOn: string; late: boolean; note: string | null; version: number; rule: { nameZh: string; nameEn: string; source: string } | null; waiver: { reason: string; until: string; agreedAt: string | null; proposedBy: { id: string; name: string } | null; agreedBy: { id: string; name: string } | null } | null; owner: { id: string; name: string } | null; branch: { id: string; name: string } | null; customer: { id: string; nameMasked: string | null } | null; loan: { id: string; number: string } | null };
export type TicketCard = { id: string; kind: TicketKind; state: TicketState; source: string; outcome: string | null; openedOn: string; dueOn: string; late: boolean; answeredOn: string | null; version: number; customer: { id: string; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; answeredBy: { id: string; name: string } | null };
export type CampaignParts = { id: string; name: string; kind: OfferKind; state: CampaignState; text: string; productCode: string; amountMax: string; amountFactor: string; rateCut: string; startsOn: string; endsOn: string; budget: string; spent: string; controlShare: string; people: number; declaredAt: string; startedAt: string | null; withdrawalReason: string | null; version: number; declaredBy: { id: string; name: string } | null; approvedBy: { id: string; name: string } | null };
export type UpliftParts = { treatedCases: number; treatedCount: number; heldOutCases: number; heldOutCount: number; difference: number | null; low: number | null; high: number | null; clear: boolean };
export type MergeSide = { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; branch: { name: string }; officer: { name: string } };
export type IndicatorLine = { code: string; nameZh: string; nameEn: string; level: IndicatorGrain; value: string | null; unit: string; grade: IndicatorGrade; asOf: string; version: number };
export type ItemParts = { id: string; kind: CollateralKind; title: string; certificateLast4: string; securedInAll: string; chargeCount: number; valuations: { valuedOn: string; valuedBy: string; value: string }[]; insurances: { insurer: string; validUntil: string }[] };
export type ScheduleParts = { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string };
export type ProductParts = { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] };
export type DocumentParts = { id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] };
export type CustomerRow = { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string };
export type ApplicationRow = { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } };
export type LoanRow = { id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null };
export type CaseCard = { id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; assignee: { id: string; name: string } | null; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null };
export type VisitParts = { state: VisitState; place: VisitPlace | null; trade: Trade | null; visitedAt: string | null; addressMasked: string | null; accuracyM: number | null; householdSize: number | null; dependants: number | null; earners: number | null; homeOwned: boolean | null; residenceMonths: number | null; summary: string; verifiedIncome: string | null; turnover: string | null; surplus: string | null; debtMonthly: string | null; assets: string | null; grossMargin: string | null; netMargin: string | null; debtRatio: string | null; lines: ({ part: LinePart; kind: string; month: string | null; amount: string; monthly: string | null; note: string; document: { id: string } | null })[]; photos: ({ caption: string; source: PhotoSource; takenAt: string | null; accuracyM: number | null; distanceM: number | null; minutesApart: number | null; document: { id: string; pictureUrl: string } | null })[]; findings: ({ code: string; outcome: string; violated: boolean; value: string | null; zh: string; en: string })[]; where: { address: string | null }; visitor: { id: string; name: string }; checker: { name: string } | null; submittedAt: string | null; checkedAt: string | null; checkReason: string | null; savedAt: string; version: number };
export type AlertsData = { alerts: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; code: string; nameZh: string; nameEn: string; label: string | null; desk: AlertDesk; severity: AlertSeverity; state: AlertState; moneyAtRisk: string; openedAt: string; dueAt: string; late: boolean; snoozedUntil: string | null; inDigest: boolean; easedOn: string | null; version: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } | null })[] } };
export type AlertsVariables = { state?: AlertState[] | null; severity?: AlertSeverity[] | null; digest?: boolean | null; people?: boolean | null; after?: string | null };

export type AlertData = { alert: { id: string; code: string; nameZh: string; nameEn: string; label: string | null; desk: AlertDesk; severity: AlertSeverity; state: AlertState; moneyAtRisk: string; openedAt: string; dueAt: string; late: boolean; snoozedUntil: string | null; inDigest: boolean; easedOn: string | null; version: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } | null; action: string; value: string | null; warn: string | null; critical: string | null; operator: string; unit: string; formulaVersion: number; measuredOn: string; escalatedAt: string | null; escalatedTo: string | null; outcome: AlertOutcome | null; note: string | null; closedAt: string | null; answerable: boolean; inputs: ({ name: string; value: string | null })[]; story: ({ at: string; what: string; by: string | null; note: string | null })[]; closedBy: { id: string; name: string } | null; officer: { id: string; name: string } | null; loan: { id: string; number: string } | null; applications: ({ id: string; number: string; amount: string; state: ApplicationState; customer: { id: string; nameMasked: string | null } | null })[] } | null };
export type AlertVariables = { id: string; people?: boolean | null };

export type AlertDigestsData = { alertDigests: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; day: string; desk: AlertDesk; ofOfficer: boolean; alerts: number; moneyAtRisk: string; officer: { id: string; name: string } | null; branch: { id: string; name: string } | null })[] } };
export type AlertDigestsVariables = { after?: string | null };

export type IndicatorSwitchesData = { indicatorSwitches: ({ code: string; nameZh: string; nameEn: string; groupZh: string; groupEn: string; measured: boolean; on: boolean; reasonZh: string | null; reasonEn: string | null; turnedAt: string | null; right: number; wrong: number; unclear: number; precision: string | null; standing: number; moneyAtRisk: string })[] };
export type IndicatorSwitchesVariables = Record<string, never>;

export type SnoozeAlertData = { snoozeAlert: { alert: { id: string; state: AlertState; snoozedUntil: string | null; version: number } } };
export type SnoozeAlertVariables = { input: SnoozeAlertInput };

export type CloseAlertData = { closeAlert: { alert: { id: string; state: AlertState; outcome: AlertOutcome | null; version: number } } };
export type CloseAlertVariables = { input: CloseAlertInput };

export type TurnIndicatorData = { turnIndicator: { code: string; on: boolean } };
export type TurnIndicatorVariables = { input: TurnIndicatorInput };

export type WatchAlertsData = { alerts: { totalCount: number; nodes: { id: string; version: number }[] } };
export type WatchAlertsVariables = Record<string, never>;

export type ApplicationPageData = { application: { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; exposureAfter: string | null; debtRatio: string | null; aprPreview: string | null; version: number; createdAt: string; submittedAt: string | null; decidedAt: string | null; rateAnnual: string | null; offeredAt: string | null; acceptedAt: string | null; acceptance: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; incomeMonthly: string | null; debtMonthly: string | null; outstanding: string; committed: string; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[] } | null; product: { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] }; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[]; opinion: { amount: string; termMonths: number; reason: string; at: string; by: { id: string; name: string } } | null; case: { id: string; tier: Tier; state: CaseState; mode: VotingMode; position: string; step: number; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; minutesUrl: string | null; routine: { allowed: boolean } | null; route: { position: string; mode: string }[]; assignee: { id: string; name: string } | null; offered: { amount: string | null; termMonths: number | null; rateAnnual: string | null } | null; conditions: ({ id: string; number: number; text: string; note: string | null; metAt: string | null; laidBy: { id: string; name: string }; metBy: { id: string; name: string } | null })[]; acts: ({ kind: ApprovalActKind; reason: string; at: string; by: { id: string; name: string } | null; colleague: { id: string; name: string } | null })[]; whyNot: { code: string; messageZh: string; messageEn: string } | null; votes: ({ decision: CaseDecision; reason: string; at: string; step: number; by: { id: string; name: string }; inTheNameOf: { id: string; name: string } | null })[] } | null; contract: { id: string; number: string; state: ContractState; pdfUrl: string; sentAt: string | null; signedAt: string | null } | null; loan: { id: string; number: string; state: LoanState; payment: { state: PaymentState } | null } | null; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; schedulePreview: { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string }[] } | null };
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

export type RescindContractData = { rescindContract: { application: { id: string; state: ApplicationState; version: number } } };
export type RescindContractVariables = { input: RescindContractInput };

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

export type LoanClassPageData = { loan: { id: string; state: LoanState; classification: { tier: LoanTier; ownTier: LoanTier; clearSince: string | null; classifiedOn: string; history: ({ tier: LoanTier; fromOn: string; untilOn: string | null; reasons: { zh: string; en: string }[]; decidedBy: { id: string; name: string } | null })[]; grounds: ({ id: string; kind: GroundKind; tier: LoanTier; reason: string; state: GroundState; version: number; notedAt: string; liftReason: string | null; notedBy: { id: string; name: string } | null; proposedBy: { id: string; name: string } | null; liftedBy: { id: string; name: string } | null })[] } | null } | null };
export type LoanClassPageVariables = { id: string };

export type BookPageData = { byTier: { key: string; loans: number; balance: string; provision: string }[]; byMonth: { key: string; loans: number; balance: string; nonPerforming: string; overdue90: string; expectedLoss: string; provision: string }[]; defaultRates: ({ bucket: string; roll: string | null; defaultRate: string })[] };
export type BookPageVariables = { month: string; since: string };

export type MovesPageData = { bookMoves: { before: string; after: string; loans: number; balanceBefore: string; balanceAfter: string; base: string }[] };
export type MovesPageVariables = { month: string; by: MoveBy };

export type VintagePageData = { vintages: { month: string; loans: number; principal: string; points: { monthsOnBook: number; late30: string; late90: string }[] }[] };
export type VintagePageVariables = { since: string; until: string };

export type DowngradeLoanData = { downgradeLoan: { ground: { id: string; version: number } } };
export type DowngradeLoanVariables = { input: DowngradeLoanInput };

export type ProposeLoanUpgradeData = { proposeLoanUpgrade: { ground: { id: string; version: number } } };
export type ProposeLoanUpgradeVariables = { input: ProposeLoanUpgradeInput };

export type AgreeToLoanUpgradeData = { agreeToLoanUpgrade: { ground: { id: string; version: number } } };
export type AgreeToLoanUpgradeVariables = { input: AgreeToLoanUpgradeInput };

export type DeclineLoanUpgradeData = { declineLoanUpgrade: { ground: { id: string; version: number } } };
export type DeclineLoanUpgradeVariables = { input: DeclineLoanUpgradeInput };

export type CollectionCasesData = { collectionCases: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; state: CollectionCaseState; stage: string; daysPastDue: number; overdue: string; atRisk: string; quiet: boolean; arm: CollectionArm; heldOutUntil: string | null; pausedUntil: string | null; lastContactAt: string | null; letterOn: string | null; customer: { id: string; nameMasked: string | null } | null; assignee: { id: string; name: string } | null; branch: { id: string; name: string } | null })[] } };
export type CollectionCasesVariables = { mine?: boolean | null; stage?: string | null; after?: string | null };

export type CollectionCaseData = { collectionCase: { id: string; state: CollectionCaseState; stage: string; daysPastDue: number; overdue: string; atRisk: string; quiet: boolean; arm: CollectionArm; heldOutUntil: string | null; pausedUntil: string | null; lastContactAt: string | null; letterOn: string | null; customer: { id: string; nameMasked: string | null } | null; assignee: { id: string; name: string } | null; branch: { id: string; name: string } | null; overdueSince: string; loanCount: number; pauseReason: PauseReason | null; willingness: string | null; ability: string | null; agitation: string | null; promisesKept: number; promisesBroken: number; contactCount: number; closedOn: string | null; worstLoan: { id: string; number: string } | null; contacts: ({ id: string; channel: ContactChannel; party: ContactParty; state: CollectionContactState; stage: string; codes: string[]; reasonsZh: string[]; reasonsEn: string[]; toMasked: string | null; asAdvised: boolean; plannedAt: string; notedAt: string | null; plannedBy: { id: string; name: string } | null })[]; promises: ({ id: string; state: PromiseState; amount: string; dueOn: string; paid: string; settledOn: string | null })[]; signals: ({ id: string; source: string; halts: PauseReason | null; recordedAt: string; reasons: { code: string; zh: string; en: string }[] })[]; utterances: ({ id: string; speaker: UtteranceSpeaker; source: UtteranceSource; intent: UtteranceIntent | null; sure: string | null; heard: string[]; reader: string; recordedAt: string; evidence: { intent: UtteranceIntent; start: number; end: number; words: string; hedged: boolean }[] })[]; speechFindings: ({ id: string; rule: string; kind: SpeechFault; severity: SpeechSeverity; source: UtteranceSource; attempted: boolean; start: number; end: number; words: string; reasonZh: string; reasonEn: string; state: SpeechFindingState; foundAt: string; settledAt: string | null; settledNote: string | null; agent: { id: string; name: string } | null; settledBy: { id: string; name: string } | null })[]; letters: { id: string; number: string; delivery: LetterDelivery; writtenAt: string }[]; handOvers: ({ id: string; firm: string; handedAt: string; withdrawnAt: string | null })[] } | null; collectionOutlook: { channel: ContactChannel | null; agent: CollectionAgent; hourFrom: number; hourUntil: number; offer: string; reasonsZh: string[]; reasonsEn: string[]; stops: { code: string; zh: string; en: string }[]; words: { code: string; channel: ContactChannel; messageKind: MessageKind; nameZh: string; nameEn: string; text: string }[] } | null };
export type CollectionCaseVariables = { id: string; leads?: boolean | null };

export type CollectionUpliftData = { collectionUplift: { withinDays: number; cured: { treatedCases: number; treatedCount: number; heldOutCases: number; heldOutCount: number; difference: number | null; low: number | null; high: number | null; clear: boolean } } };
export type CollectionUpliftVariables = { since: string; until: string };

export type PlanCaseContactData = { planCaseContact: { contact: { id: string; channel: ContactChannel; party: ContactParty; state: CollectionContactState; stage: string; codes: string[]; reasonsZh: string[]; reasonsEn: string[]; toMasked: string | null; asAdvised: boolean; plannedAt: string; notedAt: string | null; plannedBy: { id: string; name: string } | null } } };
export type PlanCaseContactVariables = { input: PlanCaseContactInput };

export type NoteCaseContactData = { noteCaseContact: { contact: { id: string; state: CollectionContactState } } };
export type NoteCaseContactVariables = { input: NoteCaseContactInput };

export type ReadCaseContactData = { readCaseContact: { text: string; note: string; number: string } };
export type ReadCaseContactVariables = { input: ReadCaseContactInput };

export type TakePromiseData = { takePromise: { case: { id: string; version: number } } };
export type TakePromiseVariables = { input: TakePromiseInput };

export type WriteCaseLetterData = { writeCaseLetter: { contact: { id: string; channel: ContactChannel; party: ContactParty; state: CollectionContactState; stage: string; codes: string[]; reasonsZh: string[]; reasonsEn: string[]; toMasked: string | null; asAdvised: boolean; plannedAt: string; notedAt: string | null; plannedBy: { id: string; name: string } | null } } };
export type WriteCaseLetterVariables = { input: WriteCaseLetterInput };

export type ReadUtteranceData = { readUtterance: { case: { id: string; version: number } } };
export type ReadUtteranceVariables = { input: ReadUtteranceInput };

export type PauseCaseData = { pauseCase: { case: { id: string; state: CollectionCaseState; version: number } } };
export type PauseCaseVariables = { input: PauseCaseInput };

export type ResumeCaseData = { resumeCase: { case: { id: string; state: CollectionCaseState; version: number } } };
export type ResumeCaseVariables = { input: ResumeCaseInput };

export type HandOverCaseData = { handOverCase: { case: { id: string; state: CollectionCaseState; version: number } } };
export type HandOverCaseVariables = { input: HandOverCaseInput };

export type WithdrawCaseData = { withdrawCase: { case: { id: string; state: CollectionCaseState; version: number } } };
export type WithdrawCaseVariables = { input: WithdrawCaseInput };

export type SpeechFindingsData = { speechFindings: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; rule: string; kind: SpeechFault; severity: SpeechSeverity; source: UtteranceSource; attempted: boolean; start: number; end: number; words: string; reasonZh: string; reasonEn: string; state: SpeechFindingState; foundAt: string; settledAt: string | null; settledNote: string | null; agent: { id: string; name: string } | null; settledBy: { id: string; name: string } | null; case: { id: string } | null; customer: { id: string; nameMasked: string | null } | null })[] } };
export type SpeechFindingsVariables = { state?: SpeechFindingState[] | null; after?: string | null };

export type SettleSpeechFindingData = { settleSpeechFinding: { finding: { id: string; state: SpeechFindingState } } };
export type SettleSpeechFindingVariables = { input: SettleSpeechFindingInput };

export type RevealUtteranceData = { revealUtterance: { text: string } };
export type RevealUtteranceVariables = { input: RevealUtteranceInput };

export type RevealSpeechFindingData = { revealSpeechFinding: { text: string } };
export type RevealSpeechFindingVariables = { input: RevealSpeechFindingInput };

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

export type CustomerPageData = { customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; incomeMonthly: string | null; debtMonthly: string | null; version: number; rating: { grade: Grade; score: number; caps: string[]; fellBy: number; ratedOn: string; reasons: { code: string; nameZh: string; nameEn: string; points: number; most: number; zh: string; en: string }[] } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[]; merges: ({ id: string; reason: string; mergedAt: string; mergedBy: { name: string }; customer: { id: string; nameMasked: string | null } | null })[]; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; applications: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } })[]; loans: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[] } | null };
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

export type BoardData = { dashboard: { asOf: string; source: DashboardSource; standsOn: string; since: string; until: string; formerSince: string; formerUntil: string; under: string | null; title: string | null; tiles: ({ key: string; titleZh: string; titleEn: string; value: string; unit: string; change: string | null; former: string | null; about: string; list: string | null })[]; trends: ({ key: string; titleZh: string; titleEn: string; unit: string; points: ({ on: string; value: string | null })[] })[]; funnel: ({ key: string; titleZh: string; titleEn: string; count: number; hours: string | null; list: string })[]; comparison: ({ key: string; title: string; under: string | null; loansActive: number; outstanding: string; overdue: string; par1: string | null; par30: string | null; submitted: number; disbursed: string; disbursedBefore: string; repaid: string; moneyHours: string | null; repeatRate: string | null })[]; recoveries: ({ sinceDays: number; untilDays: number | null; recovered: string; outstanding: string; loans: number; effectiveness: string | null })[]; approvalTimes: ({ tier: Tier; decided: number; hours: string | null })[] } };
export type BoardVariables = { under?: string | null; period: DashboardPeriod; by: DashboardGroup };

export type BoardLoansData = { loans: { nodes: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type BoardLoansVariables = { after?: string | null; state?: LoanState[] | null; pastDueOver?: number | null; since?: string | null; until?: string | null; under?: string | null; officerId?: string | null };

export type BoardApplicationsData = { applications: { nodes: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type BoardApplicationsVariables = { after?: string | null; state?: ApplicationState[] | null; since?: string | null; until?: string | null; submittedSince?: string | null; submittedUntil?: string | null; decidedSince?: string | null; decidedUntil?: string | null; under?: string | null; officerId?: string | null };

export type BoardRepaymentsData = { repayments: { nodes: { id: string; amount: string; paidOn: string; reference: string; principal: string; interest: string; fee: string; penalty: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type BoardRepaymentsVariables = { after?: string | null; since?: string | null; until?: string | null; under?: string | null; officerId?: string | null };

export type ReportExportsData = { exports: { nodes: ({ id: string; report: string; form: ExportForm; since: string; until: string; state: ExportState; orderedAt: string; expiresOn: string; rowsDone: number; rowsTotal: number | null; bytesSize: number | null; code: string | null; url: string | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type ReportExportsVariables = { after?: string | null };

export type ReportOffersData = { reportOffers: { code: string; titleZh: string; titleEn: string; forms: ExportForm[]; ofPeriod: boolean; monthly: boolean }[] };
export type ReportOffersVariables = Record<string, never>;

export type ReportMailingsData = { reportMailings: { nodes: ({ id: string; report: string; form: ExportForm; rhythm: MailingRhythm; recipients: string[]; stoppedAt: string | null; lastUntil: string | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type ReportMailingsVariables = { after?: string | null };

export type OrderExportData = { orderExport: { export: { id: string; state: ExportState } } };
export type OrderExportVariables = { input: OrderExportInput };

export type MakeMailingData = { makeMailing: { mailing: { id: string } } };
export type MakeMailingVariables = { input: MakeMailingInput };

export type StopMailingData = { stopMailing: { mailing: { id: string; stoppedAt: string | null } } };
export type StopMailingVariables = { input: StopMailingInput };

export type AskPasskeyData = { askPasskey: { question: { id: string; challenge: string; partyId: string; partyName: string; userHandle: string; userName: string; credentials: string[] } } };
export type AskPasskeyVariables = { input: AskPasskeyInput };

export type AskPasskeyForDecisionData = { askPasskeyForDecision: { question: { id: string; challenge: string; partyId: string; partyName: string; userHandle: string; userName: string; credentials: string[] } } };
export type AskPasskeyForDecisionVariables = { input: AskPasskeyForDecisionInput };

export type ProvePasskeyData = { provePasskey: { viewer: { steppedUpUntil: string | null } } };
export type ProvePasskeyVariables = { input: ProvePasskeyInput };

export type UnlockData = { unlock: { viewer: { lockMinutes: number } } };
export type UnlockVariables = { input: UnlockInput };

export type BeginPasskeyData = { beginPasskey: { question: { id: string; challenge: string; partyId: string; partyName: string; userHandle: string; userName: string; credentials: string[] } } };
export type BeginPasskeyVariables = Record<string, never>;

export type AddPasskeyData = { addPasskey: { passkeys: ({ id: string; name: string; isBackedUp: boolean; createdAt: string; lastUsedAt: string | null; revokedAt: string | null; revokeReason: string | null })[] } };
export type AddPasskeyVariables = { input: AddPasskeyInput };

export type RenamePasskeyData = { renamePasskey: { passkeys: ({ id: string; name: string; isBackedUp: boolean; createdAt: string; lastUsedAt: string | null; revokedAt: string | null; revokeReason: string | null })[] } };
export type RenamePasskeyVariables = { input: RenamePasskeyInput };

export type RevokePasskeyData = { revokePasskey: { passkeys: ({ id: string; name: string; isBackedUp: boolean; createdAt: string; lastUsedAt: string | null; revokedAt: string | null; revokeReason: string | null })[] } };
export type RevokePasskeyVariables = { input: RevokePasskeyInput };

export type SetSecurityRulesData = { setSecurityRules: { viewer: { lockMinutes: number; codeCounts: boolean } } };
export type SetSecurityRulesVariables = { input: SetSecurityRulesInput };

export type ChannelsData = { noticeChannels: { channels: ({ id: string; kind: NoticeChannelKind; label: string; lastSentAt: string | null; failures: number })[]; served: NoticeChannelKind[]; pushKey: string } };
export type ChannelsVariables = Record<string, never>;

export type AddPushChannelData = { addPushChannel: { channels: ({ id: string; kind: NoticeChannelKind; label: string; lastSentAt: string | null; failures: number })[]; served: NoticeChannelKind[]; pushKey: string } };
export type AddPushChannelVariables = { input: AddPushChannelInput };

export type AddNoticeChannelData = { addNoticeChannel: { channels: ({ id: string; kind: NoticeChannelKind; label: string; lastSentAt: string | null; failures: number })[]; served: NoticeChannelKind[]; pushKey: string } };
export type AddNoticeChannelVariables = { input: AddNoticeChannelInput };

export type RemoveNoticeChannelData = { removeNoticeChannel: { channels: ({ id: string; kind: NoticeChannelKind; label: string; lastSentAt: string | null; failures: number })[]; served: NoticeChannelKind[]; pushKey: string } };
export type RemoveNoticeChannelVariables = { input: RemoveNoticeChannelInput };

export type TryNoticeChannelData = { tryNoticeChannel: { channels: ({ id: string; kind: NoticeChannelKind; label: string; lastSentAt: string | null; failures: number })[]; served: NoticeChannelKind[]; pushKey: string } };
export type TryNoticeChannelVariables = { input: TryNoticeChannelInput };

export type PasskeysData = { passkeys: ({ id: string; name: string; isBackedUp: boolean; createdAt: string; lastUsedAt: string | null; revokedAt: string | null; revokeReason: string | null })[] };
export type PasskeysVariables = Record<string, never>;

export type LawFindingsData = { lawFindings: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; ruleCode: string; severity: LawSeverity; outcome: FindingOutcome; state: LawFindingState; subjectKind: string; reasonZh: string; reasonEn: string; foundOn: string; dueOn: string; late: boolean; note: string | null; version: number; rule: { nameZh: string; nameEn: string; source: string } | null; waiver: { reason: string; until: string; agreedAt: string | null; proposedBy: { id: string; name: string } | null; agreedBy: { id: string; name: string } | null } | null; owner: { id: string; name: string } | null; branch: { id: string; name: string } | null; customer: { id: string; nameMasked: string | null } | null; loan: { id: string; number: string } | null })[] } };
export type LawFindingsVariables = { state?: LawFindingState[] | null; late?: boolean | null; after?: string | null };

export type TicketsData = { tickets: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; kind: TicketKind; state: TicketState; source: string; outcome: string | null; openedOn: string; dueOn: string; late: boolean; answeredOn: string | null; version: number; customer: { id: string; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; answeredBy: { id: string; name: string } | null })[] } };
export type TicketsVariables = { state?: TicketState[] | null; late?: boolean | null; after?: string | null };

export type LawReportData = { complianceReport: ({ code: string; version: number; nameZh: string; nameEn: string; source: string; severity: LawSeverity; implemented: boolean; whyZh: string; whyEn: string; triggers: string[]; effectiveFrom: string; effectiveUntil: string | null; holdsToday: boolean; open: number; waived: number; mended: number })[] };
export type LawReportVariables = Record<string, never>;

export type DossiersData = { dossiers: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; loanNumber: string | null; firstOn: string | null; lastOn: string | null; state: DossierState; orderedAt: string; expiresOn: string; files: number | null; code: string | null; url: string | null; orderedBy: { id: string; name: string } })[] } };
export type DossiersVariables = { after?: string | null };

export type NoticesData = { notices: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; kind: StaffNoticeKind; textZh: string; textEn: string; createdAt: string; readAt: string | null; subjectKind: string; subjectId: string })[] } };
export type NoticesVariables = { after?: string | null };

export type MarkNoticesReadData = { markNoticesRead: { marked: number } };
export type MarkNoticesReadVariables = { input: MarkNoticesReadInput };

export type MendLawFindingData = { mendLawFinding: { finding: { id: string; version: number } } };
export type MendLawFindingVariables = { input: MendLawFindingInput };

export type ProposeWaiverData = { proposeWaiver: { finding: { id: string; version: number } } };
export type ProposeWaiverVariables = { input: ProposeWaiverInput };

export type DecideWaiverData = { decideWaiver: { finding: { id: string; version: number; state: LawFindingState } } };
export type DecideWaiverVariables = { input: DecideWaiverInput };

export type ReadTicketData = { readTicket: { question: string; answer: string | null } };
export type ReadTicketVariables = { input: ReadTicketInput };

export type AnswerTicketData = { answerTicket: { ticket: { id: string; version: number; state: TicketState } } };
export type AnswerTicketVariables = { input: AnswerTicketInput };

export type OrderDossierData = { orderDossier: { dossier: { id: string; state: DossierState } } };
export type OrderDossierVariables = { input: OrderDossierInput };

export type LoansData = { loans: { nodes: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type LoansVariables = { after?: string | null; state?: LoanState[] | null; overdue?: boolean | null };

export type LoanPageData = { loan: { id: string; number: string; state: LoanState; principal: string; outstanding: string; rateAnnual: string; termMonths: number; method: RepaymentMethod; disbursedOn: string | null; version: number; customer: { id: string; nameMasked: string | null; phoneMasked: string | null } | null; application: { id: string; number: string } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null; payment: { number: string; state: PaymentState; amount: string; reason: string | null } | null; instalments: { number: number; dueOn: string; principal: string; interest: string; fee: string; penalty: string; paidPrincipal: string; paidInterest: string; paidFee: string; outstanding: string; state: InstalmentState }[]; repayments: { id: string; amount: string; paidOn: string; reference: string; principal: string; interest: string; fee: string; penalty: string; excess: string }[] } | null };
export type LoanPageVariables = { id: string };

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

export type OfferCampaignsData = { offerCampaigns: { nodes: ({ id: string; name: string; kind: OfferKind; state: CampaignState; text: string; productCode: string; amountMax: string; amountFactor: string; rateCut: string; startsOn: string; endsOn: string; budget: string; spent: string; controlShare: string; people: number; declaredAt: string; startedAt: string | null; withdrawalReason: string | null; version: number; declaredBy: { id: string; name: string } | null; approvedBy: { id: string; name: string } | null })[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
export type OfferCampaignsVariables = { after?: string | null };

export type OfferCampaignPageData = { offerCampaign: { id: string; name: string; kind: OfferKind; state: CampaignState; text: string; productCode: string; amountMax: string; amountFactor: string; rateCut: string; startsOn: string; endsOn: string; budget: string; spent: string; controlShare: string; people: number; declaredAt: string; startedAt: string | null; withdrawalReason: string | null; version: number; declaredBy: { id: string; name: string } | null; approvedBy: { id: string; name: string } | null } | null; campaignReport: { population: number; treated: number; control: number; out: number; states: { state: OfferState; people: number }[]; reasons: { code: string; zh: string; en: string; people: number }[]; applied: { treatedCases: number; treatedCount: number; heldOutCases: number; heldOutCount: number; difference: number | null; low: number | null; high: number | null; clear: boolean } | null; borrowed: { treatedCases: number; treatedCount: number; heldOutCases: number; heldOutCount: number; difference: number | null; low: number | null; high: number | null; clear: boolean } | null; late: { treatedCases: number; treatedCount: number; heldOutCases: number; heldOutCount: number; difference: number | null; low: number | null; high: number | null; clear: boolean } | null; earnedTreated: string | null; earnedControl: string | null } };
export type OfferCampaignPageVariables = { id: string };

export type CampaignOffersData = { offers: { nodes: ({ id: string; arm: OfferArm; state: OfferState; reasonsZh: string[]; reasonsEn: string[]; amount: string | null; customer: { id: string; nameMasked: string | null } | null })[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
export type CampaignOffersVariables = { campaignId: string; after?: string | null };

export type CustomerOffersData = { offers: { nodes: ({ id: string; kind: OfferKind; state: OfferState; amount: string | null; rateAnnual: string | null; termMonths: number | null; expiresAt: string | null; version: number; application: { id: string } | null })[] } };
export type CustomerOffersVariables = { customerId: string };

export type DeclareCampaignData = { declareCampaign: { campaign: { id: string } } };
export type DeclareCampaignVariables = { input: DeclareCampaignInput };

export type ChangeCampaignData = { changeCampaign: { campaign: { id: string; version: number } } };
export type ChangeCampaignVariables = { input: ChangeCampaignInput };

export type ApproveCampaignData = { approveCampaign: { campaign: { id: string; version: number } } };
export type ApproveCampaignVariables = { input: ApproveCampaignInput };

export type StartCampaignData = { startCampaign: { campaign: { id: string; version: number } } };
export type StartCampaignVariables = { input: StartCampaignInput };

export type WithdrawCampaignData = { withdrawCampaign: { campaign: { id: string; version: number } } };
export type WithdrawCampaignVariables = { input: WithdrawCampaignInput };

export type GrantLowerRateData = { grantLowerRate: { offer: { id: string; version: number } } };
export type GrantLowerRateVariables = { input: GrantLowerRateInput };

export type BoardSurveysData = { loanSurveys: { nodes: ({ id: string; state: SurveyState; score: number | null; sentAt: string | null; customer: { id: string; nameMasked: string | null } | null; loan: { id: string; number: string } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type BoardSurveysVariables = { after?: string | null; state?: SurveyState[] | null; since?: string | null; until?: string | null; under?: string | null; officerId?: string | null };

export type CaseSinceData = { approvalCase: { id: string; state: CaseState; amount: string; version: number; votes: { decision: CaseDecision; reason: string; at: string; by: { id: string; name: string } }[] } | null };
export type CaseSinceVariables = { id: string };

export type PileData = { approvalInbox: { nodes: ({ id: string; tier: Tier; amount: string; exposureAfter: string; dueAt: string | null; overdue: boolean; urges: number; openedAt: string; version: number; mayDecide: boolean; stepUpNeeded: boolean; mode: VotingMode; assignee: { id: string; name: string } | null; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null })[]; totalCount: number } };
export type PileVariables = Record<string, never>;

export type PileCardData = { approvalCase: { id: string; version: number; routine: { allowed: boolean; grade: string | null; reasons: { messageZh: string; messageEn: string }[]; papers: { documentId: string; opened: boolean; doubtful: boolean }[] } | null; application: { id: string; amount: string; aprPreview: string | null; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; schedulePreview: { number: number; dueOn: string; total: string }[] } | null } | null };
export type PileCardVariables = { id: string };

export type BatchData = { approvalInbox: { nodes: ({ id: string; tier: Tier; amount: string; exposureAfter: string; version: number; mayDecide: boolean; stepUpNeeded: boolean; routine: { allowed: boolean } | null; application: { id: string; number: string; termMonths: number; debtRatio: string | null; customer: { nameMasked: string | null } | null; findings: { outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null })[] } };
export type BatchVariables = Record<string, never>;

export type DecideCasesData = { decideCases: { counted: number; results: ({ caseId: string; code: ErrorCode | null; messageZh: string | null; messageEn: string | null })[] } };
export type DecideCasesVariables = { input: DecideCasesInput };

export type CustomerRelationsData = { customer: { id: string; contacts: ({ id: string; kind: ContactKind; relation: ContactRelation; nameMasked: string; phoneMasked: string; agreedOn: string | null })[]; relations: ({ id: string; kind: PartyKind; nameMasked: string; numberMasked: string | null; share: string | null; related: { id: string; nameMasked: string | null } | null })[]; group: { id: string; name: string; exposure: { outstanding: string; committed: string } | null; members: ({ outstanding: string; committed: string; customer: { id: string; nameMasked: string | null } | null })[] } | null; assets: ({ id: string; kind: AssetKind; description: string; value: string; owed: string; asOf: string; document: { id: string } | null })[]; documents: { id: string; kind: DocumentKind; receivedAt: string }[] } | null };
export type CustomerRelationsVariables = { id: string };

export type RecordContactData = { recordContact: { customer: { id: string } } };
export type RecordContactVariables = { input: RecordContactInput };

export type EndContactData = { endContact: { customer: { id: string } } };
export type EndContactVariables = { input: EndContactInput };

export type RevealContactData = { revealContact: { data: { name: string; phone: string } } };
export type RevealContactVariables = { input: RevealContactInput };

export type RecordPartyData = { recordParty: { customer: { id: string } } };
export type RecordPartyVariables = { input: RecordPartyInput };

export type EndPartyData = { endParty: { customer: { id: string } } };
export type EndPartyVariables = { input: EndPartyInput };

export type RecordAssetData = { recordAsset: { customer: { id: string } } };
export type RecordAssetVariables = { input: RecordAssetInput };

export type EndAssetData = { endAsset: { customer: { id: string } } };
export type EndAssetVariables = { input: EndAssetInput };

export type MatricesData = { approvalMatrices: ({ id: string; versionNumber: number; name: string; state: MatrixState; effectiveFrom: string | null; draftedAt: string; publishedAt: string | null; draftedBy: { id: string; name: string } | null; publishedBy: { name: string } | null; rows: ({ number: number; tier: Tier; exposureFrom: string; exposureUntil: string | null; referred: boolean | null; products: string[]; grades: string[]; regions: string[]; routine: { exposureUntil: string; grades: string[] } | null; steps: ({ position: string; mode: string; votesNeeded: number; quorum: number; ownRegion: boolean; stepUp: boolean; slaHours: number | null; escalatesTo: string | null })[] })[] })[] };
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

export type CustomerIndicatorsData = { customer: { indicators: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ code: string; nameZh: string; nameEn: string; level: IndicatorGrain; value: string | null; unit: string; grade: IndicatorGrade; asOf: string; version: number })[] } } | null };
export type CustomerIndicatorsVariables = { id: string; after?: string | null };

export type LoanIndicatorsData = { loan: { indicators: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ code: string; nameZh: string; nameEn: string; level: IndicatorGrain; value: string | null; unit: string; grade: IndicatorGrade; asOf: string; version: number })[] } } | null };
export type LoanIndicatorsVariables = { id: string; after?: string | null };

export type ApplicationSecurityData = { application: { id: string; state: ApplicationState; amount: string; version: number; customer: { id: string; kind: CustomerKind; nameMasked: string | null; idNumberMasked: string | null } | null; parties: ({ id: string; role: PartyRole; state: PartyState; guarantee: GuaranteeKind | null; amount: string | null; monthsAfterDue: number | null; consentedAt: string | null; answersFor: string; person: { id: string; kind: CustomerKind; nameMasked: string | null; idNumberMasked: string | null; outstanding: string; committed: string } | null })[]; charges: ({ id: string; kind: ChargeKind; state: ChargeState; secured: string; prior: string; rank: number; registrationNumber: string | null; registeredOn: string | null; authority: string | null; releasedOn: string | null; version: number; chargedBy: { id: string; name: string }; item: { id: string; kind: CollateralKind; title: string; certificateLast4: string; securedInAll: string; chargeCount: number; valuations: { valuedOn: string; valuedBy: string; value: string }[]; insurances: { insurer: string; validUntil: string }[] } | null })[]; security: { collateralValue: string | null; loanToValue: string | null; guaranteed: string; contingent: string; incomeMonthly: string | null; debtMonthly: string | null }; contract: { id: string; state: ContractState; signedAt: string | null; signers: ({ role: PartyRole; signedAt: string | null; person: { id: string; nameMasked: string | null } | null })[] } | null } | null };
export type ApplicationSecurityVariables = { id: string };

export type OwnersCollateralData = { collateralItems: { nodes: { id: string; kind: CollateralKind; title: string; certificateLast4: string; securedInAll: string; chargeCount: number; valuations: { valuedOn: string; valuedBy: string; value: string }[]; insurances: { insurer: string; validUntil: string }[] }[] } };
export type OwnersCollateralVariables = { customerId: string };

export type AddPartyData = { addParty: { application: { id: string; version: number } } };
export type AddPartyVariables = { input: AddPartyInput };

export type RecordPartyConsentData = { recordPartyConsent: { application: { id: string; version: number } } };
export type RecordPartyConsentVariables = { input: RecordPartyConsentInput };

export type RemovePartyData = { removeParty: { application: { id: string; version: number } } };
export type RemovePartyVariables = { input: RemovePartyInput };

export type EnterCollateralData = { enterCollateral: { item: { id: string } } };
export type EnterCollateralVariables = { input: EnterCollateralInput };

export type ValueCollateralData = { valueCollateral: { item: { id: string } } };
export type ValueCollateralVariables = { input: ValueCollateralInput };

export type InsureCollateralData = { insureCollateral: { item: { id: string } } };
export type InsureCollateralVariables = { input: InsureCollateralInput };

export type ChargeCollateralData = { chargeCollateral: { application: { id: string; version: number } } };
export type ChargeCollateralVariables = { input: ChargeCollateralInput };

export type DropChargeData = { dropCharge: { application: { id: string; version: number } } };
export type DropChargeVariables = { input: DropChargeInput };

export type RegisterChargeData = { registerCharge: { application: { id: string; version: number } } };
export type RegisterChargeVariables = { input: RegisterChargeInput };

export type ReleaseChargeData = { releaseCharge: { application: { id: string; version: number } } };
export type ReleaseChargeVariables = { input: ReleaseChargeInput };

export type OwnFeedbackData = { ownFeedback: { nodes: ({ id: string; text: string; toldAt: string; state: FeedbackState; answer: string | null })[] } };
export type OwnFeedbackVariables = Record<string, never>;

export type LoanWhatIfData = { repaymentPreview: { excess: string; outstanding: string; nextDueOn: string | null; splits: { number: number; principal: string; interest: string; fee: string; penalty: string }[] } };
export type LoanWhatIfVariables = { loanId: string; amount: string; paidOn: string };

export type LoanPrepayData = { prepaymentQuote: { arrears: string; principal: string; interest: string; fee: string; outcomes: { choice: PrepaymentChoice; saved: string; instalments: { number: number; dueOn: string; principal: string; interest: string; fee: string; outstanding: string }[] }[] } };
export type LoanPrepayVariables = { loanId: string; amount: string; paidOn: string };

export type LoanPayOffData = { payOffQuote: { total: string; arrears: string; principal: string; interest: string; fee: string; saved: string; explanation: { zh: string; en: string } } };
export type LoanPayOffVariables = { loanId: string; paidOn: string };

export type CustomerPlaceData = { customer: { id: string; applications: ({ id: string; visit: { visitedAt: string | null; addressMasked: string | null; where: { address: string | null; latitude: number | null; longitude: number | null } } | null })[] } | null };
export type CustomerPlaceVariables = { id: string };

export type CustomerCasesData = { collectionCases: { nodes: ({ id: string; state: CollectionCaseState; stage: string; daysPastDue: number; overdue: string; contacts: ({ id: string; channel: ContactChannel; party: ContactParty; state: CollectionContactState; notedAt: string | null; plannedAt: string; plannedBy: { id: string; name: string } | null })[]; promises: { id: string; state: PromiseState; amount: string; dueOn: string; paid: string }[] })[] } };
export type CustomerCasesVariables = { id: string };

export type MeData = { viewer: { staff: { id: string; login: string; name: string; branch: { id: string; name: string }; positions: { code: string; nameZh: string; nameEn: string }[] }; operations: string[]; scopeKind: ScopeKind | null; steppedUpUntil: string | null; passkeys: number; codeCounts: boolean; codeBesidePasskey: boolean; lockMinutes: number } };
export type MeVariables = Record<string, never>;

export type StepUpData = { stepUp: { viewer: { steppedUpUntil: string | null } } };
export type StepUpVariables = { input: StepUpInput };

export type EndOtherSessionsData = { endOtherSessions: { __typename: 'EndOtherSessionsPayload' } };
export type EndOtherSessionsVariables = { input: EndOtherSessionsInput };

export type UnreadNoticesData = { notices: { totalCount: number; nodes: { id: string }[] } };
export type UnreadNoticesVariables = Record<string, never>;

export type WatchNoticesData = { notices: { totalCount: number; nodes: { id: string }[] } };
export type WatchNoticesVariables = Record<string, never>;

export type CustomerSourcesData = { connectorSources: ({ code: string; nameZh: string; nameEn: string; appliesTo: string; consentPurpose: string | null; needsAuthorisation: boolean; validDays: number; isOn: boolean })[]; customer: { id: string; kind: CustomerKind; accounts: { id: string; state: BankAccountState }[]; applications: { id: string; state: ApplicationState }[]; inquiries: ({ id: string; source: string; sourceZh: string; sourceEn: string; state: InquiryState; openedAt: string; askedAt: string | null; answeredAt: string | null; observedOn: string | null; validUntil: string | null; consentPurpose: string | null; nextAt: string | null; attempts: number; code: string | null; trouble: string | null; facts: { code: string; nameZh: string; nameEn: string; zh: string; en: string }[] })[] } | null };
export type CustomerSourcesVariables = { id: string };

export type AskSourceData = { askSource: { inquiry: { id: string; state: InquiryState } } };
export type AskSourceVariables = { input: AskSourceInput };

export type VisitPageData = { application: { id: string; number: string; state: ApplicationState; customer: { id: string; kind: CustomerKind; nameMasked: string | null; documents: { id: string; kind: DocumentKind; receivedAt: string }[] } | null; visit: { state: VisitState; place: VisitPlace | null; trade: Trade | null; visitedAt: string | null; addressMasked: string | null; accuracyM: number | null; householdSize: number | null; dependants: number | null; earners: number | null; homeOwned: boolean | null; residenceMonths: number | null; summary: string; verifiedIncome: string | null; turnover: string | null; surplus: string | null; debtMonthly: string | null; assets: string | null; grossMargin: string | null; netMargin: string | null; debtRatio: string | null; lines: ({ part: LinePart; kind: string; month: string | null; amount: string; monthly: string | null; note: string; document: { id: string } | null })[]; photos: ({ caption: string; source: PhotoSource; takenAt: string | null; accuracyM: number | null; distanceM: number | null; minutesApart: number | null; document: { id: string; pictureUrl: string } | null })[]; findings: ({ code: string; outcome: string; violated: boolean; value: string | null; zh: string; en: string })[]; where: { address: string | null }; visitor: { id: string; name: string }; checker: { name: string } | null; submittedAt: string | null; checkedAt: string | null; checkReason: string | null; savedAt: string; version: number } | null; visitDraft: { state: VisitState; place: VisitPlace | null; trade: Trade | null; visitedAt: string | null; addressMasked: string | null; accuracyM: number | null; householdSize: number | null; dependants: number | null; earners: number | null; homeOwned: boolean | null; residenceMonths: number | null; summary: string; verifiedIncome: string | null; turnover: string | null; surplus: string | null; debtMonthly: string | null; assets: string | null; grossMargin: string | null; netMargin: string | null; debtRatio: string | null; lines: ({ part: LinePart; kind: string; month: string | null; amount: string; monthly: string | null; note: string; document: { id: string } | null })[]; photos: ({ caption: string; source: PhotoSource; takenAt: string | null; accuracyM: number | null; distanceM: number | null; minutesApart: number | null; document: { id: string; pictureUrl: string } | null })[]; findings: ({ code: string; outcome: string; violated: boolean; value: string | null; zh: string; en: string })[]; where: { address: string | null }; visitor: { id: string; name: string }; checker: { name: string } | null; submittedAt: string | null; checkedAt: string | null; checkReason: string | null; savedAt: string; version: number } | null } | null };
export type VisitPageVariables = { id: string };

export type SaveVisitData = { saveVisit: { application: { id: string; visitDraft: { version: number; savedAt: string } | null } } };
export type SaveVisitVariables = { input: SaveVisitInput };

export type SubmitVisitData = { submitVisit: { application: { id: string; visit: { state: VisitState; version: number } | null } } };
export type SubmitVisitVariables = { input: SubmitVisitInput };

export type CheckVisitData = { checkVisit: { application: { id: string; visit: { state: VisitState; version: number } | null } } };
export type CheckVisitVariables = { input: CheckVisitInput };

export type WideCustomersData = { customers: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; officer: { id: string; name: string }; branch: { id: string; name: string } })[] } };
export type WideCustomersVariables = { after?: string | null; search?: string | null; order: ListOrder };

export type WideApplicationsData = { applications: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; officer: { id: string; name: string } })[] } };
export type WideApplicationsVariables = { after?: string | null; search: string; order: AmountOrder };

export type WideLoansData = { loans: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null; disbursedOn: string | null; officer: { id: string; name: string } })[] } };
export type WideLoansVariables = { after?: string | null; search: string; order: AmountOrder; overdue: boolean };

export type WideCasesData = { collectionCases: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; state: CollectionCaseState; stage: string; daysPastDue: number; overdue: string; atRisk: string; quiet: boolean; arm: CollectionArm; heldOutUntil: string | null; pausedUntil: string | null; lastContactAt: string | null; letterOn: string | null; customer: { id: string; nameMasked: string | null } | null; assignee: { id: string; name: string } | null; branch: { id: string; name: string } | null })[] } };
export type WideCasesVariables = { after?: string | null; mine: boolean };

export type WideStaffData = { staff: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: { id: string; login: string; name: string; state: StaffState; branch: { id: string; name: string }; positions: { code: string; nameZh: string; nameEn: string }[] }[] } };
export type WideStaffVariables = { after?: string | null; search?: string | null; order: StaffOrder; operation?: string | null; position?: string | null };

export type PostsData = { positions: { code: string; nameZh: string; nameEn: string; scopeKind: ScopeKind; operations: string[] }[]; operationNames: { code: string; nameZh: string; nameEn: string }[] };
export type PostsVariables = Record<string, never>;

export type StaffMemberData = { staffMember: { id: string; login: string; name: string; state: StaffState; branch: { id: string; name: string }; positions: { code: string; nameZh: string; nameEn: string }[] } | null };
export type StaffMemberVariables = { id: string };

export type AppointStaffData = { appointStaff: { staff: { id: string } } };
export type AppointStaffVariables = { input: AppointStaffInput };

export type DisableStaffData = { disableStaff: { staff: { id: string } } };
export type DisableStaffVariables = { input: DisableStaffInput };

export type EndLeaveData = { endLeave: { staff: { id: string } } };
export type EndLeaveVariables = { input: EndLeaveInput };

export type TransferCustomersData = { transferCustomers: { customers: number; preview: boolean; moved: { kind: string; rows: number }[] } };
export type TransferCustomersVariables = { input: TransferCustomersInput };

export type WideAuditData = { auditTrail: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ recordId: string; at: string; actorId: string; actorKind: string; operation: string; outcome: AuditOutcome; code: string | null; requestId: string; address: string | null; staff: { id: string; name: string; login: string } | null; subjects: { kind: string; id: string }[] })[] } };
export type WideAuditVariables = { after?: string | null; operation?: string | null; outcome?: AuditOutcome | null; staffId?: string | null; since?: string | null; until?: string | null };

export type ChainData = { auditChain: { number: number; head: string | null; checked: number; unseen: number; unsealed: number; broken: number[] } };
export type ChainVariables = { links: number };

export type WideFeedbackData = { feedback: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; text: string; screen: string; device: string; toldAt: string; pictureUrl: string | null; state: FeedbackState; answer: string | null; answeredAt: string | null; version: number; toldBy: { id: string; name: string }; branch: { id: string; name: string }; answeredBy: { id: string; name: string } | null })[] } };
export type WideFeedbackVariables = { after?: string | null; state?: FeedbackState[] | null };

export type AnswerFeedbackData = { answerFeedback: { feedback: { id: string; version: number } } };
export type AnswerFeedbackVariables = { input: AnswerFeedbackInput };

export type WideFindingsData = { lawFindings: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; ruleCode: string; severity: LawSeverity; outcome: FindingOutcome; state: LawFindingState; subjectKind: string; reasonZh: string; reasonEn: string; foundOn: string; dueOn: string; late: boolean; note: string | null; version: number; rule: { nameZh: string; nameEn: string; source: string } | null; waiver: { reason: string; until: string; agreedAt: string | null; proposedBy: { id: string; name: string } | null; agreedBy: { id: string; name: string } | null } | null; owner: { id: string; name: string } | null; branch: { id: string; name: string } | null; customer: { id: string; nameMasked: string | null } | null; loan: { id: string; number: string } | null })[] } };
export type WideFindingsVariables = { after?: string | null; state?: LawFindingState[] | null; late: boolean };

export type WideBreaksData = { statementBreaks: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ({ id: string; kind: BreakKind; state: BreakState; amount: string | null; expected: string | null; noticedOn: string; note: string | null; version: number; line: { id: string; bookedOn: string; reference: string; partyMasked: string; partyLast4: string } | null; loan: { id: string; number: string } | null; owner: { id: string; name: string } | null; proposedBy: { id: string; name: string } | null })[] } };
export type WideBreaksVariables = { after?: string | null };

export { Alerts, Alert, AlertDigests, IndicatorSwitches, SnoozeAlert, CloseAlert, TurnIndicator, WatchAlerts } from './ids/alerts.ts';
export { ApplicationPage, CasePage, Applications, Products, Quote, StartApplication, SubmitApplication, WithdrawApplication, RescindContract, DrawUpContract, SendContract, DisburseLoan, AcceptTerms } from './ids/applications.ts';
export { Inbox, WatchInbox, DecideCase, AbleColleagues, Delegations, TransferCase, AddSigner, UrgeCase, RecuseFromCase, FulfilCondition, DelegateApproval, EndDelegation } from './ids/approvals.ts';
export { LoanClassPage, BookPage, MovesPage, VintagePage, DowngradeLoan, ProposeLoanUpgrade, AgreeToLoanUpgrade, DeclineLoanUpgrade } from './ids/classification.ts';
export { CollectionCases, CollectionCase, CollectionUplift, PlanCaseContact, NoteCaseContact, ReadCaseContact, TakePromise, WriteCaseLetter, ReadUtterance, PauseCase, ResumeCase, HandOverCase, WithdrawCase, SpeechFindings, SettleSpeechFinding, RevealUtterance, RevealSpeechFinding } from './ids/collection.ts';
export { Counter, CounterLoans, TillAccounts, Branches, Mandates, OpenTill, CountTill, CloseTill, TakeCash, ConfirmCash, RefuseCash, BankCash, ConfirmDeposit, RecordMandate, RevokeMandate } from './ids/counter.ts';
export { Customers, CustomerPage, CustomerDocuments, BeginProspect, RegisterCustomer, BindAccount, ConfirmDocument, RevealCustomer, WatchDocument } from './ids/customers.ts';
export { Board, BoardLoans, BoardApplications, BoardRepayments, ReportExports, ReportOffers, ReportMailings, OrderExport, MakeMailing, StopMailing } from './ids/dashboard.ts';
export { AskPasskey, AskPasskeyForDecision, ProvePasskey, Unlock, BeginPasskey, AddPasskey, RenamePasskey, RevokePasskey, SetSecurityRules, Channels, AddPushChannel, AddNoticeChannel, RemoveNoticeChannel, TryNoticeChannel, Passkeys } from './ids/guard.ts';
export { LawFindings, Tickets, LawReport, Dossiers, Notices, MarkNoticesRead, MendLawFinding, ProposeWaiver, DecideWaiver, ReadTicket, AnswerTicket, OrderDossier } from './ids/law.ts';
export { Loans, LoanPage, RepayLoan } from './ids/loans.ts';
export { Money, Payments, Batches, Results, Accounts, Breaks, Balances, Days, MakePayments, MakeDebits, ReleaseBatch, CancelBatch, ReleasePayment, FetchStatement, ImportStatement, ConfirmRepayment, ResolveBreak, AgreeToBreak, RefuseBreak, CloseDay } from './ids/money.ts';
export { OfferCampaigns, OfferCampaignPage, CampaignOffers, CustomerOffers, DeclareCampaign, ChangeCampaign, ApproveCampaign, StartCampaign, WithdrawCampaign, GrantLowerRate, BoardSurveys } from './ids/offers.ts';
export { CaseSince } from './ids/outbox.ts';
export { Pile, PileCard, Batch, DecideCases } from './ids/pile.ts';
export { CustomerRelations, RecordContact, EndContact, RevealContact, RecordParty, EndParty, RecordAsset, EndAsset } from './ids/relations.ts';
export { Matrices, MatrixTrial, DraftMatrix, PublishMatrix, Editions, EditionTrial, ProposeRules, ProposeScorecard, PublishEdition, WithdrawEdition, StraightThrough, Why, Templates, ProposeTemplate, PublishTemplate, WithdrawTemplate, Merges, MergeSearch, MergeCustomers, SettleIdentityReview, Figures, SetLenderFigure, CustomerIndicators, LoanIndicators } from './ids/risk.ts';
export { ApplicationSecurity, OwnersCollateral, AddParty, RecordPartyConsent, RemoveParty, EnterCollateral, ValueCollateral, InsureCollateral, ChargeCollateral, DropCharge, RegisterCharge, ReleaseCharge } from './ids/security.ts';
export { OwnFeedback, LoanWhatIf, LoanPrepay, LoanPayOff, CustomerPlace, CustomerCases } from './ids/serving.ts';
export { Me, StepUp, EndOtherSessions, UnreadNotices, WatchNotices } from './ids/session.ts';
export { CustomerSources, AskSource } from './ids/sources.ts';
export { VisitPage, SaveVisit, SubmitVisit, CheckVisit } from './ids/visits.ts';
export { WideCustomers, WideApplications, WideLoans, WideCases, WideStaff, Posts, StaffMember, AppointStaff, DisableStaff, EndLeave, TransferCustomers, WideAudit, Chain, WideFeedback, AnswerFeedback, WideFindings, WideBreaks } from './ids/wide.ts';
