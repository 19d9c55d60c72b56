const SCROLLS = /auto|scroll/;

/**
 * Scrolls whatever stands around an element just as far as it takes to see it and its scroll margin. The browser's own
 * scrollIntoView would also have Tab go on from there: who opens a page by such an address would never meet what stands
 * before it.
 */
export function scrollToNearest(element: Element): void {
  const { scrollMarginLeft, scrollMarginRight, scrollMarginTop, scrollMarginBottom } = getComputedStyle(element);
  for (let around = element.parentElement; around; around = around.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(around);
    const isPage = around === document.documentElement;
    if (!isPage && !SCROLLS.test(overflowX + overflowY)) continue;
    const it = element.getBoundingClientRect();
    const start = { left: it.left - px(scrollMarginLeft), top: it.top - px(scrollMarginTop) };
    const end = { left: it.right + px(scrollMarginRight), top: it.bottom + px(scrollMarginBottom) };
    const box = around.getBoundingClientRect();
    const left = isPage ? 0 : box.left + around.clientLeft;
    const top = isPage ? 0 : box.top + around.clientTop;
    const by = {
      left: shortfall(start.left, end.left, left, left + around.clientWidth),
      top: shortfall(start.top, end.top, top, top + around.clientHeight),
    };
    if (by.left !== 0 || by.top !== 0) around.scrollBy(by);
  }
}

const px = (length: string) => Number.parseFloat(length) || 0;

/** How far a stretch lies outside of a window, below zero before it; one that is longer than the window shows its start. */
export function shortfall(start: number, end: number, from: number, to: number): number {
  if (start < from) return start - from;
  return end > to ? Math.min(end - to, start - from) : 0;
}
