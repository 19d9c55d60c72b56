import { type FingerprintRow, row } from "../fingerprint";

/** Power, instruments, rooms, telephony and boxes for one purpose. Own rows; makers' own banners and manuals. */
const WEB = "http-title http-realm http-server";
const LOGIN = "telnet ftp ssh";
const titled = (vendor: string, role: string | null, pattern: string, ...examples: Parameters<typeof row>[3][]) =>
  row(WEB, pattern, role === null ? { vendor } : { vendor, role }, ...examples);
const logsIn = (vendor: string, role: string | null, pattern: string, ...examples: Parameters<typeof row>[3][]) =>
  row(LOGIN, pattern, role === null ? { vendor } : { vendor, role }, ...examples);
const certified = (vendor: string, role: string | null, pattern: string, ...examples: Parameters<typeof row>[3][]) =>
  row("certificate", pattern, role === null ? { vendor } : { vendor, role }, ...examples);
const calls = (vendor: string, role: string, pattern: string, ...examples: Parameters<typeof row>[3][]) =>
  row("sip http-title", pattern, { vendor, role }, ...examples);

const POWER_AND_CONTROL: readonly FingerprintRow[] = [
  titled("Kaeser", null, "\\bSigma Control\\b", "Sigma Control 2 - Compressor 4"),
  titled("Eltek", "power supply", "^(?:Eltek )?WebPower\\b", "WebPower - Site 7"),
  titled("Gude", "power strip", "\\bExpert (?:Power|Sensor) (?:Control|Box)\\b", "Expert Power Control 8045 - Rack A"),
  titled("Inveo", null, "\\b(?:Inveo|Lantick)\\b", "Lantick PE-4-4"),
  titled("Xytronix", null, "\\b(?:XYTRONIX|ControlByWeb|WebRelay)\\b", "WebRelay-Quad"),
  titled("Alpha Technologies", "power supply", "\\bAlpha Technologies\\b", "Alpha Technologies CXPS"),
  logsIn("Alpha Technologies", "power supply", "\\bNovus Telnet Interface\\b", "Novus Telnet Interface (v1.9)"),
  titled("AutomationDirect", null, "\\bECOM100\\b", "ECOM100 Settings"),
  titled("Control Technology", null, "\\b2572-[AB]\\b", "2572-A Status"),
  titled("IBHsoftec", "gateway", "\\bIBHLink\\b", "IBHLink S7++ Status"),
  logsIn("Control Solutions", "gateway", "\\bi\\.CanDoIt\\b|\\bBabel Buster\\b", "Welcome to Babel Buster BB2-7010"),
  titled("AMAG Technology", "door controller", "\\bSymmetry \\w*DBC\\b", "Symmetry 4DBC"),
  titled("CDVI", "door controller", "\\bCDVI\\b", "CDVI Atrium"),
  titled("Keyper", null, "\\bKeyper Systems\\b", "Keyper Systems - Sign in"),
  titled("Global Caché", null, "\\biTach IP2(?:IR|SL|CC)\\b", "iTach IP2SL Status"),
  titled("Wifx", "gateway", "\\bLORIX\\b", "LORIX One"),
  titled("Hubitat", "gateway", "\\bHubitat\\b", "Hubitat Elevation"),
  certified("Hubitat", "gateway", "O=Hubitat\\b", "CN=Hub,O=Hubitat Test,C=US"),
  titled("Nanoleaf", "lighting gateway", "\\bNanoleaf\\b", "Nanoleaf Setup"),
];

const INSTRUMENTS: readonly FingerprintRow[] = [
  titled("Rohde & Schwarz", "instrument", "^R&S\\b|\\bRohde ?& ?Schwarz\\b", "R&S FSW Web Control"),
  titled("Keysight", "instrument", "\\bKeysight\\b|^[ECMPU]XA$", "Keysight N9030B", "PXA"),
  titled("Calnex", "instrument", "\\bCalnex\\b|^Paragon-", "Paragon-X"),
  titled("SEGGER", null, "\\bJ-Link (?:Pro|WiFi|Plus|Ultra)\\b", "J-Link Pro Setup"),
  titled("SpotterRF", "camera", "\\bSpotterRF\\b", "SpotterRF C550"),
];

const MEDIA: readonly FingerprintRow[] = [
  titled("Panasonic", "camera", "^WV-\\w+ ", { text: "WV-SP105 Network Camera", role: "camera" }),
  titled("IQinVision", "camera", "\\bIQeye\\w*", "IQeye 732 Live"),
  titled("Crestron", null, "^(?:HD|DM|TSW|AM)-[A-Z0-9]+-\\d{3}", "DM-TX-200-C"),
  titled("Barix", "media player", "\\bBarix\\b|\\bInstreamer\\b", "Barix Exstreamer 500"),
  titled("Haivision", "media player", "\\bMakito\\b|\\bHaivision\\b", "Makito X Encoder"),
  titled("BrightSign", "media player", "\\bBrightSign\\b", "BrightSign XT1144"),
  titled("SiliconDust", "media player", "\\bHDHomeRun\\b", "HDHomeRun FLEX"),
  titled("Bose", "speaker", "\\bSoundTouch\\b", "SoundTouch 10"),
  row("http-title certificate", "\\bLifesize\\b", { vendor: "Lifesize", role: "phone" }, "Lifesize Icon 600"),
  certified("Mersive", "media player", "O=Mersive\\b", "CN=Solstice,O=Mersive Test,C=US"),
  certified("Google", "media player", "OU=(?:Cast|Google TV|Cast TV)\\b", "CN=ABCD 001122334455,OU=Cast,O=Google Inc"),
  titled("Nuuo", "camera", "\\bNUUO\\b|^Network Video Recorder Login$", "NUUO NVRmini"),
];

