// Written by codegen.py from src/documents and schema/schema.graphql. Change those, not this.

import type { Operation } from '../../api/graphql.ts';
import type { LawFindingsData, LawFindingsVariables, TicketsData, TicketsVariables, LawReportData, LawReportVariables, DossiersData, DossiersVariables, NoticesData, NoticesVariables, MarkNoticesReadData, MarkNoticesReadVariables, MendLawFindingData, MendLawFindingVariables, ProposeWaiverData, ProposeWaiverVariables, DecideWaiverData, DecideWaiverVariables, ReadTicketData, ReadTicketVariables, AnswerTicketData, AnswerTicketVariables, OrderDossierData, OrderDossierVariables } from '../operations.ts';

export const LawFindings: Operation<LawFindingsData, LawFindingsVariables> = {
  name: 'LawFindings',
  id: '0f36c74fe3d92aac3122f6e12bb06a2f274d951ab4f61dec15c870ae778781ff',
};

export const Tickets: Operation<TicketsData, TicketsVariables> = {
  name: 'Tickets',
  id: 'd10c51a52bd95ffebc9f82da8924321b8b0c4e38c4b41b0c59d8024c1de1b170',
};

export const LawReport: Operation<LawReportData, LawReportVariables> = {
  name: 'LawReport',
  id: 'a66807a83b0aeaf0867fa2f6ad71c93694cd8dc7b9c9c799b344357ac476a782',
};

export const Dossiers: Operation<DossiersData, DossiersVariables> = {
  name: 'Dossiers',
  id: 'f6ef7ecbd08bb544dea31858f5b2dee83e2be11c21ffff94530e9a908cf22b61',
};

export const Notices: Operation<NoticesData, NoticesVariables> = {
  name: 'Notices',
  id: '296c82e7573bd4eb0a15968e62718bed0e33647036c3707cda883ee9f11ddd32',
};

export const MarkNoticesRead: Operation<MarkNoticesReadData, MarkNoticesReadVariables> = {
  name: 'MarkNoticesRead',
  id: 'ebe0744c0c8c24e0e87921922a98a8ff0c027576e5aa7b851057b83b001dc42e',
};

export const MendLawFinding: Operation<MendLawFindingData, MendLawFindingVariables> = {
  name: 'MendLawFinding',
  id: '699bcbb68201be2e4c29fa255c28d1e06fba089e3509b090b4ca2cb40afb6395',
};

export const ProposeWaiver: Operation<ProposeWaiverData, ProposeWaiverVariables> = {
  name: 'ProposeWaiver',
  id: '9026d7392492dfcc01cc4d1c7493d9692145f8895eb919dcfbfcb6d87a74af95',
};

export const DecideWaiver: Operation<DecideWaiverData, DecideWaiverVariables> = {
  name: 'DecideWaiver',
  id: '588c873ca722b614330c37060b3c69d88987421130cbd6b1946279192a6de939',
};

export const ReadTicket: Operation<ReadTicketData, ReadTicketVariables> = {
  name: 'ReadTicket',
  id: '87eef86ddd645038889b0464f8c35321c5cd7014ea2340dad88ef47327aeb029',
};

export const AnswerTicket: Operation<AnswerTicketData, AnswerTicketVariables> = {
  name: 'AnswerTicket',
  id: '3a0abce45af05484771bf6d7858f4f6c5cb71ef32c34ecff8e2e84215d4e7ab2',
};

export const OrderDossier: Operation<OrderDossierData, OrderDossierVariables> = {
  name: 'OrderDossier',
  id: 'a5cf3cd8f6141dc2fc6aecde720d4611d17deb078743e139390fe6b3d1effc3f',
};
