/** A window in a pipe: the level that an operator sees. */
export function Wordmark({ isShort = false }: { readonly isShort?: boolean }) {
  return (
    <>
      <svg aria-hidden viewBox="0 0 20 20" width={20} height={20} className="shrink-0">
        <circle cx="10" cy="10" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M3.6 11.2c2.1-1.5 4.3-1.5 6.4 0s4.3 1.5 6.4 0a6.5 6.5 0 0 1-12.8 0Z" className="fill-accent" />
      </svg>
      {isShort ? null : <span>Sightglass</span>}
    </>
  );
}
