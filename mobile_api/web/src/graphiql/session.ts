// Who is logged in on this page. The token is kept in memory alone, so a reload logs out.
export interface Login {
  role: string;
  login: string;
  password: string;
  code: string | null;
}

let token: string | null = null;

export const bearer = (): string | null => token;

const LOG_IN = 'mutation LogIn($input: LogInInput!) { logIn(input: $input) { accessToken } }';

interface LogInAnswer {
  data?: { logIn: { accessToken: string } } | null;
  errors?: { message: string }[];
}

/** Ask for a token; answers what the server said against it, or null. */
export const logIn = async (login: string, password: string, code: string | null): Promise<string | null> => {
  const variables = { input: { login, password, code: code || null, device: 'GraphiQL' } };
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: LOG_IN, variables }),
  });
  const answer = (await response.json()) as LogInAnswer;
  token = answer.data?.logIn.accessToken ?? null;
  return token === null ? (answer.errors?.[0]?.message ?? 'no answer') : null;
};

/** The log-ins of the demonstration, each with a fresh one-time code; none elsewhere. */
export const demoLogins = async (): Promise<Login[]> => {
  const response = await fetch('/graphiql/logins', { credentials: 'omit' });
  return response.ok ? ((await response.json()) as { logins: Login[] }).logins : [];
};
