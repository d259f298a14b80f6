// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../api/graphql.ts';

export type ApplicationState = 'APPROVED' | 'CONTRACTED' | 'DISBURSED' | 'DRAFT' | 'IN_REVIEW' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
export type BankAccountState = 'FAILED' | 'PENDING' | 'VERIFIED';
export interface BeginProspectInput { idempotencyKey: string }
export interface BindAccountInput { account: string; bankName: string; customerId: string; idempotencyKey: string; phone: string }
export type BranchKind = 'BRANCH' | 'HEADQUARTERS' | 'REGION';
export type CaseDecision = 'APPROVE' | 'REJECT' | 'RETURN';
export type CaseState = 'APPROVED' | 'OPEN' | 'REJECTED' | 'RETURNED' | 'WITHDRAWN';
export interface ConfirmDocumentInput { documentId: string; expectedVersion: number; fields: FieldInput[]; idempotencyKey: string }
export type ContractState = 'DRAWING' | 'DRAWN' | 'SENT' | 'SIGNED' | 'VOID';
export type CustomerKind = 'COMPANY' | 'PERSON';
export type CustomerState = 'ACTIVE' | 'MERGED' | 'PROSPECT';
export interface DecideCaseInput { amount?: string | null; caseId: string; decision: CaseDecision; expectedVersion: number; idempotencyKey: string; reason: string }
export interface DisburseLoanInput { applicationId: string; expectedVersion: number; idempotencyKey: string }
export type DocumentKind = 'BUSINESS_LICENCE' | 'CONTRACT' | 'ID_BACK' | 'ID_FRONT' | 'OTHER';
export type DocumentState = 'CONFIRMED' | 'FAILED' | 'READ' | 'READING' | 'RECEIVED';
export interface DrawUpContractInput { applicationId: string; idempotencyKey: string }
export interface EndOtherSessionsInput { idempotencyKey: string }
export interface FieldInput { name: string; value: string }
export type FindingOutcome = 'PASS' | 'REFUSE' | 'REVIEW';
export type InstalmentState = 'DUE' | 'OVERDUE' | 'PAID' | 'PART_PAID';
export type LoanState = 'ACTIVE' | 'CLOSED' | 'PENDING_DISBURSEMENT';
export interface OpinionInput { amount: string; reason: string; termMonths: number }
export type PaymentState = 'CREATED' | 'FAILED' | 'SENT' | 'SETTLED' | 'UNKNOWN';
export interface RegisterCustomerInput { consent: boolean; creditCode?: string | null; customerId: string; debtMonthly?: string | null; idNumber?: string | null; idempotencyKey: string; incomeMonthly?: string | null; kind: CustomerKind; legalRepresentative?: string | null; name: string; phone: string }
export interface RepayLoanInput { amount: string; idempotencyKey: string; loanId: string; paidOn: string; reference: string }
export type RepaymentMethod = 'BALLOON' | 'BULLET' | 'DRAW_AS_YOU_GO' | 'EQUAL_INSTALMENT' | 'EQUAL_PRINCIPAL' | 'FLAT' | 'INTEREST_ONLY';
export interface RevealCustomerInput { customerId: string; fields: string[]; reason: string }
export interface ScheduleQuoteInput { amount: string; productVersionId: string; startOn?: string | null; termMonths: number }
export type ScopeKind = 'BRANCH' | 'HEADQUARTERS' | 'OWN' | 'REGION' | 'TEAM';
export interface SendContractInput { contractId: string; idempotencyKey: string }
export interface StartApplicationInput { amount: string; customerId: string; idempotencyKey: string; productVersionId: string; purpose: string; termMonths: number }
export interface StepUpInput { code: string }
export interface SubmitApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; opinion: OpinionInput }
export type Tier = 'AUTOMATIC' | 'COMMITTEE' | 'MANUAL_REVIEW' | 'REGIONAL';
export interface WithdrawApplicationInput { applicationId: string; expectedVersion: number; idempotencyKey: string; reason: string }
export type ScheduleParts = { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string };
export type ProductParts = { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] };
export type DocumentParts = { id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null })[] };
export type CustomerRow = { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string };
export type ApplicationRow = { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } };
export type LoanRow = { id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null };
export type CaseCard = { id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; version: number; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null };
export type ApplicationPageData = { application: { id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; exposureAfter: string | null; debtRatio: string | null; aprPreview: string | null; version: number; createdAt: string; submittedAt: string | null; decidedAt: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; incomeMonthly: string | null; debtMonthly: string | null; outstanding: string; committed: string; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[] } | null; product: { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] }; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[]; opinion: { amount: string; termMonths: number; reason: string; at: string; by: { id: string; name: string } } | null; case: { id: string; tier: Tier; state: CaseState; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; version: number; whyNot: { code: string; messageZh: string; messageEn: string } | null; votes: { decision: CaseDecision; reason: string; at: string; by: { id: string; name: string } }[] } | null; contract: { id: string; number: string; state: ContractState; pdfUrl: string; sentAt: string | null; signedAt: string | null } | null; loan: { id: string; number: string; state: LoanState } | null; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null })[] })[]; schedulePreview: { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string }[] } | null };
export type ApplicationPageVariables = { id: string };
export const ApplicationPage: Operation<ApplicationPageData, ApplicationPageVariables> = {
  name: 'ApplicationPage',
  text: `query ApplicationPage($id:ID!){application(id:$id){id number state amount termMonths purpose tier exposureAfter debtRatio aprPreview version createdAt submittedAt decidedAt customer{id kind nameMasked idNumberMasked phoneMasked incomeMonthly debtMonthly outstanding committed accounts{id bankName numberMasked state}}product{...ProductParts}officer{id name}branch{id name}findings{code outcome reasonZh reasonEn}opinion{amount termMonths reason at by{id name}}case{id tier state votesNeeded mayDecide stepUpNeeded openedAt version whyNot{code messageZh messageEn}votes{decision reason at by{id name}}}contract{id number state pdfUrl sentAt signedAt}loan{id number state}documents{...DocumentParts}schedulePreview{...ScheduleParts}}}fragment ScheduleParts on ScheduleRow{number dueOn principal interest fee total balanceAfter}fragment DocumentParts on Document{id kind state failure receivedAt warnings version pictureUrl fields{name proposed confidence sure reason confirmed}}fragment ProductParts on ProductVersion{id code nameZh nameEn method amountMin amountMax termMonthsMin termMonthsMax rateAnnual purposes}`,
};

