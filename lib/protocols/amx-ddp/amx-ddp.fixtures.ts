import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a projector's beacon",
    carrier: "udp",
    port: 9131,
    bytes: text("AMXB<-UUID=020000000041><-SDKClass=VideoProjector><-Make=Acme><-Model=EB-0><-Revision=1.0.0>\r"),
    expect: {
      identities: [
        ["instance", "020000000041"],
        ["description", "VideoProjector"],
        ["vendor", "Acme"],
        ["model", "EB-0"],
        ["firmware", "1.0.0"],
      ],
    },
  },
  {
    name: "the older form",
    carrier: "udp",
    port: 9131,
    bytes: text("AMXB <Device-Make=Acme> <Device-Model=EB-1>\r"),
    expect: {
      identities: [
        ["vendor", "Acme"],
        ["model", "EB-1"],
      ],
    },
  },
];
