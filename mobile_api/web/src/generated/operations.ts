// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

export interface AcceptTermsInput { acceptance: string; applicationId: string; expectedVersion: number; idempotencyKey: string }
export interface AddPartyInput { applicationId: string; expectedVersion: number; guarantee?: GuaranteeInput | null; idempotencyKey: string; personId: string; role: PartyRole }
export interface AddSignerInput { caseId: string; expectedVersion: number; idempotencyKey: string; place: SignerPlace; reason: string; signer: string }
export interface AgreeToBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string }
export interface AgreeToLoanUpgradeInput { expectedVersion: number; groundId: string; idempotencyKey: string }
export type AlertDesk = 'COMPLIANCE' | 'FINANCE' | 'OFFICER' | 'RISK' | 'TECHNOLOGY';
export type AlertOutcome = 'RIGHT' | 'UNCLEAR' | 'WRONG';
export type AlertSeverity = 'CRITICAL' | 'WARN';
export type AlertState = 'CLOSED' | 'ESCALATED' | 'OPEN' | 'SNOOZED';
export interface AnswerTicketInput { expectedVersion: number; idempotencyKey: string; outcome: string; text: string; ticketId: string }
export type ApplicationState = 'APPROVED' | 'CONTRACTED' | 'DISBURSED' | 'DRAFT' | 'IN_REVIEW' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
export type ApprovalActKind = 'ADVANCED' | 'ESCALATED' | 'RECUSED' | 'REMINDED' | 'SIGNER_ADDED' | 'TRANSFERRED' | 'URGED';
export interface AskSourceInput { accountId?: string | null; applicationId?: string | null; customerId: string; idempotencyKey: string; source: string }
export type AssetKind = 'DEPOSIT' | 'EQUIPMENT' | 'OTHER' | 'REAL_ESTATE' | 'RECEIVABLE' | 'SECURITIES' | 'STOCK' | 'VEHICLE';
export type BankAccountState = 'FAILED' | 'PENDING' | 'VERIFIED';
export type BankBatchState = 'CANCELLED' | 'FILED' | 'MADE' | 'RELEASED';
export interface BankCashInput { amount: string; fundingAccountId: string; idempotencyKey: string; reference: string; tillId: string }
export type BankFileKind = 'DEBIT' | 'PAYMENT';
export type BankLineFault = 'CONTRADICTED' | 'DOUBLED' | 'MISSING' | 'NEVER_SENT' | 'NOT_TAKEN' | 'OTHER_ACCOUNT' | 'OTHER_AMOUNT' | 'OTHER_CURRENCY' | 'OTHER_PAYEE' | 'UNKNOWN_CODE' | 'UNKNOWN_NUMBER';
export type BankResultState = 'FINISHED' | 'WAITING';
export interface BatchDecisionInput { amount?: string | null; caseId: string; decision: CaseDecision; expectedVersion: number; reason: string }
export interface BeginProspectInput { idempotencyKey: string }
export interface BindAccountInput { account: string; bankName: string; customerId: string; idempotencyKey: string; phone: string; separateConsent?: boolean | null }
export type BranchKind = 'BRANCH' | 'HEADQUARTERS' | 'REGION';
export type BreakKind = 'AMOUNT_DIFFERS' | 'BANK_CHARGE' | 'BANK_INTEREST' | 'DATE_DIFFERS' | 'DUPLICATE_LINE' | 'DUPLICATE_PAYMENT' | 'LOAN_NOT_NAMED' | 'MISSING_IN_BANK' | 'MISSING_IN_BOOKS' | 'ORDER_NOT_SETTLED' | 'PAYMENT_RETURNED' | 'UNBOOKED_REPAYMENT' | 'UNKNOWN_PAYER' | 'WRONG_DIRECTION';
export type BreakResolution = 'ACCEPTED' | 'BOOKED' | 'CORRECTED' | 'GONE' | 'MATCHED' | 'REPAID';
export type BreakState = 'OPEN' | 'PROPOSED' | 'RESOLVED';
export interface CancelBatchInput { batchId: string; idempotencyKey: string }
export type CaseDecision = 'APPROVE' | 'REJECT' | 'RETURN';
export type CaseState = 'APPROVED' | 'OPEN' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
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
export interface DecideCaseInput { amount?: string | null; caseId: string; conditions?: string[] | null; decision: CaseDecision; expectedVersion: number; idempotencyKey: string; offered?: OfferedTermsInput | null; reason: string }
export interface DecideCasesInput { decisions: BatchDecisionInput[]; idempotencyKey: string }
export interface DecideWaiverInput { agree: boolean; expectedVersion: number; findingId: string; idempotencyKey: string; note: string }
export type DecisionEditionKind = 'RULES' | 'SCORECARD';
export type DecisionEditionState = 'PROPOSED' | 'PUBLISHED' | 'WITHDRAWN';
export interface DeclineLoanUpgradeInput { expectedVersion: number; groundId: string; idempotencyKey: string }
export interface DelegateApprovalInput { idempotencyKey: string; outOfOffice?: boolean | null; positions: string[]; reason: string; to: string; validFrom: string; validUntil: string }
export type DepositState = 'CONFIRMED' | 'RECORDED';
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
export interface EndOtherSessionsInput { idempotencyKey: string }
export interface EndPartyInput { idempotencyKey: string; partyId: string }
export interface EnterCollateralInput { certificate: string; idempotencyKey: string; kind: CollateralKind; ownerId: string; title: string }
export type ExportForm = 'CSV' | 'PDF' | 'XLSX' | 'XML';
export type ExportState = 'DRAWING' | 'FAILED' | 'ORDERED' | 'READY';
export interface FetchStatementInput { accountId: string; day: string; idempotencyKey: string }
export interface FieldInput { name: string; value: string }
export type FindingOutcome = 'PASS' | 'REFUSE' | 'REVIEW';
export interface FulfilConditionInput { conditionId: string; documentId?: string | null; idempotencyKey: string; note?: string | null }
export type FundingState = 'CLOSED' | 'OPEN';
export type Grade = 'A' | 'AA' | 'AAA' | 'B' | 'BB' | 'BBB' | 'C' | 'CCC';
export type GroundKind = 'DEATH' | 'DETERIORATION' | 'EVASION' | 'FRAUD' | 'FUND_MISUSE' | 'INSOLVENCY' | 'LITIGATION';
export type GroundState = 'HOLDING' | 'LIFTED' | 'LIFT_PROPOSED';
export interface GuaranteeInput { amount: string; kind: GuaranteeKind; monthsAfterDue: number }
export type GuaranteeKind = 'GENERAL' | 'JOINT';
export interface HandOverCaseInput { caseId: string; firm: string; idempotencyKey: string; reason: string }
export type IdentityKind = 'CREDIT_CODE' | 'ID_NUMBER' | 'PHONE';
export type IdentityReviewOutcome = 'MERGED' | 'REFUSED' | 'RELEASED';
export type IdentityReviewState = 'OPEN' | 'SETTLED';
export interface ImportStatementInput { fileId: string; idempotencyKey: string }
export type InquiryState = 'ANSWERED' | 'ASKED' | 'CANCELLED' | 'UNKNOWN' | 'WAITING' | 'WRONG';
export type InstalmentState = 'DUE' | 'OVERDUE' | 'PAID' | 'PART_PAID';
export interface InsureCollateralInput { beneficiary: string; idempotencyKey: string; insured: string; insurer: string; itemId: string; policyNumber: string; validFrom: string; validUntil: string }
export type LawFindingState = 'MENDED' | 'OPEN' | 'WAIVED';
export type LawSeverity = 'BLOCK' | 'REVIEW' | 'WARN';
export type LetterDelivery = 'BY_HAND' | 'COURIER' | 'POST';
export type LinePart = 'ASSET' | 'DEBT' | 'EVIDENCE' | 'HOUSEHOLD_EXPENSE' | 'HOUSEHOLD_INCOME' | 'SHOP_EXPENSE' | 'SHOP_INCOME';
export type LoanState = 'ACTIVE' | 'CLOSED' | 'PENDING_DISBURSEMENT' | 'VOID' | 'WRITTEN_OFF';
export type LoanTier = 'DOUBTFUL' | 'LOSS' | 'NORMAL' | 'SPECIAL_MENTION' | 'SUBSTANDARD';
export type MailingRhythm = 'DAILY' | 'MONTHLY' | 'WEEKLY';
export interface MakeDebitBatchInput { fundingAccountId: string; idempotencyKey: string; on: string }
export interface MakeMailingInput { form: ExportForm; idempotencyKey: string; recipients: string[]; report: string; rhythm: MailingRhythm }
export interface MakePaymentBatchInput { fundingAccountId: string; idempotencyKey: string; paymentIds?: string[] | null }
export type MandateState = 'ACTIVE' | 'REVOKED' | 'SUSPENDED';
export interface MarkNoticesReadInput { idempotencyKey: string; ids?: string[] | null }
export interface MatrixRowInput { exposureFrom: string; exposureUntil?: string | null; grades?: string[] | null; products?: string[] | null; referred?: boolean | null; regions?: string[] | null; steps?: RouteStepInput[] | null; tier: Tier }
export type MatrixState = 'DRAFT' | 'PUBLISHED';
export interface MendLawFindingInput { expectedVersion: number; findingId: string; idempotencyKey: string; note: string }
export interface MergeCustomersInput { customerId: string; idempotencyKey: string; intoId: string; reason: string }
export type MessageKind = 'CALL_BACK' | 'DEMAND' | 'REMINDER';
export type MoveBy = 'BUCKET' | 'TIER';
export interface NoteCaseContactInput { contactId: string; idempotencyKey: string; note?: string | null; reached: boolean; recorded: boolean; refusedFurther?: boolean | null }
export interface OfferedTermsInput { amount?: string | null; rateAnnual?: string | null; termMonths?: number | null }
export interface OpenTillInput { branchId: string; count: PiecesInput[]; idempotencyKey: string }
export interface OpinionInput { amount: string; reason: string; termMonths: number }
export interface OrderDossierInput { firstOn?: string | null; idempotencyKey: string; lastOn?: string | null; loanNumber?: string | null }
export interface OrderExportInput { form: ExportForm; idempotencyKey: string; report: string; since: string; until: string }
export type PartyKind = 'AFFILIATE' | 'CONTROLLER' | 'GUARANTOR_OF' | 'LEGAL_REPRESENTATIVE' | 'SAME_ADDRESS' | 'SAME_PHONE' | 'SHAREHOLDER' | 'SPOUSE';
export type PartyRole = 'CO_BORROWER' | 'GUARANTOR';
export type PartyState = 'BOUND' | 'CONSENTED' | 'NAMED' | 'RELEASED' | 'REMOVED';
export interface PauseCaseInput { caseId: string; idempotencyKey: string; note?: string | null; reason: PauseReason; until: string }
export type PauseReason = 'AGREED' | 'COMPLAINT' | 'CRISIS' | 'DISPUTE' | 'HARDSHIP' | 'INCAPACITY';
export type PaymentChannel = 'API' | 'FILE';
export type PaymentState = 'CREATED' | 'FAILED' | 'SENT' | 'SETTLED' | 'UNKNOWN';
export type PhotoSource = 'FILE' | 'NONE' | 'PHONE';
export interface PiecesInput { denomination: string; pieces: number }
export interface PlanCaseContactInput { caseId: string; channel: ContactChannel; consented?: boolean | null; idempotencyKey: string; lost?: string[] | null; messageKind?: MessageKind | null; personId?: string | null; script?: string | null; text?: string | null; utcOffsetMinutes?: number | null }
export interface PositionInput { accuracyM: number; at: string; latitude: number; longitude: number }
export type PromiseState = 'BROKEN' | 'KEPT' | 'OPEN' | 'REPLACED';
export interface ProposeLoanUpgradeInput { expectedVersion: number; groundId: string; idempotencyKey: string; reason: string }
export interface ProposeRulesInput { effectiveFrom: string; idempotencyKey: string; note: string; rules: RiskRuleInput[]; velocity?: VelocityInput | null }
export interface ProposeScorecardInput { effectiveFrom: string; file: string; idempotencyKey: string; note: string }
export interface ProposeTemplateInput { effectiveFrom: string; idempotencyKey: string; kind: TemplateKind; note: string; readingSeconds: number; texts: string[]; title: string }
export interface ProposeWaiverInput { expectedVersion: number; findingId: string; idempotencyKey: string; reason: string; until: string }
export interface PublishEditionInput { editionId: string; idempotencyKey: string }
export interface PublishMatrixInput { effectiveFrom: string; idempotencyKey: string; matrixId: string }
export interface PublishTemplateInput { idempotencyKey: string; proposalId: string }
export interface ReadCaseContactInput { contactId: string }
export interface ReadTicketInput { ticketId: string }
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
export interface RemovePartyInput { expectedVersion: number; idempotencyKey: string; partyId: string }
export interface RepayLoanInput { amount: string; idempotencyKey: string; loanId: string; paidOn: string; reference: string }
export type RepaymentMethod = 'BALLOON' | 'BULLET' | 'DRAW_AS_YOU_GO' | 'EQUAL_INSTALMENT' | 'EQUAL_PRINCIPAL' | 'FLAT' | 'INTEREST_ONLY';
export interface RescindContractInput { applicationId: string; expectedVersion: number; idempotencyKey: string; reason: string }
export interface ResolveBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string; note: string; resolution: BreakResolution }
export interface ResumeCaseInput { caseId: string; idempotencyKey: string }
export interface RevealContactInput { contactId: string; reason: string }
export interface RevealCustomerInput { customerId: string; fields: string[]; reason: string }
export interface RevokeMandateInput { idempotencyKey: string; mandateId: string; reason: string }
export interface RiskRuleInput { appliesTo?: string | null; code: string; en: string; expression: string; limit?: string | null; nameEn: string; nameZh: string; severity: string; source?: string | null; unit?: string | null; value?: string | null; zh: string }
export interface RouteStepInput { escalatesTo?: string | null; mode?: VotingMode | null; ownRegion?: boolean | null; position: string; quorum?: number | null; slaHours?: number | null; stepUp?: boolean | null; votesNeeded?: number | null }
export interface SaveVisitInput { applicationId: string; expectedVersion: number; idempotencyKey: string; visit: VisitInput }
export interface ScheduleQuoteInput { amount: string; productVersionId: string; startOn?: string | null; termMonths: number }
export type ScopeKind = 'BRANCH' | 'HEADQUARTERS' | 'OWN' | 'REGION' | 'TEAM';
export interface SendContractInput { contractId: string; idempotencyKey: string }
export interface SetLenderFigureInput { amount: string; code: string; effectiveFrom: string; idempotencyKey: string; note: string }
export interface SettleIdentityReviewInput { idempotencyKey: string; outcome: IdentityReviewOutcome; reason: string; reviewId: string }
export type SignerPlace = 'AFTER' | 'BEFORE';
export interface SnoozeAlertInput { alertId: string; expectedVersion: number; idempotencyKey: string; reason: string; until: string }
export type StaffNoticeKind = 'ALERT_DIGEST' | 'ALERT_ESCALATED' | 'ALERT_OPENED' | 'APPROVAL_ESCALATED' | 'APPROVAL_OVERDUE' | 'APPROVAL_URGED' | 'CONSENT_WITHDRAWN' | 'FINDING_DUE' | 'RATING_FELL' | 'TICKET_DUE' | 'TICKET_FILED';
export interface StartApplicationInput { amount: string; customerId: string; idempotencyKey: string; productVersionId: string; purpose: string; termMonths: number }
export interface StepUpInput { code: string }
export interface StopMailingInput { idempotencyKey: string; mailingId: string }
export interface SubmitApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; opinion: OpinionInput }
export interface SubmitVisitInput { applicationId: string; expectedVersion: number; idempotencyKey: string }
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
export interface TurnIndicatorInput { code: string; idempotencyKey: string; on: boolean; reason: string }
export interface UrgeCaseInput { caseId: string; idempotencyKey: string; reason: string }
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
export interface WithdrawCaseInput { caseId: string; idempotencyKey: string; reason: string }
export interface WithdrawEditionInput { editionId: string; idempotencyKey: string }
export interface WithdrawTemplateInput { idempotencyKey: string; proposalId: string }
export interface WriteCaseLetterInput { caseId: string; delivery: LetterDelivery; idempotencyKey: string; tracking?: string | null }
export type AlertCard = { id: string; code: string; nameZh: string; nameEn: string; label: string | null; desk: AlertDesk; severity: AlertSeverity; state: AlertState; moneyAtRisk: string; openedAt: string; dueAt: string; late: boolean; snoozedUntil: string | null; inDigest: boolean; easedOn: string | null; version: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } | null };
export type GroundParts = { id: string; kind: GroundKind; tier: LoanTier; reason: string; state: GroundState; version: number; notedAt: string; liftReason: string | null; notedBy: { id: string; name: string } | null; proposedBy: { id: string; name: string } | null; liftedBy: { id: string; name: string } | null };
export type CaseLine = { id: string; state: CollectionCaseState; stage: string; daysPastDue: number; overdue: string; atRisk: string; quiet: boolean; arm: CollectionArm; heldOutUntil: string | null; pausedUntil: string | null; lastContactAt: string | null; letterOn: string | null; customer: { id: string; nameMasked: string | null } | null; assignee: { id: string; name: string } | null; branch: { id: string; name: string } | null };
export type ContactLine = { id: string; channel: ContactChannel; party: ContactParty; state: CollectionContactState; stage: string; codes: string[]; reasonsZh: string[]; reasonsEn: string[]; toMasked: string | null; asAdvised: boolean; plannedAt: string; notedAt: string | null; plannedBy: { id: string; name: string } | null };
export type TileParts = { key: string; titleZh: string; titleEn: string; value: string; unit: string; change: string | null; former: string | null; about: string; list: string | null };
export type FindingCard = { id: string; ruleCode: string; severity: LawSeverity; outcome: FindingOutcome; state: LawFindingState; subjectKind: string; reasonZh: string; reasonEn: string; foundOn: string; dueOn: string; late: boolean; note: string | null; version: number; rule: { nameZh: string; nameEn: string; source: string } | null; waiver: { reason: string; until: string; agreedAt: string | null; proposedBy: { id: string; name: string } | null; agreedBy: { id: string; name: string } | null } | null; owner: { id: string; name: string } | null; branch: { id: string; name: string } | null; customer: { id: string; nameMasked: string | null } | null; loan: { id: string; number: string } | null };
export type TicketCard = { id: string; kind: TicketKind; state: TicketState; source: string; outcome: string | null; openedOn: string; dueOn: string; late: boolean; answeredOn: string | null; version: number; customer: { id: string; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; answeredBy: { id: string; name: string } | null };
export type MergeSide = { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; branch: { name: string }; officer: { name: string } };
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

export type ApplicationPageData = { application: { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; exposureAfter: string | null; debtRatio: string | null; aprPreview: string | null; version: number; createdAt: string; submittedAt: string | null; decidedAt: string | null; rateAnnual: string | null; offeredAt: string | null; acceptedAt: string | null; acceptance: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; incomeMonthly: string | null; debtMonthly: string | null; outstanding: string; committed: string; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[] } | null; product: { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] }; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[]; opinion: { amount: string; termMonths: number; reason: string; at: string; by: { id: string; name: string } } | null; case: { id: string; tier: Tier; state: CaseState; mode: VotingMode; position: string; step: number; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; minutesUrl: string | null; route: { position: string; mode: string }[]; assignee: { id: string; name: string } | null; offered: { amount: string | null; termMonths: number | null; rateAnnual: string | null } | null; conditions: ({ id: string; number: number; text: string; note: string | null; metAt: string | null; laidBy: { id: string; name: string }; metBy: { id: string; name: string } | null })[]; acts: ({ kind: ApprovalActKind; reason: string; at: string; by: { id: string; name: string } | null; colleague: { id: string; name: string } | null })[]; whyNot: { code: string; messageZh: string; messageEn: string } | null; votes: ({ decision: CaseDecision; reason: string; at: string; step: number; by: { id: string; name: string }; inTheNameOf: { id: string; name: string } | null })[] } | null; contract: { id: string; number: string; state: ContractState; pdfUrl: string; sentAt: string | null; signedAt: string | null } | null; loan: { id: string; number: string; state: LoanState; payment: { state: PaymentState } | null } | null; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; schedulePreview: { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string }[] } | null };
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

