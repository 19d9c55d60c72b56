import type { PortRange } from "../policy/service";

/** Names that nft, iptables and Cisco print in place of numbers (IANA names, and Cisco's own). */
const NAMES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    echo: 7,
    discard: 9,
    systat: 11,
    daytime: 13,
    chargen: 19,
    "ftp-data": 20,
    ftp: 21,
    ssh: 22,
    telnet: 23,
    smtp: 25,
    time: 37,
    nameserver: 42,
    whois: 43,
    tacacs: 49,
    domain: 53,
    dns: 53,
    bootps: 67,
    bootpc: 68,
    tftp: 69,
    gopher: 70,
    finger: 79,
    http: 80,
    www: 80,
    kerberos: 88,
    hostname: 101,
    hostnames: 101,
    "iso-tsap": 102,
    pop2: 109,
    pop3: 110,
    "pop-3": 110,
    sunrpc: 111,
    ident: 113,
    auth: 113,
    nntp: 119,
    ntp: 123,
    epmap: 135,
    msrpc: 135,
    "netbios-ns": 137,
    "netbios-dgm": 138,
    "netbios-ssn": 139,
    "netbios-ss": 139,
    imap: 143,
    imap2: 143,
    imap4: 143,
    snmp: 161,
    snmptrap: 162,
    "snmp-trap": 162,
    xdmcp: 177,
    bgp: 179,
    irc: 194,
    ldap: 389,
    "mobile-ip": 434,
    https: 443,
    "microsoft-ds": 445,
    isakmp: 500,
    exec: 512,
    biff: 512,
    login: 513,
    who: 513,
    cmd: 514,
    rsh: 514,
    syslog: 514,
    shell: 514,
    lpd: 515,
    printer: 515,
    talk: 517,
    rip: 520,
    ripng: 521,
    uucp: 540,
    klogin: 543,
    kshell: 544,
    rtsp: 554,
    submission: 587,
    ldaps: 636,
    rsync: 873,
    imaps: 993,
    pop3s: 995,
    lotusnotes: 1352,
    "ms-sql-s": 1433,
    "ms-sql-m": 1434,
    "citrix-ica": 1494,
    sqlnet: 1521,
    radius: 1812,
    "radius-acct": 1813,
    h323: 1720,
    pptp: 1723,
    l2tp: 1701,
    nfs: 2049,
    ctiqbe: 2748,
    mysql: 3306,
    "ms-wbt-server": 3389,
    aol: 5190,
    "pcanywhere-data": 5631,
    "pcanywhere-status": 5632,
    postgresql: 5432,
    sip: 5060,
    "sip-tls": 5061,
    vnc: 5900,
    x11: 6000,
    "http-alt": 8080,
    mbap: 502,
    "opcua-tcp": 4840,
    enip: 44_818,
    bacnet: 47_808,
    "secureid-udp": 5510,
    dnsix: 195,
    "non500-isakmp": 4500,
    "ipsec-nat-t": 4500,
    kpasswd: 464,
    mdns: 5353,
  }),
);

/** A port by number or name; null when unknown. */
export function parsePort(text: string): number | null {
  if (/^\d{1,5}$/.test(text)) return Number(text) <= 65_535 ? Number(text) : null;
  return NAMES.get(text.toLowerCase()) ?? null;
}

/** "502", "ssh", "5000-5010" or with another dash; null when it is none. */
export function parsePortRange(text: string, dash = "-"): PortRange | null {
  const whole = parsePort(text);
  if (whole !== null) return { first: whole, last: whole };
  const at = text.indexOf(dash);
  if (at < 0) return null;
  const first = at === 0 ? 0 : parsePort(text.slice(0, at));
  const last = at === text.length - 1 ? 65_535 : parsePort(text.slice(at + 1));
  return first === null || last === null || first > last ? null : { first, last };
}

const ICMP4: Readonly<Record<string, number>> = {
  "echo-reply": 0,
  "destination-unreachable": 3,
  unreachable: 3,
  "source-quench": 4,
  redirect: 5,
  echo: 8,
  "echo-request": 8,
  "router-advertisement": 9,
  "router-solicitation": 10,
  "time-exceeded": 11,
  "parameter-problem": 12,
  "timestamp-request": 13,
  "timestamp-reply": 14,
  "address-mask-request": 17,
  "address-mask-reply": 18,
};
const ICMP6: Readonly<Record<string, number>> = {
  "destination-unreachable": 1,
  unreachable: 1,
  "packet-too-big": 2,
  "time-exceeded": 3,
  "parameter-problem": 4,
  "echo-request": 128,
  echo: 128,
  "echo-reply": 129,
  "mld-listener-query": 130,
  "mld-listener-report": 131,
  "nd-router-solicit": 133,
  "router-solicitation": 133,
  "nd-router-advert": 134,
  "router-advertisement": 134,
  "nd-neighbor-solicit": 135,
  "neighbor-solicitation": 135,
  "nd-neighbor-advert": 136,
  "neighbor-advertisement": 136,
  "nd-redirect": 137,
  redirect: 137,
};

/** An ICMP type by number or name; null when unknown. */
export function parseIcmpType(text: string, family: 4 | 6): number | null {
  const plain = text.split("/")[0] as string;
  if (/^\d{1,3}$/.test(plain)) return Number(plain) <= 255 ? Number(plain) : null;
  const names = family === 4 ? ICMP4 : ICMP6;
  return Object.hasOwn(names, plain) ? (names[plain] as number) : null;
}