export type CasePageData = { approvalCase: { id: string; application: { id: string } | null } | null };
export type CasePageVariables = { id: string };
export const CasePage: Operation<CasePageData, CasePageVariables> = {
  name: 'CasePage',
  text: `query CasePage($id:ID!){approvalCase(id:$id){id application{id}}}`,
};

export type ApplicationsData = { applications: { nodes: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type ApplicationsVariables = { after?: string | null; state?: ApplicationState[] | null; search?: string | null };
export const Applications: Operation<ApplicationsData, ApplicationsVariables> = {
  name: 'Applications',
  text: `query Applications($after:String$state:[ApplicationState!]$search:String!=""){applications(first:20 after:$after state:$state search:$search){nodes{...ApplicationRow}pageInfo{hasNextPage endCursor}totalCount}}fragment ApplicationRow on Application{id number state amount termMonths purpose tier createdAt submittedAt customer{id nameMasked}branch{id name}}`,
};

export type ProductsData = { products: { id: string; code: string; nameZh: string; nameEn: string; method: RepaymentMethod; amountMin: string; amountMax: string; termMonthsMin: number; termMonthsMax: number; rateAnnual: string; purposes: string[] }[] };
export type ProductsVariables = Record<string, never>;
export const Products: Operation<ProductsData, ProductsVariables> = {
  name: 'Products',
  text: `query Products{products{...ProductParts}}fragment ProductParts on ProductVersion{id code nameZh nameEn method amountMin amountMax termMonthsMin termMonthsMax rateAnnual purposes}`,
};

export type QuoteData = { scheduleQuote: { apr: string; totalInterest: string; rows: { number: number; dueOn: string; principal: string; interest: string; fee: string; total: string; balanceAfter: string }[] } };
export type QuoteVariables = { input: ScheduleQuoteInput };
export const Quote: Operation<QuoteData, QuoteVariables> = {
  name: 'Quote',
  text: `query Quote($input:ScheduleQuoteInput!){scheduleQuote(input:$input){apr totalInterest rows{...ScheduleParts}}}fragment ScheduleParts on ScheduleRow{number dueOn principal interest fee total balanceAfter}`,
};

export type StartApplicationData = { startApplication: { application: { id: string; number: string; version: number; state: ApplicationState } } };
export type StartApplicationVariables = { input: StartApplicationInput };
export const StartApplication: Operation<StartApplicationData, StartApplicationVariables> = {
  name: 'StartApplication',
  text: `mutation StartApplication($input:StartApplicationInput!){startApplication(input:$input){application{id number version state}}}`,
};

export type SubmitApplicationData = { submitApplication: { application: { id: string; number: string; state: ApplicationState; tier: Tier | null; version: number } } };
export type SubmitApplicationVariables = { input: SubmitApplicationInput };
export const SubmitApplication: Operation<SubmitApplicationData, SubmitApplicationVariables> = {
  name: 'SubmitApplication',
  text: `mutation SubmitApplication($input:SubmitApplicationInput!){submitApplication(input:$input){application{id number state tier version}}}`,
};

export type WithdrawApplicationData = { withdrawApplication: { application: { id: string; state: ApplicationState; version: number } } };
export type WithdrawApplicationVariables = { input: WithdrawApplicationInput };
export const WithdrawApplication: Operation<WithdrawApplicationData, WithdrawApplicationVariables> = {
  name: 'WithdrawApplication',
  text: `mutation WithdrawApplication($input:WithdrawApplicationInput!){withdrawApplication(input:$input){application{id state version}}}`,
};

export type DrawUpContractData = { drawUpContract: { contract: { id: string; state: ContractState } } };
export type DrawUpContractVariables = { input: DrawUpContractInput };
export const DrawUpContract: Operation<DrawUpContractData, DrawUpContractVariables> = {
  name: 'DrawUpContract',
  text: `mutation DrawUpContract($input:DrawUpContractInput!){drawUpContract(input:$input){contract{id state}}}`,
};

export type SendContractData = { sendContract: { contract: { id: string; state: ContractState } } };
export type SendContractVariables = { input: SendContractInput };
export const SendContract: Operation<SendContractData, SendContractVariables> = {
  name: 'SendContract',
  text: `mutation SendContract($input:SendContractInput!){sendContract(input:$input){contract{id state}}}`,
};

export type DisburseLoanData = { disburseLoan: { loan: { id: string; state: LoanState } } };
export type DisburseLoanVariables = { input: DisburseLoanInput };
export const DisburseLoan: Operation<DisburseLoanData, DisburseLoanVariables> = {
  name: 'DisburseLoan',
  text: `mutation DisburseLoan($input:DisburseLoanInput!){disburseLoan(input:$input){loan{id state}}}`,
};

export type InboxData = { approvalInbox: { nodes: ({ id: string; tier: Tier; state: CaseState; amount: string; exposureAfter: string; votesNeeded: number; mayDecide: boolean; stepUpNeeded: boolean; openedAt: string; version: number; votes: { decision: CaseDecision }[]; application: { id: string; number: string; termMonths: number; purpose: string; debtRatio: string | null; customer: { id: string; kind: CustomerKind; nameMasked: string | null } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; findings: { code: string; outcome: FindingOutcome; reasonZh: string; reasonEn: string }[] } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type InboxVariables = { after?: string | null };
export const Inbox: Operation<InboxData, InboxVariables> = {
  name: 'Inbox',
  text: `query Inbox($after:String){approvalInbox(first:20 after:$after){nodes{...CaseCard}pageInfo{hasNextPage endCursor}totalCount}}fragment CaseCard on ApprovalCase{id tier state amount exposureAfter votesNeeded mayDecide stepUpNeeded openedAt version votes{decision}application{id number termMonths purpose debtRatio customer{id kind nameMasked}officer{id name}branch{id name}findings{code outcome reasonZh reasonEn}}}`,
};

export type WatchInboxData = { approvalInbox: { nodes: { id: string; version: number }[]; totalCount: number } };
export type WatchInboxVariables = Record<string, never>;
export const WatchInbox: Operation<WatchInboxData, WatchInboxVariables> = {
  name: 'WatchInbox',
  text: `subscription WatchInbox{approvalInbox{nodes{id version}totalCount}}`,
};

export type DecideCaseData = { decideCase: { case: { id: string; state: CaseState; version: number; application: { id: string; state: ApplicationState } | null } } };
export type DecideCaseVariables = { input: DecideCaseInput };
export const DecideCase: Operation<DecideCaseData, DecideCaseVariables> = {
  name: 'DecideCase',
  text: `mutation DecideCase($input:DecideCaseInput!){decideCase(input:$input){case{id state version application{id state}}}}`,
};

export type CustomersData = { customers: { nodes: ({ id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type CustomersVariables = { after?: string | null; search?: string | null };
export const Customers: Operation<CustomersData, CustomersVariables> = {
  name: 'Customers',
  text: `query Customers($after:String$search:String){customers(first:20 after:$after search:$search){nodes{...CustomerRow}pageInfo{hasNextPage endCursor}totalCount}}fragment CustomerRow on Customer{id kind state nameMasked idNumberMasked phoneMasked outstanding committed createdAt}`,
};

export type CustomerPageData = { customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; idNumberMasked: string | null; phoneMasked: string | null; outstanding: string; committed: string; createdAt: string; incomeMonthly: string | null; debtMonthly: string | null; version: number; officer: { id: string; name: string }; branch: { id: string; name: string }; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[]; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null })[] })[]; applications: ({ id: string; number: string; state: ApplicationState; amount: string; termMonths: number; purpose: string; tier: Tier | null; createdAt: string; submittedAt: string | null; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string } })[]; loans: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[] } | null };
export type CustomerPageVariables = { id: string };
export const CustomerPage: Operation<CustomerPageData, CustomerPageVariables> = {
  name: 'CustomerPage',
  text: `query CustomerPage($id:ID!){customer(id:$id){...CustomerRow incomeMonthly debtMonthly version officer{id name}branch{id name}accounts{id bankName numberMasked state}documents{...DocumentParts}applications{...ApplicationRow}loans{...LoanRow}}}fragment CustomerRow on Customer{id kind state nameMasked idNumberMasked phoneMasked outstanding committed createdAt}fragment LoanRow on Loan{id number state principal outstanding termMonths customer{id nameMasked}branch{id name}nextDue{number dueOn outstanding state}}fragment ApplicationRow on Application{id number state amount termMonths purpose tier createdAt submittedAt customer{id nameMasked}branch{id name}}fragment DocumentParts on Document{id kind state failure receivedAt warnings version pictureUrl fields{name proposed confidence sure reason confirmed}}`,
};

export type CustomerDocumentsData = { customer: { id: string; kind: CustomerKind; state: CustomerState; nameMasked: string | null; version: number; documents: ({ id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null })[] })[]; accounts: { id: string; bankName: string; numberMasked: string; state: BankAccountState }[] } | null };
export type CustomerDocumentsVariables = { id: string };
export const CustomerDocuments: Operation<CustomerDocumentsData, CustomerDocumentsVariables> = {
  name: 'CustomerDocuments',
  text: `query CustomerDocuments($id:ID!){customer(id:$id){id kind state nameMasked version documents{...DocumentParts}accounts{id bankName numberMasked state}}}fragment DocumentParts on Document{id kind state failure receivedAt warnings version pictureUrl fields{name proposed confidence sure reason confirmed}}`,
};

export type BeginProspectData = { beginProspect: { customer: { id: string } } };
export type BeginProspectVariables = { input: BeginProspectInput };
export const BeginProspect: Operation<BeginProspectData, BeginProspectVariables> = {
  name: 'BeginProspect',
  text: `mutation BeginProspect($input:BeginProspectInput!){beginProspect(input:$input){customer{id}}}`,
};

export type RegisterCustomerData = { registerCustomer: { customer: { id: string; state: CustomerState; version: number } } };
export type RegisterCustomerVariables = { input: RegisterCustomerInput };
export const RegisterCustomer: Operation<RegisterCustomerData, RegisterCustomerVariables> = {
  name: 'RegisterCustomer',
  text: `mutation RegisterCustomer($input:RegisterCustomerInput!){registerCustomer(input:$input){customer{id state version}}}`,
};

export type BindAccountData = { bindAccount: { customer: { id: string; accounts: { id: string; state: BankAccountState }[] } } };
export type BindAccountVariables = { input: BindAccountInput };
export const BindAccount: Operation<BindAccountData, BindAccountVariables> = {
  name: 'BindAccount',
  text: `mutation BindAccount($input:BindAccountInput!){bindAccount(input:$input){customer{id accounts{id state}}}}`,
};

export type ConfirmDocumentData = { confirmDocument: { document: { id: string; kind: DocumentKind; state: DocumentState; failure: string | null; receivedAt: string; warnings: string[]; version: number; pictureUrl: string; fields: ({ name: string; proposed: string | null; confidence: number; sure: boolean; reason: string | null; confirmed: string | null })[] } } };
export type ConfirmDocumentVariables = { input: ConfirmDocumentInput };
export const ConfirmDocument: Operation<ConfirmDocumentData, ConfirmDocumentVariables> = {
  name: 'ConfirmDocument',
  text: `mutation ConfirmDocument($input:ConfirmDocumentInput!){confirmDocument(input:$input){document{...DocumentParts}}}fragment DocumentParts on Document{id kind state failure receivedAt warnings version pictureUrl fields{name proposed confidence sure reason confirmed}}`,
};

export type RevealCustomerData = { revealCustomer: { data: { name: string | null; idNumber: string | null; phone: string | null; creditCode: string | null } } };
export type RevealCustomerVariables = { input: RevealCustomerInput };
export const RevealCustomer: Operation<RevealCustomerData, RevealCustomerVariables> = {
  name: 'RevealCustomer',
  text: `mutation RevealCustomer($input:RevealCustomerInput!){revealCustomer(input:$input){data{name idNumber phone creditCode}}}`,
};

export type LoansData = { loans: { nodes: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; termMonths: number; customer: { id: string; nameMasked: string | null } | null; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
export type LoansVariables = { after?: string | null; state?: LoanState[] | null; overdue?: boolean | null };
export const Loans: Operation<LoansData, LoansVariables> = {
  name: 'Loans',
  text: `query Loans($after:String$state:[LoanState!]$overdue:Boolean){loans(first:20 after:$after state:$state overdue:$overdue){nodes{...LoanRow}pageInfo{hasNextPage endCursor}totalCount}}fragment LoanRow on Loan{id number state principal outstanding termMonths customer{id nameMasked}branch{id name}nextDue{number dueOn outstanding state}}`,
};

export type LoanPageData = { loan: { id: string; number: string; state: LoanState; principal: string; outstanding: string; rateAnnual: string; termMonths: number; method: RepaymentMethod; disbursedOn: string | null; version: number; customer: { id: string; nameMasked: string | null; phoneMasked: string | null } | null; application: { id: string; number: string } | null; officer: { id: string; name: string }; branch: { id: string; name: string }; nextDue: { number: number; dueOn: string; outstanding: string; state: InstalmentState } | null; payment: { number: string; state: PaymentState; amount: string; reason: string | null } | null; instalments: { number: number; dueOn: string; principal: string; interest: string; fee: string; penalty: string; paidPrincipal: string; paidInterest: string; paidFee: string; outstanding: string; state: InstalmentState }[]; repayments: { id: string; amount: string; paidOn: string; reference: string; principal: string; interest: string; fee: string; penalty: string; excess: string }[] } | null };
export type LoanPageVariables = { id: string };
export const LoanPage: Operation<LoanPageData, LoanPageVariables> = {
  name: 'LoanPage',
  text: `query LoanPage($id:ID!){loan(id:$id){id number state principal outstanding rateAnnual termMonths method disbursedOn version customer{id nameMasked phoneMasked}application{id number}officer{id name}branch{id name}nextDue{number dueOn outstanding state}payment{number state amount reason}instalments{number dueOn principal interest fee penalty paidPrincipal paidInterest paidFee outstanding state}repayments{id amount paidOn reference principal interest fee penalty excess}}}`,
};

export type TilesData = { dashboard: { asOf: string; tiles: ({ key: string; titleZh: string; titleEn: string; value: string; unit: string; change: string | null; list: string | null })[]; byBranch: { branch: { id: string; name: string; kind: BranchKind }; applications: number; inReview: number; loansActive: number; outstanding: string; overdue: string }[] } };
export type TilesVariables = Record<string, never>;
export const Tiles: Operation<TilesData, TilesVariables> = {
  name: 'Tiles',
  text: `query Tiles{dashboard{asOf tiles{key titleZh titleEn value unit change list}byBranch{branch{id name kind}applications inReview loansActive outstanding overdue}}}`,
};

export type RepayLoanData = { repayLoan: { loan: { id: string; version: number } } };
export type RepayLoanVariables = { input: RepayLoanInput };
export const RepayLoan: Operation<RepayLoanData, RepayLoanVariables> = {
  name: 'RepayLoan',
  text: `mutation RepayLoan($input:RepayLoanInput!){repayLoan(input:$input){loan{id version}}}`,
};

export type MeData = { viewer: { staff: { id: string; login: string; name: string; branch: { id: string; name: string }; positions: { code: string; nameZh: string; nameEn: string }[] }; operations: string[]; scopeKind: ScopeKind | null; steppedUpUntil: string | null } };
export type MeVariables = Record<string, never>;
export const Me: Operation<MeData, MeVariables> = {
  name: 'Me',
  text: `query Me{viewer{staff{id login name branch{id name}positions{code nameZh nameEn}}operations scopeKind steppedUpUntil}}`,
};

export type StepUpData = { stepUp: { viewer: { steppedUpUntil: string | null } } };
export type StepUpVariables = { input: StepUpInput };
export const StepUp: Operation<StepUpData, StepUpVariables> = {
  name: 'StepUp',
  text: `mutation StepUp($input:StepUpInput!){stepUp(input:$input){viewer{steppedUpUntil}}}`,
};

export type EndOtherSessionsData = { endOtherSessions: { __typename: 'EndOtherSessionsPayload' } };
export type EndOtherSessionsVariables = { input: EndOtherSessionsInput };
export const EndOtherSessions: Operation<EndOtherSessionsData, EndOtherSessionsVariables> = {
  name: 'EndOtherSessions',
  text: `mutation EndOtherSessions($input:EndOtherSessionsInput!){endOtherSessions(input:$input){__typename}}`,
};
