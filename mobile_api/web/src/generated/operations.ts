// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../api/graphql.ts';

export interface AcceptTermsInput { acceptance: string; applicationId: string; expectedVersion: number; idempotencyKey: string }
export interface AddSignerInput { caseId: string; expectedVersion: number; idempotencyKey: string; place: SignerPlace; reason: string; signer: string }
export interface AgreeToBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string }
export type ApplicationState = 'APPROVED' | 'CONTRACTED' | 'DISBURSED' | 'DRAFT' | 'IN_REVIEW' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
export type ApprovalActKind = 'ADVANCED' | 'ESCALATED' | 'RECUSED' | 'REMINDED' | 'SIGNER_ADDED' | 'TRANSFERRED' | 'URGED';
export type BankAccountState = 'FAILED' | 'PENDING' | 'VERIFIED';
export type BankBatchState = 'CANCELLED' | 'FILED' | 'MADE' | 'RELEASED';
export type BankFileKind = 'DEBIT' | 'PAYMENT';
export type BankLineFault = 'CONTRADICTED' | 'DOUBLED' | 'MISSING' | 'NEVER_SENT' | 'NOT_TAKEN' | 'OTHER_ACCOUNT' | 'OTHER_AMOUNT' | 'OTHER_CURRENCY' | 'OTHER_PAYEE' | 'UNKNOWN_CODE' | 'UNKNOWN_NUMBER';
export type BankResultState = 'FINISHED' | 'WAITING';
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
export interface ConfirmDocumentInput { documentId: string; expectedVersion: number; fields: FieldInput[]; idempotencyKey: string }
export interface ConfirmRepaymentInput { breakId: string; idempotencyKey: string; loanId?: string | null }
export type ContractState = 'DRAWING' | 'DRAWN' | 'SENT' | 'SIGNED' | 'VOID';
export type CustomerKind = 'COMPANY' | 'PERSON';
export type CustomerState = 'ACTIVE' | 'MERGED' | 'PROSPECT';
export type DayState = 'ACCRUING' | 'BOOKING' | 'CLOSED' | 'REMINDING';
export interface DecideCaseInput { amount?: string | null; caseId: string; conditions?: string[] | null; decision: CaseDecision; expectedVersion: number; idempotencyKey: string; offered?: OfferedTermsInput | null; reason: string }
export interface DelegateApprovalInput { idempotencyKey: string; outOfOffice?: boolean | null; positions: string[]; reason: string; to: string; validFrom: string; validUntil: string }
export interface DisburseLoanInput { applicationId: string; expectedVersion: number; idempotencyKey: string }
export type DocumentKind = 'BUSINESS_LICENCE' | 'CONTRACT' | 'ID_BACK' | 'ID_FRONT' | 'OTHER';
export type DocumentState = 'CONFIRMED' | 'FAILED' | 'READ' | 'READING' | 'RECEIVED';
export interface DrawUpContractInput { applicationId: string; idempotencyKey: string }
export interface EndDelegationInput { delegationId: string; idempotencyKey: string }
export interface EndOtherSessionsInput { idempotencyKey: string }
export interface FetchStatementInput { accountId: string; day: string; idempotencyKey: string }
export interface FieldInput { name: string; value: string }
export type FindingOutcome = 'PASS' | 'REFUSE' | 'REVIEW';
export interface FulfilConditionInput { conditionId: string; documentId?: string | null; idempotencyKey: string; note?: string | null }
export type FundingState = 'CLOSED' | 'OPEN';
export type Grade = 'A' | 'AA' | 'AAA' | 'B' | 'BB' | 'BBB' | 'C' | 'CCC';
export interface ImportStatementInput { fileId: string; idempotencyKey: string }
export type InstalmentState = 'DUE' | 'OVERDUE' | 'PAID' | 'PART_PAID';
export type LoanState = 'ACTIVE' | 'CLOSED' | 'PENDING_DISBURSEMENT' | 'VOID' | 'WRITTEN_OFF';
export interface MakeDebitBatchInput { fundingAccountId: string; idempotencyKey: string; on: string }
export interface MakePaymentBatchInput { fundingAccountId: string; idempotencyKey: string; paymentIds?: string[] | null }
export interface OfferedTermsInput { amount?: string | null; rateAnnual?: string | null; termMonths?: number | null }
export interface OpinionInput { amount: string; reason: string; termMonths: number }
export type PaymentChannel = 'API' | 'FILE';
export type PaymentState = 'CREATED' | 'FAILED' | 'SENT' | 'SETTLED' | 'UNKNOWN';
export interface RecuseFromCaseInput { caseId: string; idempotencyKey: string; reason: string }
export interface RefuseBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string; note: string }
export interface RegisterCustomerInput { consent: boolean; creditCode?: string | null; customerId: string; debtMonthly?: string | null; idNumber?: string | null; idempotencyKey: string; incomeMonthly?: string | null; kind: CustomerKind; legalRepresentative?: string | null; name: string; phone: string }
export interface ReleaseBatchInput { batchId: string; expectedVersion: number; idempotencyKey: string }
export interface ReleasePaymentInput { idempotencyKey: string; paymentId: string }
export interface RepayLoanInput { amount: string; idempotencyKey: string; loanId: string; paidOn: string; reference: string }
export type RepaymentMethod = 'BALLOON' | 'BULLET' | 'DRAW_AS_YOU_GO' | 'EQUAL_INSTALMENT' | 'EQUAL_PRINCIPAL' | 'FLAT' | 'INTEREST_ONLY';
export interface ResolveBreakInput { breakId: string; expectedVersion: number; idempotencyKey: string; note: string; resolution: BreakResolution }
export interface RevealCustomerInput { customerId: string; fields: string[]; reason: string }
export interface ScheduleQuoteInput { amount: string; productVersionId: string; startOn?: string | null; termMonths: number }
export type ScopeKind = 'BRANCH' | 'HEADQUARTERS' | 'OWN' | 'REGION' | 'TEAM';
export interface SendContractInput { contractId: string; idempotencyKey: string }
export type SignerPlace = 'AFTER' | 'BEFORE';
export interface StartApplicationInput { amount: string; customerId: string; idempotencyKey: string; productVersionId: string; purpose: string; termMonths: number }
export interface StepUpInput { code: string }
export interface SubmitApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; opinion: OpinionInput }
export type Tier = 'AUTOMATIC' | 'COMMITTEE' | 'MANUAL_REVIEW' | 'REGIONAL';
export interface TransferCaseInput { caseId: string; expectedVersion: number; idempotencyKey: string; reason: string; to: string }
export interface UrgeCaseInput { caseId: string; idempotencyKey: string; reason: string }
export type VotingMode = 'COMMITTEE' | 'PARALLEL' | 'SEQUENTIAL' | 'SINGLE';
export interface WithdrawApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; reason: string }
export type ScheduleParts = { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string };
export type ProductParts = { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] };
export type DocumentParts = { id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] };
export type CustomerRow = { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string };
export type ApplicationRow = { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } };
export type LoanRow = { id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null };
export type CaseCard = { id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; assignee: { id: string; name: string } | null; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null };
export type ApplicationPageData = { application: { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; exposureAfter: string | null; debtRatio: string | null; aprPreview: string | null; version: number; createdAt: string; submittedAt: string | null; decidedAt: string | null; rateAnnual: string | null; offeredAt: string | null; acceptedAt: string | null; acceptance: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; incomeMonthly: string | null; debtMonthly: string | null; outstanding: string; committed: string; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[] } | null; product: { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] }; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[]; opinion: { amount: string; termMonths: number; reason: string; at: string; by: { id: string; name: string } } | null; case: { id: string; tier: Tier; state: CaseState; mode: VotingMode; position: string; step: number; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; minutesUrl: string | null; route: { position: string; mode: string }[]; assignee: { id: string; name: string } | null; offered: { amount: string | null; termMonths: number | null; rateAnnual: string | null } | null; conditions: ({ id: string; number: number; text: string; note: string | null; metAt: string | null; laidBy: { id: string; name: string }; metBy: { id: string; name: string } | null })[]; acts: ({ kind: ApprovalActKind; reason: string; at: string; by: { id: string; name: string } | null; colleague: { id: string; name: string } | null })[]; whyNot: { code: string; messageZh: string; messageEn: string } | null; votes: ({ decision: CaseDecision; reason: string; at: string; step: number; by: { id: string; name: string }; inTheNameOf: { id: string; name: string } | null })[] } | null; contract: { id: string; number: string; state: ContractState; pdfUrl: string; sentAt: string | null; signedAt: string | null } | null; loan: { id: string; number: string; state: LoanState } | null; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; schedulePreview: { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string }[] } | null };
export type ApplicationPageVariables = { id: string };
export const ApplicationPage: Operation<ApplicationPageData, ApplicationPageVariables> = {
  name: 'ApplicationPage',
  id: '4fe76bd53f6b3cd37834728d05e250e4b0238689eb048dbfe05d375062c383b5',
};

