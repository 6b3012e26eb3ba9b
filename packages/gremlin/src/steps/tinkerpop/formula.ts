/** Arithmetic in a string, as `math` takes it: read once, computed for each row. */

export interface Formula {
  /** The names in it, each once, in the order in which they stand. */
  readonly names: readonly string[];
  compute(values: ReadonlyMap<string, number>): number;
}

type Term = (values: ReadonlyMap<string, number>) => number;

const functions: Readonly<Record<string, (x: number) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  signum: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

const constants: Readonly<Record<string, number>> = { pi: Math.PI, π: Math.PI, e: Math.E };

function divide(a: number, b: number): number {
  if (b === 0) throw new Error('Division by zero');
  return a / b;
}

const binary: Readonly<Record<string, { binds: number; right?: boolean; apply: (a: number, b: number) => number }>> = {
  '+': { binds: 1, apply: (a, b) => a + b },
  '-': { binds: 1, apply: (a, b) => a - b },
  '*': { binds: 2, apply: (a, b) => a * b },
  '/': { binds: 2, apply: divide },
  '%': { binds: 2, apply: (a, b) => a % b },
  '^': { binds: 4, right: true, apply: (a, b) => a ** b },
};

/** Throws an `Error` that says what is wrong. */
export function readFormula(text: string): Formula {
  const tokens = text.match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|[\p{L}_][\p{L}\p{N}_]*|\S/gu) ?? [];
  const names = new Set<string>();
  let at = 0;
  let depth = 0;

  const expression = (binds: number): Term => {
    if (++depth > 200) throw new Error('the formula nests too deeply');
    let left = operand();
    for (let op = binary[tokens[at] ?? '']; op && op.binds >= binds; op = binary[tokens[at] ?? '']) {
      at++;
      const { apply } = op;
      const [a, b] = [left, expression(op.right ? op.binds : op.binds + 1)];
      left = (values) => apply(a(values), b(values));
    }
    depth--;
    return left;
  };

  const operand = (): Term => {
    const token = tokens[at++];
    if (token === undefined) throw new Error('the formula ends too early');
    if (token === '-' || token === '+') {
      const inner = expression(3);
      return token === '-' ? (values) => -inner(values) : inner;
    }
    if (token === '(') return closed(expression(0));
    if (/^[\d.]/.test(token)) return () => Number(token);
    if (!/^[\p{L}_]/u.test(token)) throw new Error(`unexpected ${token} in the formula`);
    const apply = functions[token];
    if (apply) {
      // Without brackets a function takes all that follows: `sin _ + 1` is `sin(_ + 1)`.
      const inner = tokens[at] === '(' ? operand() : expression(0);
      return (values) => apply(inner(values));
    }
    if (Object.hasOwn(constants, token)) return () => constants[token]!;
    names.add(token);
    return (values) => values.get(token)!;
  };

  const closed = (inner: Term): Term => {
    if (tokens[at++] !== ')') throw new Error('a bracket is not closed in the formula');
    return inner;
  };

  const compute = expression(0);
  if (at < tokens.length) throw new Error(`unexpected ${tokens[at]} in the formula`);
  return { names: [...names], compute };
}
