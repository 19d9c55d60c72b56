import { addp } from "./addp/addp";
import { ads } from "./ads/ads";
import { amqp } from "./amqp/amqp";
import { amxDdp } from "./amx-ddp/amx-ddp";
import { artNet } from "./art-net/art-net";
import { atg } from "./atg/atg";
import { bacnet } from "./bacnet/bacnet";
import { bgp } from "./bgp/bgp";
import { bsap } from "./bsap/bsap";
import { c1222 } from "./c1222/c1222";
import { c37118 } from "./c37118/c37118";
import { capwap } from "./capwap/capwap";
import { carp } from "./carp/carp";
import { ccLinkIe } from "./cc-link-ie/cc-link-ie";
import { cdp } from "./cdp/cdp";
import { checkMk } from "./check-mk/check-mk";
import { cnIp } from "./cn-ip/cn-ip";
import { coap } from "./coap/coap";
import { codesys } from "./codesys/codesys";
import { codesysV3 } from "./codesys-v3/codesys-v3";
import { cpha } from "./cpha/cpha";
import { crestron } from "./crestron/crestron";
import { crimson } from "./crimson/crimson";
import { dceRpc } from "./dce-rpc/dce-rpc";
import type { Decoder } from "./define-decoder";
import { deltav } from "./deltav/deltav";
import { dhcp } from "./dhcp/dhcp";
import { dhcpv6 } from "./dhcpv6/dhcpv6";
import { dhip } from "./dhip/dhip";
import { diameter } from "./diameter/diameter";
import { dicom } from "./dicom/dicom";
import { dlms } from "./dlms/dlms";
import { dlr } from "./dlr/dlr";
import { dnp3 } from "./dnp3/dnp3";
import { dns } from "./dns/dns";
import { dtp } from "./dtp/dtp";
import { eapol } from "./eapol/eapol";
import { edp } from "./edp/edp";
import { egd } from "./egd/egd";
import { eigrp } from "./eigrp/eigrp";
import { enip } from "./enip/enip";
import { esp } from "./esp/esp";
import { ethercat } from "./ethercat/ethercat";
import { fdp } from "./fdp/fdp";
import { ffHse } from "./ff-hse/ff-hse";
import { fins } from "./fins/fins";
import { focas } from "./focas/focas";
import { fox } from "./fox/fox";
import { ftp } from "./ftp/ftp";
import { ftpData } from "./ftp-data/ftp-data";
import { geSrtp } from "./ge-srtp/ge-srtp";
import { genisys } from "./genisys/genisys";
import { gigeVision } from "./gige-vision/gige-vision";
import { glbp } from "./glbp/glbp";
import { goose } from "./goose/goose";
import { hartIp } from "./hart-ip/hart-ip";
import { hiFlying } from "./hi-flying/hi-flying";
import { hislip } from "./hislip/hislip";
import { hl7 } from "./hl7/hl7";
import { hpSwitch } from "./hp-switch/hp-switch";
import { hses } from "./hses/hses";
import { hsrPrp } from "./hsr-prp/hsr-prp";
import { hsrp } from "./hsrp/hsrp";
import { http } from "./http/http";
import { iec104 } from "./iec104/iec104";
import { igmp } from "./igmp/igmp";
import { ike } from "./ike/ike";
import { imap } from "./imap/imap";
import { ipmi } from "./ipmi/ipmi";
import { ipxSap } from "./ipx-sap/ipx-sap";
import { isis } from "./isis/isis";
import { kerberos } from "./kerberos/kerberos";
import { knxnetIp } from "./knxnet-ip/knxnet-ip";
import { kukaRsi } from "./kuka-rsi/kuka-rsi";
import { kvHostLink } from "./kv-host-link/kv-host-link";
import { l2tp } from "./l2tp/l2tp";
import { lacp } from "./lacp/lacp";
import { lantronix } from "./lantronix/lantronix";
import { ldap } from "./ldap/ldap";
import { lldp } from "./lldp/lldp";
import { llmnr } from "./llmnr/llmnr";
import { lltd } from "./lltd/lltd";
import { lsXgt } from "./ls-xgt/ls-xgt";
import { lutron } from "./lutron/lutron";
import { mdns } from "./mdns/mdns";
import { melsoft } from "./melsoft/melsoft";
import { mewtocol } from "./mewtocol/mewtocol";
import { mms } from "./mms/mms";
import { mndp } from "./mndp/mndp";
import { modbus } from "./modbus/modbus";
import { mongodb } from "./mongodb/mongodb";
import { moxaNport } from "./moxa-nport/moxa-nport";
import { mqtt } from "./mqtt/mqtt";
import { mrp } from "./mrp/mrp";
import { mysql } from "./mysql/mysql";
import { nbns } from "./nbns/nbns";
import { netbiosDgm } from "./netbios-dgm/netbios-dgm";
import { netflow } from "./netflow/netflow";
import { nmea0183 } from "./nmea-0183/nmea-0183";
import { nsdp } from "./nsdp/nsdp";
import { ntp } from "./ntp/ntp";
import { opcua } from "./opcua/opcua";
import { openflow } from "./openflow/openflow";
import { openvpn } from "./openvpn/openvpn";
import { ospf } from "./ospf/ospf";
import { pcom } from "./pcom/pcom";
import { pcworx } from "./pcworx/pcworx";
import { pim } from "./pim/pim";
import { pjl } from "./pjl/pjl";
import { pop3 } from "./pop3/pop3";
import { postgresql } from "./postgresql/postgresql";
import { powerlink } from "./powerlink/powerlink";
import { pptp } from "./pptp/pptp";
import { proconos } from "./proconos/proconos";
import { profinet } from "./profinet/profinet";
import { profinetDcp } from "./profinet-dcp/profinet-dcp";
import { profinetIo } from "./profinet-io/profinet-io";
import { ptp } from "./ptp/ptp";
import { quic } from "./quic/quic";
import { radius } from "./radius/radius";
import { radmin } from "./radmin/radmin";
import { rarp } from "./rarp/rarp";
import { rdp } from "./rdp/rdp";
import { redis } from "./redis/redis";
import { rip } from "./rip/rip";
import { rocPlus } from "./roc-plus/roc-plus";
import { rtcp } from "./rtcp/rtcp";
import { rtp } from "./rtp/rtp";
import { rtsp } from "./rtsp/rtsp";
import { s7comm } from "./s7comm/s7comm";
import { s7commPlus } from "./s7comm-plus/s7comm-plus";
import { sadp } from "./sadp/sadp";
import { sbus } from "./sbus/sbus";
import { selFastMessage } from "./sel-fast-message/sel-fast-message";
import { sercos } from "./sercos/sercos";
import { sflow } from "./sflow/sflow";
import { sip } from "./sip/sip";
import { slmp } from "./slmp/slmp";
import { slp } from "./slp/slp";
import { smb } from "./smb/smb";
import { smtp } from "./smtp/smtp";
import { snmp } from "./snmp/snmp";
import { sonmp } from "./sonmp/sonmp";
import { ssdp } from "./ssdp/ssdp";
import { ssh } from "./ssh/ssh";
import { stp } from "./stp/stp";
import { stun } from "./stun/stun";
import { sv } from "./sv/sv";
import { syslog } from "./syslog/syslog";
import { tacacs } from "./tacacs/tacacs";
import { tailscale } from "./tailscale/tailscale";
import { tds } from "./tds/tds";
import { teamviewer } from "./teamviewer/teamviewer";
import { telnet } from "./telnet/telnet";
import { tftp } from "./tftp/tftp";
import { tls } from "./tls/tls";
import { tpLinkSmartHome } from "./tp-link-smart-home/tp-link-smart-home";
import { tristation } from "./tristation/tristation";
import { ubiquitiDiscovery } from "./ubiquiti-discovery/ubiquiti-discovery";
import { udld } from "./udld/udld";
import { universalRobots } from "./universal-robots/universal-robots";
import { vnc } from "./vnc/vnc";
import { vrrp } from "./vrrp/vrrp";
import { vtp } from "./vtp/vtp";
import { wdbrpc } from "./wdbrpc/wdbrpc";
import { wireguard } from "./wireguard/wireguard";
import { wlan } from "./wlan/wlan";
import { wsDiscovery } from "./ws-discovery/ws-discovery";
import { zabbix } from "./zabbix/zabbix";
import { zerotier } from "./zerotier/zerotier";

