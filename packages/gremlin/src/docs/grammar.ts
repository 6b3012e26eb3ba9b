/** The grammar, as Markdown, from the productions that stand above the parser's methods. */

/** `source` is the text of the parser. */
export function grammarReference(source: string): string {
  const comments = [...source.matchAll(/\/\*\* (.*?) \*\//g)].map((match) => match[1]!);
  const productions = comments
    .filter((text) => /^[A-Z]\w* = /.test(text))
    .flatMap((text) => text.split(/ ; (?=[A-Z]\w* = )/));
  return `# Grammar

Generated from the parser; \`npm run generate\` writes it anew.

    ${productions.join('\n    ')}

- Blanks, line ends and comments (\`// …\`, \`/* … */\`) may stand between any two words.
- A string ends at the quote that began it. In Skydive's steps only \`\\'\`, \`\\"\` and \`\\\\\` are escapes, any other backslash stays as
  it is; in TinkerPop's steps Java's escapes are known, too.
- Skydive's numbers are decimal. TinkerPop's may have an exponent, a sign, and a suffix that says their type: \`b\` byte, \`s\` short,
  \`i\` int, \`l\` long, \`n\` big integer, \`f\` float, \`d\` double, \`m\` big decimal.
- A word that stands for itself is a token such as \`desc\` or \`T.id\`, or the name of a parameter.
`;
}
