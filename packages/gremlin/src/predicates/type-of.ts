/** The types that `typeOf` tells apart. See GType in TinkerPop's reference documentation. */
import { isNumber, type NumberType, typeOfNumber } from '../values/number.ts';
import { isEdge, isGraphPart, isNode, Path, Property, Tree, Uuid } from '../values/value.ts';

const numbers: Readonly<Record<string, NumberType>> = {
  BYTE: 'byte',
  SHORT: 'short',
  INT: 'int',
  INTEGER: 'int',
  LONG: 'long',
  BIGINT: 'bigint',
  FLOAT: 'float',
  DOUBLE: 'double',
  BIGDECIMAL: 'bigdecimal',
};

const tests: Readonly<Record<string, (value: unknown) => boolean>> = {
  NULL: (value) => value === null,
  BOOLEAN: (value) => typeof value === 'boolean',
  NUMBER: isNumber,
  STRING: (value) => typeof value === 'string',
  DATETIME: (value) => value instanceof Date,
  UUID: (value) => value instanceof Uuid,
  LIST: Array.isArray,
  SET: (value) => value instanceof Set,
  MAP: (value) => value instanceof Map && !(value instanceof Tree),
  TREE: (value) => value instanceof Tree,
  PATH: (value) => value instanceof Path,
  VERTEX: isNode,
  EDGE: isEdge,
  PROPERTY: (value) => value instanceof Property,
  VPROPERTY: (value) => value instanceof Property && value.id !== undefined,
  GRAPH: isGraphPart,
};

export const typeNames: readonly string[] = [
  ...Object.keys(numbers),
  ...Object.keys(tests),
  'BINARY',
  'CHAR',
  'DURATION',
];

export function isOfType(value: unknown, name: string): boolean {
  const type = name.toUpperCase();
  const number = numbers[type];
  if (number) return isNumber(value) && typeOfNumber(value) === number;
  return tests[type]?.(value) ?? false;
}

/** A type may also be named as Java names its class, such as `Integer`. */
export function isTypeName(name: string): boolean {
  return typeNames.includes(name.toUpperCase()) || name === 'Integer';
}
