import type { Component } from "./component";
import { parsePackageUrl } from "./package-url";

/**
 * One project goes by many names: a distribution's package, a build system's, its source archive's, a CPE's. Each row is
 * one project; every name is written as `nameKey` gives it. Names of projects and packages are facts.
 */
const PROJECTS: readonly (readonly string[])[] = [
  ["openssl", "libopenssl", "libssl", "libssl11", "libssl3", "openssllibs", "libcrypto", "openssl1", "openssl3"],
  ["curl", "libcurl", "libcurl4", "libcurl3", "curllibs", "libcurlgnutls", "libcurl3gnutls"],
  ["zlib", "libzlib", "zlib1g", "zlibng"],
  ["linux", "linuxkernel", "kernel", "linuximage", "linuxyocto", "linuxlibc"],
  ["uboot", "denxuboot", "uboottools", "dasuboot"],
  ["netsnmp", "libsnmp", "libnetsnmp", "snmpd"],
  ["mosquitto", "libmosquitto", "eclipsemosquitto", "libmosquitto1"],
  ["glib", "libglib2", "glib2", "libglib20"],
  ["expat", "libexpat", "libexpat1"],
  ["libxml2", "xml2", "libxml"],
  ["libxslt", "xslt"],
  ["python", "cpython", "python3", "python2", "libpython3"],
  ["pcre", "libpcre", "libpcre3"],
  ["pcre2", "libpcre2"],
  ["sqlite", "sqlite3", "libsqlite3", "libsqlite"],
  ["gnutls", "libgnutls", "libgnutls30"],
  ["nettle", "libnettle"],
  ["gcrypt", "libgcrypt", "libgcrypt20"],
  ["dbus", "libdbus", "dbus1", "libdbus1"],
  ["glibc", "libc6", "gnulibc", "gnuclibrary"],
  ["busybox", "busyboxstatic"],
  ["dropbear", "dropbearssh", "dropbearsshproject", "dropbearbin"],
  ["openssh", "opensshserver", "opensshclient", "opensshportable", "opensshsftpserver"],
  ["wpasupplicant", "hostapd", "wpa"],
  ["apachehttpserver", "httpserver", "apache", "httpd", "apache2"],
  ["apachetomcat", "tomcat", "tomcat9"],
  ["log4j", "apachelog4j", "log4jcore", "log4j2", "apachelog4j2"],
  ["bind", "bind9"],
  ["isccdhcp", "dhcp", "iscdhcp"],
  ["lwip", "liblwip"],
  ["mbedtls", "libmbedtls", "polarssl"],
  ["wolfssl", "libwolfssl", "cyassl"],
  ["libmodbus", "libmodbus5"],
  ["open62541", "libopen62541"],
  ["libiec61850", "iec61850"],
  ["nghttp2", "libnghttp2", "libnghttp214"],
  ["ncurses", "libncurses", "libncurses6", "libtinfo6"],
  ["readline", "libreadline", "libreadline8"],
  ["tiff", "libtiff"],
  ["libpng", "png", "libpng16"],
  ["libjpegturbo", "jpegturbo", "libjpeg"],
  ["protobuf", "libprotobuf", "protobufcpp"],
  ["yamlcpp", "yamlcpp05"],
];

const PROJECT_OF: ReadonlyMap<string, string> = new Map(
  PROJECTS.flatMap((names) => names.map((name) => [name, names[0] as string] as const)),
);

/** Lower case, letters and digits only. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

/** Packagings of one and the same source: "openssl-dev", "curl-doc". */
const PACKAGING = /(?:[-_.](?:dev|devel|dbg|doc|common|data|bin|tools|utils|libs?|static|shared|core|base|runtime))+$/;
/** Shorter names than this keep their "lib": "libc" is not "c". */
const MIN_LIBRARY_LENGTH = 6;

/**
 * The project that a name stands for: by the table; else the name without its path ("https://github.com/curl/curl"),
 * architecture ("curl:amd64"), packaging and "lib".
 */
export function projectOf(name: string): string {
  const known = PROJECT_OF.get(nameKey(name));
  if (known !== undefined) return known;
  const last =
    name
      .trim()
      .toLowerCase()
      .replace(/:[a-z0-9]+$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? "";
  const plain = nameKey(last.replace(/\.git$/, "").replace(PACKAGING, ""));
  const found = PROJECT_OF.get(plain);
  if (found !== undefined) return found;
  return plain.length >= MIN_LIBRARY_LENGTH && plain.startsWith("lib") ? plain.slice(3) : plain;
}

export interface CpeName {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
}

/** Vendor, product and version of a CPE 2.2 or 2.3; null for anything that is none. */
export function parseCpe(text: string): CpeName | null {
  if (text.length > 1_000) return null;
  const body = /^cpe:2\.3:[aoh*]:(.*)$/i.exec(text)?.[1] ?? /^cpe:\/[aoh]?:(.*)$/i.exec(text)?.[1];
  if (body === undefined) return null;
  const [vendor = "", product = "", version = ""] = body.split(/(?<!\\):/).map((it) => it.replace(/\\(.)/g, "$1"));
  return product === "" || product === "*" ? null : { vendor, product, version };
}

/** Every project that a component may be, by its own names; the one of its CPE and package URL included. */
export function projectsOf({ name, purl, cpe }: Component): ReadonlySet<string> {
  const projects = new Set<string>();
  const add = (text: string | undefined | null) => {
    const key = text ? projectOf(text) : "";
    if (key !== "") projects.add(key);
  };
  add(name);
  const parsed = purl === null ? null : parsePackageUrl(purl);
  add(parsed?.name);
  const named = cpe === null ? null : parseCpe(cpe);
  add(named?.product);
  return projects;
}
