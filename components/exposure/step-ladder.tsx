import { clsx } from "clsx";
import type { AccessPathDto } from "@/lib/contracts/exposure";
import { ACCESS_STEPS, type AccessStep } from "@/lib/domain/exposure/maturity";

/** What stands on the way at each step, from whoever comes to the device. */
const ON_THE_WAY: Readonly<Record<AccessStep, readonly string[]>> = {
  direct: [],
  "jump-host": ["jump host"],
  paw: ["PAW", "jump host"],
};

const WORDS: Readonly<Record<AccessStep, string>> = {
  direct: "Straight to the device",
  "jump-host": "Over a jump host",
  paw: "From a PAW, over a jump host",
};

/** The three steps of maturity, each drawn as the way it is: where this path stands today, and which is next. */
export function StepLadder({ path }: { readonly path: AccessPathDto }) {
  const at = ACCESS_STEPS.indexOf(path.step);
  const comer = path.direction === "out" ? path.destination : (path.peers[0]?.name ?? "outside");
  return (
    <ol className="flex flex-col gap-2" aria-label="Steps of maturity">
      {ACCESS_STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? "step" : undefined}
          className={clsx("rounded-md border px-2.5 py-1.5", index === at ? "border-control" : "border-dashed")}
        >
          <p className="flex justify-between gap-2 text-xs">
            <span className={index === at ? "font-medium" : "text-muted"}>{WORDS[step]}</span>
            <span className="text-muted">
              {index === at ? "today" : index === at + 1 ? "next" : index < at ? "behind" : ""}
            </span>
          </p>
          <p aria-hidden className={clsx("flex items-center gap-1 pt-1 text-xs", index === at ? "" : "text-muted")}>
            <Stop text={comer} isSmall />
            {ON_THE_WAY[step].map((stop) => (
              <Leg key={stop} text={stop} isBoxed />
            ))}
            <Leg text={path.device.name} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function Leg({ text, isBoxed = false }: { readonly text: string; readonly isBoxed?: boolean }) {
  return (
    <>
      <span className="h-px min-w-4 flex-1 bg-control" />
      <Stop text={text} isBoxed={isBoxed} />
    </>
  );
}

interface StopProps {
  readonly text: string;
  readonly isBoxed?: boolean;
  readonly isSmall?: boolean;
}

function Stop({ text, isBoxed = false, isSmall = false }: StopProps) {
  return (
    <bdi
      className={clsx(
        "truncate",
        isBoxed ? "shrink-0 rounded-sm border border-control px-1" : isSmall ? "max-w-28" : "max-w-32",
      )}
    >
      {text}
    </bdi>
  );
}
