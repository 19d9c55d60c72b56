import type { PlantDevice } from "./plant";

export interface AnsweredService {
  readonly transport: "tcp" | "udp";
  readonly port: number;
  /** Protocol as the inventory calls it. */
  readonly protocol: string;
}

/** Which device answered on which port in any file: the truth about services. */
export class ServiceLog {
  private readonly byDevice = new Map<string, Map<string, AnsweredService>>();

  add(device: PlantDevice, service: AnsweredService): void {
    let services = this.byDevice.get(device.name);
    if (!services) {
      services = new Map();
      this.byDevice.set(device.name, services);
    }
    const key = `${service.transport}/${service.port}`;
    if (!services.has(key)) services.set(key, service);
  }

  of(device: PlantDevice): AnsweredService[] {
    const services = [...(this.byDevice.get(device.name)?.values() ?? [])];
    return services.sort((a, b) => a.port - b.port || (a.transport < b.transport ? -1 : 1));
  }
}