const OFFICE: readonly FingerprintRow[] = [
  titled("Evolis", "printer", "\\bEvolis\\b", "Evolis Primacy"),
  titled("Weidmüller", "printer", "\\bWeidm(?:ü|ue)ller\\b", "Weidmüller PrintJet"),
  titled("Canon", "printer", "\\bScanFront\\b|^Remote UI\\b", "Remote UI: Login: LBP300"),
  certified("Canon", null, "CN=ScanFront\\b", "CN=ScanFront 400"),
  titled("Sharp", "printer", "^Machine Identification - [A-Z]{2}-", "Machine Identification - MX-100"),
  row("snmp http-title", "\\bIntermec\\b", { vendor: "Intermec", role: "printer" }, "Label Printer Intermec PC23"),
  titled("SEH", "print server", "\\bmyUTN\\b|\\bPS\\d+ Control Center\\b", "myUTN-80 Control Center"),
  logsIn("Buffalo", "print server", "\\bMELCO Print Server\\b", "Welcome to MELCO Print Server"),
  titled("Datalogic", null, "\\bDatalogic\\b", "Datalogic Memor"),
  titled("ATEN", null, "^(?:KN|CN|SN|PE)\\d{4}\\w* - ", "KN2116v - Login"),
  titled("APC", "power supply", "^UPS Properties$", "UPS Properties"),
  titled("Eaton", "power supply", "^Network Management Card$", "Network Management Card"),
];

const TELEPHONY: readonly FingerprintRow[] = [
  calls("Polycom", "phone", "^VVX\\d{3}\\b", "VVX411"),
  calls("Poly", "gateway", "^OBi\\d{3}", "OBi302"),
  calls("Digium", "phone", "\\bDigium Phone\\b", "Digium Phone D65"),
  calls("AudioCodes", "gateway", "^(?:MP|Mediant)-?\\d+\\w* ?(?:FXS|FXO|/)", "MP-118 FXS/v.6.60A.1"),
  calls("Fortinet", "gateway", "^FortiVoice", "FortiVoice-500F"),
  calls("Wildix", "gateway", "^Wildix\\b", "Wildix GW-6.1"),
  calls("Unify", "phone", "^Desk_Phone_IP_\\w+|\\bOpenStage\\b", "Desk_Phone_IP_CP600_V1 R1.2"),
  calls("Ingate", "firewall", "^(?:Ingate-Firewall|SIParator)/", "SIParator/5.0.1"),
  calls("Algo", "speaker", "^Algo-\\d{4}", "Algo-8180/2.0"),
  calls("Tilgin", "router", "^Tilgin\\b", "Tilgin Vood HG1300"),
  calls("ZTE", "router", "^F6\\d\\d\\w?/V\\d", "F601/V6.0.10"),
  calls("Dialogic", "gateway", "^PBX-IP Media Gateway/", "PBX-IP Media Gateway/6.0"),
  calls("EnGenius", "router", "^EnGenius(?![a-z])", "EnGenius_Router_2"),
  calls("Cisco", "gateway", "(?:^|_)i?Linksys/", "Linksys/SPA2102-5.2.13"),
  certified("Cisco", "phone", "CN=SEP[0-9A-F]{12}\\b", "CN=SEP001122334455,O=Cisco Test"),
  row("snmp http-title", "\\bAllworx\\b", { vendor: "Allworx", role: "phone" }, "ALLWORX 9224"),
];

