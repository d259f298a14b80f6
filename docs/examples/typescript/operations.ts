// Written by team_types.py from a folder of documents and the schema. Change those, not this.

/** A document with the types of its data and variables; `id` is the SHA-256 of its text. */
export interface Operation<Data, Variables> {
  readonly name: string;
  readonly id: string;
  readonly text: string;
  /** never there; carries the types */
  readonly types?: { data: Data; variables: Variables };
}

export interface BeginProspectInput { idempotencyKey: string }
export type CustomerState = 'ACTIVE' | 'MERGED' | 'PROSPECT';
export type LoanState = 'ACTIVE' | 'CLOSED' | 'PENDING_DISBURSEMENT' | 'VOID' | 'WRITTEN_OFF';
export interface LogInInput { code?: string | null; device?: string | null; login: string; password: string }
export type Tier = 'AUTOMATIC' | 'COMMITTEE' | 'MANUAL_REVIEW' | 'REGIONAL';
export type LoanLine = { id: string; number: string; state: LoanState; principal: string; outstanding: string; customer: { nameMasked: string | null } | null; officer: { name: string } };
export type BoardData = { dashboard: { asOf: string; tiles: { titleZh: string; titleEn: string; value: string; unit: string }[]; byBranch: { branch: { name: string }; loansActive: number; outstanding: string; overdue: string }[] }; loans: { totalCount: number; nodes: ({ id: string; number: string; state: LoanState; principal: string; outstanding: string; customer: { nameMasked: string | null } | null; officer: { name: string } })[] } };
export type BoardVariables = { first: number };
export const Board: Operation<BoardData, BoardVariables> = {
  name: 'Board',
  id: '6b9c76d17baa15afde8137de99da47ec3687222c0e975011608e069a07a5dd57',
  text: "query Board($first:Int!){dashboard{asOf tiles{titleZh titleEn value unit}byBranch{branch{name}loansActive outstanding overdue}}loans(first:$first){totalCount nodes{...LoanLine}}}fragment LoanLine on Loan{id number state principal outstanding customer{nameMasked}officer{name}}",
};

export type CustomersData = { customers: { nodes: ({ id: string; nameMasked: string | null; outstanding: string })[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
export type CustomersVariables = { after?: string | null };
export const Customers: Operation<CustomersData, CustomersVariables> = {
  name: 'Customers',
  id: '7ab0c548af6c3b1d10babde44cc62e406f1832091d6abdd2bdd5a6bbd16c663e',
  text: "query Customers($after:String){customers(first:2 after:$after){nodes{id nameMasked outstanding}pageInfo{hasNextPage endCursor}}}",
};

export type LogInData = { logIn: { accessToken: string; expiresAt: string } };
export type LogInVariables = { input: LogInInput };
export const LogIn: Operation<LogInData, LogInVariables> = {
  name: 'LogIn',
  id: 'cde7aac824e191a83800df900be4757419870a9c52d282ed47b5771e84a47159',
  text: "mutation LogIn($input:LogInInput!){logIn(input:$input){accessToken expiresAt}}",
};

export type ProspectData = { beginProspect: { customer: { id: string; state: CustomerState } } };
export type ProspectVariables = { input: BeginProspectInput };
export const Prospect: Operation<ProspectData, ProspectVariables> = {
  name: 'Prospect',
  id: '3f725565ede6ec7ab75714adcfa375328b7debd73c57738b5aadca70a56f859e',
  text: "mutation Prospect($input:BeginProspectInput!){beginProspect(input:$input){customer{id state}}}",
};

export type OutcomeData = { requestOutcome: { state: string } | null };
export type OutcomeVariables = { key: string };
export const Outcome: Operation<OutcomeData, OutcomeVariables> = {
  name: 'Outcome',
  id: '57ed5e423bd41b24a3c420355b65c0b138234bbcc7ad77b531597cd14a1599b5',
  text: "query Outcome($key:String!){requestOutcome(key:$key){state}}",
};

export type InboxData = { approvalInbox: { totalCount: number; nodes: { id: string; tier: Tier; amount: string }[] } };
export type InboxVariables = Record<string, never>;
export const Inbox: Operation<InboxData, InboxVariables> = {
  name: 'Inbox',
  id: '8f8fce2dface5495757f8c2393851ee3ed41b0d3a4bf9759dc15cc719e3b22bd',
  text: "subscription Inbox{approvalInbox(first:5){totalCount nodes{id tier amount}}}",
};
