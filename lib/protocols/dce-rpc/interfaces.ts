import type { Operation } from "@/lib/domain/flow/flow";

/** An interface that says what a server is there for: its product, and what its methods do. */
export interface KnownInterface {
  readonly product: string | null;
  /** By method number; those of IUnknown are 0 to 2. */
  readonly operations: ReadonlyMap<number, Operation>;
  /** Its answers hold the server's own bindings. */
  readonly statesBindings: boolean;
}

const NO_OPERATIONS: ReadonlyMap<number, Operation> = new Map();
const READ_WRITE: ReadonlyMap<number, Operation> = new Map([
  [3, "read"],
  [4, "write"],
]);
const DATA_ACCESS = "OPC Data Access";
const HISTORY = "OPC Historical Data Access";
const ALARMS = "OPC Alarms and Events";

const known = (product: string | null, operations = NO_OPERATIONS, statesBindings = false): KnownInterface => ({
  product,
  operations,
  statesBindings,
});

/**
 * By their UUID: [MS-DCOM] §1.9, OPC Data Access 3.00 appendix (opcda.idl), OPC HDA 1.20 (opchda.idl), OPC AE 1.10
 * (opc_ae.idl). A method's number is its place in the interface.
 */
export const INTERFACES: ReadonlyMap<string, KnownInterface> = new Map([
  ["99fcfec4-5260-101b-bbcb-00aa0021347a", known(null, NO_OPERATIONS, true)],
  ["4d9f4ab8-7d1c-11cf-861e-0020af6e7c57", known(null, NO_OPERATIONS, true)],
  ["000001a0-0000-0000-c000-000000000046", known(null, NO_OPERATIONS, true)],
  ["39c13a4d-011e-11d0-9675-0020afd8adb3", known(DATA_ACCESS)],
  ["39c13a50-011e-11d0-9675-0020afd8adb3", known(DATA_ACCESS)],
  ["39c13a52-011e-11d0-9675-0020afd8adb3", known(DATA_ACCESS, READ_WRITE)],
  ["39c13a53-011e-11d0-9675-0020afd8adb3", known(DATA_ACCESS, READ_WRITE)],
  ["39c13a54-011e-11d0-9675-0020afd8adb3", known(DATA_ACCESS)],
  ["39c13a71-011e-11d0-9675-0020afd8adb3", known(DATA_ACCESS, READ_WRITE)],
  ["39c13a72-011e-11d0-9675-0020afd8adb3", known(DATA_ACCESS)],
  ["85c0b427-2893-4cbc-bd78-e5fc5146f08f", known(DATA_ACCESS, READ_WRITE)],
  ["39227004-a18f-4b57-8b0a-5235670f4468", known(DATA_ACCESS)],
  ["1f1217b0-dee0-11d2-a5e5-000086339399", known(HISTORY)],
  ["1f1217b2-dee0-11d2-a5e5-000086339399", known(HISTORY)],
  ["65168851-5783-11d1-84a0-00608cb8a7e9", known(ALARMS)],
  ["65168855-5783-11d1-84a0-00608cb8a7e9", known(ALARMS)],
  ["13486d50-4821-11d2-a494-3cb306c10000", known("OPC server list")],
  ["9dd0b56c-ad9e-43ee-8305-487f3188bf7a", known("OPC server list")],
]);
