import { defineLog, ignored } from "../define-log";

/** A certificate by itself names no endpoint: ssl.log says who presented it, with its subject. */
export const x509 = defineLog({
  path: "x509",
  signature: ["certificate.subject", "certificate.serial"],
  columns: [
    "ts",
    "id",
    "fingerprint",
    "certificate.version",
    "certificate.serial",
    "certificate.subject",
    "certificate.issuer",
    "certificate.not_valid_before",
    "certificate.not_valid_after",
    "certificate.key_alg",
    "certificate.sig_alg",
    "certificate.key_type",
    "certificate.key_length",
    "certificate.exponent",
    "certificate.curve",
    "san.dns",
    "san.uri",
    "san.email",
    "san.ip",
    "basic_constraints.ca",
    "basic_constraints.path_len",
    "host_cert",
    "client_cert",
    "cert",
  ],
  read: () => ignored("a certificate without the host that showed it; ssl.log holds both"),
});
