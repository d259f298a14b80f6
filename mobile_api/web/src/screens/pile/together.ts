// Decisions that were taken together: one request for all of them, a result for each.
import { RefusedError } from '../../api/errors.ts';
import { ask } from '../../api/graphql.ts';
import { DecideCases } from '../../generated/ids/pile.ts';
import type { DecideCasesVariables } from '../../generated/operations.ts';
import { forgetReadings } from '../../lib/query.ts';
import type { Item } from '../../store/outbox.ts';

/** Sends the items of a batch under its key; sent again, each still counts once. Answers their refusals. */
export const sendTogether = async (items: Item[], staff: string): Promise<(RefusedError | null)[]> => {
  const idempotencyKey = items[0]?.content.batch;
  const decisions = items.map((item) => item.content.input);
  const asked = { input: { idempotencyKey, decisions } } as unknown as DecideCasesVariables;
  const answer = await ask(DecideCases, asked, staff);
  forgetReadings('ApplicationPage', 'Applications');
  return answer.decideCases.results.map(({ code, messageZh, messageEn }) =>
    code === null
      ? null
      : new RefusedError({ code, field: null, requestId: null, zh: messageZh ?? '', en: messageEn ?? '' }),
  );
};
