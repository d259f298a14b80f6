// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { LawFindingsData, LawFindingsVariables, TicketsData, TicketsVariables, LawReportData, LawReportVariables, DossiersData, DossiersVariables, NoticesData, NoticesVariables, MarkNoticesReadData, MarkNoticesReadVariables, MendLawFindingData, MendLawFindingVariables, ProposeWaiverData, ProposeWaiverVariables, DecideWaiverData, DecideWaiverVariables, ReadTicketData, ReadTicketVariables, AnswerTicketData, AnswerTicketVariables, OrderDossierData, OrderDossierVariables } from '../operations.ts';

export const LawFindings: Operation<LawFindingsData, LawFindingsVariables> = {
  name: 'LawFindings',
  id: '0f36c74fe3d92aac',
};

export const Tickets: Operation<TicketsData, TicketsVariables> = {
  name: 'Tickets',
  id: 'd10c51a52bd95ffe',
};

export const LawReport: Operation<LawReportData, LawReportVariables> = {
  name: 'LawReport',
  id: 'a66807a83b0aeaf0',
};

export const Dossiers: Operation<DossiersData, DossiersVariables> = {
  name: 'Dossiers',
  id: 'f6ef7ecbd08bb544',
};

export const Notices: Operation<NoticesData, NoticesVariables> = {
  name: 'Notices',
  id: '296c82e7573bd4eb',
};

export const MarkNoticesRead: Operation<MarkNoticesReadData, MarkNoticesReadVariables> = {
  name: 'MarkNoticesRead',
  id: 'ebe0744c0c8c24e0',
};

export const MendLawFinding: Operation<MendLawFindingData, MendLawFindingVariables> = {
  name: 'MendLawFinding',
  id: '699bcbb68201be2e',
};

export const ProposeWaiver: Operation<ProposeWaiverData, ProposeWaiverVariables> = {
  name: 'ProposeWaiver',
  id: '9026d7392492dfcc',
};

export const DecideWaiver: Operation<DecideWaiverData, DecideWaiverVariables> = {
  name: 'DecideWaiver',
  id: '588c873ca722b614',
};

export const ReadTicket: Operation<ReadTicketData, ReadTicketVariables> = {
  name: 'ReadTicket',
  id: '87eef86ddd645038',
};

export const AnswerTicket: Operation<AnswerTicketData, AnswerTicketVariables> = {
  name: 'AnswerTicket',
  id: '3a0abce45af05484',
};

export const OrderDossier: Operation<OrderDossierData, OrderDossierVariables> = {
  name: 'OrderDossier',
  id: 'a5cf3cd8f6141dc2',
};
