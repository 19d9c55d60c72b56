/** When an occurrence of a window begins: "2026-12-06 04:00 UTC". */
export const sayWindowTime = (startsAt: string) => `${startsAt.slice(0, 10)} ${startsAt.slice(11, 16)} UTC`;
