import { type FlowField, flowFieldOf } from "./flow-columns";

const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;
const ADDRESS = String.raw`[\da-fA-F.:]{2,45}`;
/** "2026-11-25 10:00:00,2026-11-25 10:00:02,2.000,10.0.0.5,10.0.0.7,50001,502,TCP,...AP.SF,0,0,13,5710,11,440,…" */
const ROW = new RegExp(
  String.raw`^${TIME},${TIME},\d+(?:\.\d+)?,${ADDRESS},${ADDRESS},\d+(?:\.\d+)?,\d+(?:\.\d+)?,[\w.-]{1,16},[A-Z.]{6,8},\d+,\d+,(?:\d+,){4}`,
);
const NAMES = "ts te td sa da sp dp pr flg fwd stos ipkt ibyt opkt obyt";

/** What the columns of nfdump's CSV mean (versions 1.6 to 1.7.2) where it was told to write no titles (`-q`); null when it is no such row. */
export function nfdumpColumnsOf(line: string): readonly (FlowField | null)[] | null {
  return ROW.test(line) ? NAMES.split(" ").map(flowFieldOf) : null;
}
