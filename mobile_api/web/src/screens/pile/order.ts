// In which order the pile lies: what is due first, then what is most money, then what has waited longest.

interface Waits {
  dueAt: string | null;
  amount: string;
  openedAt: string;
}

const LATEST = '9999';

export const inOrder = <Case extends Waits>(cases: readonly Case[]): Case[] =>
  [...cases].sort(
    (one, other) =>
      (one.dueAt ?? LATEST).localeCompare(other.dueAt ?? LATEST) ||
      Number(other.amount) - Number(one.amount) ||
      one.openedAt.localeCompare(other.openedAt),
  );
