/** Unitronics' model codes as the answer to ID states them: those of its .NET driver, as listed by public research. */
const FAMILIES: readonly (readonly [code: RegExp, model: string])[] = [
  [/^13(?=[RTB][A-Z]?\d)/, "V130-33-"],
  [/^35(?=[RTB][A-Z]?\d)/, "V350-35-"],
  [/^V(?=[RTU][A-Z]?\d)/, "V120-12-"],
  [/^W(?=[RTU][A-Z]?\d)/, "V120-22-"],
  [/^1(?=[RTU][A-Z]?\d)/, "M91-19-"],
  [/^8(?=[RTU][A-Z]?\d)/, "M91-2-"],
  [/^J(?=[RT]\d)/, "JZ10-11-"],
];
const MODELS: ReadonlyMap<string, string> = new Map([
  ["2320", "V230-13-B20"],
  ["2620", "V260-16-B20"],
  ["2820", "V280-18-B20"],
  ["2920", "V290-19-B20"],
  ["5320", "V530-53-B20B"],
  ["56C3", "V560-56-C30"],
  ["56T2", "V560-56-T25B"],
  ["56T3", "V560-56-T34"],
  ["56T4", "V560-56-T40"],
  ["57C3", "V570-57-C30 or V290-19-C30"],
  ["57T2", "V570-57-T20 or V290-19-T20"],
  ["57T3", "V570-57-T34 or V290-19-T34"],
  ["57T4", "V570-57-T40 or V290-19-T40"],
  ["49C3", "V570-57-C30 or V290-19-C30"],
  ["49T2", "V570-57-T20 or V290-19-T20"],
  ["49T3", "V570-57-T34 or V290-19-T34"],
  ["49T4", "V570-57-T40 or V290-19-T40"],
  ["70T2", "V700-T20BJ"],
  ["10T2", "V1040"],
  ["12T2", "V1210"],
  ["S3R20", "SM35-J-R20"],
  ["S3T20", "SM35-J-T20"],
  ["S4R20", "SM43-J-R20"],
  ["S4T20", "SM43-J-T20"],
]);

export function modelOfCode(code: string): string | null {
  const known = MODELS.get(code);
  if (known) return known;
  const family = FAMILIES.find(([pattern]) => pattern.test(code));
  return family ? code.replace(family[0], family[1]) : null;
}
