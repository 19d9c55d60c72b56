import { detachedText } from "./detached-text";

/** Numbers texts in the order in which they come, so that keys can be made of numbers. */
export class TextNumbers {
  private readonly numbers = new Map<string, number>();
  private texts: string[] = [];

  /** -1 for a text without a number. */
  find(text: string): number {
    return this.numbers.get(text) ?? -1;
  }

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    // Neither the larger text that it was cut out of stays, nor the parts that it was put together of.
    const own = detachedText(text);
    this.texts.push(own);
    this.numbers.set(own, this.texts.length - 1);
    return this.texts.length - 1;
  }

  /** The text with the number, in memory once. */
  text(number: number): string {
    return this.texts[number] ?? "";
  }

  get count(): number {
    return this.texts.length;
  }

  /** Lets go of what texts are found by; their numbers still tell them. */
  seal(): void {
    this.numbers.clear();
  }

  clear(): void {
    this.numbers.clear();
    this.texts = [];
  }
}
