/** Text on the canvas that fits its room; widths are measured once. */

export interface TextStyle {
  readonly size: number;
  readonly weight?: number;
}

const measured = 100;

export class Typesetter {
  readonly #context: CanvasRenderingContext2D;
  readonly #widths = new Map<string, number>();
  #family = 'sans-serif';
  /** What the context is set to. */
  #set = '';

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  /** Also forgets what was measured, as after a font has loaded. */
  setFamily(family: string): void {
    this.#family = family;
    this.#widths.clear();
  }

  /** Before a frame: the context may have been reset. */
  begin(): void {
    this.#set = '';
  }

  /** Setting a font costs as much as drawing a word. */
  #use(style: TextStyle): void {
    const font = this.font(style);
    if (font === this.#set) return;
    this.#set = font;
    this.#context.font = font;
  }

  font({ size, weight = 400 }: TextStyle): string {
    return `${weight} ${size}px ${this.#family}`;
  }

  width(text: string, style: TextStyle): number {
    const key = `${style.weight ?? 400} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      if (this.#widths.size > 50_000) this.#widths.clear();
      this.#use({ ...style, size: measured });
      width = this.#context.measureText(text).width;
      this.#widths.set(key, width);
    }
    return (width * style.size) / measured;
  }

  /** The text, or as much of its beginning as fits with an ellipsis; empty when not even that fits. */
  fit(text: string, room: number, style: TextStyle): string {
    if (this.width(text, style) <= room) return text;
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.width(`${text.slice(0, middle)}…`, style) <= room) low = middle;
      else high = middle - 1;
    }
    return low === 0 ? '' : `${text.slice(0, low)}…`;
  }

  /** Draws text whose middle line is at y; returns its width. */
  draw(text: string, x: number, y: number, style: TextStyle & { colour: string; room?: number }): number {
    const shown = style.room === undefined ? text : this.fit(text, style.room, style);
    if (shown === '') return 0;
    this.#use(style);
    this.#context.textBaseline = 'middle';
    this.#context.fillStyle = style.colour;
    this.#context.fillText(shown, x, y + style.size * 0.04);
    return this.width(shown, style);
  }
}
