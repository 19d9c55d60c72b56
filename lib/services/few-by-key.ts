import "server-only";
/** Something for each of a few questions; the oldest question goes first. */
export class FewByKey<Kept> {
  readonly #kept = new Map<string, Kept>();

  /**
   * @param most questions of which something is kept
   * @param begin what a question that is not among them begins with
   */
  constructor(
    private readonly most: number,
    private readonly begin: () => Kept,
  ) {}

  of(key: string): Kept {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= this.most) this.#kept.delete(oldest);
    const fresh = this.begin();
    this.#kept.set(key, fresh);
    return fresh;
  }
}
