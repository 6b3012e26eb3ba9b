/** The graph that every engine of the side-by-side benchmark loads, as JSON lines: nodes first, then edges. */

export interface NodeLine {
  readonly node: string;
  readonly Type: string;
  readonly Name: string;
}

export interface EdgeLine {
  readonly edge: string;
  readonly from: string;
  readonly to: string;
  readonly type: string;
}

const PODS_PER_NODE = 30;
const PODS_PER_WORKLOAD = 10;

/** A service and a secret for every ten pods, thirty pods to a node, and beside them a tree of exactly 100,000 edges. */
export function* peerGraph(pods: number): Generator<NodeLine | EdgeLine> {
  const nodes = Math.ceil(pods / PODS_PER_NODE);
  const workloads = Math.ceil(pods / PODS_PER_WORKLOAD);
  for (let n = 0; n < nodes; n++) yield vertex('node', `node-${n}`);
  for (let w = 0; w < workloads; w++) {
    yield vertex('service', `app-${w}`);
    yield vertex('secret', `app-${w}-secret`);
  }
  for (let p = 0; p < pods; p++) yield vertex('pod', podName(p));
  yield* treeNodes();
  for (let p = 0; p < pods; p++) {
    const [pod, w] = [`pod/${podName(p)}`, workloadOf(p)];
    yield arc(`node/node-${p % nodes}`, 'association', pod);
    yield arc(`service/app-${w}`, 'service', pod);
    yield arc(pod, 'secret', `secret/app-${w}-secret`);
  }
  yield* treeEdges();
}

const workloadOf = (pod: number) => Math.floor(pod / PODS_PER_WORKLOAD);
const podName = (pod: number) => `app-${workloadOf(pod)}-abc-${pod.toString(36).padStart(5, '0')}`;
const vertex = (Type: string, Name: string): NodeLine => ({ node: `${Type}/${Name}`, Type, Name });
const arc = (from: string, type: string, to: string): EdgeLine => ({ edge: `${from}|${type}|${to}`, from, to, type });

/** A zone has 1,000 racks, a rack 9 machines, a machine 10 disks: 1,000 + 9,000 + 90,000 edges in three hops. */
const tree = [
  ['rack', 1000],
  ['machine', 9],
  ['disk', 10],
] as const;

function* treeNodes(): Generator<NodeLine> {
  yield vertex('zone', 'zone');
  let count = 1;
  for (const [type, each] of tree) {
    count *= each;
    for (let i = 0; i < count; i++) yield vertex(type, `${type}-${i}`);
  }
}

function* treeEdges(): Generator<EdgeLine> {
  let [count, above] = [1, (_: number) => 'zone/zone'];
  for (const [type, each] of tree) {
    count *= each;
    for (let i = 0; i < count; i++) yield arc(above(Math.floor(i / each)), 'ownership', `${type}/${type}-${i}`);
    above = (i) => `${type}/${type}-${i}`;
  }
}
