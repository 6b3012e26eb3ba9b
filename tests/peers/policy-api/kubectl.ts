/**
 * What the conformance suite takes for kubectl. It asks for one thing, `exec POD -- /agnhost connect ADDRESS`, and is
 * answered by the judge at CANOPY_JUDGE: nothing for a connection, TIMEOUT for none.
 */

const args = process.argv.slice(2);
const option = (name: string): string => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
const question = {
  from: `pod/${option('namespace')}/${args[args.indexOf('exec') + 1]}`,
  to: args.at(-1)!,
  protocol: option('protocol'),
};
const response = await fetch(process.env.CANOPY_JUDGE!, { method: 'POST', body: JSON.stringify(question) });
const verdict = await response.text();
if (verdict !== 'allowed') {
  console.error(verdict === 'denied' ? 'TIMEOUT' : verdict);
  process.exitCode = 1;
}
