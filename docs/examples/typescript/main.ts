// The example client at work: `node main.ts board|customers|prospect|watch`.
// JIEDAI_URL says where; JIEDAI_TOKEN is a developer token, or JIEDAI_LOGIN, JIEDAI_PASSWORD and JIEDAI_CODE log in.
import { Jiedai } from './client.ts';
import { Board, Customers, Inbox, LogIn, Outcome, Prospect, type InboxData } from './operations.ts';

declare const process: { env: Record<string, string | undefined>; argv: string[]; exitCode: number };

/** One request, one snapshot: figures and the latest loans. */
const board = async (api: Jiedai): Promise<void> => {
  const found = await api.ask(Board, { first: 5 });
  for (const tile of found.dashboard.tiles) console.log(`${tile.titleEn}: ${tile.value} ${tile.unit}`);
  for (const row of found.dashboard.byBranch)
    console.log(`${row.branch.name}: ${row.loansActive} loans, ${row.outstanding} out`);
  for (const loan of found.loans.nodes)
    console.log(`${loan.number}: ${loan.principal} of ${loan.customer?.nameMasked}`);
};

/** Every customer in sight, two at a time; a client of yours takes 100 at a time. */
const customers = async (api: Jiedai): Promise<void> => {
  let count = 0;
  for await (const customer of api.rows(Customers, {}, (data) => data.customers)) {
    console.log(`${customer.nameMasked}: ${customer.outstanding}`);
    count += 1;
  }
  console.log(`${count} customers`);
};

/** The same key twice, as after a lost answer: one customer. */
const prospect = async (api: Jiedai): Promise<void> => {
  const key = crypto.randomUUID();
  const first = await api.once(Prospect, {}, key);
  const again = await api.once(Prospect, {}, key);
  if (first.beginProspect.customer.id !== again.beginProspect.customer.id) throw new Error('two effects of one key');
  const outcome = await api.ask(Outcome, { key });
  console.log(`${first.beginProspect.customer.id}: ${outcome.requestOutcome?.state}`);
};

/** The inbox as it is now; do not stop, and be told of every change. */
const watch = (api: Jiedai): Promise<void> =>
  new Promise((done, failed) => {
    const stop = api.watch(
      Inbox,
      {},
      (data: InboxData) => {
        console.log(`${data.approvalInbox.totalCount} cases wait`);
        stop();
        done();
      },
      failed,
    );
  });

const main = async (): Promise<void> => {
  const { JIEDAI_URL, JIEDAI_TOKEN, JIEDAI_LOGIN, JIEDAI_PASSWORD, JIEDAI_CODE } = process.env;
  const api = new Jiedai(JIEDAI_URL ?? 'http://127.0.0.1:8000', JIEDAI_TOKEN ?? null);
  if (api.token === null) {
    const input = { login: JIEDAI_LOGIN ?? '', password: JIEDAI_PASSWORD ?? '', code: JIEDAI_CODE ?? null };
    api.token = (await api.ask(LogIn, { input })).logIn.accessToken;
  }
  const verbs: Record<string, (api: Jiedai) => Promise<void>> = { board, customers, prospect, watch };
  await (verbs[process.argv[2] ?? 'board'] ?? board)(api);
};

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
