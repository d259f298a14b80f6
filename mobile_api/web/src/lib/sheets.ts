// A sheet on its way to the server: the answer comes line by line while the server reads on.
import { fromProblem, UnclearError } from '../api/errors.ts';
import { accepted, send } from '../api/http.ts';
import { accessToken } from '../api/session.ts';

export interface Fault {
  line: number;
  column: string;
  code: string;
  zh: string;
  en: string;
}

export interface SheetReport {
  rows: number;
  entered: number;
  known: number;
  faulty: number;
  codes: Record<string, number>;
  whole: { entered: number; known: number; faulty: number } | null;
}

export type SheetLine =
  | { fault: Fault }
  | { line: number }
  | { report: SheetReport }
  | { refused: { code: string; zh: string; en: string } };

const UPLOAD_TIMEOUT_MS = 600_000;

/** Cuts a stream of bytes into its lines; what comes in pieces is put together first. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<SheetLine> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const whole = rest.split('\n');
    rest = whole.pop() ?? '';
    for (const one of whole) if (one.trim() !== '') yield JSON.parse(one) as SheetLine;
    if (done) return;
  }
}

/** Hands a sheet in and tells of each line; the report at the end. Raises RefusedError, UnclearError. */
export const handIn = async (file: File, dryRun: boolean, tell: (line: SheetLine) => void): Promise<SheetReport> => {
  const token = await accessToken();
  if (token === null) throw new UnclearError('logged out');
  const body = new FormData();
  body.set('dryRun', String(dryRun));
  body.set('file', file, file.name);
  const headers = { authorization: `Bearer ${token}`, 'x-jiedai': '1' };
  const call = { method: 'POST', headers, body, timeoutMs: UPLOAD_TIMEOUT_MS };
  const answer = await accepted(await send('/api/customer-sheets', call));
  if (!answer.body) throw new UnclearError('an answer without lines');
  for await (const line of linesOf(answer.body)) {
    if ('report' in line) return line.report;
    if ('refused' in line) {
      const { code, zh, en } = line.refused;
      throw fromProblem({ code, title: en, messageZh: zh }, answer.status);
    }
    tell(line);
  }
  throw new UnclearError('cut before the report');
};
