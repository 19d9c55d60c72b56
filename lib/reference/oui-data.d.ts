/** Declared by hand, so that the type checker need not read five megabytes of JSON. */
declare module "oui-data" {
  const registry: Readonly<Record<string, string>>;
  export default registry;
}
