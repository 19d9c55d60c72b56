import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";

/**
 * Service channels of phases 1 and 2, when every MDT has one of six bytes for each of 128 slaves: a control word, four
 * bytes of information. In later phases their places are agreed on, and unknown to a listener.
 */
const SLAVES_PER_TELEGRAM = 128;
const CHANNEL_BYTES = 6;
const MAX_SLAVES = 512;
/** Control word: the master's handshake, which toggles for each step; direction; element of the data block. */
const HANDSHAKE = 0x0001;
const IS_WRITE = 0x0002;
const ELEMENT_SHIFT = 3;
const ELEMENT_MASK = 7;
const ELEMENT = { opening: 1, operationData: 7 } as const;

/** Per slave: nothing known yet, or the last handshake, and whether the data of the opened parameter was touched. */
const KNOWN = 0x80;
const TOUCHED = 0x02;

export class ServiceChannels {
  private readonly slaves = new Uint8Array(MAX_SLAVES);

  /** What a master's telegram does by its service channels: each parameter's data counts once after it was opened. */
  read(reader: ByteReader, telegram: number): Operation[] {
    const done: Operation[] = [];
    const first = telegram * SLAVES_PER_TELEGRAM;
    for (let place = 0; place < SLAVES_PER_TELEGRAM && reader.remaining >= CHANNEL_BYTES; place += 1) {
      const control = reader.u16le();
      reader.skip(CHANNEL_BYTES - 2);
      const operation = this.step(first + place, control);
      if (operation) done.push(operation);
    }
    return done;
  }

  private step(slave: number, control: number): Operation | null {
    const { slaves } = this;
    const known = slaves[slave] ?? 0;
    const handshake = control & HANDSHAKE;
    // The first word seen may be a repetition: a step is told by its toggle.
    const isStep = (known & KNOWN) !== 0 && (known & HANDSHAKE) !== handshake;
    const element = (control >> ELEMENT_SHIFT) & ELEMENT_MASK;
    const wasTouched = (known & TOUCHED) !== 0 && !(isStep && element === ELEMENT.opening);
    const touches = isStep && element === ELEMENT.operationData && !wasTouched;
    slaves[slave] = KNOWN | handshake | (wasTouched || touches ? TOUCHED : 0);
    if (!touches) return null;
    return (control & IS_WRITE) !== 0 ? "write" : "read";
  }
}
