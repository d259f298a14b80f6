// Words of the outbox: what was decided on this phone and what came of it.
import type { outboxZh } from '../zh/outbox.ts';

export const outboxEn: Record<keyof typeof outboxZh, string> = {
  outboxTitle: 'Outbox',
  outboxEmpty: 'No decision waits to be sent',
  outboxEmptyText: 'What you decide on this phone is kept here first, and sent when there is a network.',
  outboxOnPhone: 'Kept encrypted on this phone and sent when there is a network; logging out deletes it.',
  outboxSend: 'Send now',
  outboxMine: 'My decision',
  outboxTheirs: 'How it stands now',
  outboxNobody: 'The application was changed; nobody has decided yet',
  outboxGone: 'This case cannot be seen now',
  outboxDrop: 'Drop my decision',
  outboxLook: 'Look at the latest and decide again',
  outboxSeen: 'All right',
  'OutboxState.held': 'Can be undone',
  'OutboxState.stored': 'Saved on phone',
  'OutboxState.sending': 'Sending',
  'OutboxState.done': 'In force',
  'OutboxState.conflict': 'Conflict',
  'OutboxState.refused': 'Refused',
};
