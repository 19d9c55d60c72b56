import { concat, u16 } from "../bytes";

export const httpGet = (host: string, path: string, userAgent: string) =>
  concat(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${userAgent}\r\nAccept: */*\r\n\r\n`);

export function httpOk(server: string, title: string): Uint8Array {
  const html = `<html><head><title>${title}</title></head><body></body></html>`;
  return concat(
    `HTTP/1.1 200 OK\r\nServer: ${server}\r\nContent-Type: text/html\r\nContent-Length: ${html.length}\r\n\r\n${html}`,
  );
}

const vector8 = (bytes: Uint8Array) => concat([bytes.length], bytes);
const vector16 = (bytes: Uint8Array) => concat(u16(bytes.length), bytes);

/** RFC 8446 §4.1.2 with server_name (RFC 6066 §3). */
export function tlsClientHello(serverName: string, random: Uint8Array): Uint8Array {
  const sni = concat(u16(0), vector16(vector16(concat([0], vector16(concat(serverName))))));
  const versions = concat(u16(43), vector16(vector8(Uint8Array.from([3, 4, 3, 3]))));
  const body = concat(
    [3, 3],
    random,
    vector8(new Uint8Array(0)),
    vector16(Uint8Array.from([0x13, 0x01, 0xc0, 0x2f])),
    vector8(Uint8Array.from([0])),
    vector16(concat(sni, versions)),
  );
  const handshake = concat([1, 0], u16(body.length), body);
  return concat([0x16, 3, 1], vector16(handshake));
}

/** RFC 5246 §7.4.1.3: the answer of a TLS 1.2 server. */
export function tlsServerHello(random: Uint8Array): Uint8Array {
  const body = concat([3, 3], random, [0, 0xc0, 0x2f, 0]);
  const handshake = concat([2, 0], u16(body.length), body);
  return concat([0x16, 3, 3], vector16(handshake));
}

/** Encrypted records: length is all that anyone sees. */
export const tlsApplicationData = (length: number) =>
  concat([0x17, 3, 3], u16(length), new Uint8Array(length).fill(0x5a));

export const rtspOptions = (ip: string) =>
  concat(`OPTIONS rtsp://${ip}:554/stream1 RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: VideoStation/4.2\r\n\r\n`);
export const rtspOk = (server: string) =>
  concat(`RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: ${server}\r\nPublic: OPTIONS, DESCRIBE, SETUP, PLAY\r\n\r\n`);
