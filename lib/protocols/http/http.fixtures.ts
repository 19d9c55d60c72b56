import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request",
    carrier: "tcp",
    port: 80,
    bytes: text("GET / HTTP/1.1\r\nHost: plc7.test:8080\r\nUser-Agent: Panel/2.1\r\nAuthorization: Basic eDp5\r\n\r\n"),
    expect: { identities: [["description", "Panel/2.1"]], flags: ["cleartext-login"], peerName: "plc7.test" },
  },
  {
    name: "an answer with a page",
    carrier: "tcp",
    port: 8081,
    fromInitiator: false,
    bytes: text(
      'HTTP/1.1 401 Unauthorized\r\nServer: Acme-Web/4.2\r\nWWW-Authenticate: Basic realm="AC-500"\r\n\r\n<html><title>AC-500 station 7</title>',
    ),
    expect: {
      identities: [
        ["description", "AC-500"],
        ["description", "AC-500 station 7"],
      ],
      product: "Acme-Web",
    },
  },
  {
    name: "a UPnP description (UPnP Device Architecture 2.0 §2.3)",
    carrier: "tcp",
    port: 1400,
    fromInitiator: false,
    bytes: text(
      'HTTP/1.1 200 OK\r\nServer: Linux UPnP/1.0 Acme/1.2\r\n\r\n<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><device><friendlyName>Hall &amp; Yard</friendlyName><manufacturer>Acme</manufacturer><modelName>Speaker One</modelName><serialNumber>00-11-22</serialNumber></device></root>',
    ),
    expect: {
      identities: [
        ["description", "Linux UPnP/1.0 Acme/1.2"],
        ["vendor", "Acme"],
        ["model", "Speaker One"],
        ["serial", "00-11-22"],
        ["name", "Hall & Yard"],
      ],
    },
  },
  {
    name: "device information of a camera (ONVIF Core §8.1.1)",
    carrier: "tcp",
    port: 80,
    fromInitiator: false,
    bytes: text(
      "HTTP/1.1 200 OK\r\n\r\n<s:Envelope><s:Body><tds:GetDeviceInformationResponse><tds:Manufacturer>Acme</tds:Manufacturer><tds:Model>Dome 3</tds:Model><tds:FirmwareVersion>2.1.0</tds:FirmwareVersion><tds:SerialNumber>D3-7</tds:SerialNumber><tds:HardwareId>1.0</tds:HardwareId></tds:GetDeviceInformationResponse></s:Body></s:Envelope>",
    ),
    expect: {
      identities: [
        ["vendor", "Acme"],
        ["model", "Dome 3"],
        ["firmware", "2.1.0"],
        ["serial", "D3-7"],
        ["hardware", "1.0"],
      ],
    },
  },
  {
    name: "device settings by HNAP",
    carrier: "tcp",
    port: 80,
    fromInitiator: false,
    bytes: text(
      'HTTP/1.1 200 OK\r\n\r\n<soap:Envelope><soap:Body><GetDeviceSettingsResponse xmlns="http://purenetworks.com/HNAP1/"><DeviceName>gate</DeviceName><VendorName>Acme</VendorName><ModelName>R7</ModelName><FirmwareVersion>1.04</FirmwareVersion></GetDeviceSettingsResponse></soap:Body></soap:Envelope>',
    ),
    expect: {
      identities: [
        ["vendor", "Acme"],
        ["model", "R7"],
        ["firmware", "1.04"],
        ["name", "gate"],
      ],
    },
  },
];