export type CollectionCaseData = { collectionCase: { id: string; state: CollectionCaseState; stage: string; daysPastDue: number; overdue: string; atRisk: string; quiet: boolean; arm: CollectionArm; heldOutUntil: string | null; pausedUntil: string | null; lastContactAt: string | null; letterOn: string | null; customer: { id: string; nameMasked: string | null } | null; assignee: { id: string; name: string } | null; branch: { id: string; name: string } | null; overdueSince: string; loanCount: number; pauseReason: PauseReason | null; willingness: string | null; ability: string | null; agitation: string | null; promisesKept: number; promisesBroken: number; contactCount: number; closedOn: string | null; worstLoan: { id: string; number: string } | null; contacts: ({ id: string; channel: ContactChannel; party: ContactParty; state: CollectionContactState; stage: string; codes: string[]; reasonsZh: string[]; reasonsEn: string[]; toMasked: string | null; asAdvised: boolean; plannedAt: string; notedAt: string | null; plannedBy: { id: string; name: string } | null })[]; promises: ({ id: string; state: PromiseState; amount: string; dueOn: string; paid: string; settledOn: string | null })[]; letters: { id: string; number: string; delivery: LetterDelivery; writtenAt: string }[]; handOvers: ({ id: string; firm: string; handedAt: string; withdrawnAt: string | null })[] } | null; collectionOutlook: { channel: ContactChannel | null; agent: CollectionAgent; hourFrom: number; hourUntil: number; offer: string; reasonsZh: string[]; reasonsEn: string[]; stops: { code: string; zh: string; en: string }[]; words: { code: string; channel: ContactChannel; messageKind: MessageKind; nameZh: string; nameEn: string; text: string }[] } | null };
export type CollectionCaseVariables = { id: string };

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

