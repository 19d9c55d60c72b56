import { codeTable } from "../framing/code-table";

/** CIP device profiles (Volume 1, chapter 6). Source: cisagov/icsnpp-enip, scripts/consts.zeek (BSD-3-Clause). */
export const cipDeviceType = codeTable(`
0 Generic Device (deprecated)
1 Control Station (deprecated)
2 AC Drive Device
3 Motor Overload
4 Limit Switch
5 Inductive Proximity Switch
6 Photoelectric Sensor
7 General Purpose Discrete I/O
8 Encoder (deprecated)
9 Resolver
10 General Purpose Analog I/O (deprecated)
12 Communications Adapter
13 Barcode Scanner (deprecated)
14 Programmable Logic Controller
16 Position Controller
17 Weigh Scale (deprecated)
18 Message Display (deprecated)
19 DC Drive
20 Servo Drives (deprecated)
21 Contactor
22 Motor Starter
23 Softstart Starter
24 Human-Machine Interface
25 Pneumatic Valve(s) (deprecated)
26 Mass Flow Controller
27 Pneumatic Valve(s)
28 Vacuum Pressure Gauge
29 Process Control Value
30 Residual Gas Analyzer
31 DC Power Generator
32 RF Power Generator
33 Turbomolecular Vacuum Pump
34 Encoder
35 Safety Discrete I/O Device
36 Fluid Flow Controller
37 CIP Motion Drive
38 CompoNet Repeater
39 Mass Flow Controller Enhanced
40 CIP Modbus Device
41 CIP Modbus Translator
42 Safety Analog I/O Device
43 Generic Device (keyable)
44 Managed Ethernet Switch
45 CIP Motion Safety Drive Device
46 Safety Drive Device
47 CIP Motion Encoder
48 CIP Motion Converter
49 CIP Motion I/O
50 ControlNet Physical Layer Component
100 In-Sight 2000 Series
150 PowerFlex 525
200 Embedded Component
773 DataMan Series Reader
`);