const NETWORK: readonly FingerprintRow[] = [
  certified("Cisco", "router", "CN=IOS-Self-Signed-Certificate-", "CN=IOS-Self-Signed-Certificate-1234567890"),
  certified("Cisco", "firewall", "CN=ASA Temporary Self Signed\\b", "CN=ASA Temporary Self Signed Certificate"),
  certified("Sophos", "firewall", "CN=SophosApplianceCertificate_", "CN=SophosApplianceCertificate_C0123,C=GB"),
  certified("Lenovo", "management controller", "CN=XCC-\\w", "CN=XCC-7X02-J300,O=Lenovo Test"),
  certified(
    "AMI",
    "management controller",
    "O=American Megatrends\\b",
    "CN=AMI,OU=Service Processors,O=American Megatrends",
  ),
  certified(
    "Oracle",
    "management controller",
    "CN=Oracle Integrated Lights Out\\b",
    "CN=Oracle Integrated Lights Out Manager",
  ),
  titled(
    "Oracle",
    "management controller",
    "^(?:Oracle\\(R\\) )?Integrated Lights Out Manager\\b",
    "Integrated Lights Out Manager",
  ),
  certified(
    "HP",
    "management controller",
    "OU=Onboard Administrator\\b",
    "CN=OA-001122334455,OU=Onboard Administrator",
  ),
  certified("HP", "storage", "CN=HP_3PAR_", "CN=HP_3PAR_1234567"),
  certified("HP", "printer", "OU=HP-IPG\\b", "CN=HPAB12CD,OU=HP-IPG,O=HP"),
  certified("Tenable", null, "CN=tnsappliance\\b|O=Tenable\\b", "CN=tnsappliance,O=Tenable"),
  certified("FireEye", null, "O=FireEye\\b", "CN=fe1,O=FireEye"),
  certified("ExtraHop", null, "O=ExtraHop\\b", "CN=extrahop,O=ExtraHop"),
  certified("Araknis Networks", "router", "O=Araknis\\b", "CN=00:11:22:33:44:55,OU=AN-110-RT-2L1W,O=Araknis Networks"),
  row(
    "http-title certificate",
    "\\bFreebox\\b|\\.fbxos\\.fr\\b",
    { vendor: "Free", role: "router" },
    "Freebox Server",
    "CN=ab12.fbxos.fr",
  ),
  titled("FatPipe", "router", "^FatPipe\\b", "FatPipe WARP | Log in"),
  titled("Google", "router", "^Google (?:Fiber|Wifi)\\b", "Google Wifi Setup"),
  titled("Gigamon", null, "\\bGigaVUE\\b", "GigaVUE-FM"),
  titled("KACE", null, "^KACE Systems\\b", "KACE Systems Deployment Appliance"),
  titled("Bomgar", null, "\\bPowered by BOMGAR\\b", "Support Portal | Powered by BOMGAR"),
  titled("Pure Storage", "storage", "\\bPure Storage\\b", "Pure Storage FlashArray"),
  titled("Fujitsu", "storage", "\\bETERNUS\\b", "ETERNUS DX100"),
  titled("Dell", "storage", "^(?:DD|Data Domain) System Manager\\b|^OneFS\\b", "DD System Manager"),
  titled("3Com", "switch", "^(?:3Com )?Web Smart Switch\\b", "3Com Web Smart Switch"),
  row(
    "snmp",
    "\\bSwOS v(?<firmware>[\\d.]+)",
    { vendor: "MikroTik", role: "switch" },
    { text: "CSS610 SwOS v2.14", firmware: "2.14" },
  ),
  row(
    "snmp",
    "^Onyx,(?<model>MSN\\w+),SWv(?<firmware>[\\d.]+)",
    { vendor: "NVIDIA", role: "switch" },
    {
      text: "Onyx,MSN2100,SWv3.10.1",
      model: "MSN2100",
      firmware: "3.10.1",
    },
  ),
  row("snmp", "^Fibre Channel Switch\\.?$", { vendor: "Brocade", role: "switch" }, "Fibre Channel Switch."),
  row("snmp", "\\bVBrick\\b", { vendor: "VBrick", role: "media player" }, "VBrick Systems, Model 7000"),
  logsIn("ZTE", "router", "^F6\\d{2}\\w?\\s+Login:", "F601\r\nLogin:"),
  logsIn("Airties", "router", "^Air\\d{4}\\w* login:", "Air5443 login:"),
  logsIn("ASUS", "router", "^(?:RT-)?A[CX]\\d{4}\\w* login:", "AX3000 login:"),
  logsIn("Keenetic", "router", "^KeeneticOS version (?<firmware>[\\w.-]+)", {
    text: "KeeneticOS version 3.7",
    firmware: "3.7",
  }),
  logsIn("DrayTek", "router", "^System administrator is connecting from\\b|\\bDrayTek\\b", "DrayTek login:"),
  logsIn("MRV Communications", "device server", "\\bMRV Communications\\b", "MRV Communications LX-4008"),
  logsIn("Moxa", "device server", "^Model name +: (?<model>(?:NE|NPort|MiiNePort|MGate)[ -]?\\w+)", {
    text: "Model name       : NE-4120A",
    model: "NE-4120A",
  }),
  logsIn("Eltex", "gateway", "\\bWelcome to SMG\\d+", "Welcome to SMG2016"),
  logsIn("Arescom", "router", "\\bARESCOM\\b", "NDS1060 by ARESCOM"),
  logsIn("Efficient Networks", "router", "^FlowPoint/", "FlowPoint/144 Router"),
];

export const APPLIANCE_ROWS: readonly FingerprintRow[] = [
  ...POWER_AND_CONTROL,
  ...INSTRUMENTS,
  ...MEDIA,
  ...OFFICE,
  ...TELEPHONY,
  ...NETWORK,
];