export type PauseCaseData = { pauseCase: { case: { id: string; state: CollectionCaseState; version: number } } };
export type PauseCaseVariables = { input: PauseCaseInput };

export type ResumeCaseData = { resumeCase: { case: { id: string; state: CollectionCaseState; version: number } } };
export type ResumeCaseVariables = { input: ResumeCaseInput };

export type HandOverCaseData = { handOverCase: { case: { id: string; state: CollectionCaseState; version: number } } };
export type HandOverCaseVariables = { input: HandOverCaseInput };

export type WithdrawCaseData = { withdrawCase: { case: { id: string; state: CollectionCaseState; version: number } } };
export type WithdrawCaseVariables = { input: WithdrawCaseInput };

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

export type CaseSinceData = { approvalCase: { id: string; state: CaseState; amount: string; version: number; votes: { decision: CaseDecision; reason: string; at: string; by: { id: string; name: string } }[] } | null };
export type CaseSinceVariables = { id: string };

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

export type BatchData = { approvalInbox: { nodes: ({ id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; assignee: { id: string; name: string } | null; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null })[]; totalCount: number } };
export type BatchVariables = Record<string, never>;

export type DecideCasesData = { decideCases: { counted: number; results: ({ caseId: string; messageZh: string | null; messageEn: string | null })[] } };
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

