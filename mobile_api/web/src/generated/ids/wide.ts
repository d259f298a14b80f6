// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { WideCustomersData, WideCustomersVariables, WideApplicationsData, WideApplicationsVariables, WideLoansData, WideLoansVariables, WideCasesData, WideCasesVariables, WideStaffData, WideStaffVariables, PostsData, PostsVariables, StaffMemberData, StaffMemberVariables, AppointStaffData, AppointStaffVariables, DisableStaffData, DisableStaffVariables, EndLeaveData, EndLeaveVariables, TransferCustomersData, TransferCustomersVariables, WideAuditData, WideAuditVariables, ChainData, ChainVariables, WideFeedbackData, WideFeedbackVariables, AnswerFeedbackData, AnswerFeedbackVariables, WideFindingsData, WideFindingsVariables, WideBreaksData, WideBreaksVariables } from '../operations.ts';

export const WideCustomers: Operation<WideCustomersData, WideCustomersVariables> = {
  name: 'WideCustomers',
  id: '7219b4d20d68e105',
};

export const WideApplications: Operation<WideApplicationsData, WideApplicationsVariables> = {
  name: 'WideApplications',
  id: '3c79dc68e3d260bf',
};

export const WideLoans: Operation<WideLoansData, WideLoansVariables> = {
  name: 'WideLoans',
  id: '1dcc96cd40fb25c4',
};

export const WideCases: Operation<WideCasesData, WideCasesVariables> = {
  name: 'WideCases',
  id: '4662132ddd0ecd02',
};

export const WideStaff: Operation<WideStaffData, WideStaffVariables> = {
  name: 'WideStaff',
  id: 'bd85a7c66610b66f',
};

export const Posts: Operation<PostsData, PostsVariables> = {
  name: 'Posts',
  id: '50a5bf2c2c4cf5ba',
};

export const StaffMember: Operation<StaffMemberData, StaffMemberVariables> = {
  name: 'StaffMember',
  id: '1d46f27a76d7e30a',
};

export const AppointStaff: Operation<AppointStaffData, AppointStaffVariables> = {
  name: 'AppointStaff',
  id: 'c872661b7f3cac6c',
};

export const DisableStaff: Operation<DisableStaffData, DisableStaffVariables> = {
  name: 'DisableStaff',
  id: '229d9f6fc4affa0c',
};

export const EndLeave: Operation<EndLeaveData, EndLeaveVariables> = {
  name: 'EndLeave',
  id: '41cf05425a878573',
};

export const TransferCustomers: Operation<TransferCustomersData, TransferCustomersVariables> = {
  name: 'TransferCustomers',
  id: 'f4826afe0872b753',
};

export const WideAudit: Operation<WideAuditData, WideAuditVariables> = {
  name: 'WideAudit',
  id: 'f8e159d47edc58e4',
};

export const Chain: Operation<ChainData, ChainVariables> = {
  name: 'Chain',
  id: 'f94a3cc7fcfeed26',
};

export const WideFeedback: Operation<WideFeedbackData, WideFeedbackVariables> = {
  name: 'WideFeedback',
  id: '58aae43479541b46',
};

export const AnswerFeedback: Operation<AnswerFeedbackData, AnswerFeedbackVariables> = {
  name: 'AnswerFeedback',
  id: 'a47c81ab7812225b',
};

export const WideFindings: Operation<WideFindingsData, WideFindingsVariables> = {
  name: 'WideFindings',
  id: '0b46e535ef618a45',
};

export const WideBreaks: Operation<WideBreaksData, WideBreaksVariables> = {
  name: 'WideBreaks',
  id: '8a4999878942d4d2',
};
