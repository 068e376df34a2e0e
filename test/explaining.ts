import { connect } from '../server/src/db/connect.ts';

/** A step of a plan, with what PostgreSQL counted while it ran. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: PlanNode[];
}

/** A connection whose `nodes` are the steps of all plans that ran on it, as PostgreSQL itself reports them (auto_explain). */
export async function explaining(url: string) {
  const told = new URL(url);
  const parameters = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_format': 'json',
    client_min_messages: 'log',
  };
  for (const [name, value] of Object.entries(parameters)) told.searchParams.set(name, value);
  const nodes: PlanNode[] = [];
  const onNotice = (message: string) => {
    const at = message.indexOf('{');
    if (at >= 0) nodes.push(...flat(JSON.parse(message.slice(at)).Plan).filter((node) => node['Actual Loops'] > 0));
  };
  const sql = connect(told.href, { max: 1, onNotice });
  await sql`select`;
  nodes.length = 0; // the driver asks for types when it connects
  return Object.assign(sql, { nodes });
}

function flat(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flat)];
}

/** Rows that were looked at, found fitting or not. */
export function touched(node: PlanNode): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
  return (node['Actual Rows'] + removed) * node['Actual Loops'];
}