/** Every protocol we understand, alphabetical. Adding one: docs/adding-a-protocol.md. */
export const DECODERS: readonly Decoder[] = [
  addp,
  ads,
  amqp,
  amxDdp,
  artNet,
  atg,
  bacnet,
  bgp,
  bsap,
  c1222,
  c37118,
  capwap,
  carp,
  ccLinkIe,
  cdp,
  checkMk,
  cnIp,
  coap,
  codesys,
  codesysV3,
  cpha,
  crestron,
  crimson,
  dceRpc,
  deltav,
  dhcp,
  dhcpv6,
  dhip,
  diameter,
  dicom,
  dlms,
  dlr,
  dnp3,
  dns,
  dtp,
  eapol,
  edp,
  egd,
  eigrp,
  enip,
  esp,
  ethercat,
  fdp,
  ffHse,
  fins,
  focas,
  fox,
  ftp,
  ftpData,
  geSrtp,
  genisys,
  gigeVision,
  glbp,
  goose,
  hartIp,
  hiFlying,
  hislip,
  hl7,
  hpSwitch,
  hses,
  hsrPrp,
  hsrp,
  http,
  iec104,
  igmp,
  ike,
  imap,
  ipmi,
  ipxSap,
  isis,
  kerberos,
  knxnetIp,
  kukaRsi,
  kvHostLink,
  l2tp,
  lacp,
  lantronix,
  ldap,
  lldp,
  llmnr,
  lltd,
  lsXgt,
  lutron,
  mdns,
  melsoft,
  mewtocol,
  mms,
  mndp,
  modbus,
  mongodb,
  moxaNport,
  mqtt,
  mrp,
  mysql,
  nbns,
  netbiosDgm,
  netflow,
  nmea0183,
  nsdp,
  ntp,
  opcua,
  openflow,
  openvpn,
  ospf,
  pcom,
  pcworx,
  pim,
  pjl,
  pop3,
  postgresql,
  powerlink,
  pptp,
  proconos,
  profinet,
  profinetDcp,
  profinetIo,
  ptp,
  quic,
  radius,
  radmin,
  rarp,
  rdp,
  redis,
  rip,
  rocPlus,
  rtcp,
  rtp,
  rtsp,
  s7comm,
  s7commPlus,
  sadp,
  sbus,
  selFastMessage,
  sercos,
  sflow,
  sip,
  slmp,
  slp,
  smb,
  smtp,
  snmp,
  sonmp,
  ssdp,
  ssh,
  stp,
  stun,
  sv,
  syslog,
  tacacs,
  tailscale,
  tds,
  teamviewer,
  telnet,
  tftp,
  tls,
  tpLinkSmartHome,
  tristation,
  ubiquitiDiscovery,
  udld,
  universalRobots,
  vnc,
  vrrp,
  vtp,
  wdbrpc,
  wireguard,
  wlan,
  wsDiscovery,
  zabbix,
  zerotier,
];
