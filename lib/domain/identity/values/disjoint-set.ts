/** Union–find over texts. The smaller text leads its set, so the outcome does not depend on the order of unions. */
export class DisjointSet {
  private readonly parents = new Map<string, string>();

  find(item: string): string {
    let root = item;
    for (let up = this.parents.get(root); up !== undefined; up = this.parents.get(root)) root = up;
    for (let at = item; at !== root; ) {
      const next = this.parents.get(at) as string;
      this.parents.set(at, root);
      at = next;
    }
    return root;
  }

  union(a: string, b: string): string {
    const [x, y] = [this.find(a), this.find(b)];
    if (x === y) return x;
    const [root, child] = x < y ? [x, y] : [y, x];
    this.parents.set(child, root);
    return root;
  }
}
