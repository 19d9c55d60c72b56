import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "hello of a station",
    carrier: "tcp",
    port: 1911,
    fromInitiator: false,
    bytes: text(
      "fox a 0 -1 fox hello\n{\nfox.version=s:1.0\nid=i:2\nhostName=s:10.0.0.11\napp.name=s:Station\napp.version=s:3.8.38\n" +
        "vm.name=s:J9\nvm.version=s:2.4\nos.name=s:QNX\nos.version=s:6.4.1\nstation.name=s:North_Wing\nbrandId=s:acme\n};;\n",
    ),
    expect: {
      identities: [
        ["name", "North_Wing"],
        ["name", "10.0.0.11"],
        ["firmware", "3.8.38"],
        ["os", "QNX"],
        ["vendor", "acme"],
        ["os", "6.4.1"],
        ["description", "J9 2.4"],
      ],
      product: "Niagara Station",
    },
  },
];
