// Carries a thumb's touches to the card: pointer events in, a transform out. Nothing is laid out while it moves.
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { next, type Hold, type Moved, type Outcome, type Touch } from './gesture.ts';

interface Swiping {
  routine: boolean;
  onOutcome: (outcome: Outcome) => void;
}

const SLANT = 0.02;

const place = (card: HTMLElement, { shift, hold }: Moved): void => {
  card.style.transform = shift === 0 ? '' : `translateX(${shift}px) rotate(${shift * SLANT}deg)`;
  card.classList.toggle('held', hold?.sideways ?? false);
  card.dataset['way'] = shift > 0 ? 'right' : shift < 0 ? 'left' : '';
};

/** Lets a card be swiped. `current` is asked at the last moment, so that what the card says is what counts. */
export const useSwipe = (current: () => Swiping): RefObject<HTMLElement | null> => {
  const card = useRef<HTMLElement>(null);
  const latest = useRef(current);
  latest.current = current;
  useEffect(() => {
    const own = card.current;
    if (!own) return undefined;
    let hold: Hold | null = null;
    let pointer = -1;
    const take = (touch: Touch): void => {
      const { routine, onOutcome } = latest.current();
      const moved = next(hold, touch, { width: own.clientWidth, routine });
      if (moved.hold?.sideways && !hold?.sideways) own.setPointerCapture(pointer);
      hold = moved.hold;
      place(own, moved);
      if (moved.outcome) onOutcome(moved.outcome);
    };
    const heard = (kind: 'down' | 'move' | 'up') => (event: PointerEvent) => {
      if (kind === 'down') {
        if (hold || !event.isPrimary || event.button !== 0) return;
        pointer = event.pointerId;
      }
      if (event.pointerId !== pointer || (kind !== 'down' && !hold)) return;
      take({ kind, point: { x: event.clientX, y: event.clientY, at: event.timeStamp } });
    };
    const left = (): void => take({ kind: 'cancel' });
    const touches = { pointerdown: heard('down'), pointermove: heard('move'), pointerup: heard('up') };
    const listeners = Object.entries({ ...touches, pointercancel: left }) as [string, EventListener][];
    for (const [name, listener] of listeners) own.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) own.removeEventListener(name, listener);
    };
  }, []);
  return card;
};