export type MeData = { viewer: { staff: { id: string; login: string; name: string; branch: { id: string; name: string }; positions: { code: string; nameZh: string; nameEn: string }[] }; operations: string[]; scopeKind: ScopeKind | null; steppedUpUntil: string | null } };
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

export { Alerts, Alert, AlertDigests, IndicatorSwitches, SnoozeAlert, CloseAlert, TurnIndicator, WatchAlerts } from './ids/alerts.ts';
export { ApplicationPage, CasePage, Applications, Products, Quote, StartApplication, SubmitApplication, WithdrawApplication, RescindContract, DrawUpContract, SendContract, DisburseLoan, AcceptTerms } from './ids/applications.ts';
export { Inbox, WatchInbox, DecideCase, AbleColleagues, Delegations, TransferCase, AddSigner, UrgeCase, RecuseFromCase, FulfilCondition, DelegateApproval, EndDelegation } from './ids/approvals.ts';
export { LoanClassPage, BookPage, MovesPage, VintagePage, DowngradeLoan, ProposeLoanUpgrade, AgreeToLoanUpgrade, DeclineLoanUpgrade } from './ids/classification.ts';
export { CollectionCases, CollectionCase, CollectionUplift, PlanCaseContact, NoteCaseContact, ReadCaseContact, TakePromise, WriteCaseLetter, PauseCase, ResumeCase, HandOverCase, WithdrawCase } from './ids/collection.ts';
export { Counter, CounterLoans, TillAccounts, Branches, Mandates, OpenTill, CountTill, CloseTill, TakeCash, ConfirmCash, RefuseCash, BankCash, ConfirmDeposit, RecordMandate, RevokeMandate } from './ids/counter.ts';
export { Customers, CustomerPage, CustomerDocuments, BeginProspect, RegisterCustomer, BindAccount, ConfirmDocument, RevealCustomer, WatchDocument } from './ids/customers.ts';
export { Board, BoardLoans, BoardApplications, BoardRepayments, ReportExports, ReportOffers, ReportMailings, OrderExport, MakeMailing, StopMailing } from './ids/dashboard.ts';
export { LawFindings, Tickets, LawReport, Dossiers, Notices, MarkNoticesRead, MendLawFinding, ProposeWaiver, DecideWaiver, ReadTicket, AnswerTicket, OrderDossier } from './ids/law.ts';
export { Loans, LoanPage, RepayLoan } from './ids/loans.ts';
export { Money, Payments, Batches, Results, Accounts, Breaks, Balances, Days, MakePayments, MakeDebits, ReleaseBatch, CancelBatch, ReleasePayment, FetchStatement, ImportStatement, ConfirmRepayment, ResolveBreak, AgreeToBreak, RefuseBreak, CloseDay } from './ids/money.ts';
export { CaseSince } from './ids/outbox.ts';
export { CustomerRelations, RecordContact, EndContact, RevealContact, RecordParty, EndParty, RecordAsset, EndAsset } from './ids/relations.ts';
export { Batch, DecideCases, Matrices, MatrixTrial, DraftMatrix, PublishMatrix, Editions, EditionTrial, ProposeRules, ProposeScorecard, PublishEdition, WithdrawEdition, StraightThrough, Why, Templates, ProposeTemplate, PublishTemplate, WithdrawTemplate, Merges, MergeSearch, MergeCustomers, SettleIdentityReview, Figures, SetLenderFigure } from './ids/risk.ts';
export { ApplicationSecurity, OwnersCollateral, AddParty, RecordPartyConsent, RemoveParty, EnterCollateral, ValueCollateral, InsureCollateral, ChargeCollateral, DropCharge, RegisterCharge, ReleaseCharge } from './ids/security.ts';
export { Me, StepUp, EndOtherSessions, UnreadNotices, WatchNotices } from './ids/session.ts';
export { CustomerSources, AskSource } from './ids/sources.ts';
export { VisitPage, SaveVisit, SubmitVisit, CheckVisit } from './ids/visits.ts';
