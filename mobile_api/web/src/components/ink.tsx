// A box to sign in with a finger, a pen or a mouse. What was drawn is kept as strokes, so it survives a turned phone.
import { useEffect, useRef } from 'preact/hooks';
import { p } from '../i18n/public.ts';
import { begin, extend, FIELD_HEIGHT, FIELD_WIDTH, pointAt, type Point, type Stroke } from '../lib/strokes.ts';

const LINE = 9;

const draw = (canvas: HTMLCanvasElement, strokes: Stroke[]): void => {
  const box = canvas.getBoundingClientRect();
  const dots = Math.min(window.devicePixelRatio || 1, 3);
  canvas.width = Math.round(box.width * dots);
  canvas.height = Math.round(box.height * dots);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.scale(canvas.width / FIELD_WIDTH, canvas.height / FIELD_HEIGHT);
  pen.lineWidth = LINE;
  pen.lineCap = pen.lineJoin = 'round';
  pen.strokeStyle = '#14201d';
  for (const stroke of strokes) {
    pen.beginPath();
    const [first, ...rest] = stroke;
    if (!first) continue;
    pen.moveTo(...first);
    for (const point of rest.length ? rest : [first]) pen.lineTo(...point);
    pen.stroke();
  }
};

export const InkPad = ({ strokes, onChange }: { strokes: Stroke[]; onChange: (strokes: Stroke[]) => void }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<number | null>(null);
  const kept = useRef<Stroke[]>(strokes);
  kept.current = strokes;

  useEffect(() => {
    if (canvas.current) draw(canvas.current, strokes);
  }, [strokes]);
  useEffect(() => {
    const again = (): void => {
      if (canvas.current) draw(canvas.current, kept.current);
    };
    addEventListener('resize', again);
    return () => removeEventListener('resize', again);
  }, []);

  const at = (event: PointerEvent): Point => {
    const box = canvas.current!.getBoundingClientRect();
    return pointAt(event.clientX - box.left, event.clientY - box.top, box.width, box.height);
  };
  const change = (step: (all: Stroke[], point: Point) => boolean, event: PointerEvent): void => {
    const next = kept.current.map((stroke) => [...stroke]);
    if (step(next, at(event))) onChange(next);
  };

  return (
    <div class="ink">
      <canvas
        ref={canvas}
        role="img"
        aria-label={p('signInkBox')}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          drawing.current = event.pointerId;
          change(begin, event);
        }}
        onPointerMove={(event) => {
          if (drawing.current === event.pointerId) change(extend, event);
        }}
        onPointerUp={() => (drawing.current = null)}
        onPointerCancel={() => (drawing.current = null)}
      />
      {strokes.length === 0 && <span class="ink-hint">{p('signInkHint')}</span>}
      {strokes.length > 0 && (
        <button type="button" class="button quiet ink-clear" onClick={() => onChange([])}>
          {p('signInkClear')}
        </button>
      )}
    </div>
  );
};
