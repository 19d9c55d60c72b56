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
    name: "pages of an error and of a redirection, called after their status (RFC 9110 §15)",
    carrier: "tcp",
    port: 8081,
    fromInitiator: false,
    bytes: text(
      "HTTP/1.1 404 Not Found\r\nServer: Acme-Web/4.2\r\n\r\n<html><title>404 - File not found</title>\nHTTP/1.1 302 Found\r\n\r\n<html><title>Found</title>\nHTTP/1.1 200 OK\r\n\r\n<html><title>Mixer 200</title>",
    ),
    expect: { identities: [["description", "Mixer 200"]], product: "Acme-Web" },
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
      identities: [["description", "Linux UPnP/1.0 Acme/1.2"]],
      concluded: [
        ["vendor", "Acme"],
        ["model", "Speaker One"],
        ["serial", "00-11-22"],
        ["name", "Hall & Yard"],
      ],
    },
  },
  {
    name: "what a Windows computer publishes of itself ([MS-PBSD] §2.2.1)",
    carrier: "tcp",
    port: 5357,
    fromInitiator: false,
    bytes: text(
      'HTTP/1.1 200 OK\r\n\r\n<soap:Body><wsx:MetadataSection Dialect="http://schemas.xmlsoap.org/ws/2006/02/devprof/ThisDevice"><wsdp:ThisDevice><wsdp:FriendlyName>Microsoft Publication Service Device Host</wsdp:FriendlyName><wsdp:SerialNumber>20050718</wsdp:SerialNumber></wsdp:ThisDevice><pub:Computer>ENG-07/Workgroup:PLANT</pub:Computer></soap:Body>',
    ),
    expect: { concluded: [["name", "ENG-07"]] },
  },
  {
    name: "what a printer states of itself (DPWS 1.1 §5.1)",
    carrier: "tcp",
    port: 5357,
    fromInitiator: false,
    bytes: text(
      'HTTP/1.1 200 OK\r\n\r\n<wsx:MetadataSection Dialect="http://schemas.xmlsoap.org/ws/2006/02/devprof/ThisDevice"><wsdp:FriendlyName>LP Hall 2</wsdp:FriendlyName><wsdp:SerialNumber>A-17</wsdp:SerialNumber><wsdp:Manufacturer>Acme</wsdp:Manufacturer><wsdp:ModelName>LP 3</wsdp:ModelName></wsx:MetadataSection>',
    ),
    expect: {
      concluded: [
        ["name", "LP Hall 2"],
        ["serial", "A-17"],
        ["vendor", "Acme"],
        ["model", "LP 3"],
      ],
    },
  },
  {
    name: "the device information of a Roku",
    carrier: "tcp",
    port: 8060,
    fromInitiator: false,
    bytes: text(
      "HTTP/1.1 200 OK\r\n\r\n<device-info><udn>1</udn><serial-number>YN00</serial-number><vendor-name>Roku</vendor-name><model-name>Express</model-name><model-number>3900X</model-number><software-version>9.2.0</software-version><user-device-name>Lobby</user-device-name></device-info>",
    ),
    expect: {
      concluded: [
        ["vendor", "Roku"],
        ["model", "Express"],
        ["hardware", "3900X"],
        ["serial", "YN00"],
        ["name", "Lobby"],
        ["firmware", "9.2.0"],
      ],
    },
  },
  {
    name: "JSON in which somebody else's name stands",
    carrier: "tcp",
    port: 80,
    fromInitiator: false,
    bytes: text('HTTP/1.1 200 OK\r\n\r\n{"name":"nobody","model":"none","serialNumber":"1"}'),
    expect: {},
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
      concluded: [
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
      concluded: [
        ["vendor", "Acme"],
        ["model", "R7"],
        ["firmware", "1.04"],
        ["name", "gate"],
      ],
    },
  },
];
