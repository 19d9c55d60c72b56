/**
 * How far one packed layer may grow. Real captures and logs shrink 3 to 30 times; deflate can reach 1,032 times and
 * Zstandard 32,768 times, which only content made for the purpose does.
 */
export interface UnpackLimits {
  /** Unpacked bytes of one file. */
  readonly maxBytes: number;
  /** Unpacked bytes per packed byte, judged once `ratioFromBytes` have been unpacked. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
}

export const DEFAULT_UNPACK_LIMITS: UnpackLimits = {
  maxBytes: 16 * 1024 ** 3,
  maxRatio: 200,
  ratioFromBytes: 8 * 1024 ** 2,
};
