import { pcapImporter } from "./capture/pcap-importer";
import { pcapngImporter } from "./capture/pcapng-importer";
import { csvImporter } from "./csv/csv-importer";
import type { Importer } from "./define-importer";
import { flowRecordImporter } from "./flow-records/flow-record-importer";
import { netboxImporter } from "./netbox/netbox-importer";
import { nmapTextImporter } from "./nmap-text/nmap-text-importer";
import { nmapXmlImporter } from "./nmap-xml/nmap-xml-importer";
import { scanJsonImporter } from "./scan-json/scan-json-importer";
import { scanLinesImporter } from "./scan-lines/scan-lines-importer";
import { suricataEveImporter } from "./suricata-eve/suricata-eve-importer";
import { tsharkEkImporter } from "./tshark-ek/tshark-ek-importer";
import { nessusImporter } from "./vulnerability-scan/nessus-importer";
import { openvasImporter } from "./vulnerability-scan/openvas-importer";
import { zeekImporter } from "./zeek/zeek-importer";

/** The only list of formats. Order breaks ties between equally sure importers: the stricter format first. */
export const IMPORTERS: readonly Importer[] = [
  pcapImporter,
  pcapngImporter,
  nmapXmlImporter,
  nmapTextImporter,
  nessusImporter,
  openvasImporter,
  netboxImporter,
  scanJsonImporter,
  scanLinesImporter,
  suricataEveImporter,
  tsharkEkImporter,
  zeekImporter,
  flowRecordImporter,
  csvImporter,
];
