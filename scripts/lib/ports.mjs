import { createServer } from "node:net";
import { StartError } from "./start-error.mjs";

const DEFAULT_PORT = 3000;
const TRIES = 50;

export function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** The port somebody asked for, or the first free one from 3000 on. */
export async function choosePort(host, { say }) {
  const given = process.env.PORT;
  if (given !== undefined && given !== "") {
    const port = Number(given);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new StartError(`PORT is ${given}, which is no port.`);
    if (!(await isFree(port, host))) throw new StartError(`Port ${port} is taken; choose another one with PORT.`);
    return port;
  }
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + TRIES; port++) {
    if (!(await isFree(port, host))) continue;
    if (port !== DEFAULT_PORT) say(`Port ${DEFAULT_PORT} is taken, so Sightglass uses ${port}`);
    return port;
  }
  throw new StartError(`Ports ${DEFAULT_PORT} to ${DEFAULT_PORT + TRIES - 1} are all taken; choose one with PORT.`);
}