export type CasePageData = { approvalCase: { id: string; application: { id: string } | null } | null };
export type CasePageVariables = { id: string };
export const CasePage: Operation<CasePageData, CasePageVariables> = {
  name: 'CasePage',
  id: '63e551ee8fa2d797f9201e0ad4563d16a0f3e6393fd829d685a0e6ea632d8d9a',
};

export type ApplicationsData = { applications: { nodes: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type ApplicationsVariables = { after?: string | null; state?: ApplicationState[] | null; search?: string | null };
export const Applications: Operation<ApplicationsData, ApplicationsVariables> = {
  name: 'Applications',
  id: '0c6c19348a152e0fbe2dfbc2ec6ab8c89a61445ebbd325424c99084db97b3eea',
};

export type ProductsData = { products: { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] }[] };
export type ProductsVariables = Record<string, never>;
export const Products: Operation<ProductsData, ProductsVariables> = {
  name: 'Products',
  id: '9470ef4a41c843363555a145cab367f4ffc51f3cbdf5d335ff71a6e909c6cf9a',
};

export type QuoteData = { scheduleQuote: { apr: string; totalInterest: string; rows: { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string }[] } };
export type QuoteVariables = { input: ScheduleQuoteInput };
export const Quote: Operation<QuoteData, QuoteVariables> = {
  name: 'Quote',
  id: '6066eede6bc8af05061d1c10f96f00f246737ec51120a0ef9f775e77f92d27c6',
};

export type StartApplicationData = { startApplication: { application: { id: string; number: string; version: number; state: ApplicationState } } };
export type StartApplicationVariables = { input: StartApplicationInput };
export const StartApplication: Operation<StartApplicationData, StartApplicationVariables> = {
  name: 'StartApplication',
  id: '26ba75288322439f9dabc0a404d2cb448f6f98647a69980d4680f9aa044652c2',
};

export type SubmitApplicationData = { submitApplication: { application: { id: string; number: string; state: ApplicationState; tier: Tier | null; version: number } } };
export type SubmitApplicationVariables = { input: SubmitApplicationInput };
export const SubmitApplication: Operation<SubmitApplicationData, SubmitApplicationVariables> = {
  name: 'SubmitApplication',
  id: '47f7e9c538b967e6579b17732e5118cbaa26d10c0c35d432dccab73a9c66925e',
};

export type WithdrawApplicationData = { withdrawApplication: { application: { id: string; state: ApplicationState; version: number } } };
export type WithdrawApplicationVariables = { input: WithdrawApplicationInput };
export const WithdrawApplication: Operation<WithdrawApplicationData, WithdrawApplicationVariables> = {
  name: 'WithdrawApplication',
  id: 'b1a7dfa8f59944a5ac576b490284a760605703c6c4e4d38a2f8f8c72fcc85e31',
};

export type DrawUpContractData = { drawUpContract: { contract: { id: string; state: ContractState } } };
export type DrawUpContractVariables = { input: DrawUpContractInput };
export const DrawUpContract: Operation<DrawUpContractData, DrawUpContractVariables> = {
  name: 'DrawUpContract',
  id: '719ab063cea369fa885f37719a15c176a26e387f1902fd53e6bbf70f1707be41',
};

export type SendContractData = { sendContract: { contract: { id: string; state: ContractState } } };
export type SendContractVariables = { input: SendContractInput };
export const SendContract: Operation<SendContractData, SendContractVariables> = {
  name: 'SendContract',
  id: '83dae8bd15bcfe75c18fc4ccbc3da2e6a012ab08cc32538d5b7c7eee0a5cb3aa',
};

export type DisburseLoanData = { disburseLoan: { loan: { id: string; state: LoanState } } };
export type DisburseLoanVariables = { input: DisburseLoanInput };
export const DisburseLoan: Operation<DisburseLoanData, DisburseLoanVariables> = {
  name: 'DisburseLoan',
  id: '1f9e16cad92d941c26494d8c6fd2faac5fef420ee322918dac5d8b6e7e44a759',
};

export type AcceptTermsData = { acceptTerms: { application: { id: string; version: number } } };
export type AcceptTermsVariables = { input: AcceptTermsInput };
export const AcceptTerms: Operation<AcceptTermsData, AcceptTermsVariables> = {
  name: 'AcceptTerms',
  id: 'f5dceb3c28adf60353eacb9438e386b9d2bc28aa21001a9eff41ca0b12934bcf',
};

export type InboxData = { approvalInbox: { nodes: ({ id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; dueAt: string | null; overdue: boolean; urges: number; version: number; assignee: { id: string; name: string } | null; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type InboxVariables = { after?: string | null };
export const Inbox: Operation<InboxData, InboxVariables> = {
  name: 'Inbox',
  id: '4743a177a9fcb29ed9b85d1bc75c40310098d328b02e49f43d644a8ddac5fbc7',
};

export type WatchInboxData = { approvalInbox: { nodes: { id: string; version: number }[]; totalCount: number } };
export type WatchInboxVariables = Record<string, never>;
export const WatchInbox: Operation<WatchInboxData, WatchInboxVariables> = {
  name: 'WatchInbox',
  id: '3d9a11c81ee3627ca8092c8123c0198b28281da11e5b87adb2f218a0fd7a6a78',
};

export type DecideCaseData = { decideCase: { case: { id: string; state: CaseState; version: number; application: { id: string; state: ApplicationState } | null } } };
export type DecideCaseVariables = { input: DecideCaseInput };
export const DecideCase: Operation<DecideCaseData, DecideCaseVariables> = {
  name: 'DecideCase',
  id: '5d73aa484fbf235bfef13ade143fdf835cae7dcdeb6c77d361b1308eddd7f93b',
};

export type AbleColleaguesData = { ableColleagues: { id: string; name: string; positions: string[]; takesOver: boolean }[] };
export type AbleColleaguesVariables = { caseId?: string | null };
export const AbleColleagues: Operation<AbleColleaguesData, AbleColleaguesVariables> = {
  name: 'AbleColleagues',
  id: 'd0fc54c6c8758876ff33f549d0dc20d9174390c4f11837691fd8c7a58866dbfa',
};

export type DelegationsData = { delegations: { id: string; positions: string[]; validFrom: string; validUntil: string; outOfOffice: boolean; reason: string; principal: { id: string; name: string }; delegate: { id: string; name: string } }[] };
export type DelegationsVariables = Record<string, never>;
export const Delegations: Operation<DelegationsData, DelegationsVariables> = {
  name: 'Delegations',
  id: 'bc1b27e189805dcb9976f6141db618367c337d787c8088b36ab3f101052a105f',
};

export type TransferCaseData = { transferCase: { case: { id: string; version: number } } };
export type TransferCaseVariables = { input: TransferCaseInput };
export const TransferCase: Operation<TransferCaseData, TransferCaseVariables> = {
  name: 'TransferCase',
  id: '4c45037b0e9624a83771f2f9635401640d1fc7cb053d3c94c58274229a714ab7',
};

export type AddSignerData = { addSigner: { case: { id: string; version: number } } };
export type AddSignerVariables = { input: AddSignerInput };
export const AddSigner: Operation<AddSignerData, AddSignerVariables> = {
  name: 'AddSigner',
  id: 'e5fe4be2635eab8d738a0b45f65b80ffe5d5c434dd988434b9482ae7720f3486',
};

export type UrgeCaseData = { urgeCase: { case: { id: string; version: number; urges: number } } };
export type UrgeCaseVariables = { input: UrgeCaseInput };
export const UrgeCase: Operation<UrgeCaseData, UrgeCaseVariables> = {
  name: 'UrgeCase',
  id: '4b41b2de31705b3513806076a1fa99934bf19329d79d9723ba6916a86af231fe',
};

export type RecuseFromCaseData = { recuseFromCase: { case: { id: string; version: number } } };
export type RecuseFromCaseVariables = { input: RecuseFromCaseInput };
export const RecuseFromCase: Operation<RecuseFromCaseData, RecuseFromCaseVariables> = {
  name: 'RecuseFromCase',
  id: 'ae9200f4e4c28715845e9a81d63c0d7a837b9ce8d13694867d16c46df1b9cf07',
};

export type FulfilConditionData = { fulfilCondition: { case: { id: string; conditions: ({ id: string; metAt: string | null })[] } } };
export type FulfilConditionVariables = { input: FulfilConditionInput };
export const FulfilCondition: Operation<FulfilConditionData, FulfilConditionVariables> = {
  name: 'FulfilCondition',
  id: '7b8ba3c0e95226a8b3bba52bdc3df736fb8556b3d5b673209ea44a7fc9da4c9c',
};

export type DelegateApprovalData = { delegateApproval: { delegation: { id: string } } };
export type DelegateApprovalVariables = { input: DelegateApprovalInput };
export const DelegateApproval: Operation<DelegateApprovalData, DelegateApprovalVariables> = {
  name: 'DelegateApproval',
  id: 'f406ad06e92c063ab0a9690261b8b186ba06de16696602a114a2b071a8626dff',
};

export type EndDelegationData = { endDelegation: { delegation: { id: string } } };
export type EndDelegationVariables = { input: EndDelegationInput };
export const EndDelegation: Operation<EndDelegationData, EndDelegationVariables> = {
  name: 'EndDelegation',
  id: '9d9430f38995c4d069b15535f74f13644cc40995f5385abe8c2cce4f870aa591',
};

export type CustomersData = { customers: { nodes: ({ id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type CustomersVariables = { after?: string | null; search?: string | null };
export const Customers: Operation<CustomersData, CustomersVariables> = {
  name: 'Customers',
  id: 'a5b041db1c5546bbd6c0f6f02c44b2d71546b2ee6991e39c18aac46d133e4e3f',
};

export type CustomerPageData = { customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; incomeMonthly: string | null; debtMonthly: string | null; version: number; rating: { grade: Grade; score: number; caps: string[]; fellBy: number; ratedOn: string; reasons: { code: string; nameZh: string; nameEn: string; points: number; most: number; zh: string; en: string }[] } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[]; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; applications: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } })[]; loans: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[] } | null };
export type CustomerPageVariables = { id: string };
export const CustomerPage: Operation<CustomerPageData, CustomerPageVariables> = {
  name: 'CustomerPage',
  id: '74240c418f917d7024b5c5110a5f09631a2458130e20e9c3d343a69186a2a95f',
};

export type CustomerDocumentsData = { customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; version: number; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] })[]; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[] } | null };
export type CustomerDocumentsVariables = { id: string };
export const CustomerDocuments: Operation<CustomerDocumentsData, CustomerDocumentsVariables> = {
  name: 'CustomerDocuments',
  id: '6ebbb7eaa5d95d6c3c7dc7984727b9c128263a08c55486d210aabfce4495d3c1',
};

export type BeginProspectData = { beginProspect: { customer: { id: string } } };
export type BeginProspectVariables = { input: BeginProspectInput };
export const BeginProspect: Operation<BeginProspectData, BeginProspectVariables> = {
  name: 'BeginProspect',
  id: '2af23865af5001571ca1ae74c03dad416f35bf898f68b634635518006ac1b8ae',
};

export type RegisterCustomerData = { registerCustomer: { customer: { id: string; state: CustomerState; version: number } } };
export type RegisterCustomerVariables = { input: RegisterCustomerInput };
export const RegisterCustomer: Operation<RegisterCustomerData, RegisterCustomerVariables> = {
  name: 'RegisterCustomer',
  id: 'dd3caa852060c69ea49131f13c418f65be4e30ef45043d5448abcb2c9af15609',
};

export type BindAccountData = { bindAccount: { customer: { id: string; accounts: { id: string; state: BankAccountState }[] } } };
export type BindAccountVariables = { input: BindAccountInput };
export const BindAccount: Operation<BindAccountData, BindAccountVariables> = {
  name: 'BindAccount',
  id: 'dde57213546e1b02f482318a9aeaddfce198b11b4dfe9fffa540aec0ca544f00',
};

export type ConfirmDocumentData = { confirmDocument: { document: { id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null; corrected: boolean; corners: number[] | null })[] } } };
export type ConfirmDocumentVariables = { input: ConfirmDocumentInput };
export const ConfirmDocument: Operation<ConfirmDocumentData, ConfirmDocumentVariables> = {
  name: 'ConfirmDocument',
  id: '3e2885701101dfc5bcbe47e1c570201afa21e3498f3b3e036b66cc115a406cc5',
};

