/** Finds what may fit a path by its segments, a step for each of them however many templates there are. */
export interface RouteTree<Route> {
  /** Adds a template's segments, undefined for one with a variable in it. What is added first comes first. */
  add(segments: readonly (string | undefined)[], route: Route): void;
  /** The routes whose concrete segments are these, in the order in which they were added. */
  find(segments: readonly { readonly text: string }[]): Route[];
}

interface Node<Route> {
  readonly concrete: Map<string, Node<Route>>;
  open: Node<Route> | undefined;
  readonly routes: { readonly rank: number; readonly route: Route }[];
}

/** An empty tree: its branches are concrete segments, and one beside them for those with variables. */
export function createRouteTree<Route>(): RouteTree<Route> {
  const root = createNode<Route>();
  let size = 0;
  return {
    add(segments, route) {
      let node = root;
      for (const segment of segments) node = childOf(node, segment);
      node.routes.push({ rank: size, route });
      size += 1;
    },
    find(segments) {
      let nodes = [root];
      for (const { text } of segments) {
        const next: Node<Route>[] = [];
        for (const { concrete, open } of nodes) {
          const child = concrete.get(text);
          if (child !== undefined) next.push(child);
          if (open !== undefined) next.push(open);
        }
        if (next.length === 0) return [];
        nodes = next;
      }
      const [first] = nodes;
      if (nodes.length === 1 && first !== undefined) return first.routes.map(({ route }) => route);
      const found = nodes.flatMap(({ routes }) => routes);
      return found.sort((left, right) => left.rank - right.rank).map(({ route }) => route);
    },
  };
}

function childOf<Route>(node: Node<Route>, segment: string | undefined): Node<Route> {
  if (segment === undefined) {
    node.open ??= createNode();
    return node.open;
  }
  const child = node.concrete.get(segment) ?? createNode<Route>();
  node.concrete.set(segment, child);
  return child;
}

function createNode<Route>(): Node<Route> {
  return { concrete: new Map(), open: undefined, routes: [] };
}
