import type { Decoder } from "./define-decoder";
import { cdp } from "./cdp/cdp";
import { coap } from "./coap/coap";
import { dceRpc } from "./dce-rpc/dce-rpc";
import { dhcp } from "./dhcp/dhcp";
import { dhcpv6 } from "./dhcpv6/dhcpv6";
import { dicom } from "./dicom/dicom";
import { dns } from "./dns/dns";
import { ftp } from "./ftp/ftp";
import { glbp } from "./glbp/glbp";
import { hl7 } from "./hl7/hl7";
import { hsrp } from "./hsrp/hsrp";
import { http } from "./http/http";
import { ike } from "./ike/ike";
import { imap } from "./imap/imap";
import { kerberos } from "./kerberos/kerberos";
import { ldap } from "./ldap/ldap";
import { lldp } from "./lldp/lldp";
import { llmnr } from "./llmnr/llmnr";
import { mdns } from "./mdns/mdns";
import { mndp } from "./mndp/mndp";
import { mqtt } from "./mqtt/mqtt";
import { mysql } from "./mysql/mysql";
import { nbns } from "./nbns/nbns";
import { netbiosDgm } from "./netbios-dgm/netbios-dgm";
import { ntp } from "./ntp/ntp";
import { openvpn } from "./openvpn/openvpn";
import { pop3 } from "./pop3/pop3";
import { ptp } from "./ptp/ptp";
import { quic } from "./quic/quic";
import { radius } from "./radius/radius";
import { rdp } from "./rdp/rdp";
import { rtsp } from "./rtsp/rtsp";
import { sip } from "./sip/sip";
import { smb } from "./smb/smb";
import { smtp } from "./smtp/smtp";
import { snmp } from "./snmp/snmp";
import { ssdp } from "./ssdp/ssdp";
import { ssh } from "./ssh/ssh";
import { stp } from "./stp/stp";
import { syslog } from "./syslog/syslog";
import { tds } from "./tds/tds";
import { teamviewer } from "./teamviewer/teamviewer";
import { telnet } from "./telnet/telnet";
import { tls } from "./tls/tls";
import { ubiquitiDiscovery } from "./ubiquiti-discovery/ubiquiti-discovery";
import { vnc } from "./vnc/vnc";
import { vrrp } from "./vrrp/vrrp";
import { wireguard } from "./wireguard/wireguard";
import { wsDiscovery } from "./ws-discovery/ws-discovery";

/** Every protocol we understand, alphabetical. Adding one: docs/adding-a-protocol.md. */
export const DECODERS: readonly Decoder[] = [
  cdp,
  coap,
  dceRpc,
  dhcp,
  dhcpv6,
  dicom,
  dns,
  ftp,
  glbp,
  hl7,
  hsrp,
  http,
  ike,
  imap,
  kerberos,
  ldap,
  lldp,
  llmnr,
  mdns,
  mndp,
  mqtt,
  mysql,
  nbns,
  netbiosDgm,
  ntp,
  openvpn,
  pop3,
  ptp,
  quic,
  radius,
  rdp,
  rtsp,
  sip,
  smb,
  smtp,
  snmp,
  ssdp,
  ssh,
  stp,
  syslog,
  tds,
  teamviewer,
  telnet,
  tls,
  ubiquitiDiscovery,
  vnc,
  vrrp,
  wireguard,
  wsDiscovery,
];