export type RevealCustomerData = { revealCustomer: { data: { name: string | null; idNumber: string | null; phone: string | null; creditCode: string | null } } };
export type RevealCustomerVariables = { input: RevealCustomerInput };
export const RevealCustomer: Operation<RevealCustomerData, RevealCustomerVariables> = {
  name: 'RevealCustomer',
  id: '33704da78735edbec863bc94999e04e958ab382222202bdd2c6268c8947f7bda',
};

export type WatchDocumentData = { document: { id: string; state: DocumentState } | null };
export type WatchDocumentVariables = { id: string };
export const WatchDocument: Operation<WatchDocumentData, WatchDocumentVariables> = {
  name: 'WatchDocument',
  id: '5a25f3a0f3bb0665bb4525b7e39366942c624c2af3e9354789c27d4f36ea5a6f',
};

export type LoansData = { loans: { nodes: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type LoansVariables = { after?: string | null; state?: LoanState[] | null; overdue?: boolean | null };
export const Loans: Operation<LoansData, LoansVariables> = {
  name: 'Loans',
  id: '9160858a17c5beefbca3cdda8483c59de51fb2791020b95db0009fdb00f3df74',
};

export type LoanPageData = { loan: { id: string; number: string; state: LoanState; principal: string; outstanding: string; rateAnnual: string; termMonths: number; method: RepaymentMethod; disbursedOn: string | null; version: number; customer: { id: string; nameMasked: string | null; phoneMasked: string | null } | null; application: { id: string; number: string } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null; payment: { number: string; state: PaymentState; amount: string; reason: string | null } | null; instalments: { number: number; dueOn: string; principal: string; interest: string; fee: string; penalty: string; paidPrincipal: string; paidInterest: string; paidFee: string; outstanding: string; state: InstalmentState }[]; repayments: { id: string; amount: string; paidOn: string; reference: string; principal: string; interest: string; fee: string; penalty: string; excess: string }[] } | null };
export type LoanPageVariables = { id: string };
export const LoanPage: Operation<LoanPageData, LoanPageVariables> = {
  name: 'LoanPage',
  id: '8ce40386091ddc81e031afffa6eaf21f2e0965d32b9b32566d938a767ca8b8cf',
};

export type TilesData = { dashboard: { asOf: string; tiles: ({ key: string; titleZh: string; titleEn: string; value: string; unit: string; change: string | null; list: string | null })[]; byBranch: { branch: { id: string; name: string; kind: BranchKind }; applications: number; inReview: number; loansActive: number; outstanding: string; overdue: string }[] } };
export type TilesVariables = Record<string, never>;
export const Tiles: Operation<TilesData, TilesVariables> = {
  name: 'Tiles',
  id: 'bc982d1d0039e8992296bf76a0d1c2f71ee33dfb146706c73647f50c7711d0e7',
};

export type RepayLoanData = { repayLoan: { loan: { id: string; version: number } } };
export type RepayLoanVariables = { input: RepayLoanInput };
export const RepayLoan: Operation<RepayLoanData, RepayLoanVariables> = {
  name: 'RepayLoan',
  id: 'e28f856e7c7b0b8a0ec712e41a6b0e37d0d12f25eb45183fd69909887e613e31',
};

export type MoneyData = { fundingAccounts: { id: string; bankName: string; accountNumber: string; state: FundingState; channel: PaymentChannel; funds: { free: string; held: string }; branch: { id: string; name: string } }[]; waitingPayments: { totalCount: number }; statementBreaks: { totalCount: number }; bankBalances: ({ accountNumber: string; difference: string | null; coveredUntil: string | null; openBreaks: number })[]; dayClosings: { businessDate: string; state: DayState }[] };
export type MoneyVariables = { on: string };
export const Money: Operation<MoneyData, MoneyVariables> = {
  name: 'Money',
  id: 'c9a1d6f2bf7d147a06fc68cd30d4360fa3d019a07342f36c5dcaef84661306ab',
};

export type PaymentsData = { waitingPayments: { nodes: ({ id: string; number: string; amount: string; payeeLast4: string; purpose: string; channel: PaymentChannel; waitsForRelease: boolean; createdAt: string; madeBy: { id: string; name: string } | null; fundingAccount: { id: string; bankName: string } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type PaymentsVariables = { after?: string | null };
export const Payments: Operation<PaymentsData, PaymentsVariables> = {
  name: 'Payments',
  id: '049dd06eb68df9cc92f03ac32fb57d8833d8791c70629775edd141dbd3ae700f',
};

export type BatchesData = { bankBatches: { nodes: ({ id: string; kind: BankFileKind; number: string; state: BankBatchState; valueOn: string; orderCount: number; total: string; fileName: string | null; version: number; madeBy: { id: string; name: string } | null; releasedBy: { id: string; name: string } | null; fundingAccount: { id: string; bankName: string } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type BatchesVariables = { after?: string | null };
export const Batches: Operation<BatchesData, BatchesVariables> = {
  name: 'Batches',
  id: '1280cd4c1717d7001cb103eb57a522597ef8027e82dbaae34c9dfba99c4f6716',
};

export type ResultsData = { bankResults: { nodes: ({ id: string; kind: BankFileKind; fileName: string; lineCount: number; total: string; state: BankResultState; takenAt: string; setAside: ({ line: number; orderNumber: string; amount: string | null; fault: BankLineFault | null; code: string })[]; failed: ({ line: number; orderNumber: string; amount: string | null; code: string; reason: string | null })[] })[] } };
export type ResultsVariables = Record<string, never>;
export const Results: Operation<ResultsData, ResultsVariables> = {
  name: 'Results',
  id: '4dff067553a3b2606c64ec58a515201fe437594cee6075dc66dd4adeb13f424d',
};

export type AccountsData = { fundingAccounts: { id: string; bankName: string; accountNumber: string; channel: PaymentChannel; state: FundingState }[] };
export type AccountsVariables = Record<string, never>;
export const Accounts: Operation<AccountsData, AccountsVariables> = {
  name: 'Accounts',
  id: 'd9caf77b4a836fd1bb299ad8739167d105bf829eeea540ad8c8aec8928d0eee5',
};

export type BreaksData = { statementBreaks: { nodes: ({ id: string; kind: BreakKind; state: BreakState; amount: string | null; expected: string | null; noticedOn: string; note: string | null; version: number; line: { id: string; bookedOn: string; reference: string; partyMasked: string; partyLast4: string } | null; loan: { id: string; number: string } | null; owner: { id: string; name: string } | null; proposedBy: { id: string; name: string } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type BreaksVariables = { after?: string | null };
export const Breaks: Operation<BreaksData, BreaksVariables> = {
  name: 'Breaks',
  id: 'f132e02bc5008bfaaacc8d0070b12a8200764ec953cd7b8601c743922118d838',
};

export type BalancesData = { bankBalances: ({ accountNumber: string; bank: string | null; ledger: string; difference: string | null; coveredUntil: string | null; openBreaks: number })[]; fundingAccounts: { id: string; bankName: string; accountNumber: string; state: FundingState }[] };
export type BalancesVariables = { on: string };
export const Balances: Operation<BalancesData, BalancesVariables> = {
  name: 'Balances',
  id: 'a7042774b56788771d1e0f0ddc0d177257316a446cce33d77eb55fcb438ced7c',
};

export type DaysData = { dayClosings: ({ businessDate: string; state: DayState; loans: number; overdueLoans: number; interest: string; penalty: string; fee: string; reminders: number; closedAt: string | null })[] };
export type DaysVariables = Record<string, never>;
export const Days: Operation<DaysData, DaysVariables> = {
  name: 'Days',
  id: 'ea53e9f7922619581401e09505eb320babe201c26b2c3ea4144bcd0551f2445f',
};

export type MakePaymentsData = { makePaymentBatch: { batch: { id: string; version: number } } };
export type MakePaymentsVariables = { input: MakePaymentBatchInput };
export const MakePayments: Operation<MakePaymentsData, MakePaymentsVariables> = {
  name: 'MakePayments',
  id: 'b4a816f705be8cb109ead0fcbec2e7567983f0ec0dc6ac42980665457d41743a',
};

export type MakeDebitsData = { makeDebitBatch: { batch: { id: string; version: number } } };
export type MakeDebitsVariables = { input: MakeDebitBatchInput };
export const MakeDebits: Operation<MakeDebitsData, MakeDebitsVariables> = {
  name: 'MakeDebits',
  id: 'f12c1644f13661aacbc723020de9dddbdd825c8602136803da4e5a31731332ac',
};

export type ReleaseBatchData = { releaseBatch: { batch: { id: string; version: number; state: BankBatchState } } };
export type ReleaseBatchVariables = { input: ReleaseBatchInput };
export const ReleaseBatch: Operation<ReleaseBatchData, ReleaseBatchVariables> = {
  name: 'ReleaseBatch',
  id: '000040cea2b4c9c6bb9ba280c322c01511a36a5fee892d636672ab115fcfa843',
};

export type CancelBatchData = { cancelBatch: { batch: { id: string; version: number; state: BankBatchState } } };
export type CancelBatchVariables = { input: CancelBatchInput };
export const CancelBatch: Operation<CancelBatchData, CancelBatchVariables> = {
  name: 'CancelBatch',
  id: '6e013d1e8fa10454039fffa43e7d643f1b0202e704f1a19687f73357fba645da',
};

export type ReleasePaymentData = { releasePayment: { payment: { id: string } } };
export type ReleasePaymentVariables = { input: ReleasePaymentInput };
export const ReleasePayment: Operation<ReleasePaymentData, ReleasePaymentVariables> = {
  name: 'ReleasePayment',
  id: '318c824f37fd4201daa5fedc82d5b391a894cd62ad56cb3633694220b383c2c0',
};

export type FetchStatementData = { fetchStatement: { statement: { id: string; newLines: number }; matchedLines: number; openBreaks: number } };
export type FetchStatementVariables = { input: FetchStatementInput };
export const FetchStatement: Operation<FetchStatementData, FetchStatementVariables> = {
  name: 'FetchStatement',
  id: 'ca945faf10dce33a6a243f3cbecd88924c5194100ef86f363a8498663bfd8e78',
};

export type ImportStatementData = { importStatement: { statement: { id: string; newLines: number }; matchedLines: number; openBreaks: number } };
export type ImportStatementVariables = { input: ImportStatementInput };
export const ImportStatement: Operation<ImportStatementData, ImportStatementVariables> = {
  name: 'ImportStatement',
  id: '18d97c528af920696cb705ee5e4252a6ec4b9b3628761b699407bc1fcaa65ea5',
};

export type ConfirmRepaymentData = { confirmRepayment: { break: { id: string; state: BreakState } } };
export type ConfirmRepaymentVariables = { input: ConfirmRepaymentInput };
export const ConfirmRepayment: Operation<ConfirmRepaymentData, ConfirmRepaymentVariables> = {
  name: 'ConfirmRepayment',
  id: '10249fe3c888c50990e8767645c6d4a51e3b1df242cbb49f6b9ab3d460edf6f6',
};

export type ResolveBreakData = { resolveBreak: { break: { id: string; state: BreakState; version: number } } };
export type ResolveBreakVariables = { input: ResolveBreakInput };
export const ResolveBreak: Operation<ResolveBreakData, ResolveBreakVariables> = {
  name: 'ResolveBreak',
  id: '8655566797070f8cd0fe9630392b049da685cf187fd4f15eb1ae67a741d715cc',
};

export type AgreeToBreakData = { agreeToBreak: { break: { id: string; state: BreakState; version: number } } };
export type AgreeToBreakVariables = { input: AgreeToBreakInput };
export const AgreeToBreak: Operation<AgreeToBreakData, AgreeToBreakVariables> = {
  name: 'AgreeToBreak',
  id: 'e21dfb6f554c840e36694ada6523520097821693e1912bf6758677527ef17f57',
};

export type RefuseBreakData = { refuseBreak: { break: { id: string; state: BreakState; version: number } } };
export type RefuseBreakVariables = { input: RefuseBreakInput };
export const RefuseBreak: Operation<RefuseBreakData, RefuseBreakVariables> = {
  name: 'RefuseBreak',
  id: 'fe3d94f83594ab7080a9fc5060b6040d607fe055771e401602f79c0dc19b73a9',
};

export type CloseDayData = { closeDay: { businessDate: string } };
export type CloseDayVariables = { input: CloseDayInput };
export const CloseDay: Operation<CloseDayData, CloseDayVariables> = {
  name: 'CloseDay',
  id: '6ba48161692d693ba33c558f8ffa0d0cb59c617b0cdd0c8229ac44cf995548b6',
};

export type MeData = { viewer: { staff: { id: string; login: string; name: string; branch: { id: string; name: string }; positions: { code: string; nameZh: string; nameEn: string }[] }; operations: string[]; scopeKind: ScopeKind | null; steppedUpUntil: string | null } };
export type MeVariables = Record<string, never>;
export const Me: Operation<MeData, MeVariables> = {
  name: 'Me',
  id: '02c54d963b2f22dfcd5f779f87b85622ade4bb232d1e75fd185f6a1555a487eb',
};

export type StepUpData = { stepUp: { viewer: { steppedUpUntil: string | null } } };
export type StepUpVariables = { input: StepUpInput };
export const StepUp: Operation<StepUpData, StepUpVariables> = {
  name: 'StepUp',
  id: '6cd2286a066aca82af86c098ac8aad4a738d98b27d3881d0129ab42eab4f4101',
};

export type EndOtherSessionsData = { endOtherSessions: { __typename: 'EndOtherSessionsPayload' } };
export type EndOtherSessionsVariables = { input: EndOtherSessionsInput };
export const EndOtherSessions: Operation<EndOtherSessionsData, EndOtherSessionsVariables> = {
  name: 'EndOtherSessions',
  id: 'b7d7029b6f6967778423226ea5bc2b16456e5102dc56b73c3615a993d37cc966',
};
